ALTER TABLE "po_line_schedule" ADD COLUMN "risk_on" date;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "line_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "lines_to_answer" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "proposals_to_decide" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "quantity" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "agreed_quantity" integer;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "shipped_quantity" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "received_quantity" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "value_minor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "due_on" date;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "risk_on" date;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "category_codes" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "purchase_order" ADD COLUMN "search_text" text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX "po_line_schedule_risk_idx" ON "po_line_schedule" USING btree ("factory_id","risk_on");--> statement-breakpoint
CREATE INDEX "po_line_schedule_everywhere_risk_idx" ON "po_line_schedule" USING btree ("risk_on");--> statement-breakpoint
CREATE INDEX "purchase_order_by_number_idx" ON "purchase_order" USING btree ("number");--> statement-breakpoint
CREATE INDEX "purchase_order_due_idx" ON "purchase_order" USING btree ("factory_id","due_on","id");--> statement-breakpoint
CREATE INDEX "purchase_order_everywhere_due_idx" ON "purchase_order" USING btree ("due_on","id");--> statement-breakpoint
CREATE INDEX "purchase_order_everywhere_risk_idx" ON "purchase_order" USING btree ("risk_on");