-- What the journal does for people: who came in and who was kept out, erasure, export and retention.

-- Until which block it has been written down that a key is blocked: once for each.
ALTER TABLE throttle ADD COLUMN told_until BIGINT NOT NULL DEFAULT 0;
