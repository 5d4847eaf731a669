ALTER TABLE "stock_lot" DROP CONSTRAINT "stock_lot_sku_fk";
--> statement-breakpoint
ALTER TABLE "stock_movement" DROP CONSTRAINT "stock_movement_sku_fk";
--> statement-breakpoint
ALTER TABLE "stock_movement" DROP CONSTRAINT "stock_movement_warehouse_fk";
