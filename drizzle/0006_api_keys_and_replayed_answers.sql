ALTER TABLE "idempotency_record" ALTER COLUMN "response_status" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "idempotency_record" ALTER COLUMN "response_body" SET DATA TYPE text;--> statement-breakpoint
ALTER TABLE "idempotency_record" ALTER COLUMN "response_body" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "source" text NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "created_by_name" text NOT NULL;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "allowance_full_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "api_key" ADD COLUMN "revoked_by_name" text;--> statement-breakpoint
CREATE INDEX "idempotency_record_created_idx" ON "idempotency_record" USING btree ("created_at");