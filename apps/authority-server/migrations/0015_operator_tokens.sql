CREATE TABLE "operator_tokens" (
	"id" text PRIMARY KEY NOT NULL,
	"operator_id" text NOT NULL,
	"digest" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"is_first" boolean DEFAULT false NOT NULL,
	CONSTRAINT "operator_tokens_digest_unique" UNIQUE("digest")
);
--> statement-breakpoint
ALTER TABLE "operators" ALTER COLUMN "token_digest" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "operator_sessions" ADD COLUMN "id" text DEFAULT gen_random_uuid()::text NOT NULL;--> statement-breakpoint
ALTER TABLE "operator_sessions" ADD COLUMN "token_id" text;--> statement-breakpoint
ALTER TABLE "operator_sessions" ADD COLUMN "ip" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "operator_sessions" ADD COLUMN "created_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "operator_sessions" ADD COLUMN "confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "operators" ADD COLUMN "user_pool_ids" text[];--> statement-breakpoint
ALTER TABLE "operator_tokens" ADD CONSTRAINT "operator_tokens_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "operator_tokens_operator_id_index" ON "operator_tokens" USING btree ("operator_id");--> statement-breakpoint
CREATE INDEX "operator_tokens_expires_at_index" ON "operator_tokens" USING btree ("expires_at");--> statement-breakpoint
ALTER TABLE "operator_sessions" ADD CONSTRAINT "operator_sessions_token_id_operator_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."operator_tokens"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "operator_sessions_operator_id_index" ON "operator_sessions" USING btree ("operator_id");--> statement-breakpoint
ALTER TABLE "operator_sessions" ADD CONSTRAINT "operator_sessions_id_unique" UNIQUE("id");--> statement-breakpoint
INSERT INTO "operator_tokens" ("id", "operator_id", "digest", "created_at", "expires_at") SELECT "id", "id", "token_digest", "created_at", now() + interval '90 days' FROM "operators" WHERE "token_digest" IS NOT NULL;
