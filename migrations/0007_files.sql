-- Contents of files, each kept once whatever the number of files that have it. The identity tells
-- one keeping of a content from a later one. What nothing refers to since a while is doomed: never
-- referred to again, removed from where it lies, then forgotten.
CREATE TABLE blob (
    id BYTEA NOT NULL PRIMARY KEY,
    digest BYTEA NOT NULL,
    size BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    stored_at BIGINT,
    unused_since BIGINT,
    doomed_at BIGINT
);
CREATE UNIQUE INDEX blob_digest ON blob (digest) WHERE doomed_at IS NULL;
CREATE INDEX blob_unused ON blob (unused_since) WHERE unused_since IS NOT NULL AND doomed_at IS NULL;
CREATE INDEX blob_doomed ON blob (doomed_at) WHERE doomed_at IS NOT NULL;

-- How many bytes are kept in all: one row, so that asking does not count them.
CREATE TABLE blob_total (
    id BIGINT NOT NULL PRIMARY KEY,
    bytes BIGINT NOT NULL
);
INSERT INTO blob_total (id, bytes) VALUES (1, 0);

-- Files on whatever has a history. entry_subject_id and entry_seq name the entry that tells of it,
-- also after the file has gone to another record. Withdrawn: hidden, its content kept for a while.
CREATE TABLE file (
    id BYTEA NOT NULL PRIMARY KEY,
    subject_id BYTEA NOT NULL REFERENCES subject (id),
    blob_id BYTEA REFERENCES blob (id),
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size BIGINT NOT NULL,
    internal BIGINT NOT NULL,
    added_by BYTEA NOT NULL REFERENCES person (id),
    added_at BIGINT NOT NULL,
    entry_subject_id BYTEA NOT NULL,
    entry_seq BIGINT NOT NULL,
    withdrawn_at BIGINT,
    erased_at BIGINT,
    FOREIGN KEY (entry_subject_id, entry_seq) REFERENCES entry (subject_id, seq)
);
CREATE INDEX file_subject ON file (subject_id, added_at, id) WHERE withdrawn_at IS NULL;
CREATE INDEX file_added_by ON file (added_by, added_at);
CREATE INDEX file_blob ON file (blob_id) WHERE blob_id IS NOT NULL;
CREATE INDEX file_withdrawn ON file (withdrawn_at) WHERE withdrawn_at IS NOT NULL AND blob_id IS NOT NULL;

-- Pictures drawn small, by the content they were drawn from; without drawn_id it cannot be drawn.
CREATE TABLE thumbnail (
    blob_id BYTEA NOT NULL PRIMARY KEY REFERENCES blob (id),
    drawn_id BYTEA REFERENCES blob (id),
    media TEXT NOT NULL,
    drawn_at BIGINT NOT NULL
);
CREATE INDEX thumbnail_drawn ON thumbnail (drawn_id) WHERE drawn_id IS NOT NULL;
