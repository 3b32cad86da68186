-- What lists are filtered and sorted by beyond the records' own columns. Text is compared folded and
-- sorted by keys, both computed by the program: engines fold and sort in ways of their own. Where
-- text is compared by its order, it is the order of its bytes.

ALTER TABLE record ALTER COLUMN number TYPE TEXT COLLATE "C";
ALTER TABLE record ADD COLUMN title_fold TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE record ADD COLUMN title_key BYTEA NOT NULL DEFAULT '';
CREATE INDEX record_number ON record (kind, number, subject_id);
-- What changed last, of all records of a kind.
CREATE INDEX record_updated ON record (kind, is_open, updated_at, subject_id);

-- The other texts of a record, folded, by the field's code, and those of one line with the keys they
-- are sorted by. A text that is empty has no row.
CREATE TABLE folded (
    subject_id BYTEA NOT NULL REFERENCES subject (id),
    field TEXT NOT NULL,
    fold TEXT COLLATE "C" NOT NULL,
    sort_key BYTEA NOT NULL,
    PRIMARY KEY (subject_id, field)
);

-- The names of whatever records refer to, folded, and the keys they are sorted by.
CREATE TABLE naming (
    id BYTEA NOT NULL PRIMARY KEY,
    fold TEXT COLLATE "C" NOT NULL,
    sort_key BYTEA NOT NULL
);
CREATE INDEX naming_fold ON naming (fold);

CREATE INDEX category_parent ON category (parent_id);
CREATE INDEX location_parent ON location (parent_id);

-- By which fingerprint of the program the above were made; and while they are made anew, by which, and
-- how far that has come.
CREATE TABLE text_key_edition (
    id BIGINT NOT NULL PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    building TEXT NOT NULL,
    stage BIGINT NOT NULL,
    after_id BYTEA NOT NULL
);
INSERT INTO text_key_edition (id, fingerprint, building, stage, after_id) VALUES (1, '', '', 0, '');
