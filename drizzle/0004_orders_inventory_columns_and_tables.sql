CREATE TABLE "compliance_document" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"document_kind" text NOT NULL,
	"number" text NOT NULL,
	"issuer" text NOT NULL,
	"sku_id" uuid,
	"category_code" text,
	"markets" text[] NOT NULL,
	"valid_from" date NOT NULL,
	"valid_to" date,
	"stored_file_id" uuid,
	"revoked_at" timestamp with time zone,
	"recorded_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "compliance_document_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "compliance_document_scope_check" CHECK ("compliance_document"."sku_id" is not null or "compliance_document"."category_code" is not null)
);
--> statement-breakpoint
ALTER TABLE "compliance_document" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "compliance_requirement" (
	"market_code" text NOT NULL,
	"category_code" text NOT NULL,
	"document_kind" text NOT NULL,
	CONSTRAINT "compliance_requirement_pk" PRIMARY KEY("market_code","category_code","document_kind")
);
--> statement-breakpoint
CREATE TABLE "warehouse_delivery" (
	"warehouse_code" text NOT NULL,
	"market_code" text NOT NULL,
	"delivery_days" integer NOT NULL,
	"cost_minor_per_kg" integer NOT NULL,
	CONSTRAINT "warehouse_delivery_pk" PRIMARY KEY("warehouse_code","market_code")
);
--> statement-breakpoint
CREATE TABLE "warehouse_lane" (
	"from_code" text NOT NULL,
	"to_code" text NOT NULL,
	"cost_minor_per_kg" integer NOT NULL,
	"fixed_minor" integer DEFAULT 0 NOT NULL,
	"transit_days" integer NOT NULL,
	CONSTRAINT "warehouse_lane_pk" PRIMARY KEY("from_code","to_code")
);
--> statement-breakpoint
CREATE TABLE "warehouse_terms" (
	"warehouse_code" text PRIMARY KEY NOT NULL,
	"storage_minor_per_m3_day" integer NOT NULL,
	"handling_minor_per_piece" integer NOT NULL,
	"capacity_m3" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "allocation_line" (
	"proposal_id" uuid NOT NULL,
	"from_code" text NOT NULL,
	"to_code" text NOT NULL,
	"quantity" integer NOT NULL,
	"edited_quantity" integer,
	"cost_minor" bigint NOT NULL,
	CONSTRAINT "allocation_line_pk" PRIMARY KEY("proposal_id","from_code","to_code"),
	CONSTRAINT "allocation_line_quantity_check" CHECK ("allocation_line"."quantity" >= 0 and coalesce("allocation_line"."edited_quantity", 0) >= 0)
);
--> statement-breakpoint
CREATE TABLE "allocation_proposal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sku_id" uuid NOT NULL,
	"status" text DEFAULT 'proposed' NOT NULL,
	"input_hash" text NOT NULL,
	"rule_version" text NOT NULL,
	"inputs" jsonb NOT NULL,
	"cost_minor" bigint NOT NULL,
	"cost_as_is_minor" bigint NOT NULL,
	"decided_by_name" text,
	"decided_at" timestamp with time zone,
	"created_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "allocation_proposal_status_check" CHECK ("allocation_proposal"."status" in ('proposed', 'accepted', 'rejected', 'superseded'))
);
--> statement-breakpoint
CREATE TABLE "inventory_policy" (
	"id" uuid PRIMARY KEY NOT NULL,
	"valid_from" timestamp with time zone NOT NULL,
	"rule" jsonb NOT NULL,
	"changed_by_name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sell_out_evidence" (
	"factory_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"clock_id" uuid NOT NULL,
	"movement_id" uuid NOT NULL,
	"lot_id" uuid NOT NULL,
	"type" text NOT NULL,
	"warehouse_code" text NOT NULL,
	"market_code" text,
	"quantity" integer NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"source" text NOT NULL,
	"source_ref" text NOT NULL,
	CONSTRAINT "sell_out_evidence_pk" PRIMARY KEY("factory_id","id"),
	CONSTRAINT "sell_out_evidence_type_check" CHECK ("sell_out_evidence"."type" in ('receipt', 'put_away', 'transfer_out', 'transfer_in', 'sale', 'return', 'adjustment', 'write_off'))
);
--> statement-breakpoint
ALTER TABLE "sell_out_evidence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "sku_stock_summary" (
	"sku_id" uuid PRIMARY KEY NOT NULL,
	"sku_code" text NOT NULL,
	"category_code" text NOT NULL,
	"abc_class" text NOT NULL,
	"on_hand" integer NOT NULL,
	"in_transfer" integer DEFAULT 0 NOT NULL,
	"in_transit" integer NOT NULL,
	"open_order" integer NOT NULL,
	"sold_28" integer NOT NULL,
	"sold_90" integer NOT NULL,
	"revenue_year_minor" bigint NOT NULL,
	"stock_value_minor" bigint NOT NULL,
	"target_days" integer NOT NULL,
	"cover_days" integer,
	"turnover_hundredths" integer,
	"oldest_lot_at" timestamp with time zone,
	"mean_age_days" integer,
	"projected_stock_out_on" date,
	"is_slow" boolean DEFAULT false NOT NULL,
	"computed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "stock_ledger_head" (
	"sku_id" uuid PRIMARY KEY NOT NULL,
	"last_occurred_at" timestamp with time zone,
	"last_order" text,
	"movements" bigint DEFAULT 0 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "order_move_proposal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"risk_notice_id" uuid,
	"from_factory_id" uuid NOT NULL,
	"from_po_line_id" uuid NOT NULL,
	"to_factory_id" uuid NOT NULL,
	"sku_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"extra_days" integer NOT NULL,
	"extra_cost_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"reasoning" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"status" text DEFAULT 'proposed' NOT NULL,
	"new_purchase_order_id" uuid,
	"decided_by_name" text,
	"decided_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "order_move_proposal_quantity_check" CHECK ("order_move_proposal"."quantity" > 0),
	CONSTRAINT "order_move_proposal_status_check" CHECK ("order_move_proposal"."status" in ('proposed', 'accepted', 'dismissed'))
);
--> statement-breakpoint
ALTER TABLE "sell_out_clock" ADD COLUMN "sku_code" text NOT NULL;--> statement-breakpoint
ALTER TABLE "sell_out_clock" ADD COLUMN "sku_name_en" text NOT NULL;--> statement-breakpoint
ALTER TABLE "sell_out_clock" ADD COLUMN "sku_name_zh" text NOT NULL;--> statement-breakpoint
ALTER TABLE "sell_out_clock" ADD COLUMN "order_number" text NOT NULL;--> statement-breakpoint
ALTER TABLE "sell_out_clock" ADD COLUMN "line_no" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "sell_out_clock" ADD COLUMN "target_units" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "sell_out_clock" ADD COLUMN "received_units" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sell_out_clock" ADD COLUMN "sellable_units" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sell_out_clock" ADD COLUMN "paused_ms" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sell_out_clock" ADD COLUMN "odds_reasoning" jsonb;--> statement-breakpoint
ALTER TABLE "sell_out_clock" ADD COLUMN "odds_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sell_out_pause" ADD COLUMN "withdrawn_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sell_out_pause" ADD COLUMN "withdrawn_by_name" text;--> statement-breakpoint
ALTER TABLE "stock_balance" ADD COLUMN "sellable" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_balance" ADD COLUMN "in_transfer" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_lot" ADD COLUMN "kind" text DEFAULT 'receipt' NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_lot" ADD COLUMN "return_of_movement_id" uuid;--> statement-breakpoint
ALTER TABLE "stock_lot" ADD COLUMN "shelved_quantity" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_lot_consumption" ADD COLUMN "purpose" text DEFAULT 'take' NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD COLUMN "transfer_ref" text;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD COLUMN "sale_ref" text;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD COLUMN "order_number" text;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD COLUMN "order_line_no" integer;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD COLUMN "is_damaged" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD COLUMN "allows_negative" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "asn" ADD COLUMN "purchase_order_id" uuid NOT NULL;--> statement-breakpoint
ALTER TABLE "asn" ADD COLUMN "status" text DEFAULT 'draft' NOT NULL;--> statement-breakpoint
ALTER TABLE "asn" ADD COLUMN "carrier" text;--> statement-breakpoint
ALTER TABLE "asn" ADD COLUMN "tracking_no" text;--> statement-breakpoint
ALTER TABLE "asn" ADD COLUMN "created_by_name" text NOT NULL;--> statement-breakpoint
ALTER TABLE "asn_carton" ADD COLUMN "sscc" text NOT NULL;--> statement-breakpoint
ALTER TABLE "asn_carton" ADD COLUMN "net_g" integer;--> statement-breakpoint
ALTER TABLE "candidate" ADD COLUMN "expected_cost_minor" bigint;--> statement-breakpoint
ALTER TABLE "candidate" ADD COLUMN "attributes" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "candidate" ADD COLUMN "note" text;--> statement-breakpoint
ALTER TABLE "candidate" ADD COLUMN "board_month" date;--> statement-breakpoint
ALTER TABLE "candidate" ADD COLUMN "dropped_reason" text;--> statement-breakpoint
ALTER TABLE "candidate" ADD COLUMN "created_by_name" text;--> statement-breakpoint
ALTER TABLE "candidate" ADD COLUMN "source_ref" text;--> statement-breakpoint
ALTER TABLE "candidate_signal" ADD COLUMN "subject" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "candidate_signal" ADD COLUMN "market_code" text;--> statement-breakpoint
ALTER TABLE "candidate_signal" ADD COLUMN "unit" text DEFAULT 'index' NOT NULL;--> statement-breakpoint
ALTER TABLE "goods_receipt" ADD COLUMN "reject_reason" text;--> statement-breakpoint
ALTER TABLE "po_acknowledgement" ADD COLUMN "po_line_schedule_id" uuid;--> statement-breakpoint
ALTER TABLE "po_acknowledgement" ADD COLUMN "review_status" text;--> statement-breakpoint
ALTER TABLE "po_acknowledgement" ADD COLUMN "reviewed_by_name" text;--> statement-breakpoint
ALTER TABLE "po_acknowledgement" ADD COLUMN "reviewed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "po_line" ADD COLUMN "agreed_quantity" integer;--> statement-breakpoint
ALTER TABLE "po_line" ADD COLUMN "inspected_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "po_line" ADD COLUMN "inspected_by_name" text;--> statement-breakpoint
ALTER TABLE "po_line_schedule" ADD COLUMN "requested_ship_from" date;--> statement-breakpoint
ALTER TABLE "po_milestone" ADD COLUMN "updated_by_name" text;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "inspection_required" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "candidate_id" uuid;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "group_id" uuid;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "cancelled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "cancel_reason" text;--> statement-breakpoint
ALTER TABLE "risk_notice" ADD COLUMN "title" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "risk_notice" ADD COLUMN "closed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "risk_notice" ADD COLUMN "closed_by_name" text;--> statement-breakpoint
ALTER TABLE "stored_file" ADD COLUMN "purpose" text DEFAULT 'order' NOT NULL;--> statement-breakpoint
ALTER TABLE "stored_file" ADD COLUMN "po_milestone_id" uuid;--> statement-breakpoint
ALTER TABLE "stored_file" ADD COLUMN "order_message_id" uuid;--> statement-breakpoint
ALTER TABLE "stored_file" ADD COLUMN "width" integer;--> statement-breakpoint
ALTER TABLE "stored_file" ADD COLUMN "height" integer;--> statement-breakpoint
ALTER TABLE "compliance_document" ADD CONSTRAINT "compliance_document_factory_fk" FOREIGN KEY ("factory_id") REFERENCES "public"."factory"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compliance_requirement" ADD CONSTRAINT "compliance_requirement_market_fk" FOREIGN KEY ("market_code") REFERENCES "public"."market"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "compliance_requirement" ADD CONSTRAINT "compliance_requirement_category_fk" FOREIGN KEY ("category_code") REFERENCES "public"."product_category"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warehouse_delivery" ADD CONSTRAINT "warehouse_delivery_warehouse_code_warehouse_code_fk" FOREIGN KEY ("warehouse_code") REFERENCES "public"."warehouse"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warehouse_delivery" ADD CONSTRAINT "warehouse_delivery_market_code_market_code_fk" FOREIGN KEY ("market_code") REFERENCES "public"."market"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warehouse_lane" ADD CONSTRAINT "warehouse_lane_from_code_warehouse_code_fk" FOREIGN KEY ("from_code") REFERENCES "public"."warehouse"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warehouse_lane" ADD CONSTRAINT "warehouse_lane_to_code_warehouse_code_fk" FOREIGN KEY ("to_code") REFERENCES "public"."warehouse"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "warehouse_terms" ADD CONSTRAINT "warehouse_terms_warehouse_code_warehouse_code_fk" FOREIGN KEY ("warehouse_code") REFERENCES "public"."warehouse"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_line" ADD CONSTRAINT "allocation_line_proposal_id_allocation_proposal_id_fk" FOREIGN KEY ("proposal_id") REFERENCES "public"."allocation_proposal"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_proposal" ADD CONSTRAINT "allocation_proposal_sku_id_sku_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sell_out_evidence" ADD CONSTRAINT "sell_out_evidence_clock_fk" FOREIGN KEY ("factory_id","clock_id") REFERENCES "public"."sell_out_clock"("factory_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sku_stock_summary" ADD CONSTRAINT "sku_stock_summary_sku_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stock_ledger_head" ADD CONSTRAINT "stock_ledger_head_sku_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_move_proposal" ADD CONSTRAINT "order_move_proposal_sku_id_sku_id_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "compliance_document_sku_idx" ON "compliance_document" USING btree ("factory_id","sku_id");--> statement-breakpoint
CREATE INDEX "compliance_document_category_idx" ON "compliance_document" USING btree ("factory_id","category_code");--> statement-breakpoint
CREATE INDEX "allocation_proposal_sku_idx" ON "allocation_proposal" USING btree ("sku_id","created_at");--> statement-breakpoint
CREATE INDEX "allocation_proposal_status_idx" ON "allocation_proposal" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "inventory_policy_valid_idx" ON "inventory_policy" USING btree ("valid_from");--> statement-breakpoint
CREATE INDEX "sell_out_evidence_time_idx" ON "sell_out_evidence" USING btree ("factory_id","clock_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "sell_out_evidence_movement_idx" ON "sell_out_evidence" USING btree ("factory_id","movement_id");--> statement-breakpoint
CREATE INDEX "sku_stock_summary_code_idx" ON "sku_stock_summary" USING btree ("sku_code","sku_id");--> statement-breakpoint
CREATE INDEX "sku_stock_summary_value_idx" ON "sku_stock_summary" USING btree ("stock_value_minor","sku_id");--> statement-breakpoint
CREATE INDEX "sku_stock_summary_cover_idx" ON "sku_stock_summary" USING btree ("cover_days","sku_id");--> statement-breakpoint
CREATE INDEX "sku_stock_summary_revenue_idx" ON "sku_stock_summary" USING btree ("revenue_year_minor","sku_id");--> statement-breakpoint
CREATE INDEX "order_move_proposal_notice_idx" ON "order_move_proposal" USING btree ("risk_notice_id","status");--> statement-breakpoint
CREATE INDEX "order_move_proposal_line_idx" ON "order_move_proposal" USING btree ("from_factory_id","from_po_line_id");--> statement-breakpoint
ALTER TABLE "asn" ADD CONSTRAINT "asn_order_fk" FOREIGN KEY ("factory_id","purchase_order_id") REFERENCES "public"."purchase_order"("factory_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sell_out_clock_everywhere_idx" ON "sell_out_clock" USING btree ("status","expires_at","id");--> statement-breakpoint
CREATE INDEX "sell_out_pause_clock_idx" ON "sell_out_pause" USING btree ("factory_id","clock_id","from_at");--> statement-breakpoint
CREATE INDEX "asn_by_number_idx" ON "asn" USING btree ("number");--> statement-breakpoint
CREATE INDEX "asn_order_idx" ON "asn" USING btree ("factory_id","purchase_order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "candidate_source_key" ON "candidate" USING btree ("source_ref");--> statement-breakpoint
CREATE INDEX "purchase_order_created_idx" ON "purchase_order" USING btree ("factory_id","created_at","id");--> statement-breakpoint
CREATE INDEX "purchase_order_everywhere_idx" ON "purchase_order" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "purchase_order_everywhere_status_idx" ON "purchase_order" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "purchase_order_group_idx" ON "purchase_order" USING btree ("group_id");--> statement-breakpoint
ALTER TABLE "stock_lot_consumption" DROP CONSTRAINT "stock_lot_consumption_pk";
--> statement-breakpoint
ALTER TABLE "stock_lot_consumption" ADD CONSTRAINT "stock_lot_consumption_pk" PRIMARY KEY("sku_id","movement_id","lot_id","purpose");--> statement-breakpoint
ALTER TABLE "sell_out_pause" ADD CONSTRAINT "sell_out_pause_cause_check" CHECK ("sell_out_pause"."cause" in ('listing_off', 'receiving_backlog', 'customs_hold', 'listing_recall'));--> statement-breakpoint
ALTER TABLE "asn" ADD CONSTRAINT "asn_status_check" CHECK ("asn"."status" in ('draft', 'shipped', 'received', 'cancelled'));--> statement-breakpoint
CREATE POLICY "factory_scope" ON "compliance_document" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "compliance_document" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "factory_scope" ON "sell_out_evidence" AS PERMISSIVE FOR ALL TO "portal_app" USING (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid) WITH CHECK (factory_id = nullif(current_setting('app.factory_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "platform_scope" ON "sell_out_evidence" AS PERMISSIVE FOR ALL TO "portal_platform" USING (true) WITH CHECK (true);