-- Every ticket is changed once, when it is used, and every account with each login, in columns without an index. With room
-- on its page the changed row stays there, and no index is written. The first change makes a row longer: a ticket gets the
-- id of its session, a new account its time and address.
ALTER TABLE "tickets" SET (fillfactor = 45);--> statement-breakpoint
ALTER TABLE "accounts" SET (fillfactor = 75);
