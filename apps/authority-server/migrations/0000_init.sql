CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"user_pool_id" text NOT NULL,
	"unionid" text,
	"phone_e164" text,
	"phone" text,
	"nickname" text DEFAULT '' NOT NULL,
	"photo" text DEFAULT '' NOT NULL,
	"metadata" text DEFAULT '""' NOT NULL,
	"logins_count" integer DEFAULT 0 NOT NULL,
	"last_login" timestamp (3) with time zone,
	"last_ip" text DEFAULT '' NOT NULL,
	"blocked" boolean DEFAULT false NOT NULL,
	"is_deleted" boolean DEFAULT false NOT NULL,
	"signed_up" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone NOT NULL,
	"user_pool_id" text,
	"type" text NOT NULL,
	"reason" text,
	"account_id" text,
	"operator_id" text,
	"ip" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hourly_counts" (
	"hour" timestamp (3) with time zone NOT NULL,
	"user_pool_id" text NOT NULL,
	"type" text NOT NULL,
	"reason" text NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "hourly_counts_hour_user_pool_id_type_reason_pk" PRIMARY KEY("hour","user_pool_id","type","reason")
);
--> statement-breakpoint
CREATE TABLE "identities" (
	"user_pool_id" text NOT NULL,
	"app_id" text NOT NULL,
	"openid" text NOT NULL,
	"account_id" text NOT NULL,
	CONSTRAINT "identities_user_pool_id_app_id_openid_pk" PRIMARY KEY("user_pool_id","app_id","openid")
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"token_digest" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "operators_token_digest_unique" UNIQUE("token_digest")
);
--> statement-breakpoint
CREATE TABLE "pool_secrets" (
	"id" text PRIMARY KEY NOT NULL,
	"user_pool_id" text NOT NULL,
	"digest" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_pool_id" text NOT NULL,
	"account_id" text NOT NULL,
	"app_id" text NOT NULL,
	"openid" text NOT NULL,
	"ip" text NOT NULL,
	"logins_count" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_reason" text
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"kid" text PRIMARY KEY NOT NULL,
	"sealed_private_key" text NOT NULL,
	"public_key" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"digest" text PRIMARY KEY NOT NULL,
	"user_pool_id" text NOT NULL,
	"account_id" text NOT NULL,
	"app_id" text NOT NULL,
	"openid" text NOT NULL,
	"state_digest" text,
	"code_challenge" text,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"idempotency_digest" text,
	"session_id" text
);
--> statement-breakpoint
CREATE TABLE "user_pools" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"logo" text DEFAULT '' NOT NULL,
	"secret_required" boolean DEFAULT true NOT NULL,
	"require_binding" boolean DEFAULT true NOT NULL,
	"ticket_ttl_seconds" integer DEFAULT 120 NOT NULL,
	"token_ttl_seconds" integer DEFAULT 1296000 NOT NULL,
	"refresh_ttl_seconds" integer DEFAULT 0 NOT NULL,
	"token_format" text DEFAULT 'ES256' NOT NULL,
	"response_style" text DEFAULT 'bare' NOT NULL,
	"require_phone" boolean DEFAULT false NOT NULL,
	"link_by_phone" boolean DEFAULT false NOT NULL,
	"allowed_app_ids" text[] DEFAULT '{}' NOT NULL,
	"allowed_origins" text[] DEFAULT '{}' NOT NULL,
	"app_id" text,
	"sealed_app_secret" text,
	"sealed_token_key" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_pool_id_user_pools_id_fk" FOREIGN KEY ("user_pool_id") REFERENCES "public"."user_pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_user_pool_id_user_pools_id_fk" FOREIGN KEY ("user_pool_id") REFERENCES "public"."user_pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pool_secrets" ADD CONSTRAINT "pool_secrets_user_pool_id_user_pools_id_fk" FOREIGN KEY ("user_pool_id") REFERENCES "public"."user_pools"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_user_pool_id_unionid_index" ON "accounts" USING btree ("user_pool_id","unionid") WHERE unionid is not null;--> statement-breakpoint
CREATE INDEX "accounts_user_pool_id_phone_e164_index" ON "accounts" USING btree ("user_pool_id","phone_e164") WHERE phone_e164 is not null;--> statement-breakpoint
CREATE INDEX "accounts_user_pool_id_signed_up_index" ON "accounts" USING btree ("user_pool_id","signed_up");--> statement-breakpoint
CREATE INDEX "audit_events_user_pool_id_id_index" ON "audit_events" USING btree ("user_pool_id","id");--> statement-breakpoint
CREATE INDEX "audit_events_at_index" ON "audit_events" USING btree ("at");--> statement-breakpoint
CREATE INDEX "identities_account_id_index" ON "identities" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "pool_secrets_user_pool_id_index" ON "pool_secrets" USING btree ("user_pool_id");--> statement-breakpoint
CREATE INDEX "sessions_account_id_index" ON "sessions" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "sessions_expires_at_index" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "tickets_expires_at_index" ON "tickets" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "tickets_state_digest_index" ON "tickets" USING btree ("state_digest") WHERE state_digest is not null;