-- Records in a state: of the open ones few are new or wait, and lists and counts of those went over all.
CREATE INDEX record_state ON record (kind, withdrawn, state, is_open, opened_at, subject_id);
