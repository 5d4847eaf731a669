-- A factory reads why its own lines changed; the lists of the day are a person's and are read and written by the system.
ALTER TABLE "forecast_change" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT ON forecast_change, forecast_change_pair TO portal_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON forecast_change, forecast_change_pair, exception_day TO portal_platform;
