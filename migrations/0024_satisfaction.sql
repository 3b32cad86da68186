-- How satisfied whoever asked was, and how often an incident went from one team to another.

-- satisfaction: from 1 to 5, what the requester said last, once it was resolved; with a word to go with it.
ALTER TABLE record ADD COLUMN satisfaction BIGINT;
ALTER TABLE record ADD COLUMN satisfaction_comment TEXT;
CREATE INDEX record_satisfaction ON record (kind, satisfaction, closed_at, subject_id) WHERE satisfaction IS NOT NULL;

-- survey: whether whoever asked is asked when their record is closed. Where there are records already, nothing is
-- sent by itself: somebody turns it on. What holds there without a row is written down for that.
ALTER TABLE closing_rule ADD COLUMN survey BIGINT NOT NULL DEFAULT 0;
INSERT INTO closing_rule (kind, close_after, comment_reopens, reopen_within, survey, set_at)
    SELECT r.kind, 5, 1, 14, 0, CAST(NULL AS BIGINT) FROM record r
    WHERE r.kind NOT IN (SELECT kind FROM closing_rule) GROUP BY r.kind;

-- How often it went straight from one team to another, as its history tells.
ALTER TABLE incident ADD COLUMN reassigned BIGINT NOT NULL DEFAULT 0;
UPDATE incident SET reassigned = given.times FROM (
    SELECT subject_id, COUNT(*) AS times FROM (
        SELECT subject_id, value, LAG(value) OVER (PARTITION BY subject_id ORDER BY seq) AS from_team
        FROM entry_value WHERE field = 'team' AND op = 0
    ) AS team WHERE value <> from_team GROUP BY subject_id
) AS given WHERE given.subject_id = incident.subject_id;
