-- Of several that repeated requests left to use, the one that ends last stays.
DELETE FROM "refresh_tokens" USING "refresh_tokens" AS "other"
  WHERE "other"."session_id" = "refresh_tokens"."session_id"
    AND "other"."used_at" IS NULL AND "refresh_tokens"."used_at" IS NULL
    AND ("other"."expires_at", "other"."digest") > ("refresh_tokens"."expires_at", "refresh_tokens"."digest");--> statement-breakpoint
CREATE UNIQUE INDEX "refresh_tokens_session_id_index" ON "refresh_tokens" USING btree ("session_id") WHERE used_at is null;
