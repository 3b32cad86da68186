-- __Names__: what they hold beyond any other work.
CREATE TABLE __name__ (
    subject_id BYTEA NOT NULL PRIMARY KEY REFERENCES record (subject_id),
    impact BIGINT NOT NULL
);
