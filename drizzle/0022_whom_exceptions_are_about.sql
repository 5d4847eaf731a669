ALTER TABLE "exception_feedback" ADD COLUMN "place" text NOT NULL;--> statement-breakpoint
ALTER TABLE "platform_exception" ADD COLUMN "about_factory_id" uuid;