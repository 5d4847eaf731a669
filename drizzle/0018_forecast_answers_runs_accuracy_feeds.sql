CREATE TABLE "calendar_feed" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"locale" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_read_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "calendar_feed_pk" PRIMARY KEY("factory_id","id")
);
--> statement-breakpoint
ALTER TABLE "calendar_feed" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhook_delivery" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"event" text NOT NULL,
	"payload" jsonb NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_status" integer,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_attempt_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	CONSTRAINT "webhook_delivery_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "webhook_delivery_status_check" CHECK ("webhook_delivery"."status" in ('pending', 'delivered', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "webhook_delivery" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "webhook_endpoint" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"url" text NOT NULL,
	"description" text,
	"secret" text NOT NULL,
	"events" text[] NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_endpoint_pk" PRIMARY KEY("factory_id","id")
);
--> statement-breakpoint
ALTER TABLE "webhook_endpoint" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "demand_accuracy" (
	"sku_id" uuid NOT NULL,
	"market_code" text NOT NULL,
	"week" date NOT NULL,
	"lag_weeks" integer NOT NULL,
	"version_id" uuid NOT NULL,
	"category_code" text NOT NULL,
	"abc_class" text NOT NULL,
	"actual" real NOT NULL,
	"is_censored" boolean DEFAULT false NOT NULL,
	"naive" real NOT NULL,
	"model" real NOT NULL,
	"final" real NOT NULL,
	"has_override" boolean DEFAULT false NOT NULL,
	"p10" real NOT NULL,
	"p50" real NOT NULL,
	"p70" real NOT NULL,
	"p80" real NOT NULL,
	"p90" real NOT NULL,
	"scale" real,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "demand_accuracy_pk" PRIMARY KEY("sku_id","market_code","week")
);
--> statement-breakpoint
CREATE TABLE "order_accuracy" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sku_id" uuid NOT NULL,
	"sku_code" text NOT NULL,
	"category_code" text NOT NULL,
	"week" date NOT NULL,
	"lag_weeks" integer NOT NULL,
	"version_id" uuid NOT NULL,
	"forecast_quantity" integer NOT NULL,
	"naive_quantity" integer NOT NULL,
	"commit_quantity" integer,
	"ordered_quantity" integer NOT NULL,
	"due_quantity" integer NOT NULL,
	"on_time_quantity" integer NOT NULL,
	"frozen_quantity" integer NOT NULL,
	"churn_quantity" integer NOT NULL,
	"unit_cost_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "order_accuracy_pk" PRIMARY KEY("factory_id","id")
);
--> statement-breakpoint
ALTER TABLE "order_accuracy" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "commit_bucket" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sku_id" uuid NOT NULL,
	"week" date NOT NULL,
	"version_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"forecast_quantity" integer NOT NULL,
	"commit_quantity" integer NOT NULL,
	"upside_quantity" integer NOT NULL,
	"reason_code" text,
	"note" text,
	"committed_by_name" text NOT NULL,
	"committed_at" timestamp with time zone NOT NULL,
	"asked_quantity" integer,
	"shortfall_quantity" integer DEFAULT 0 NOT NULL,
	"shortfall_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	CONSTRAINT "commit_bucket_pk" PRIMARY KEY("factory_id","id")
);
--> statement-breakpoint
ALTER TABLE "commit_bucket" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "factory_exception" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"day" date NOT NULL,
	"sku_id" uuid NOT NULL,
	"sku_code" text NOT NULL,
	"week" date,
	"version_id" uuid NOT NULL,
	"money_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"params" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "factory_exception_pk" PRIMARY KEY("factory_id","id")
);
--> statement-breakpoint
ALTER TABLE "factory_exception" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "frozen_change" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"sku_id" uuid NOT NULL,
	"sku_code" text NOT NULL,
	"week" date NOT NULL,
	"from_quantity" integer NOT NULL,
	"to_quantity" integer NOT NULL,
	"raised_by_side" text NOT NULL,
	"raised_by_name" text NOT NULL,
	"reason" text NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"answered_by_name" text,
	"answer_note" text,
	"answered_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "frozen_change_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "frozen_change_quantity_check" CHECK ("frozen_change"."from_quantity" >= 0 and "frozen_change"."to_quantity" >= 0),
	CONSTRAINT "frozen_change_side_check" CHECK ("frozen_change"."raised_by_side" in ('platform', 'factory')),
	CONSTRAINT "frozen_change_status_check" CHECK ("frozen_change"."status" in ('open', 'agreed', 'declined', 'withdrawn', 'lapsed'))
);
--> statement-breakpoint
ALTER TABLE "frozen_change" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "exception_feedback" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"factory_id" uuid,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"week" date,
	"verdict" text NOT NULL,
	"money_minor" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "exception_feedback_verdict_check" CHECK ("exception_feedback"."verdict" in ('acted', 'dismissed', 'snoozed'))
);
--> statement-breakpoint
CREATE TABLE "forecast_run" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"as_of" date,
	"publishes" boolean NOT NULL,
	"version_id" uuid,
	"requested_by_user_id" uuid,
	"requested_by_name" text,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"error" text,
	"queued_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"heartbeat_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"cancelled_by_name" text,
	CONSTRAINT "forecast_run_reason_check" CHECK ("forecast_run"."reason" in ('schedule', 'request', 'import', 'seed', 'command')),
	CONSTRAINT "forecast_run_status_check" CHECK ("forecast_run"."status" in ('queued', 'running', 'cancelling', 'cancelled', 'failed', 'done'))
);
--> statement-breakpoint
CREATE TABLE "platform_exception" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"day" date NOT NULL,
	"factory_id" uuid,
	"sku_id" uuid NOT NULL,
	"sku_code" text NOT NULL,
	"week" date,
	"version_id" uuid NOT NULL,
	"money_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"params" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "forecast_version" DROP CONSTRAINT "forecast_version_status_check";--> statement-breakpoint
