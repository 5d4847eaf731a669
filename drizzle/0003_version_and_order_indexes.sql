DROP INDEX "forecast_version_status_idx";--> statement-breakpoint
DROP INDEX "purchase_order_status_idx";--> statement-breakpoint
CREATE INDEX "forecast_version_status_idx" ON "forecast_version" USING btree ("status","published_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "purchase_order_status_idx" ON "purchase_order" USING btree ("factory_id","status","issued_at" DESC NULLS FIRST,"id");