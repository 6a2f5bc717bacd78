CREATE TABLE "operator_sessions" (
	"digest" text PRIMARY KEY NOT NULL,
	"operator_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "audit_events_user_pool_id_id_index";--> statement-breakpoint
ALTER TABLE "operator_sessions" ADD CONSTRAINT "operator_sessions_operator_id_operators_id_fk" FOREIGN KEY ("operator_id") REFERENCES "public"."operators"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "operator_sessions_expires_at_index" ON "operator_sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "audit_events_user_pool_id_at_index" ON "audit_events" USING btree ("user_pool_id","at");--> statement-breakpoint
CREATE INDEX "sessions_user_pool_id_created_at_index" ON "sessions" USING btree ("user_pool_id","created_at");