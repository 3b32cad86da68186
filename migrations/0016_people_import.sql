-- Tables of people being taken in. state: draft (to be looked at), running, done. said is the table as
-- CSV; it is emptied when it was taken. position is how many of its rows were gone over; refusals (JSON)
-- are those that were not taken, and why.
CREATE TABLE people_import (
    id BYTEA NOT NULL PRIMARY KEY,
    person_id BYTEA NOT NULL REFERENCES person (id),
    door TEXT NOT NULL,
    state TEXT NOT NULL,
    creates BIGINT NOT NULL,
    said TEXT NOT NULL,
    total BIGINT NOT NULL,
    position BIGINT NOT NULL,
    made_new BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    refusals TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX people_import_state ON people_import (state, created_at, id);
