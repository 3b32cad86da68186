-- Lists that people keep: what they filter, show and sort by, under a name.
CREATE TABLE saved_view (
    id BYTEA NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    owner_id BYTEA NOT NULL REFERENCES person (id),
    -- nobody, team, company or everybody; team_id and company_id are set where they say whom.
    shared_with TEXT NOT NULL,
    team_id BYTEA REFERENCES team (id),
    company_id BYTEA REFERENCES company (id),
    -- The filter's text, and comma-separated codes of fields.
    q TEXT NOT NULL,
    columns TEXT NOT NULL,
    sort TEXT NOT NULL,
    grouped TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    UNIQUE (owner_id, kind, name)
);
CREATE INDEX saved_view_team ON saved_view (team_id, kind);
CREATE INDEX saved_view_company ON saved_view (company_id, kind);
CREATE INDEX saved_view_shared ON saved_view (shared_with, kind);

-- Who wants which of them at hand.
CREATE TABLE saved_view_pin (
    person_id BYTEA NOT NULL REFERENCES person (id),
    view_id BYTEA NOT NULL REFERENCES saved_view (id),
    pinned_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, view_id)
);
CREATE INDEX saved_view_pin_view ON saved_view_pin (view_id);
