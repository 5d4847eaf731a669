CREATE TABLE "promotion" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"sku_id" uuid,
	"category_code" text,
	"market_code" text NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"discount_bp" integer NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "promotion_subject_check" CHECK (("promotion"."sku_id" is null) <> ("promotion"."category_code" is null)),
	CONSTRAINT "promotion_values_check" CHECK ("promotion"."discount_bp" between 0 and 9500 and "promotion"."to_day" >= "promotion"."from_day" and "promotion"."to_day" - "promotion"."from_day" < 400)
);
--> statement-breakpoint
ALTER TABLE "promotion" ADD CONSTRAINT "promotion_category_code_product_category_code_fk" FOREIGN KEY ("category_code") REFERENCES "public"."product_category"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotion" ADD CONSTRAINT "promotion_market_code_market_code_fk" FOREIGN KEY ("market_code") REFERENCES "public"."market"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "promotion" ADD CONSTRAINT "promotion_sku_fk" FOREIGN KEY ("sku_id") REFERENCES "public"."sku"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "promotion_days_idx" ON "promotion" USING btree ("to_day","from_day");--> statement-breakpoint
CREATE INDEX "promotion_sku_idx" ON "promotion" USING btree ("sku_id");--> statement-breakpoint
CREATE INDEX "demand_line_version_idx" ON "demand_line" USING btree ("version_id","market_code");--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON promotion TO portal_platform;
