-- The parts of a name in small letters, of one character (from `shortest` 1 on) and of two: what a search by a part looks up.
CREATE FUNCTION name_grams(name text, shortest integer) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT array_agg(DISTINCT substr(lower(name), first, size))
  FROM generate_series(shortest, 2) AS size, generate_series(1, length(name) - size + 1) AS first
$$;--> statement-breakpoint
CREATE INDEX "accounts_nickname_grams_index" ON "accounts" USING gin (name_grams(nickname, 1)) WITH (fastupdate=false);--> statement-breakpoint
CREATE INDEX "accounts_phone_end_index" ON "accounts" USING btree ("user_pool_id",right(phone_e164, 4),"signed_up") WHERE phone_e164 is not null;