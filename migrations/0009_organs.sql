-- What hangs on any subject: links, watchers, tags, tasks, effort, reminders, and what comes round
-- by itself.

-- A link, one row read from both ends: `relation` is how `from_id` stands to `to_id`. A relation
-- without direction is kept with the lesser identity first, so that it cannot be there twice.
CREATE TABLE link (
    id BYTEA NOT NULL PRIMARY KEY,
    relation TEXT NOT NULL,
    from_id BYTEA NOT NULL REFERENCES subject (id),
    to_id BYTEA NOT NULL REFERENCES subject (id),
    by_id BYTEA REFERENCES person (id),
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX link_from ON link (from_id, relation, to_id);
CREATE INDEX link_to ON link (to_id, relation, from_id);

-- Who watches what. kind, is_open and opened_at are the record's own, copied so that what somebody
-- watches is read in the order of a list; opened_at never changes, is_open is kept by the commit.
CREATE TABLE watcher (
    subject_id BYTEA NOT NULL REFERENCES subject (id),
    person_id BYTEA NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    is_open BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    by_id BYTEA REFERENCES person (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (subject_id, person_id)
);
CREATE INDEX watcher_person ON watcher (person_id, kind, is_open, opened_at, subject_id);

-- Words on a record. `folded` is the word as it is compared.
CREATE TABLE tag (
    subject_id BYTEA NOT NULL REFERENCES subject (id),
    folded TEXT NOT NULL,
    label TEXT NOT NULL,
    by_id BYTEA REFERENCES person (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (subject_id, folded)
);
CREATE INDEX tag_folded ON tag (folded, subject_id);

-- The words a company's records have been given: what is suggested. Words of restricted records do
-- not enter.
CREATE TABLE tag_word (
    company_id BYTEA NOT NULL REFERENCES company (id),
    folded TEXT NOT NULL,
    label TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (company_id, folded)
);
