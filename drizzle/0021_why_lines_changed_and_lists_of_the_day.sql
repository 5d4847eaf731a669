CREATE TABLE "exception_day" (
	"user_id" uuid NOT NULL,
	"place" text NOT NULL,
	"day" date NOT NULL,
	"subjects" text[] NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "exception_day_pk" PRIMARY KEY("user_id","place","day")
);
--> statement-breakpoint
CREATE TABLE "forecast_change" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"from_version_id" uuid NOT NULL,
	"sku_id" uuid NOT NULL,
	"sku_code" text NOT NULL,
	"sku_name_en" text NOT NULL,
	"sku_name_zh" text NOT NULL,
	"then_quantity" integer NOT NULL,
	"now_quantity" integer NOT NULL,
	"change_quantity" integer NOT NULL,
	"parts" integer[],
	"unit_cost_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"rank_cents" bigint NOT NULL,
	CONSTRAINT "forecast_change_pk" PRIMARY KEY("factory_id","id")
);
--> statement-breakpoint
ALTER TABLE "forecast_change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "forecast_change_pair" (
	"version_id" uuid NOT NULL,
	"from_version_id" uuid NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"line_count" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "forecast_change_pair_pk" PRIMARY KEY("version_id","from_version_id"),
	CONSTRAINT "forecast_change_pair_status_check" CHECK ("forecast_change_pair"."status" in ('queued', 'done', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "forecast_change_pair" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "forecast_change" ADD CONSTRAINT "forecast_change_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_change_pair" ADD CONSTRAINT "forecast_change_pair_version_fk" FOREIGN KEY ("version_id") REFERENCES "public"."forecast_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_change_pair" ADD CONSTRAINT "forecast_change_pair_from_fk" FOREIGN KEY ("from_version_id") REFERENCES "public"."forecast_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "forecast_change_sku_key" ON "forecast_change" USING btree ("factory_id","version_id","from_version_id","sku_id");--> statement-breakpoint
CREATE INDEX "forecast_change_own_rank_idx" ON "forecast_change" USING btree ("factory_id","version_id","from_version_id","rank_cents" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "forecast_change_rank_idx" ON "forecast_change" USING btree ("version_id","from_version_id","rank_cents" DESC NULLS LAST,"factory_id","id");--> statement-breakpoint
ALTER TABLE "exception_feedback" DROP COLUMN "factory_id";--> statement-breakpoint
ALTER TABLE "platform_exception" DROP COLUMN "factory_id";--> statement-breakpoint
CREATE POLICY "factory_scope" ON "forecast_change" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "forecast_change" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "forecast_change_pair" AS PERMISSIVE FOR SELECT TO "portal_app" USING (true);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "forecast_change_pair" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);