-- What people are told of what concerns them.

-- A line tells of one entry, or of several that came one upon the other. It never changes but for
-- being read: what comes soon after takes its place as another line, under an identity of its own, so
-- that whoever says how far they have read says nothing of what they have not seen. seq is the last
-- entry told, 0 for what is in no history; internal says that only the inside may know of it.
-- kept_until is when it goes.
CREATE TABLE notification (
    id BYTEA NOT NULL PRIMARY KEY,
    person_id BYTEA NOT NULL REFERENCES person (id),
    subject_id BYTEA NOT NULL REFERENCES subject (id),
    rule TEXT NOT NULL,
    verb TEXT NOT NULL,
    actor_id BYTEA REFERENCES person (id),
    seq BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    internal BIGINT NOT NULL,
    told_at BIGINT NOT NULL,
    read_at BIGINT,
    changed_at BIGINT NOT NULL,
    kept_until BIGINT NOT NULL
);
-- Somebody's inbox, newest first, and what of it is unread; what is unread of one subject, which is
-- read by looking at it and taken up by what comes soon after.
CREATE INDEX notification_person ON notification (person_id, id);
CREATE INDEX notification_unread ON notification (person_id, id) WHERE read_at IS NULL;
CREATE INDEX notification_subject ON notification (subject_id, person_id) WHERE read_at IS NULL;
-- Whose inboxes have changed lately, for those who look at the bell; what is over, for who clears up.
CREATE INDEX notification_changed ON notification (changed_at, person_id);
CREATE INDEX notification_kept ON notification (kept_until);

-- Who has seen a subject up to an entry that nobody has been told of yet. Kept for a short while.
CREATE TABLE glance (
    person_id BYTEA NOT NULL REFERENCES person (id),
    subject_id BYTEA NOT NULL REFERENCES subject (id),
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (subject_id, person_id)
);
CREATE INDEX glance_at ON glance (at);

-- What somebody wants to be told, where it is not what everybody is told.
CREATE TABLE notification_choice (
    person_id BYTEA NOT NULL REFERENCES person (id),
    rule TEXT NOT NULL,
    wanted BIGINT NOT NULL,
    PRIMARY KEY (person_id, rule)
);

-- How far those have come who follow the journal by its positions.
CREATE TABLE follower (
    name TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL
);
-- Nobody is told of what happened before there were notifications.
INSERT INTO follower (name, position) SELECT 'notifications', COALESCE(MAX(position), 0) FROM entry;
