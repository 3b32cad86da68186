-- How satisfied whoever asked was, and how often an incident went from one team to another.

-- satisfaction: from 1 to 5, what the requester said last, once it was resolved; with a word to go with it.
ALTER TABLE record ADD COLUMN satisfaction BIGINT;
ALTER TABLE record ADD COLUMN satisfaction_comment TEXT;
CREATE INDEX record_satisfaction ON record (kind, satisfaction, closed_at, subject_id) WHERE satisfaction IS NOT NULL;

-- survey: whether whoever asked is asked when their record is closed. Where there are rules already, nothing
-- is sent by itself: somebody turns it on.
ALTER TABLE closing_rule ADD COLUMN survey BIGINT NOT NULL DEFAULT 0;

-- How often it went from one team to another, as its history tells: each time a team was set but the first.
ALTER TABLE incident ADD COLUMN reassigned BIGINT NOT NULL DEFAULT 0;
UPDATE incident SET reassigned = (
    SELECT COUNT(*) - 1 FROM entry_value v WHERE v.subject_id = incident.subject_id AND v.field = 'team' AND v.op = 0 AND v.value IS NOT NULL
) WHERE subject_id IN (
    SELECT v.subject_id FROM entry_value v WHERE v.field = 'team' AND v.op = 0 AND v.value IS NOT NULL GROUP BY v.subject_id HAVING COUNT(*) > 1
);
