-- Row-level security is forced, so that it holds for the tables' owner too; drizzle's schema language cannot say so.
ALTER TABLE "asn" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "asn_carton" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "audit_event" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "factory" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "fence" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "forecast_commit" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "forecast_liability" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "forecast_line" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "forecast_trace" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "forecast_version" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "goods_receipt" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "invitation" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "membership" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "order_message" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "po_acknowledgement" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "po_line" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "po_line_schedule" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "po_milestone" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "production_line" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "purchase_order" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "purchase_order_version" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "risk_notice" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "sell_out_clock" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "sell_out_pause" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "sourcing" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "stored_file" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "work_calendar" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- The restricted roles: they are made before the migrations run, own nothing and may not create anything.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO portal_app, portal_platform;
--> statement-breakpoint
-- The platform scope works on every table.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO portal_platform;
--> statement-breakpoint
-- Reference tables that every factory may read whole.
GRANT SELECT ON market, warehouse, product_category, calendar_day, exchange_rate TO portal_app;
--> statement-breakpoint
-- What the platform writes and a factory reads, its own rows alone.
GRANT SELECT ON factory, sourcing, goods_receipt, risk_notice, sell_out_clock, sell_out_pause, forecast_line, forecast_trace, fence, forecast_liability, forecast_version TO portal_app;
--> statement-breakpoint
-- What a factory works on.
GRANT SELECT, INSERT, UPDATE, DELETE ON membership, invitation, purchase_order, purchase_order_version, po_line, po_line_schedule, po_acknowledgement, po_milestone, asn, asn_carton, order_message, stored_file, work_calendar, production_line TO portal_app;
--> statement-breakpoint
-- Records that are only ever added to.
GRANT SELECT, INSERT ON audit_event, forecast_commit TO portal_app;
--> statement-breakpoint
-- A factory's request leaves a message to send and cannot read any.
GRANT INSERT ON mail_outbox TO portal_app;
--> statement-breakpoint
REVOKE UPDATE, DELETE ON audit_event, platform_audit_event, stock_movement, forecast_commit FROM portal_platform;
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: a correction is a new row', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON "audit_event" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER platform_audit_event_append_only BEFORE UPDATE OR DELETE ON "platform_audit_event" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER stock_movement_append_only BEFORE UPDATE OR DELETE ON "stock_movement" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER forecast_commit_append_only BEFORE UPDATE OR DELETE ON "forecast_commit" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A published version and its lines never change: a new calculation is a new version.
CREATE FUNCTION refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status IN ('published', 'superseded') AND (to_jsonb(NEW) - 'status') IS DISTINCT FROM (to_jsonb(OLD) - 'status') THEN
    RAISE EXCEPTION 'forecast version % is published and cannot change', OLD.number USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER forecast_version_immutable BEFORE UPDATE ON "forecast_version" FOR EACH ROW EXECUTE FUNCTION refuse_version_change();
--> statement-breakpoint
CREATE TRIGGER forecast_line_immutable BEFORE UPDATE ON "forecast_line" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER forecast_trace_immutable BEFORE UPDATE ON "forecast_trace" FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER demand_line_immutable BEFORE UPDATE ON "demand_line" FOR EACH ROW EXECUTE FUNCTION refuse_change();
