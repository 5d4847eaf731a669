DROP INDEX "audit_event_time_idx";--> statement-breakpoint
DROP INDEX "mail_outbox_created_idx";--> statement-breakpoint
DROP INDEX "platform_audit_event_time_idx";--> statement-breakpoint
CREATE INDEX "audit_event_everywhere_idx" ON "audit_event" USING btree ("occurred_at","id");--> statement-breakpoint
CREATE INDEX "audit_event_time_idx" ON "audit_event" USING btree ("factory_id","occurred_at","id");--> statement-breakpoint
CREATE INDEX "mail_outbox_created_idx" ON "mail_outbox" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "platform_audit_event_time_idx" ON "platform_audit_event" USING btree ("occurred_at","id");