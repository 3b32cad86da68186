-- The search. What is written with a record is its words; what they are found by is caught up with
-- the journal in the background, so that no create waits for it and no two of them meet in it.

-- The words of each text, in the transaction that writes the text: of a field under seq 0, of a
-- comment or note under its entry's seq.
CREATE TABLE search_text (
    subject_id BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    field TEXT NOT NULL,
    internal BIGINT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (subject_id, seq, field)
);

-- How far the index is. Entries behind the position are searched as they are. turn: raised by whoever
-- writes the index, so that no two do at once. phase: 0 current, 1 being emptied, 2 being made anew.
CREATE TABLE search_state (
    id BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    position BIGINT NOT NULL,
    documents BIGINT NOT NULL,
    terms BIGINT NOT NULL,
    turn BIGINT NOT NULL,
    phase BIGINT NOT NULL,
    walked BYTEA NOT NULL
);

-- A document of the index: its ordinal, and what it is found by, so that a change replaces exactly.
CREATE TABLE search_document (
    subject_id BYTEA NOT NULL PRIMARY KEY,
    ordinal BIGINT NOT NULL,
    held BYTEA NOT NULL
);
CREATE UNIQUE INDEX search_document_ordinal ON search_document (ordinal);

-- Every word: in how many documents it is, and how often that is, each step twice as often. head: its
-- first three letters.
CREATE TABLE search_term (
    term BYTEA NOT NULL PRIMARY KEY,
    id BIGINT NOT NULL,
    head BYTEA NOT NULL,
    documents BIGINT NOT NULL,
    often BIGINT NOT NULL
);
CREATE UNIQUE INDEX search_term_id ON search_term (id);
CREATE INDEX search_term_head ON search_term (head, often, term);

-- What is left of a word without each of its letters, as 64 bits: to find what was mistyped.
CREATE TABLE search_slip (
    slip BIGINT NOT NULL,
    term_id BIGINT NOT NULL,
    PRIMARY KEY (slip, term_id)
);

-- The documents of a block of 4,096 that hold a word, and how much it weighs in each; public and
-- internal text apart.
CREATE TABLE search_posting (
    term_id BIGINT NOT NULL,
    internal BIGINT NOT NULL,
    block BIGINT NOT NULL,
    documents BYTEA NOT NULL,
    PRIMARY KEY (term_id, internal, block)
);

-- The documents of a block of which a fact holds: of this person, team or company, open, restricted.
CREATE TABLE search_fact (
    fact BYTEA NOT NULL,
    block BIGINT NOT NULL,
    documents BYTEA NOT NULL,
    PRIMARY KEY (fact, block)
);

INSERT INTO search_state (id, version, position, documents, terms, turn, phase, walked)
    VALUES (1, 0, 0, 0, 0, 0, 0, '\x');

-- Records that turned out to be about the same as another: their number leads there. seq: the entry of
-- the source's history that says so.
CREATE TABLE merger (
    source_id BYTEA NOT NULL PRIMARY KEY REFERENCES subject (id),
    target_id BYTEA NOT NULL REFERENCES subject (id),
    seq BIGINT NOT NULL,
    by_id BYTEA REFERENCES person (id),
    merged_at BIGINT NOT NULL
);
CREATE INDEX merger_target ON merger (target_id, merged_at, source_id);

-- What went along with each, so that it can come back.
CREATE TABLE merger_moved (
    source_id BYTEA NOT NULL REFERENCES merger (source_id),
    organ TEXT NOT NULL,
    moved BYTEA NOT NULL,
    PRIMARY KEY (source_id, organ, moved)
);
