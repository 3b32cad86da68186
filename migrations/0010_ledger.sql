-- What the journal does for people: who came in and who was kept out, erasure, export and retention.

-- Until which block it has been written down that a key is blocked: once for each.
ALTER TABLE throttle ADD COLUMN told_until BIGINT NOT NULL DEFAULT 0;

-- A withdrawn record is found by nobody but those who administer or audit it. It stands in the
-- indexes of lists, so that what was withdrawn is never walked over, however much of it there is.
ALTER TABLE record ADD COLUMN withdrawn BIGINT NOT NULL DEFAULT 0;
DROP INDEX record_kind;
DROP INDEX record_team;
DROP INDEX record_assignee;
DROP INDEX record_requester;
DROP INDEX record_opener;
DROP INDEX record_company;
DROP INDEX record_priority;
DROP INDEX record_number;
DROP INDEX record_updated;
CREATE INDEX record_kind ON record (kind, withdrawn, is_open, opened_at, subject_id);
CREATE INDEX record_team ON record (team_id, kind, withdrawn, is_open, opened_at, subject_id);
CREATE INDEX record_assignee ON record (assignee_id, kind, withdrawn, is_open, opened_at, subject_id);
CREATE INDEX record_requester ON record (requester_id, kind, withdrawn, is_open, opened_at, subject_id);
CREATE INDEX record_opener ON record (opener_id, kind, withdrawn, is_open, opened_at, subject_id);
CREATE INDEX record_company ON record (company_id, kind, withdrawn, is_open, opened_at, subject_id);
CREATE INDEX record_priority ON record (kind, withdrawn, priority, is_open, opened_at, subject_id);
CREATE INDEX record_number ON record (kind, withdrawn, number, subject_id);
CREATE INDEX record_updated ON record (kind, withdrawn, is_open, updated_at, subject_id);

-- The same for what somebody watches: a copy, as the other columns of a watcher are.
ALTER TABLE watcher ADD COLUMN withdrawn BIGINT NOT NULL DEFAULT 0;
DROP INDEX watcher_person;
CREATE INDEX watcher_person ON watcher (person_id, kind, withdrawn, is_open, opened_at, subject_id);

-- Since when nothing says any more who somebody was.
ALTER TABLE person ADD COLUMN erased_at BIGINT;
