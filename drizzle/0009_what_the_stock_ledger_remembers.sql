ALTER TABLE "stock_balance" ADD COLUMN "oldest_lot_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "stock_ledger_head" ADD COLUMN "carry" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_lot" ADD COLUMN "arrival_order" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD COLUMN "to_warehouse_code" text;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD COLUMN "is_sellable" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD COLUMN "rejected_quantity" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD COLUMN "asn_number" text;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD COLUMN "order_factory_id" uuid;--> statement-breakpoint
ALTER TABLE "stock_movement" ADD COLUMN "po_line_id" uuid;--> statement-breakpoint
CREATE INDEX "stock_lot_return_idx" ON "stock_lot" USING btree ("sku_id","return_of_movement_id") WHERE return_of_movement_id is not null;--> statement-breakpoint
CREATE INDEX "stock_movement_transfer_idx" ON "stock_movement" USING btree ("sku_id","transfer_ref") WHERE transfer_ref is not null;