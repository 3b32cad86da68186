//! The rows of the rules.

use db::{ReadTx, Timestamp, Tx, params};

use crate::Result;
use crate::kind::Kind;

db::statements! {
    ONE = "SELECT close_after, comment_reopens, reopen_within, survey, set_at FROM closing_rule WHERE kind = $1";
    KEEP = "INSERT INTO closing_rule (kind, close_after, comment_reopens, reopen_within, survey, set_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (kind) DO UPDATE SET close_after = excluded.close_after, comment_reopens = excluded.comment_reopens,
        reopen_within = excluded.reopen_within, survey = excluded.survey, set_at = excluded.set_at";
}

/// What holds for the resolved and closed records of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// After how many days what is resolved is closed; never by itself without it.
    pub close_after: Option<i64>,
    /// Whether a comment of the requester opens again what is resolved.
    pub comment_reopens: bool,
    /// For how many days what is closed can be reopened; for ever without it.
    pub reopen_within: Option<i64>,
    /// Whether whoever asked is asked how satisfied they were when their record is closed, and can say it
    /// from when it is resolved.
    pub survey: bool,
    /// When that was set, if anybody did.
    pub set_at: Option<Timestamp>,
}

impl Default for Rule {
    fn default() -> Self {
        Rule {
            close_after: Some(5),
            comment_reopens: true,
            reopen_within: Some(14),
            survey: true,
            set_at: None,
        }
    }
}

/// What holds for a kind; what holds from the start where nobody set anything.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &ReadTx<'_>, kind: &Kind) -> Result<Rule> {
    let Some(row) = tx.row(ONE, params![kind.code])? else { return Ok(Rule::default()) };
    let mut c = row.columns();
    Ok(Rule {
        close_after: c.next()?,
        comment_reopens: c.next()?,
        reopen_within: c.next()?,
        survey: c.next()?,
        set_at: c.next()?,
    })
}

/// Says what holds from now on.
pub(super) fn keep(tx: &Tx<'_>, kind: &Kind, rule: &Rule) -> Result<()> {
    let Rule { close_after, comment_reopens, reopen_within, survey, set_at } = *rule;
    tx.execute(
        KEEP,
        params![kind.code, close_after, comment_reopens, reopen_within, survey, set_at],
    )?;
    Ok(())
}
