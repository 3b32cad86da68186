-- What every practice stands on. One text for both engines: ids are 16 bytes, instants are
-- microseconds UTC in BIGINT, truth is 0 or 1, text has no NUL.

-- Companies served by this installation. One of them runs it.
CREATE TABLE company (
    id BYTEA NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

-- The organisation: one row.
CREATE TABLE organisation (
    id BYTEA NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    company_id BYTEA NOT NULL REFERENCES company (id),
    time_zone TEXT NOT NULL,
    language TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE location (
    id BYTEA NOT NULL PRIMARY KEY,
    company_id BYTEA NOT NULL REFERENCES company (id),
    parent_id BYTEA REFERENCES location (id),
    name TEXT NOT NULL,
    UNIQUE (company_id, name)
);

-- A person needs neither an address nor an account.
CREATE TABLE person (
    id BYTEA NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT,
    company_id BYTEA NOT NULL REFERENCES company (id),
    location_id BYTEA REFERENCES location (id),
    language TEXT,
    time_zone TEXT,
    active BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX person_email ON person (email);
CREATE INDEX person_name ON person (company_id, name);

CREATE TABLE team (
    id BYTEA NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    company_id BYTEA NOT NULL REFERENCES company (id),
    active BIGINT NOT NULL
);

CREATE TABLE team_member (
    team_id BYTEA NOT NULL REFERENCES team (id),
    person_id BYTEA NOT NULL REFERENCES person (id),
    is_lead BIGINT NOT NULL,
    PRIMARY KEY (team_id, person_id)
);
CREATE INDEX team_member_person ON team_member (person_id);

-- Companies a person works for: what the reach "company" means for them.
CREATE TABLE person_company (
    person_id BYTEA NOT NULL REFERENCES person (id),
    company_id BYTEA NOT NULL REFERENCES company (id),
    PRIMARY KEY (person_id, company_id)
);

CREATE TABLE role (
    id BYTEA NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
);

-- reach: own, team, company, all. kind: a record kind, or * for every kind.
CREATE TABLE permission (
    role_id BYTEA NOT NULL REFERENCES role (id),
    kind TEXT NOT NULL,
    action TEXT NOT NULL,
    reach TEXT NOT NULL,
    PRIMARY KEY (role_id, kind, action)
);

CREATE TABLE person_role (
    person_id BYTEA NOT NULL REFERENCES person (id),
    role_id BYTEA NOT NULL REFERENCES role (id),
    PRIMARY KEY (person_id, role_id)
);
CREATE INDEX person_role_role ON person_role (role_id);

-- A local account: how a person signs in with a password.
CREATE TABLE account (
    person_id BYTEA NOT NULL PRIMARY KEY REFERENCES person (id),
    password_hash TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- Only digests of what the browser and scripts hold.
CREATE TABLE session (
    token_digest BYTEA NOT NULL PRIMARY KEY,
    person_id BYTEA NOT NULL REFERENCES person (id),
    csrf TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX session_person ON session (person_id);
CREATE INDEX session_expires ON session (expires_at);

CREATE TABLE api_token (
    id BYTEA NOT NULL PRIMARY KEY,
    person_id BYTEA NOT NULL REFERENCES person (id),
    name TEXT NOT NULL,
    token_digest BYTEA NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX api_token_person ON api_token (person_id);

-- Failed sign-ins per key (an account or an address), counted in a window.
CREATE TABLE throttle (
    throttle_key TEXT NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    window_started_at BIGINT NOT NULL,
    blocked_until BIGINT NOT NULL
);

CREATE TABLE service (
    id BYTEA NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    company_id BYTEA NOT NULL REFERENCES company (id),
    active BIGINT NOT NULL
);

-- parent_key is the parent's id, or empty bytes for a root: NULLs would not be unique.
CREATE TABLE category (
    id BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    parent_id BYTEA REFERENCES category (id),
    parent_key BYTEA NOT NULL,
    name TEXT NOT NULL,
    active BIGINT NOT NULL,
    UNIQUE (kind, parent_key, name)
);

-- Reasons a state can carry (on hold) and codes a verb asks for (resolution), per kind.
CREATE TABLE choice (
    kind TEXT NOT NULL,
    list TEXT NOT NULL,
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    place BIGINT NOT NULL,
    active BIGINT NOT NULL,
    PRIMARY KEY (kind, list, code)
);

-- Priority from impact and urgency, per kind.
CREATE TABLE priority_matrix (
    kind TEXT NOT NULL,
    impact BIGINT NOT NULL,
    urgency BIGINT NOT NULL,
    priority BIGINT NOT NULL,
    PRIMARY KEY (kind, impact, urgency)
);

-- Imported and foreign ids.
CREATE TABLE alias (
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    outside_id TEXT NOT NULL,
    inside_id BYTEA NOT NULL,
    PRIMARY KEY (kind, source, outside_id)
);
CREATE INDEX alias_inside ON alias (inside_id);

-- Number series. Each process takes blocks; gaps are allowed, reuse is not.
CREATE TABLE number_series (
    prefix TEXT NOT NULL PRIMARY KEY,
    next_number BIGINT NOT NULL
);

-- Whatever has a history.
CREATE TABLE subject (
    id BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    number TEXT,
    company_id BYTEA REFERENCES company (id),
    restricted BIGINT NOT NULL,
    version BIGINT NOT NULL,
    head_seq BIGINT NOT NULL,
    head_hash BYTEA NOT NULL,
    head_recorded_at BIGINT NOT NULL,
    withdrawn_at BIGINT
);
CREATE UNIQUE INDEX subject_number ON subject (number);
CREATE INDEX subject_kind ON subject (kind, id);

-- Work: what every work list, permission check and clock needs.
CREATE TABLE record (
    subject_id BYTEA NOT NULL PRIMARY KEY REFERENCES subject (id),
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    state TEXT NOT NULL,
    state_class TEXT NOT NULL,
    hold_reason TEXT,
    hold_until BIGINT,
    priority BIGINT,
    requester_id BYTEA REFERENCES person (id),
    opener_id BYTEA REFERENCES person (id),
    assignee_id BYTEA REFERENCES person (id),
    team_id BYTEA REFERENCES team (id),
    company_id BYTEA NOT NULL REFERENCES company (id),
    service_id BYTEA REFERENCES service (id),
    category_id BYTEA REFERENCES category (id),
    location_id BYTEA REFERENCES location (id),
    channel TEXT NOT NULL,
    restricted BIGINT NOT NULL,
    is_open BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    resolved_at BIGINT,
    closed_at BIGINT,
    next_due_at BIGINT
);
-- Lists page by (kind, is_open, …, opened_at, subject_id): newest first within each reach.
CREATE INDEX record_kind ON record (kind, is_open, opened_at, subject_id);
CREATE INDEX record_team ON record (team_id, kind, is_open, opened_at, subject_id);
CREATE INDEX record_assignee ON record (assignee_id, kind, is_open, opened_at, subject_id);
CREATE INDEX record_requester ON record (requester_id, kind, is_open, opened_at, subject_id);
CREATE INDEX record_opener ON record (opener_id, kind, is_open, opened_at, subject_id);
CREATE INDEX record_company ON record (company_id, kind, is_open, opened_at, subject_id);
CREATE INDEX record_priority ON record (kind, priority, is_open, opened_at, subject_id);

-- The journal. seq and hashes chain the entries of one subject; position orders all of them.
CREATE TABLE entry (
    subject_id BYTEA NOT NULL REFERENCES subject (id),
    seq BIGINT NOT NULL,
    position BIGINT,
    version BIGINT NOT NULL,
    verb TEXT NOT NULL,
    actor_id BYTEA REFERENCES person (id),
    door TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    previous_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (subject_id, seq)
);
CREATE UNIQUE INDEX entry_position ON entry (position);
-- Entries that wait for the sequencer; empty where positions are given inside the transaction.
CREATE INDEX entry_unsequenced ON entry (recorded_at, seq, subject_id) WHERE position IS NULL;

-- The values an entry set. Value and salt can be erased; the digest stays.
CREATE TABLE entry_value (
    subject_id BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    ordinal BIGINT NOT NULL,
    field TEXT NOT NULL,
    op BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    salt BYTEA,
    value TEXT,
    erased_at BIGINT,
    PRIMARY KEY (subject_id, seq, ordinal),
    FOREIGN KEY (subject_id, seq) REFERENCES entry (subject_id, seq)
);

-- Ed25519 keys that sign checkpoints; the secret halves lie in the key directory.
CREATE TABLE signing_key (
    id BYTEA NOT NULL PRIMARY KEY,
    public_key BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    retired_at BIGINT
);

-- A checkpoint seals the entries of a range of positions.
CREATE TABLE checkpoint (
    number BIGINT NOT NULL PRIMARY KEY,
    first_position BIGINT NOT NULL,
    last_position BIGINT NOT NULL,
    sealed_at BIGINT NOT NULL,
    entries_digest BYTEA NOT NULL,
    previous_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    key_id BYTEA NOT NULL REFERENCES signing_key (id),
    signature BYTEA NOT NULL
);

-- Effects after the fact: written with the change, delivered by workers.
CREATE TABLE outbox (
    id BYTEA NOT NULL PRIMARY KEY,
    subject_id BYTEA NOT NULL REFERENCES subject (id),
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    verb TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Durable work. A worker leases a job; a lease that runs out makes it free again.
CREATE TABLE job (
    id BYTEA NOT NULL PRIMARY KEY,
    queue TEXT NOT NULL,
    dedup_key TEXT,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    run_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    max_attempts BIGINT NOT NULL,
    leased_by TEXT,
    leased_until BIGINT,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX job_due ON job (state, run_at, id);
-- Only waiting jobs: while one runs, the same work may be asked for again and must not be lost.
CREATE UNIQUE INDEX job_dedup ON job (queue, dedup_key) WHERE state = 'pending';

-- One holder at a time for work that must not run twice at once (sequencer, checkpoints).
CREATE TABLE lease (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    until BIGINT NOT NULL
);

INSERT INTO number_series (prefix, next_number) VALUES ('INC', 1);
