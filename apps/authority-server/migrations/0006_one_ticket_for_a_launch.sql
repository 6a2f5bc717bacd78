DROP INDEX "tickets_state_digest_index";--> statement-breakpoint
DROP INDEX "tickets_state_digest_user_pool_id_index";--> statement-breakpoint
-- Of several tickets of one launch, from before a used launch was used up, a used one stays, else the newest.
DELETE FROM "tickets" USING "tickets" AS "other"
  WHERE "other"."state_digest" = "tickets"."state_digest" AND "other"."user_pool_id" = "tickets"."user_pool_id"
    AND ("other"."used_at" IS NOT NULL, "other"."issued_at", "other"."digest")
      > ("tickets"."used_at" IS NOT NULL, "tickets"."issued_at", "tickets"."digest");--> statement-breakpoint
CREATE UNIQUE INDEX "tickets_state_digest_user_pool_id_index" ON "tickets" USING btree ("state_digest","user_pool_id") WHERE state_digest is not null;
