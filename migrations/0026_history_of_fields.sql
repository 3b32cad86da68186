-- What the logbook of settings says of each added field, for its history.
INSERT INTO entry_about (object, version, subject_id, seq)
    SELECT v.value, ROW_NUMBER() OVER (PARTITION BY v.value ORDER BY v.subject_id, v.seq), v.subject_id, v.seq
    FROM entry_value v
    JOIN subject s ON s.id = v.subject_id AND s.kind = 'log.settings'
    WHERE v.field = 'field' AND v.value IS NOT NULL
    AND v.value NOT IN (SELECT object FROM entry_about);
