-- Fields an administrator adds to a kind of record. A code is never given to another field, so
-- nothing is ever deleted here: what is no longer wanted is not active.
CREATE TABLE custom_field (
    id BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    -- The name on the wire and in the journal, with its x. in front.
    code TEXT NOT NULL,
    type TEXT NOT NULL,
    -- Bounds of a number in units of its scale; most also the length of a text.
    scale BIGINT,
    least BIGINT,
    most BIGINT,
    audience TEXT NOT NULL,
    -- What a new record holds when nothing is said, in canonical text.
    fallback TEXT,
    place BIGINT NOT NULL,
    active BIGINT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (kind, code)
);

-- What people read, per language. The words of the field itself have an empty option.
CREATE TABLE custom_word (
    field_id BYTEA NOT NULL REFERENCES custom_field (id),
    option_code TEXT NOT NULL,
    language TEXT NOT NULL,
    label TEXT NOT NULL,
    help TEXT NOT NULL,
    PRIMARY KEY (field_id, option_code, language)
);

-- What there is to choose from.
CREATE TABLE custom_option (
    field_id BYTEA NOT NULL REFERENCES custom_field (id),
    code TEXT NOT NULL,
    place BIGINT NOT NULL,
    active BIGINT NOT NULL,
    PRIMARY KEY (field_id, code)
);

-- The currencies an amount of money may be in; the first is the usual one.
CREATE TABLE custom_currency (
    field_id BYTEA NOT NULL REFERENCES custom_field (id),
    place BIGINT NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (field_id, place)
);

-- What holds for a field while its record is in a state: required, read_only or hidden.
CREATE TABLE custom_rule (
    field_id BYTEA NOT NULL REFERENCES custom_field (id),
    state TEXT NOT NULL,
    rule TEXT NOT NULL,
    PRIMARY KEY (field_id, state)
);

-- The forms that ask for a field, by the code of their verb.
CREATE TABLE custom_form (
    field_id BYTEA NOT NULL REFERENCES custom_field (id),
    verb TEXT NOT NULL,
    PRIMARY KEY (field_id, verb)
);

-- A digest of all of the above. Whoever kept the definitions in memory sees by it whether they are
-- still these; it is read in the same snapshot as what they are used on.
CREATE TABLE custom_edition (
    id BIGINT NOT NULL PRIMARY KEY,
    digest TEXT NOT NULL
);
INSERT INTO custom_edition (id, digest) VALUES (1, '');

-- What subjects hold in custom fields: one row a value, several where a field takes several.
CREATE TABLE custom_value (
    subject_id BYTEA NOT NULL REFERENCES subject (id),
    field_id BYTEA NOT NULL REFERENCES custom_field (id),
    ordinal BIGINT NOT NULL,
    text TEXT,
    -- A text people wrote, without its differences of case, as filters compare it.
    text_fold TEXT,
    -- By what texts, dates, options and amounts are sorted and found: bytes, which both engines
    -- order alike.
    text_key BYTEA,
    -- A scaled number, an instant, 0 or 1, or an amount in the currency's smallest unit.
    number BIGINT,
    currency TEXT,
    reference_id BYTEA,
    -- When the subject was opened, which never changes: a list by one value comes in its order.
    opened_at BIGINT NOT NULL,
    PRIMARY KEY (subject_id, field_id, ordinal)
);
CREATE INDEX custom_value_key ON custom_value (field_id, text_key, opened_at, subject_id)
    WHERE text_key IS NOT NULL;
CREATE INDEX custom_value_number ON custom_value (field_id, number, opened_at, subject_id)
    WHERE number IS NOT NULL;
CREATE INDEX custom_value_reference ON custom_value (field_id, reference_id, opened_at, subject_id)
    WHERE reference_id IS NOT NULL;
