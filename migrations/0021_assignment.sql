-- Who gets a newly opened record: rules per kind, in an order, of which the first that matches gives it.

-- condition is a filter's text; empty, it always holds. gives: team (nobody in it), person, round_robin,
-- least_load. person_id is there with person alone.
CREATE TABLE assignment_rule (
    id BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    place BIGINT NOT NULL,
    name TEXT NOT NULL,
    condition TEXT NOT NULL,
    team_id BYTEA NOT NULL REFERENCES team (id),
    gives TEXT NOT NULL,
    person_id BYTEA REFERENCES person (id),
    active BIGINT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (kind, name)
);
CREATE INDEX assignment_rule_kind ON assignment_rule (kind, place);

-- How often rules gave records of a kind to somebody of a team. Whoever gives one writes this row first,
-- so that two who give at once come one after the other.
CREATE TABLE assignment_turn (
    kind TEXT NOT NULL,
    team_id BYTEA NOT NULL REFERENCES team (id),
    turn BIGINT NOT NULL,
    PRIMARY KEY (kind, team_id)
);

-- Which of these turns was somebody's last.
CREATE TABLE assignment_given (
    kind TEXT NOT NULL,
    team_id BYTEA NOT NULL REFERENCES team (id),
    person_id BYTEA NOT NULL REFERENCES person (id),
    turn BIGINT NOT NULL,
    PRIMARY KEY (kind, team_id, person_id)
);

-- A digest of the rules in use, beside that of the custom fields: what opens a record reads both at once.
-- Empty while there is no rule in use.
ALTER TABLE custom_edition ADD COLUMN assignment TEXT NOT NULL DEFAULT '';
