-- Bulk edits: one verb done to many records, one after the other.

-- Who does what. state: choosing, draft, previewing, previewed, running, done, cancelled. input is what
-- the verb is given, as JSON; it is emptied when the edit has ended. Records are gone over in the order
-- of their places, so that changed + unchanged + refused is also how far it has come: in a preview what
-- would be, afterwards what was.
CREATE TABLE bulk (
    id BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    verb TEXT NOT NULL,
    input TEXT NOT NULL,
    door TEXT NOT NULL,
    person_id BYTEA NOT NULL REFERENCES person (id),
    state TEXT NOT NULL,
    total BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX bulk_person ON bulk (person_id, id);
CREATE INDEX bulk_state ON bulk (state, created_at, id);

-- The records of a bulk edit. subject_id is empty for a number that whoever chose it does not see, or
-- that there is not: the two look the same. base is the version that was chosen or previewed: what was
-- written after it is not overwritten. outcome and refusal (JSON) hold up to where the edit has come.
CREATE TABLE bulk_item (
    bulk_id BYTEA NOT NULL REFERENCES bulk (id),
    position BIGINT NOT NULL,
    number TEXT NOT NULL,
    subject_id BYTEA REFERENCES subject (id),
    base BIGINT,
    outcome TEXT,
    refusal TEXT,
    PRIMARY KEY (bulk_id, position)
);
