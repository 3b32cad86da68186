-- Foundation data: companies and sites that are retired, departments, and what the logbook says of each
-- thing.

ALTER TABLE company ADD COLUMN active BIGINT NOT NULL DEFAULT 1;
ALTER TABLE location ADD COLUMN active BIGINT NOT NULL DEFAULT 1;

-- Where people belong inside their company. head_id is who leads it.
CREATE TABLE department (
    id BYTEA NOT NULL PRIMARY KEY,
    company_id BYTEA NOT NULL REFERENCES company (id),
    parent_id BYTEA REFERENCES department (id),
    name TEXT NOT NULL,
    head_id BYTEA REFERENCES person (id),
    active BIGINT NOT NULL,
    UNIQUE (company_id, name)
);
ALTER TABLE person ADD COLUMN department_id BYTEA REFERENCES department (id);

-- The tree is walked downwards.
CREATE INDEX department_parent ON department (parent_id) WHERE parent_id IS NOT NULL;

-- Who and what has it is counted.
CREATE INDEX person_of_company ON person (company_id, active);
CREATE INDEX person_location ON person (location_id, active) WHERE location_id IS NOT NULL;
CREATE INDEX person_department ON person (department_id, active) WHERE department_id IS NOT NULL;
CREATE INDEX record_category ON record (category_id, withdrawn, is_open) WHERE category_id IS NOT NULL;
CREATE INDEX record_service ON record (service_id, withdrawn, is_open) WHERE service_id IS NOT NULL;
CREATE INDEX record_location ON record (location_id, withdrawn, is_open) WHERE location_id IS NOT NULL;
CREATE INDEX record_hold_reason ON record (kind, hold_reason, withdrawn, is_open) WHERE hold_reason IS NOT NULL;

-- The entries of the logbooks that are about one thing, in their order: its history, and its version.
-- object is the identity as the journal writes it, or the codes of a choice with points between.
CREATE TABLE entry_about (
    object TEXT NOT NULL,
    version BIGINT NOT NULL,
    subject_id BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (object, version),
    FOREIGN KEY (subject_id, seq) REFERENCES entry (subject_id, seq)
);

INSERT INTO entry_about (object, version, subject_id, seq)
    SELECT v.value, ROW_NUMBER() OVER (PARTITION BY v.value ORDER BY v.subject_id, v.seq), v.subject_id, v.seq
    FROM entry_value v
    JOIN subject s ON s.id = v.subject_id AND s.kind = 'log.settings'
    JOIN entry e ON e.subject_id = v.subject_id AND e.seq = v.seq
    WHERE v.value IS NOT NULL AND (
        (v.field = 'team' AND e.verb IN ('create_team', 'add_member', 'remove_member', 'set_escalation'))
        OR (v.field = 'company' AND e.verb = 'create_company')
        OR (v.field = 'location' AND e.verb = 'create_location')
        OR (v.field = 'service' AND e.verb = 'create_service')
        OR (v.field = 'category' AND e.verb = 'create_category'));

INSERT INTO entry_about (object, version, subject_id, seq)
    SELECT k.value || '.' || l.value || '.' || c.value, 1, e.subject_id, e.seq
    FROM entry e
    JOIN subject s ON s.id = e.subject_id AND s.kind = 'log.settings'
    JOIN entry_value k ON k.subject_id = e.subject_id AND k.seq = e.seq AND k.field = 'kind'
    JOIN entry_value l ON l.subject_id = e.subject_id AND l.seq = e.seq AND l.field = 'list'
    JOIN entry_value c ON c.subject_id = e.subject_id AND c.seq = e.seq AND c.field = 'code'
    WHERE e.verb = 'create_choice' AND k.value IS NOT NULL AND l.value IS NOT NULL AND c.value IS NOT NULL;
