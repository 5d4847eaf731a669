CREATE TABLE "demand_total" (
	"version_id" uuid NOT NULL,
	"category_code" text NOT NULL,
	"market_code" text NOT NULL,
	"units" double precision[] NOT NULL,
	"reconciled" double precision[] NOT NULL,
	CONSTRAINT "demand_total_pk" PRIMARY KEY("version_id","category_code","market_code")
);
--> statement-breakpoint
ALTER TABLE "demand_total" ADD CONSTRAINT "demand_total_version_fk" FOREIGN KEY ("version_id") REFERENCES "public"."forecast_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON demand_total TO portal_platform;
