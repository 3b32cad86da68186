-- Incidents: what they hold beyond any other work.
CREATE TABLE incident (
    subject_id BYTEA NOT NULL PRIMARY KEY REFERENCES record (subject_id),
    impact BIGINT NOT NULL,
    urgency BIGINT NOT NULL,
    priority_reason TEXT,
    resolution_code TEXT,
    resolution_notes TEXT,
    resolved_by_id BYTEA REFERENCES person (id),
    reopened BIGINT NOT NULL
);

INSERT INTO priority_matrix (kind, impact, urgency, priority) VALUES
    ('incident', 1, 1, 1), ('incident', 1, 2, 2), ('incident', 1, 3, 3),
    ('incident', 2, 1, 2), ('incident', 2, 2, 3), ('incident', 2, 3, 4),
    ('incident', 3, 1, 3), ('incident', 3, 2, 4), ('incident', 3, 3, 4);

INSERT INTO choice (kind, list, code, label, place, active) VALUES
    ('incident', 'hold_reason', 'requester', 'Waiting for the requester', 1, 1),
    ('incident', 'hold_reason', 'change', 'Waiting for a change', 2, 1),
    ('incident', 'hold_reason', 'problem', 'Waiting for a problem', 3, 1),
    ('incident', 'hold_reason', 'supplier', 'Waiting for a supplier', 4, 1),
    ('incident', 'hold_reason', 'evidence', 'Waiting for evidence', 5, 1),
    ('incident', 'resolution_code', 'fixed', 'Fixed', 1, 1),
    ('incident', 'resolution_code', 'workaround', 'Workaround given', 2, 1),
    ('incident', 'resolution_code', 'advice', 'Advice given', 3, 1),
    ('incident', 'resolution_code', 'no_fault', 'No fault found', 4, 1),
    ('incident', 'resolution_code', 'duplicate', 'Duplicate', 5, 1),
    ('incident', 'resolution_code', 'not_recorded', 'Not recorded', 99, 0);
