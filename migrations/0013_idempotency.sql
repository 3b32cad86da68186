-- What a program asked for under a key of its own, so that asking again does not do it again. The row
-- is written with the change itself; the answer is kept beside it afterwards, for a day.
CREATE TABLE idempotency (
    token_id BYTEA NOT NULL,
    key TEXT NOT NULL,
    -- What was asked: its digest, and under which request it was done.
    digest BYTEA NOT NULL,
    request TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- What was answered; nothing until it has been, and when it is no longer kept.
    status BIGINT,
    head TEXT,
    body BYTEA,
    PRIMARY KEY (token_id, key)
);
CREATE INDEX idempotency_created ON idempotency (created_at);
CREATE INDEX idempotency_answered ON idempotency (created_at) WHERE body IS NOT NULL;