DROP INDEX "forecast_commit_key";--> statement-breakpoint
ALTER TABLE "demand_line" ADD COLUMN "model_mean" real[];--> statement-breakpoint
ALTER TABLE "forecast_commit" ADD COLUMN "channel" text DEFAULT 'grid' NOT NULL;--> statement-breakpoint
ALTER TABLE "forecast_liability" ADD COLUMN "materials_bp" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "forecast_liability" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "forecast_liability" ADD COLUMN "ended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "forecast_liability" ADD COLUMN "ended_by_name" text;--> statement-breakpoint
ALTER TABLE "forecast_override" ADD COLUMN "base_units" real NOT NULL;--> statement-breakpoint
ALTER TABLE "forecast_override" ADD COLUMN "base_version_id" uuid;--> statement-breakpoint
ALTER TABLE "forecast_override" ADD COLUMN "author_name" text NOT NULL;--> statement-breakpoint
ALTER TABLE "forecast_override" ADD COLUMN "ended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "forecast_override" ADD COLUMN "ended_by_name" text;--> statement-breakpoint
ALTER TABLE "forecast_trace" ADD COLUMN "input" jsonb;--> statement-breakpoint
ALTER TABLE "forecast_version" ADD COLUMN "published_by_name" text;--> statement-breakpoint
ALTER TABLE "forecast_version" ADD COLUMN "checks" jsonb;--> statement-breakpoint
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_endpoint_fk" FOREIGN KEY ("factory_id","endpoint_id") REFERENCES "public"."webhook_endpoint"("factory_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoint" ADD CONSTRAINT "webhook_endpoint_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "demand_accuracy" ADD CONSTRAINT "demand_accuracy_sku_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "demand_accuracy" ADD CONSTRAINT "demand_accuracy_version_fk" FOREIGN KEY ("version_id") REFERENCES "public"."forecast_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_accuracy" ADD CONSTRAINT "order_accuracy_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_accuracy" ADD CONSTRAINT "order_accuracy_version_fk" FOREIGN KEY ("version_id") REFERENCES "public"."forecast_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "commit_bucket" ADD CONSTRAINT "commit_bucket_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "factory_exception" ADD CONSTRAINT "factory_exception_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "frozen_change" ADD CONSTRAINT "frozen_change_line_fk" FOREIGN KEY ("factory_id","version_id","sku_id") REFERENCES "public"."forecast_line"("factory_id","version_id","sku_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_run" ADD CONSTRAINT "forecast_run_version_fk" FOREIGN KEY ("version_id") REFERENCES "public"."forecast_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_feed_token_key" ON "calendar_feed" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "calendar_feed_user_idx" ON "calendar_feed" USING btree ("factory_id","user_id");--> statement-breakpoint
CREATE INDEX "webhook_delivery_endpoint_idx" ON "webhook_delivery" USING btree ("factory_id","endpoint_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "webhook_endpoint_factory_idx" ON "webhook_endpoint" USING btree ("factory_id","created_at");--> statement-breakpoint
CREATE INDEX "demand_accuracy_week_idx" ON "demand_accuracy" USING btree ("week","market_code");--> statement-breakpoint
CREATE INDEX "demand_accuracy_version_idx" ON "demand_accuracy" USING btree ("version_id");--> statement-breakpoint
CREATE UNIQUE INDEX "order_accuracy_key" ON "order_accuracy" USING btree ("factory_id","sku_id","week");--> statement-breakpoint
CREATE INDEX "order_accuracy_week_idx" ON "order_accuracy" USING btree ("week","factory_id");--> statement-breakpoint
CREATE UNIQUE INDEX "commit_bucket_key" ON "commit_bucket" USING btree ("factory_id","sku_id","week");--> statement-breakpoint
CREATE INDEX "commit_bucket_shortfall_idx" ON "commit_bucket" USING btree ("shortfall_minor" DESC NULLS LAST,"factory_id","id") WHERE shortfall_quantity > 0;--> statement-breakpoint
CREATE INDEX "commit_bucket_own_shortfall_idx" ON "commit_bucket" USING btree ("factory_id","shortfall_minor" DESC NULLS LAST,"id") WHERE shortfall_quantity > 0;--> statement-breakpoint
CREATE INDEX "factory_exception_rank_idx" ON "factory_exception" USING btree ("factory_id","day","money_minor" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE UNIQUE INDEX "frozen_change_open_key" ON "frozen_change" USING btree ("factory_id","sku_id","week") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "frozen_change_sku_idx" ON "frozen_change" USING btree ("factory_id","sku_id","week");--> statement-breakpoint
CREATE INDEX "frozen_change_status_idx" ON "frozen_change" USING btree ("status","created_at");--> statement-breakpoint
CREATE INDEX "exception_feedback_user_idx" ON "exception_feedback" USING btree ("user_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "forecast_run_queued_idx" ON "forecast_run" USING btree ("queued_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "forecast_run_version_key" ON "forecast_run" USING btree ("version_id");--> statement-breakpoint
CREATE INDEX "platform_exception_rank_idx" ON "platform_exception" USING btree ("day","money_minor" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE UNIQUE INDEX "forecast_override_active_key" ON "forecast_override" USING btree ("sku_id","market_code","week") WHERE is_active;--> statement-breakpoint
CREATE INDEX "forecast_override_created_idx" ON "forecast_override" USING btree ("created_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE UNIQUE INDEX "forecast_commit_key" ON "forecast_commit" USING btree ("factory_id","sku_id","week","revision");--> statement-breakpoint
ALTER TABLE "forecast_commit" ADD CONSTRAINT "forecast_commit_channel_check" CHECK ("forecast_commit"."channel" in ('grid', 'mass', 'file'));--> statement-breakpoint
ALTER TABLE "forecast_liability" ADD CONSTRAINT "forecast_liability_materials_check" CHECK ("forecast_liability"."materials_bp" between 0 and 10000);--> statement-breakpoint
ALTER TABLE "forecast_override" ADD CONSTRAINT "forecast_override_units_check" CHECK ("forecast_override"."units" >= 0);--> statement-breakpoint
ALTER TABLE "forecast_version" ADD CONSTRAINT "forecast_version_status_check" CHECK ("forecast_version"."status" in ('draft', 'published', 'superseded', 'failed', 'discarded'));--> statement-breakpoint
CREATE POLICY "factory_scope" ON "calendar_feed" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "calendar_feed" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "webhook_delivery" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "webhook_delivery" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "webhook_endpoint" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "webhook_endpoint" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "order_accuracy" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "order_accuracy" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "commit_bucket" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "commit_bucket" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "factory_exception" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "factory_exception" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "frozen_change" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "frozen_change" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);