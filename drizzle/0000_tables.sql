CREATE TABLE "production_line" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"name_en" text NOT NULL,
	"name_zh" text NOT NULL,
	"work_calendar_code" text NOT NULL,
	"pieces_per_hour" integer NOT NULL,
	"efficiency_bp" integer DEFAULT 8500 NOT NULL,
	"crew" integer NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "production_line_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "production_line_status_check" CHECK ("production_line"."status" in ('running', 'stopped')),
	CONSTRAINT "production_line_rate_check" CHECK ("production_line"."pieces_per_hour" > 0 and "production_line"."efficiency_bp" between 1 and 10000)
);
--> statement-breakpoint
ALTER TABLE "production_line" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "work_calendar" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"code" text NOT NULL,
	"name_en" text NOT NULL,
	"name_zh" text NOT NULL,
	"calendar_code" text NOT NULL,
	"shifts" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "work_calendar_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "work_calendar_code_key" UNIQUE("factory_id","code")
);
--> statement-breakpoint
ALTER TABLE "work_calendar" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "calendar_day" (
	"calendar_code" text NOT NULL,
	"day" date NOT NULL,
	"is_working" boolean NOT NULL,
	"name_en" text NOT NULL,
	"name_zh" text NOT NULL,
	CONSTRAINT "calendar_day_pk" PRIMARY KEY("calendar_code","day")
);
--> statement-breakpoint
CREATE TABLE "exchange_rate" (
	"base" text NOT NULL,
	"quote" text NOT NULL,
	"valid_on" date NOT NULL,
	"rate" numeric(18, 8) NOT NULL,
	CONSTRAINT "exchange_rate_pk" PRIMARY KEY("base","quote","valid_on")
);
--> statement-breakpoint
CREATE TABLE "market" (
	"code" text PRIMARY KEY NOT NULL,
	"name_en" text NOT NULL,
	"name_zh" text NOT NULL,
	"region" text NOT NULL,
	"currency" text NOT NULL,
	"time_zone" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "product_category" (
	"code" text PRIMARY KEY NOT NULL,
	"parent_code" text,
	"name_en" text NOT NULL,
	"name_zh" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sku" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name_en" text NOT NULL,
	"name_zh" text NOT NULL,
	"category_code" text NOT NULL,
	"abc_class" text DEFAULT 'C' NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"launched_on" date,
	"list_price_minor" bigint,
	"list_price_currency" text,
	"gross_g" integer,
	"length_mm" integer,
	"width_mm" integer,
	"height_mm" integer,
	"hs_code" text,
	"attributes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sku_abc_class_check" CHECK ("sku"."abc_class" in ('A', 'B', 'C')),
	CONSTRAINT "sku_status_check" CHECK ("sku"."status" in ('candidate', 'active', 'phasing_out', 'discontinued'))
);
--> statement-breakpoint
CREATE TABLE "sourcing" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sku_id" uuid NOT NULL,
	"sku_code" text NOT NULL,
	"sku_name_en" text NOT NULL,
	"sku_name_zh" text NOT NULL,
	"category_code" text NOT NULL,
	"abc_class" text NOT NULL,
	"markets" text[] NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"unit_cost_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"production_lead_days" integer NOT NULL,
	"transit_lead_days" integer NOT NULL,
	"minimum_quantity" integer NOT NULL,
	"order_multiple" integer NOT NULL,
	"share_bp" integer NOT NULL,
	"priority" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sourcing_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "sourcing_status_check" CHECK ("sourcing"."status" in ('active', 'backup', 'suspended')),
	CONSTRAINT "sourcing_quantities_check" CHECK ("sourcing"."minimum_quantity" >= 1 and "sourcing"."order_multiple" >= 1),
	CONSTRAINT "sourcing_share_check" CHECK ("sourcing"."share_bp" between 0 and 10000),
	CONSTRAINT "sourcing_lead_check" CHECK ("sourcing"."production_lead_days" >= 0 and "sourcing"."transit_lead_days" >= 0)
);
--> statement-breakpoint
ALTER TABLE "sourcing" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "warehouse" (
	"code" text PRIMARY KEY NOT NULL,
	"name_en" text NOT NULL,
	"name_zh" text NOT NULL,
	"kind" text NOT NULL,
	"country_code" text NOT NULL,
	"city" text NOT NULL,
	"time_zone" text NOT NULL,
	"regional_code" text,
	CONSTRAINT "warehouse_kind_check" CHECK ("warehouse"."kind" in ('regional', 'forward'))
);
--> statement-breakpoint
CREATE TABLE "demand_line" (
	"version_id" uuid NOT NULL,
	"sku_id" uuid NOT NULL,
	"market_code" text NOT NULL,
	"mean" real[] NOT NULL,
	"p10" real[] NOT NULL,
	"p50" real[] NOT NULL,
	"p70" real[] NOT NULL,
	"p80" real[] NOT NULL,
	"p90" real[] NOT NULL,
	"model" text NOT NULL,
	"history_weeks" integer NOT NULL,
	"censored_weeks" integer DEFAULT 0 NOT NULL,
	"backtest_wape" real,
	"backtest_bias" real,
	"backtest_mase" real,
	CONSTRAINT "demand_line_pk" PRIMARY KEY("sku_id","version_id","market_code")
);
--> statement-breakpoint
CREATE TABLE "fence" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"valid_from" date NOT NULL,
	"frozen_weeks" integer NOT NULL,
	"firm_weeks" integer NOT NULL,
	"flex_bp" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "fence_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "fence_weeks_check" CHECK ("fence"."frozen_weeks" >= 0 and "fence"."firm_weeks" >= 0 and "fence"."flex_bp" between 0 and 10000)
);
--> statement-breakpoint
ALTER TABLE "fence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "forecast_commit" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"sku_id" uuid NOT NULL,
	"week" date NOT NULL,
	"revision" integer NOT NULL,
	"forecast_quantity" integer NOT NULL,
	"commit_quantity" integer NOT NULL,
	"upside_quantity" integer DEFAULT 0 NOT NULL,
	"reason_code" text,
	"note" text,
	"committed_by_name" text NOT NULL,
	"committed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "forecast_commit_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "forecast_commit_quantity_check" CHECK ("forecast_commit"."commit_quantity" >= 0 and "forecast_commit"."upside_quantity" >= 0)
);
--> statement-breakpoint
ALTER TABLE "forecast_commit" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "forecast_liability" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"sku_id" uuid NOT NULL,
	"from_week" date NOT NULL,
	"to_week" date NOT NULL,
	"quantile" text NOT NULL,
	"covers" text NOT NULL,
	"agreed_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "forecast_liability_pk" PRIMARY KEY("factory_id","id")
);
--> statement-breakpoint
ALTER TABLE "forecast_liability" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "forecast_line" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"sku_id" uuid NOT NULL,
	"sourcing_id" uuid NOT NULL,
	"sku_code" text NOT NULL,
	"sku_name_en" text NOT NULL,
	"sku_name_zh" text NOT NULL,
	"category_code" text NOT NULL,
	"abc_class" text NOT NULL,
	"markets" text[] NOT NULL,
	"unit_cost_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"lead_time_weeks" integer NOT NULL,
	"frozen_weeks" integer NOT NULL,
	"firm_weeks" integer NOT NULL,
	"qty_mean" integer[] NOT NULL,
	"qty_p50" integer[] NOT NULL,
	"qty_p70" integer[] NOT NULL,
	"qty_p80" integer[] NOT NULL,
	"qty_p90" integer[] NOT NULL,
	"prev_mean" integer[] NOT NULL,
	"prev_p50" integer[] NOT NULL,
	"prev_p70" integer[] NOT NULL,
	"prev_p80" integer[] NOT NULL,
	"prev_p90" integer[] NOT NULL,
	"total_mean" integer NOT NULL,
	"total_p50" integer NOT NULL,
	"total_p70" integer NOT NULL,
	"total_p80" integer NOT NULL,
	"total_p90" integer NOT NULL,
	"change_mean" integer NOT NULL,
	"change_p50" integer NOT NULL,
	"change_p70" integer NOT NULL,
	"change_p80" integer NOT NULL,
	"change_p90" integer NOT NULL,
	"change_kind" text NOT NULL,
	"input_hash" text NOT NULL,
	CONSTRAINT "forecast_line_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "forecast_line_sku_key" UNIQUE("factory_id","version_id","sku_id"),
	CONSTRAINT "forecast_line_change_check" CHECK ("forecast_line"."change_kind" in ('new', 'dropped', 'up', 'down', 'unchanged'))
);
--> statement-breakpoint
ALTER TABLE "forecast_line" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "forecast_override" (
	"sku_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"market_code" text NOT NULL,
	"week" date NOT NULL,
	"units" real NOT NULL,
	"comment" text NOT NULL,
	"author_user_id" uuid NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "forecast_override_pk" PRIMARY KEY("sku_id","id")
);
--> statement-breakpoint
CREATE TABLE "forecast_trace" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"version_id" uuid NOT NULL,
	"trace" jsonb NOT NULL,
	"history_first_week" date,
	"history" real[] NOT NULL,
	"demand" jsonb NOT NULL,
	CONSTRAINT "forecast_trace_pk" PRIMARY KEY("factory_id","id")
);
--> statement-breakpoint
ALTER TABLE "forecast_trace" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "forecast_version" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" integer NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"as_of" date NOT NULL,
	"first_week" date NOT NULL,
	"order_horizon_weeks" integer NOT NULL,
	"demand_horizon_weeks" integer NOT NULL,
	"demand_engine" text NOT NULL,
	"netting_rule_version" text NOT NULL,
	"input_hash" text NOT NULL,
	"previous_version_id" uuid,
	"series_count" integer DEFAULT 0 NOT NULL,
	"line_count" integer DEFAULT 0 NOT NULL,
	"generated_at" timestamp with time zone NOT NULL,
	"published_at" timestamp with time zone,
	"note" text,
	CONSTRAINT "forecast_version_status_check" CHECK ("forecast_version"."status" in ('draft', 'published', 'superseded', 'failed'))
);
--> statement-breakpoint
ALTER TABLE "forecast_version" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "api_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"secret_hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"created_by_user_id" uuid,
	"last_used_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"occurred_at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_user_id" uuid,
	"actor_name" text NOT NULL,
	"actor_email" text,
	"actor_scope" text NOT NULL,
	"action" text NOT NULL,
	"entity_type" text NOT NULL,
	"entity_id" text NOT NULL,
	"entity_label" text,
	"before" jsonb,
	"after" jsonb,
	"address" text,
	"user_agent" text,
	"request_id" text,
	CONSTRAINT "audit_event_pk" PRIMARY KEY("factory_id","id")
);
--> statement-breakpoint
ALTER TABLE "audit_event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "factory" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name_en" text NOT NULL,
	"name_zh" text NOT NULL,
	"country_code" text NOT NULL,
	"city" text NOT NULL,
	"time_zone" text NOT NULL,
	"calendar_code" text NOT NULL,
	"currency" text NOT NULL,
	"status" text DEFAULT 'approved' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "factory_status_check" CHECK ("factory"."status" in ('approved', 'probation', 'backup', 'suspended'))
);
--> statement-breakpoint
ALTER TABLE "factory" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "idempotency_record" (
	"id" uuid PRIMARY KEY NOT NULL,
	"api_key_id" uuid NOT NULL,
	"idempotency_key" text NOT NULL,
	"request_hash" text NOT NULL,
	"response_status" integer,
	"response_body" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by_name" text NOT NULL,
	"locale" text DEFAULT 'zh' NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invitation_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "invitation_role_check" CHECK ("invitation"."role" in ('owner', 'planner', 'quality', 'shipping', 'finance', 'viewer'))
);
--> statement-breakpoint
ALTER TABLE "invitation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "mail_outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"to_email" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "membership" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	"display_name" text NOT NULL,
	"email" text NOT NULL,
	"overview_seen_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "membership_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "membership_role_check" CHECK ("membership"."role" in ('owner', 'planner', 'quality', 'shipping', 'finance', 'viewer'))
);
--> statement-breakpoint
ALTER TABLE "membership" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "password_reset" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform_audit_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"occurred_at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor_user_id" uuid,
	"actor_name" text NOT NULL,
	"actor_email" text,
	"actor_scope" text NOT NULL,
	"action" text NOT NULL,
	"entity_type" text NOT NULL,
	"entity_id" text NOT NULL,
	"entity_label" text,
	"before" jsonb,
	"after" jsonb,
	"address" text,
	"user_agent" text,
	"request_id" text
);
--> statement-breakpoint
CREATE TABLE "platform_invitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by_name" text NOT NULL,
	"locale" text DEFAULT 'zh' NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"revoked_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "platform_invitation_role_check" CHECK ("platform_invitation"."role" in ('buyer', 'supplier_success', 'logistics', 'quality', 'admin', 'auditor'))
);
--> statement-breakpoint
CREATE TABLE "platform_membership" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "platform_membership_role_check" CHECK ("platform_membership"."role" in ('buyer', 'supplier_success', 'logistics', 'quality', 'admin', 'auditor'))
);
--> statement-breakpoint
CREATE TABLE "saved_view" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"page" text NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempt" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_hash" text NOT NULL,
	"address" text NOT NULL,
	"succeeded" boolean NOT NULL,
	"attempted_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"display_name" text NOT NULL,
	"password_hash" text,
	"locale" text DEFAULT 'zh' NOT NULL,
	"theme" text DEFAULT 'auto' NOT NULL,
	"time_zone" text DEFAULT 'Asia/Shanghai' NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_session" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"address" text,
	"user_agent" text
);
--> statement-breakpoint
CREATE TABLE "listing_event" (
	"sku_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"market_code" text NOT NULL,
	"is_listed" boolean NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"source" text NOT NULL,
	"source_ref" text NOT NULL,
	CONSTRAINT "listing_event_pk" PRIMARY KEY("sku_id","id")
);
--> statement-breakpoint
CREATE TABLE "sales_daily" (
	"sku_id" uuid NOT NULL,
	"market_code" text NOT NULL,
	"sold_on" date NOT NULL,
	"units" integer NOT NULL,
	"units_returned" integer DEFAULT 0 NOT NULL,
	"units_cancelled" integer DEFAULT 0 NOT NULL,
	"revenue_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"import_id" uuid,
	CONSTRAINT "sales_daily_pk" PRIMARY KEY("sku_id","market_code","sold_on"),
	CONSTRAINT "sales_daily_units_check" CHECK ("sales_daily"."units" >= 0 and "sales_daily"."units_returned" >= 0 and "sales_daily"."units_cancelled" >= 0)
);
--> statement-breakpoint
CREATE TABLE "sales_import" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"file_sha256" text NOT NULL,
	"format" text NOT NULL,
	"shift_days" integer DEFAULT 0 NOT NULL,
	"rows_read" bigint NOT NULL,
	"rows_taken" bigint NOT NULL,
	"rows_skipped" jsonb NOT NULL,
	"changed_rows" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sell_out_clock" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"po_line_id" uuid NOT NULL,
	"sku_id" uuid NOT NULL,
	"status" text NOT NULL,
	"rule" jsonb NOT NULL,
	"rule_version" text NOT NULL,
	"input_hash" text NOT NULL,
	"accepted_units" integer NOT NULL,
	"net_sold_units" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"sold_out_at" timestamp with time zone,
	"probability_bp" integer,
	"evidence" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sell_out_clock_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "sell_out_clock_status_check" CHECK ("sell_out_clock"."status" in ('waiting', 'running', 'paused', 'sold_out', 'expired'))
);
--> statement-breakpoint
ALTER TABLE "sell_out_clock" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sell_out_pause" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"clock_id" uuid NOT NULL,
	"cause" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"to_at" timestamp with time zone,
	"evidence" text NOT NULL,
	"recorded_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sell_out_pause_pk" PRIMARY KEY("factory_id","id")
);
--> statement-breakpoint
ALTER TABLE "sell_out_pause" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sku_stockout" (
	"sku_id" uuid NOT NULL,
	"market_code" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "sku_stockout_pk" PRIMARY KEY("sku_id","market_code","from_day"),
	CONSTRAINT "sku_stockout_days_check" CHECK ("sku_stockout"."to_day" >= "sku_stockout"."from_day")
);
--> statement-breakpoint
CREATE TABLE "stock_balance" (
	"sku_id" uuid NOT NULL,
	"warehouse_code" text NOT NULL,
	"on_hand" integer DEFAULT 0 NOT NULL,
	"is_flagged" boolean DEFAULT false NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stock_balance_pk" PRIMARY KEY("sku_id","warehouse_code")
);
--> statement-breakpoint
CREATE TABLE "stock_lot" (
	"sku_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"warehouse_code" text NOT NULL,
	"receipt_movement_id" uuid NOT NULL,
	"origin_lot_id" uuid,
	"order_factory_id" uuid,
	"po_line_id" uuid,
	"received_at" timestamp with time zone NOT NULL,
	"sellable_at" timestamp with time zone,
	"received_quantity" integer NOT NULL,
	"remaining_quantity" integer NOT NULL,
	CONSTRAINT "stock_lot_pk" PRIMARY KEY("sku_id","id"),
	CONSTRAINT "stock_lot_quantity_check" CHECK ("stock_lot"."remaining_quantity" >= 0 and "stock_lot"."remaining_quantity" <= "stock_lot"."received_quantity")
);
--> statement-breakpoint
CREATE TABLE "stock_lot_consumption" (
	"sku_id" uuid NOT NULL,
	"movement_id" uuid NOT NULL,
	"lot_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	CONSTRAINT "stock_lot_consumption_pk" PRIMARY KEY("sku_id","movement_id","lot_id")
);
--> statement-breakpoint
CREATE TABLE "stock_movement" (
	"sku_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"warehouse_code" text NOT NULL,
	"type" text NOT NULL,
	"quantity" integer NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"source" text NOT NULL,
	"source_ref" text NOT NULL,
	"market_code" text,
	"lot_id" uuid,
	"reason" text,
	CONSTRAINT "stock_movement_pk" PRIMARY KEY("sku_id","id"),
	CONSTRAINT "stock_movement_type_check" CHECK ("stock_movement"."type" in ('receipt', 'put_away', 'transfer_out', 'transfer_in', 'sale', 'return', 'adjustment', 'write_off'))
);
--> statement-breakpoint
CREATE TABLE "asn" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"warehouse_code" text NOT NULL,
	"shipped_at" timestamp with time zone,
	"expected_arrival_on" date,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "asn_pk" PRIMARY KEY("factory_id","id")
);
--> statement-breakpoint
ALTER TABLE "asn" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "asn_carton" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"asn_id" uuid NOT NULL,
	"carton_no" integer NOT NULL,
	"po_line_schedule_id" uuid NOT NULL,
	"pieces" integer NOT NULL,
	"gross_g" integer NOT NULL,
	"length_mm" integer NOT NULL,
	"width_mm" integer NOT NULL,
	"height_mm" integer NOT NULL,
	CONSTRAINT "asn_carton_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "asn_carton_pieces_check" CHECK ("asn_carton"."pieces" > 0)
);
--> statement-breakpoint
ALTER TABLE "asn_carton" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "candidate" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name_en" text NOT NULL,
	"name_zh" text NOT NULL,
	"category_code" text NOT NULL,
	"target_markets" text[] NOT NULL,
	"expected_price_minor" bigint,
	"currency" text,
	"stage" text DEFAULT 'idea' NOT NULL,
	"score" jsonb,
	"sku_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "candidate_stage_check" CHECK ("candidate"."stage" in ('idea', 'shortlisted', 'sampling', 'first_order', 'winner', 'dropped'))
);
--> statement-breakpoint
CREATE TABLE "candidate_signal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"candidate_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"observed_on" date NOT NULL,
	"value" integer NOT NULL,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "candidate_stage" (
	"id" uuid PRIMARY KEY NOT NULL,
	"candidate_id" uuid NOT NULL,
	"stage" text NOT NULL,
	"entered_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "goods_receipt" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"po_line_schedule_id" uuid NOT NULL,
	"asn_id" uuid,
	"warehouse_code" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"accepted_quantity" integer NOT NULL,
	"rejected_quantity" integer DEFAULT 0 NOT NULL,
	"source" text NOT NULL,
	"source_ref" text NOT NULL,
	CONSTRAINT "goods_receipt_pk" PRIMARY KEY("factory_id","id")
);
--> statement-breakpoint
ALTER TABLE "goods_receipt" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "order_message" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"purchase_order_id" uuid NOT NULL,
	"author_user_id" uuid NOT NULL,
	"author_name" text NOT NULL,
	"body" text NOT NULL,
	"mentions" uuid[] DEFAULT '{}' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "order_message_pk" PRIMARY KEY("factory_id","id")
);
--> statement-breakpoint
ALTER TABLE "order_message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "po_acknowledgement" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"po_line_id" uuid NOT NULL,
	"order_version" integer NOT NULL,
	"outcome" text NOT NULL,
	"quantity" integer NOT NULL,
	"ship_on" date,
	"unit_price_minor" bigint,
	"reason_code" text,
	"note" text,
	"answered_by_name" text NOT NULL,
	"answered_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "po_acknowledgement_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "po_acknowledgement_outcome_check" CHECK ("po_acknowledgement"."outcome" in ('accepted', 'counter_proposed', 'backordered', 'rejected'))
);
--> statement-breakpoint
ALTER TABLE "po_acknowledgement" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "po_line" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"purchase_order_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"sku_id" uuid NOT NULL,
	"sku_code" text NOT NULL,
	"sku_name_en" text NOT NULL,
	"sku_name_zh" text NOT NULL,
	"quantity" integer NOT NULL,
	"unit_price_minor" bigint NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	CONSTRAINT "po_line_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "po_line_status_check" CHECK ("po_line"."status" in ('draft', 'issued', 'acknowledged', 'in_production', 'inspected', 'shipped', 'received', 'closed', 'cancelled')),
	CONSTRAINT "po_line_quantity_check" CHECK ("po_line"."quantity" > 0)
);
--> statement-breakpoint
ALTER TABLE "po_line" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "po_line_schedule" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"po_line_id" uuid NOT NULL,
	"schedule_no" integer NOT NULL,
	"warehouse_code" text NOT NULL,
	"quantity" integer NOT NULL,
	"requested_ship_on" date NOT NULL,
	"promised_ship_on" date,
	"expected_arrival_on" date NOT NULL,
	"shipped_quantity" integer DEFAULT 0 NOT NULL,
	"received_quantity" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "po_line_schedule_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "po_line_schedule_quantity_check" CHECK ("po_line_schedule"."quantity" > 0 and "po_line_schedule"."shipped_quantity" >= 0 and "po_line_schedule"."received_quantity" >= 0)
);
--> statement-breakpoint
ALTER TABLE "po_line_schedule" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "po_milestone" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"po_line_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"planned_on" date NOT NULL,
	"revised_on" date,
	"actual_on" date,
	"reason" text,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "po_milestone_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "po_milestone_kind_check" CHECK ("po_milestone"."kind" in ('materials', 'start', 'half', 'finished', 'packed'))
);
--> statement-breakpoint
ALTER TABLE "po_milestone" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "purchase_order" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"currency" text NOT NULL,
	"incoterm" text DEFAULT 'FCA' NOT NULL,
	"buyer_user_id" uuid,
	"buyer_name" text NOT NULL,
	"issued_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"note" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "purchase_order_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "purchase_order_status_check" CHECK ("purchase_order"."status" in ('draft', 'issued', 'acknowledged', 'in_production', 'inspected', 'shipped', 'received', 'closed', 'cancelled')),
	CONSTRAINT "purchase_order_kind_check" CHECK ("purchase_order"."kind" in ('sample', 'first_order', 'reorder'))
);
--> statement-breakpoint
ALTER TABLE "purchase_order" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "purchase_order_version" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"purchase_order_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"reason" text,
	"changed_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "purchase_order_version_pk" PRIMARY KEY("factory_id","id")
);
--> statement-breakpoint
ALTER TABLE "purchase_order_version" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "risk_notice" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date,
	"note" text NOT NULL,
	"created_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "risk_notice_pk" PRIMARY KEY("factory_id","id")
);
--> statement-breakpoint
ALTER TABLE "risk_notice" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stored_file" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"purchase_order_id" uuid,
	"storage_key" text NOT NULL,
	"label" text NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"uploaded_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stored_file_pk" PRIMARY KEY("factory_id","id")
);
--> statement-breakpoint
ALTER TABLE "stored_file" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "production_line" ADD CONSTRAINT "production_line_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "production_line" ADD CONSTRAINT "production_line_calendar_fk" FOREIGN KEY ("factory_id","work_calendar_code") REFERENCES "public"."work_calendar"("factory_id","code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "work_calendar" ADD CONSTRAINT "work_calendar_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sku" ADD CONSTRAINT "sku_category_code_product_category_code_fk" FOREIGN KEY ("category_code") REFERENCES "public"."product_category"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sourcing" ADD CONSTRAINT "sourcing_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sourcing" ADD CONSTRAINT "sourcing_sku_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "demand_line" ADD CONSTRAINT "demand_line_version_fk" FOREIGN KEY ("version_id") REFERENCES "public"."forecast_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "demand_line" ADD CONSTRAINT "demand_line_sku_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fence" ADD CONSTRAINT "fence_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_commit" ADD CONSTRAINT "forecast_commit_line_fk" FOREIGN KEY ("factory_id","version_id","sku_id") REFERENCES "public"."forecast_line"("factory_id","version_id","sku_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_liability" ADD CONSTRAINT "forecast_liability_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_line" ADD CONSTRAINT "forecast_line_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_line" ADD CONSTRAINT "forecast_line_version_fk" FOREIGN KEY ("version_id") REFERENCES "public"."forecast_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_override" ADD CONSTRAINT "forecast_override_sku_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "forecast_trace" ADD CONSTRAINT "forecast_trace_line_fk" FOREIGN KEY ("factory_id","id") REFERENCES "public"."forecast_line"("factory_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_created_by_user_id_user_account_id_fk" FOREIGN KEY ("created_by_user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_event" ADD CONSTRAINT "audit_event_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_record" ADD CONSTRAINT "idempotency_record_api_key_id_api_key_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_key"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_reset" ADD CONSTRAINT "password_reset_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform_membership" ADD CONSTRAINT "platform_membership_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_session" ADD CONSTRAINT "user_session_user_id_user_account_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user_account"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "listing_event" ADD CONSTRAINT "listing_event_sku_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales_daily" ADD CONSTRAINT "sales_daily_sku_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sales_daily" ADD CONSTRAINT "sales_daily_market_fk" FOREIGN KEY ("market_code") REFERENCES "public"."market"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sell_out_clock" ADD CONSTRAINT "sell_out_clock_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sell_out_pause" ADD CONSTRAINT "sell_out_pause_clock_fk" FOREIGN KEY ("factory_id","clock_id") REFERENCES "public"."sell_out_clock"("factory_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sku_stockout" ADD CONSTRAINT "sku_stockout_sku_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_balance" ADD CONSTRAINT "stock_balance_sku_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_balance" ADD CONSTRAINT "stock_balance_warehouse_fk" FOREIGN KEY ("warehouse_code") REFERENCES "public"."warehouse"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_lot" ADD CONSTRAINT "stock_lot_sku_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_lot_consumption" ADD CONSTRAINT "stock_lot_consumption_movement_fk" FOREIGN KEY ("sku_id","movement_id") REFERENCES "public"."stock_movement"("sku_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_lot_consumption" ADD CONSTRAINT "stock_lot_consumption_lot_fk" FOREIGN KEY ("sku_id","lot_id") REFERENCES "public"."stock_lot"("sku_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_sku_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD CONSTRAINT "stock_movement_warehouse_fk" FOREIGN KEY ("warehouse_code") REFERENCES "public"."warehouse"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asn" ADD CONSTRAINT "asn_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asn_carton" ADD CONSTRAINT "asn_carton_asn_fk" FOREIGN KEY ("factory_id","asn_id") REFERENCES "public"."asn"("factory_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "asn_carton" ADD CONSTRAINT "asn_carton_schedule_fk" FOREIGN KEY ("factory_id","po_line_schedule_id") REFERENCES "public"."po_line_schedule"("factory_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidate" ADD CONSTRAINT "candidate_sku_id_sku_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidate_signal" ADD CONSTRAINT "candidate_signal_candidate_id_candidate_id_fk" FOREIGN KEY ("candidate_id") REFERENCES "public"."candidate"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "candidate_stage" ADD CONSTRAINT "candidate_stage_candidate_id_candidate_id_fk" FOREIGN KEY ("candidate_id") REFERENCES "public"."candidate"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goods_receipt" ADD CONSTRAINT "goods_receipt_schedule_fk" FOREIGN KEY ("factory_id","po_line_schedule_id") REFERENCES "public"."po_line_schedule"("factory_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_message" ADD CONSTRAINT "order_message_order_fk" FOREIGN KEY ("factory_id","purchase_order_id") REFERENCES "public"."purchase_order"("factory_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "po_acknowledgement" ADD CONSTRAINT "po_acknowledgement_line_fk" FOREIGN KEY ("factory_id","po_line_id") REFERENCES "public"."po_line"("factory_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "po_line" ADD CONSTRAINT "po_line_order_fk" FOREIGN KEY ("factory_id","purchase_order_id") REFERENCES "public"."purchase_order"("factory_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "po_line" ADD CONSTRAINT "po_line_sku_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "po_line_schedule" ADD CONSTRAINT "po_line_schedule_line_fk" FOREIGN KEY ("factory_id","po_line_id") REFERENCES "public"."po_line"("factory_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "po_milestone" ADD CONSTRAINT "po_milestone_line_fk" FOREIGN KEY ("factory_id","po_line_id") REFERENCES "public"."po_line"("factory_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD CONSTRAINT "purchase_order_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "purchase_order_version" ADD CONSTRAINT "purchase_order_version_order_fk" FOREIGN KEY ("factory_id","purchase_order_id") REFERENCES "public"."purchase_order"("factory_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_notice" ADD CONSTRAINT "risk_notice_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stored_file" ADD CONSTRAINT "stored_file_order_fk" FOREIGN KEY ("factory_id","purchase_order_id") REFERENCES "public"."purchase_order"("factory_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "production_line_code_key" ON "production_line" USING btree ("factory_id","code");--> statement-breakpoint
CREATE UNIQUE INDEX "sku_code_key" ON "sku" USING btree ("code");--> statement-breakpoint
CREATE INDEX "sku_category_idx" ON "sku" USING btree ("category_code");--> statement-breakpoint
CREATE UNIQUE INDEX "sourcing_sku_key" ON "sourcing" USING btree ("factory_id","sku_id");--> statement-breakpoint
CREATE INDEX "sourcing_by_sku_idx" ON "sourcing" USING btree ("sku_id");--> statement-breakpoint
CREATE UNIQUE INDEX "fence_valid_from_key" ON "fence" USING btree ("factory_id","valid_from");--> statement-breakpoint
CREATE UNIQUE INDEX "forecast_commit_key" ON "forecast_commit" USING btree ("factory_id","version_id","sku_id","week","revision");--> statement-breakpoint
CREATE INDEX "forecast_liability_sku_idx" ON "forecast_liability" USING btree ("factory_id","sku_id","from_week");--> statement-breakpoint
CREATE INDEX "forecast_line_code_idx" ON "forecast_line" USING btree ("factory_id","version_id","sku_code");--> statement-breakpoint
CREATE INDEX "forecast_line_version_idx" ON "forecast_line" USING btree ("version_id","sku_code");--> statement-breakpoint
CREATE INDEX "forecast_line_by_sku_idx" ON "forecast_line" USING btree ("sku_id","version_id");--> statement-breakpoint
CREATE INDEX "forecast_override_week_idx" ON "forecast_override" USING btree ("sku_id","market_code","week");--> statement-breakpoint
CREATE INDEX "forecast_trace_version_idx" ON "forecast_trace" USING btree ("factory_id","version_id");--> statement-breakpoint
CREATE UNIQUE INDEX "forecast_version_number_key" ON "forecast_version" USING btree ("number");--> statement-breakpoint
CREATE INDEX "forecast_version_status_idx" ON "forecast_version" USING btree ("status","published_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "api_key_prefix_key" ON "api_key" USING btree ("prefix");--> statement-breakpoint
CREATE INDEX "audit_event_time_idx" ON "audit_event" USING btree ("factory_id","occurred_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "audit_event_entity_idx" ON "audit_event" USING btree ("factory_id","entity_type","entity_id");--> statement-breakpoint
CREATE UNIQUE INDEX "factory_slug_key" ON "factory" USING btree ("slug");--> statement-breakpoint
CREATE UNIQUE INDEX "idempotency_record_key" ON "idempotency_record" USING btree ("api_key_id","idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "invitation_token_key" ON "invitation" USING btree ("factory_id","token_hash");--> statement-breakpoint
CREATE INDEX "invitation_by_token_idx" ON "invitation" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "mail_outbox_created_idx" ON "mail_outbox" USING btree ("created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "membership_user_key" ON "membership" USING btree ("factory_id","user_id");--> statement-breakpoint
CREATE INDEX "membership_by_user_idx" ON "membership" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "password_reset_token_key" ON "password_reset" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "platform_audit_event_time_idx" ON "platform_audit_event" USING btree ("occurred_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "platform_invitation_token_key" ON "platform_invitation" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "saved_view_name_key" ON "saved_view" USING btree ("user_id","page","name");--> statement-breakpoint
CREATE INDEX "sign_in_attempt_account_idx" ON "sign_in_attempt" USING btree ("account_hash","attempted_at");--> statement-breakpoint
CREATE INDEX "sign_in_attempt_address_idx" ON "sign_in_attempt" USING btree ("address","attempted_at");--> statement-breakpoint
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "user_session_user_idx" ON "user_session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "user_session_expires_idx" ON "user_session" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "listing_event_source_key" ON "listing_event" USING btree ("sku_id","source","source_ref");--> statement-breakpoint
CREATE UNIQUE INDEX "sales_import_file_key" ON "sales_import" USING btree ("file_sha256","format");--> statement-breakpoint
CREATE UNIQUE INDEX "sell_out_clock_line_key" ON "sell_out_clock" USING btree ("factory_id","po_line_id");--> statement-breakpoint
CREATE INDEX "sell_out_clock_status_idx" ON "sell_out_clock" USING btree ("factory_id","status","expires_at");--> statement-breakpoint
CREATE INDEX "sell_out_clock_sku_idx" ON "sell_out_clock" USING btree ("sku_id");--> statement-breakpoint
CREATE INDEX "stock_lot_fifo_idx" ON "stock_lot" USING btree ("sku_id","warehouse_code","received_at","id");--> statement-breakpoint
CREATE INDEX "stock_lot_order_idx" ON "stock_lot" USING btree ("order_factory_id","po_line_id");--> statement-breakpoint
CREATE INDEX "stock_lot_consumption_lot_idx" ON "stock_lot_consumption" USING btree ("sku_id","lot_id");--> statement-breakpoint
CREATE UNIQUE INDEX "stock_movement_source_key" ON "stock_movement" USING btree ("sku_id","source","source_ref");--> statement-breakpoint
CREATE INDEX "stock_movement_time_idx" ON "stock_movement" USING btree ("sku_id","warehouse_code","occurred_at");--> statement-breakpoint
CREATE UNIQUE INDEX "asn_number_key" ON "asn" USING btree ("factory_id","number");--> statement-breakpoint
CREATE UNIQUE INDEX "asn_carton_number_key" ON "asn_carton" USING btree ("factory_id","asn_id","carton_no");--> statement-breakpoint
CREATE INDEX "asn_carton_schedule_idx" ON "asn_carton" USING btree ("factory_id","po_line_schedule_id");--> statement-breakpoint
CREATE INDEX "candidate_stage_idx" ON "candidate" USING btree ("stage","created_at");--> statement-breakpoint
CREATE INDEX "candidate_signal_candidate_idx" ON "candidate_signal" USING btree ("candidate_id","observed_on");--> statement-breakpoint
CREATE INDEX "candidate_stage_candidate_idx" ON "candidate_stage" USING btree ("candidate_id","entered_at");--> statement-breakpoint
CREATE UNIQUE INDEX "goods_receipt_source_key" ON "goods_receipt" USING btree ("factory_id","source","source_ref");--> statement-breakpoint
CREATE INDEX "goods_receipt_schedule_idx" ON "goods_receipt" USING btree ("factory_id","po_line_schedule_id");--> statement-breakpoint
CREATE INDEX "order_message_order_idx" ON "order_message" USING btree ("factory_id","purchase_order_id","created_at");--> statement-breakpoint
CREATE INDEX "po_acknowledgement_line_idx" ON "po_acknowledgement" USING btree ("factory_id","po_line_id","answered_at");--> statement-breakpoint
CREATE UNIQUE INDEX "po_line_number_key" ON "po_line" USING btree ("factory_id","purchase_order_id","line_no");--> statement-breakpoint
CREATE INDEX "po_line_sku_idx" ON "po_line" USING btree ("factory_id","sku_id");--> statement-breakpoint
CREATE INDEX "po_line_by_sku_idx" ON "po_line" USING btree ("sku_id");--> statement-breakpoint
CREATE UNIQUE INDEX "po_line_schedule_number_key" ON "po_line_schedule" USING btree ("factory_id","po_line_id","schedule_no");--> statement-breakpoint
CREATE INDEX "po_line_schedule_arrival_idx" ON "po_line_schedule" USING btree ("factory_id","expected_arrival_on");--> statement-breakpoint
CREATE UNIQUE INDEX "po_milestone_kind_key" ON "po_milestone" USING btree ("factory_id","po_line_id","kind");--> statement-breakpoint
CREATE UNIQUE INDEX "purchase_order_number_key" ON "purchase_order" USING btree ("factory_id","number");--> statement-breakpoint
CREATE INDEX "purchase_order_status_idx" ON "purchase_order" USING btree ("factory_id","status","issued_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE UNIQUE INDEX "purchase_order_version_key" ON "purchase_order_version" USING btree ("factory_id","purchase_order_id","version");--> statement-breakpoint
CREATE INDEX "risk_notice_day_idx" ON "risk_notice" USING btree ("factory_id","from_day");--> statement-breakpoint
CREATE INDEX "stored_file_order_idx" ON "stored_file" USING btree ("factory_id","purchase_order_id");--> statement-breakpoint
CREATE POLICY "factory_scope" ON "production_line" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "production_line" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "work_calendar" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "work_calendar" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "sourcing" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "sourcing" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "fence" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "fence" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "forecast_commit" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "forecast_commit" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "forecast_liability" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "forecast_liability" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "forecast_line" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "forecast_line" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "forecast_trace" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "forecast_trace" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "forecast_version" AS PERMISSIVE FOR SELECT TO "portal_app" USING (status in ('published', 'superseded'));--> statement-breakpoint
CREATE POLICY "platform_scope" ON "forecast_version" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "audit_event" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "audit_event" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "factory" AS PERMISSIVE FOR ALL TO "portal_app" USING (id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "factory" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "invitation" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "invitation" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "membership" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "membership" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "sell_out_clock" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "sell_out_clock" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "sell_out_pause" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "sell_out_pause" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "asn" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "asn" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "asn_carton" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "asn_carton" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "goods_receipt" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "goods_receipt" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "order_message" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "order_message" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "po_acknowledgement" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "po_acknowledgement" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "po_line" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "po_line" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "po_line_schedule" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "po_line_schedule" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "po_milestone" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "po_milestone" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "purchase_order" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "purchase_order" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "purchase_order_version" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "purchase_order_version" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "risk_notice" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "risk_notice" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "stored_file" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "stored_file" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);