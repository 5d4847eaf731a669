CREATE TABLE "sourcing_policy" (
	"id" uuid PRIMARY KEY NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"rule" jsonb NOT NULL,
	"changed_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "sourcing_policy_valid_idx" ON "sourcing_policy" USING btree ("valid_from");