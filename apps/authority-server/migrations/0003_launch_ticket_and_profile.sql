ALTER TABLE "user_pools" ADD COLUMN "ask_profile" boolean DEFAULT false NOT NULL;--> statement-breakpoint
-- Of several unused tickets of one launch, from before a newer one took the older one's place, the newest stays.
DELETE FROM "tickets" USING "tickets" AS "newer"
  WHERE "newer"."state_digest" = "tickets"."state_digest" AND "newer"."user_pool_id" = "tickets"."user_pool_id"
    AND "newer"."used_at" IS NULL AND "tickets"."used_at" IS NULL
    AND ("newer"."issued_at", "newer"."digest") > ("tickets"."issued_at", "tickets"."digest");--> statement-breakpoint
CREATE UNIQUE INDEX "tickets_state_digest_user_pool_id_index" ON "tickets" USING btree ("state_digest","user_pool_id") WHERE state_digest is not null and used_at is null;
