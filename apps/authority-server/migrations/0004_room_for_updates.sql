-- Every login updates its account, and no index has the columns that change: with room on the page the new row
-- stays there, and no index is written.
ALTER TABLE "accounts" SET (fillfactor = 85);
