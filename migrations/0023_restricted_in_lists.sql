-- Most who read a list may not read what is restricted: whether a record is, stands in the index now, so
-- that a list which walks over many reads the rows of those alone that it shows.
DROP INDEX record_kind;
CREATE INDEX record_kind ON record (kind, withdrawn, is_open, opened_at, subject_id, restricted);
DROP INDEX record_team;
CREATE INDEX record_team ON record (team_id, kind, withdrawn, is_open, opened_at, subject_id, restricted);
DROP INDEX record_assignee;
CREATE INDEX record_assignee ON record (assignee_id, kind, withdrawn, is_open, opened_at, subject_id, restricted);
DROP INDEX record_requester;
CREATE INDEX record_requester ON record (requester_id, kind, withdrawn, is_open, opened_at, subject_id, restricted);
DROP INDEX record_opener;
CREATE INDEX record_opener ON record (opener_id, kind, withdrawn, is_open, opened_at, subject_id, restricted);
DROP INDEX record_company;
CREATE INDEX record_company ON record (company_id, kind, withdrawn, is_open, opened_at, subject_id, restricted);
DROP INDEX record_priority;
CREATE INDEX record_priority ON record (kind, withdrawn, priority, is_open, opened_at, subject_id, restricted);
DROP INDEX record_state;
CREATE INDEX record_state ON record (kind, withdrawn, state, is_open, opened_at, subject_id, restricted);
DROP INDEX record_updated;
CREATE INDEX record_updated ON record (kind, withdrawn, is_open, updated_at, subject_id, restricted);
