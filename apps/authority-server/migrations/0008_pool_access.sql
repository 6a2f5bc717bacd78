ALTER TABLE "user_pools" ADD COLUMN "require_binding_with_secret" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "user_pools" ADD COLUMN "allow_any_app" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- An empty list meant any app until now. Pools that rely on it go on, and the console lists it among the dangers.
UPDATE "user_pools" SET "allow_any_app" = true WHERE cardinality("allowed_app_ids") = 0;
