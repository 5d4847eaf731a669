-- Row-level security is forced on the new tenant tables, and the roles get what they work on.
ALTER TABLE "commit_bucket" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "frozen_change" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "factory_exception" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "order_accuracy" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "calendar_feed" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "webhook_endpoint" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "webhook_delivery" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON commit_bucket, frozen_change, factory_exception, order_accuracy, calendar_feed, webhook_endpoint, webhook_delivery, forecast_run, platform_exception, exception_feedback, demand_accuracy TO portal_platform;
--> statement-breakpoint
GRANT SELECT ON factory_exception, order_accuracy TO portal_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON commit_bucket, frozen_change, calendar_feed, webhook_delivery TO portal_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON webhook_endpoint TO portal_app;
