ALTER TABLE "stock_lot_consumption" DROP CONSTRAINT "stock_lot_consumption_movement_fk";
--> statement-breakpoint
ALTER TABLE "stock_lot_consumption" DROP CONSTRAINT "stock_lot_consumption_lot_fk";
--> statement-breakpoint
DROP INDEX "stock_lot_order_idx";--> statement-breakpoint
CREATE INDEX "stock_lot_order_idx" ON "stock_lot" USING btree ("order_factory_id","po_line_id") WHERE po_line_id is not null;