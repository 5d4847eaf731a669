ALTER TABLE "po_line_schedule" ADD COLUMN "agreed_quantity" integer;--> statement-breakpoint
CREATE INDEX "purchase_order_by_id_idx" ON "purchase_order" USING btree ("id");