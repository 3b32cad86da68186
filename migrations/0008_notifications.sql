-- What people are told of the records that concern them.

-- One row a person and record: what was told last, why, and how much of it has not been read.
-- reason is the strongest of what has not been read; internal says that only the inside may know
-- of it. read_seq is the last entry the person has seen, told or not. Instants are when it was told,
-- not when it happened.
CREATE TABLE notification (
    person_id BYTEA NOT NULL REFERENCES person (id),
    subject_id BYTEA NOT NULL REFERENCES subject (id),
    kind TEXT NOT NULL,
    seq BIGINT NOT NULL,
    verb TEXT NOT NULL,
    actor_id BYTEA REFERENCES person (id),
    reason TEXT NOT NULL,
    rank BIGINT NOT NULL,
    internal BIGINT NOT NULL,
    unread BIGINT NOT NULL,
    read_seq BIGINT NOT NULL,
    told_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, subject_id)
);
-- The inbox, newest first, and the part of it that is unread.
CREATE INDEX notification_person ON notification (person_id, told_at, subject_id);
CREATE INDEX notification_unread ON notification (person_id, told_at, subject_id) WHERE unread > 0;
-- What changed lately, for those who look at the bell; what is old, for who clears up.
CREATE INDEX notification_changed ON notification (changed_at, person_id);
CREATE INDEX notification_told ON notification (told_at);

-- How far those have come who follow the journal by its positions.
CREATE TABLE follower (
    name TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);
-- Nobody is told of what happened before there were notifications.
INSERT INTO follower (name, position) SELECT 'notifications', COALESCE(MAX(position), 0) FROM entry;
