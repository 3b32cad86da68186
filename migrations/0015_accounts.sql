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
