CREATE TABLE "sscc_counter" (
	"company_prefix" text PRIMARY KEY NOT NULL,
	"next_serial" bigint DEFAULT 1 NOT NULL
);
