DROP INDEX "calendar_feed_token_key";--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_feed_own_token_key" ON "calendar_feed" USING btree ("factory_id","token_hash");--> statement-breakpoint
CREATE INDEX "calendar_feed_token_idx" ON "calendar_feed" USING btree ("token_hash");