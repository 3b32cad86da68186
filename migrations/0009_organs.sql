-- What hangs on any subject: links, watchers, tags, tasks, effort, reminders, and what comes round
-- by itself.

-- A link, one row read from both ends: `relation` is how `from_id` stands to `to_id`. A relation
-- without direction is kept with the lesser identity first, so that it cannot be there twice.
CREATE TABLE link (
    id BYTEA NOT NULL PRIMARY KEY,
    relation TEXT NOT NULL,
    from_id BYTEA NOT NULL REFERENCES subject (id),
    to_id BYTEA NOT NULL REFERENCES subject (id),
    by_id BYTEA REFERENCES person (id),
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX link_from ON link (from_id, relation, to_id);
CREATE INDEX link_to ON link (to_id, relation, from_id);

-- Who watches what. kind, is_open and opened_at are the record's own, copied so that what somebody
-- watches is read in the order of a list; opened_at never changes, is_open is kept by the commit.
CREATE TABLE watcher (
    subject_id BYTEA NOT NULL REFERENCES subject (id),
    person_id BYTEA NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    is_open BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    by_id BYTEA REFERENCES person (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (subject_id, person_id)
);
CREATE INDEX watcher_person ON watcher (person_id, kind, is_open, opened_at, subject_id);

-- Words on a record. `folded` is the word as it is compared.
CREATE TABLE tag (
    subject_id BYTEA NOT NULL REFERENCES subject (id),
    folded TEXT NOT NULL,
    label TEXT NOT NULL,
    by_id BYTEA REFERENCES person (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (subject_id, folded)
);
CREATE INDEX tag_folded ON tag (folded, subject_id);

-- The words the records of a kind and company have been given: what is suggested. Words of
-- restricted records do not enter. Bytes, because only they are ordered alike everywhere.
CREATE TABLE tag_word (
    company_id BYTEA NOT NULL REFERENCES company (id),
    kind TEXT NOT NULL,
    folded BYTEA NOT NULL,
    label TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (company_id, kind, folded)
);

-- Tasks of a record. Those of one stage go side by side; a stage begins when the ones before it are
-- over. due_key is due_at, or the end of time without one: NULL has no place of its own in an index.
CREATE TABLE task (
    subject_id BYTEA NOT NULL PRIMARY KEY REFERENCES subject (id),
    number TEXT NOT NULL,
    parent_id BYTEA NOT NULL REFERENCES subject (id),
    title TEXT NOT NULL,
    description TEXT NOT NULL,
    stage BIGINT NOT NULL,
    mandatory BIGINT NOT NULL,
    state TEXT NOT NULL,
    is_open BIGINT NOT NULL,
    team_id BYTEA REFERENCES team (id),
    assignee_id BYTEA REFERENCES person (id),
    due_at BIGINT,
    due_key BIGINT NOT NULL,
    opened_at BIGINT NOT NULL,
    ended_at BIGINT,
    ended_by_id BYTEA REFERENCES person (id)
);
CREATE INDEX task_parent ON task (parent_id, stage, subject_id);
CREATE INDEX task_assignee ON task (assignee_id, is_open, due_key, subject_id);
CREATE INDEX task_team ON task (team_id, is_open, due_key, subject_id);
INSERT INTO number_series (prefix, next_number) VALUES ('TSK', 1);

-- What was spent on a record: minutes, money, or both. Money is in minor units of its currency.
CREATE TABLE effort (
    id BYTEA NOT NULL PRIMARY KEY,
    subject_id BYTEA NOT NULL REFERENCES subject (id),
    person_id BYTEA NOT NULL REFERENCES person (id),
    spent_on TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    billable BIGINT NOT NULL,
    cost BIGINT,
    currency TEXT,
    note TEXT NOT NULL,
    by_id BYTEA REFERENCES person (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX effort_subject ON effort (subject_id, spent_on, id);
CREATE INDEX effort_person ON effort (person_id, spent_on, id);

-- Somebody wants to think of a record again at a moment. Only they know of it.
CREATE TABLE reminder (
    id BYTEA NOT NULL PRIMARY KEY,
    subject_id BYTEA NOT NULL REFERENCES subject (id),
    person_id BYTEA NOT NULL REFERENCES person (id),
    at BIGINT NOT NULL,
    note TEXT NOT NULL,
    is_due BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX reminder_person ON reminder (person_id, is_due, at, id);
CREATE INDEX reminder_subject ON reminder (person_id, subject_id, at, id);

-- Records that come round: another like source_id is opened whenever its time comes. input is what
-- it is opened with, as JSON; starts_on, at_time and zone are the clock on the wall.
CREATE TABLE recurrence (
    id BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    source_id BYTEA NOT NULL REFERENCES subject (id),
    company_id BYTEA NOT NULL REFERENCES company (id),
    title TEXT NOT NULL,
    input TEXT NOT NULL,
    every BIGINT NOT NULL,
    unit TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    at_time TEXT NOT NULL,
    zone TEXT NOT NULL,
    next_at BIGINT,
    paused BIGINT NOT NULL,
    by_id BYTEA REFERENCES person (id),
    created_at BIGINT NOT NULL,
    last_id BYTEA REFERENCES subject (id),
    last_at BIGINT,
    missed BIGINT NOT NULL,
    fault TEXT
);
CREATE INDEX recurrence_source ON recurrence (source_id, id);
CREATE INDEX recurrence_company ON recurrence (company_id, id);

-- Who is away from when to when, and who stands in. company_id is the person's own, so that those of
-- a company who are away are read by one index.
CREATE TABLE absence (
    id BYTEA NOT NULL PRIMARY KEY,
    person_id BYTEA NOT NULL REFERENCES person (id),
    company_id BYTEA NOT NULL REFERENCES company (id),
    from_at BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    stand_in_id BYTEA REFERENCES person (id),
    note TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX absence_person ON absence (person_id, until_at, from_at, id);
CREATE INDEX absence_company ON absence (company_id, until_at, from_at, id);
