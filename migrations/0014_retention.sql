-- How long what people wrote is kept.

-- A rule for each kind of record and each logbook that has, or had, one. days: nothing while there is
-- none. erased: records or days in all. done: the last day of a logbook that is done.
CREATE TABLE retention (
    scope TEXT NOT NULL PRIMARY KEY,
    days BIGINT,
    set_at BIGINT NOT NULL,
    ran_at BIGINT,
    erased BIGINT NOT NULL,
    done BYTEA NOT NULL
);

-- texts_erased_at: since when nothing is left of what people wrote on a record. written_at: when
-- something was first written on it after that; from then on its time counts anew.
ALTER TABLE record ADD COLUMN texts_erased_at BIGINT;
ALTER TABLE record ADD COLUMN written_at BIGINT;
-- What still holds texts, in the order in which its time is over.
CREATE INDEX record_kept ON record (kind, COALESCE(written_at, closed_at, updated_at), subject_id)
    WHERE is_open = 0 AND texts_erased_at IS NULL;

-- What hangs on a record and holds texts or files.
CREATE INDEX file_kept ON file (subject_id) WHERE erased_at IS NULL;
CREATE INDEX reminder_noted ON reminder (subject_id) WHERE note <> '';
