-- How people prove who they are, and look after it themselves.

-- From where a session began and with what; sessions begun before say neither.
ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT '';

-- When somebody last came in.
ALTER TABLE account ADD COLUMN signed_in_at BIGINT;

-- Links that let a person set a password without knowing one: each once, and only the newest of a
-- person. Only the digest of what the link holds.
CREATE TABLE account_link (
    person_id BYTEA NOT NULL PRIMARY KEY REFERENCES person (id),
    kind TEXT NOT NULL,
    token_digest BYTEA NOT NULL UNIQUE,
    made_by BYTEA REFERENCES person (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX account_link_expires ON account_link (expires_at);

-- People in the order of their names.
CREATE INDEX naming_sort ON naming (sort_key, id);

-- Proofs besides the password, by kind: 'totp' are codes of an app. sealed holds its secret, sealed
-- with a key outside the database; used_step is the last code's, so that none is used twice.
-- Passkeys and whoever vouches for somebody elsewhere are to be kinds of their own.
CREATE TABLE proof (
    id BYTEA NOT NULL PRIMARY KEY,
    person_id BYTEA NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    used_step BIGINT NOT NULL
);
CREATE INDEX proof_person ON proof (person_id);
CREATE UNIQUE INDEX proof_totp ON proof (person_id) WHERE kind = 'totp';

-- Codes for when the app is lost; a code that was used is gone.
CREATE TABLE recovery_code (
    person_id BYTEA NOT NULL REFERENCES person (id),
    code_digest BYTEA NOT NULL,
    PRIMARY KEY (person_id, code_digest)
);

-- Who has given their password and is to give a code. It opens nothing.
CREATE TABLE sign_in_step (
    token_digest BYTEA NOT NULL PRIMARY KEY,
    person_id BYTEA NOT NULL REFERENCES person (id),
    expires_at BIGINT NOT NULL
);
CREATE INDEX sign_in_step_person ON sign_in_step (person_id);
CREATE INDEX sign_in_step_expires ON sign_in_step (expires_at);
