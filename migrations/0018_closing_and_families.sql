-- How records end by themselves, which belong together, and whom they were escalated to.

-- What holds for the resolved and closed records of a kind, where somebody set it. close_after and
-- reopen_within are days; nothing means never closed by itself, and reopened at any time.
CREATE TABLE closing_rule (
    kind TEXT NOT NULL PRIMARY KEY,
    close_after BIGINT,
    comment_reopens BIGINT NOT NULL,
    reopen_within BIGINT,
    -- Nothing where no person set it.
    set_at BIGINT
);

-- Where there are records already, nothing changes by itself: somebody turns it on who knows of them.
INSERT INTO closing_rule (kind, close_after, comment_reopens, reopen_within, set_at)
    SELECT s.kind, CAST(NULL AS BIGINT), 0, CAST(NULL AS BIGINT), CAST(NULL AS BIGINT) FROM subject s
    JOIN record r ON r.subject_id = s.id GROUP BY s.kind;

-- Records that a rule of their own kept from closing by themselves, and when. They are tried again when
-- something has happened to them since, or the setting has changed.
CREATE TABLE closing_refused (
    subject_id BYTEA NOT NULL PRIMARY KEY REFERENCES record (subject_id),
    kind TEXT NOT NULL,
    refused_at BIGINT NOT NULL
);
CREATE INDEX closing_refused_kind ON closing_refused (kind);

-- Resolved records in the order in which their time comes.
CREATE INDEX record_resolved ON record (kind, resolved_at, subject_id) WHERE state_class = 'resolved';

-- parent: the number of the record this one is a child of; children: how many this one has.
ALTER TABLE record ADD COLUMN parent TEXT;
ALTER TABLE record ADD COLUMN children BIGINT NOT NULL DEFAULT 0;
CREATE INDEX record_parent ON record (parent, subject_id) WHERE parent IS NOT NULL;
CREATE INDEX record_children ON record (kind, is_open, children) WHERE children > 0;

-- escalation: how far up, from 0 to 3; escalated_to_id: the last person it was escalated to;
-- escalations: how often it went to another team that way.
ALTER TABLE record ADD COLUMN escalation BIGINT;
ALTER TABLE record ADD COLUMN escalated_to_id BYTEA REFERENCES person (id);
ALTER TABLE record ADD COLUMN escalations BIGINT;
CREATE INDEX record_escalation ON record (kind, is_open, escalation) WHERE escalation > 0;

-- Where a team's records go when it cannot solve them, and who is above a person.
ALTER TABLE team ADD COLUMN escalates_to_id BYTEA REFERENCES team (id);
ALTER TABLE person ADD COLUMN manager_id BYTEA REFERENCES person (id);

-- The record whose children a bulk edit goes over, where it is that.
ALTER TABLE bulk ADD COLUMN parent_id BYTEA REFERENCES record (subject_id);
CREATE INDEX bulk_parent ON bulk (parent_id, person_id, id) WHERE parent_id IS NOT NULL;
