-- Codes of an authenticator app, asked for after the password once confirmed_at is set. sealed holds the
-- app's secret, sealed with a key outside the database; used_step is the last code's, so that none is
-- used twice.
CREATE TABLE second_factor (
    person_id BYTEA NOT NULL PRIMARY KEY REFERENCES person (id),
    sealed BYTEA NOT NULL,
    begun_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    used_step BIGINT NOT NULL
);

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

-- Who must have a second factor: the code of a role, or * for everybody.
CREATE TABLE second_factor_demand (
    scope TEXT NOT NULL PRIMARY KEY
);
