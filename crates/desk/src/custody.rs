//! Who a record is shown to at all: withdrawing it and bringing it back, restricting it and opening
//! it again. The number stays taken and the reason stays told, to those who administer or audit.

use db::{Id, ReadTx, Timestamp, Tx, params};

use crate::access::{Action, Agent};
use crate::commit::tell;
use crate::field::{FieldKind, TITLE};
use crate::heading::Heading;
use crate::input::{Input, RawInput};
use crate::journal::{self, Head, SetValue, Subject};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::people::Person;
use crate::record::Record;
use crate::{Committed, Context, Error, Result, idempotency};

/// What withdrawing, restricting and opening again take.
pub const INPUTS: &[InputField] = &[InputField::required("reason", FieldKind::Line(TITLE))];

/// The fact that says that a record is withdrawn, or is no longer.
pub(crate) const WITHDRAWN: &str = "withdrawn";
/// The fact that says why, for the inside alone: what must go is often named in it.
const WHY: &str = "custody.reason";

db::statements! {
    // The reason is a text again, where all were gone.
    SET_WITHDRAWN = "UPDATE record SET withdrawn = $2, updated_at = $3,
        written_at = CASE WHEN texts_erased_at IS NULL THEN written_at ELSE $3 END, texts_erased_at = NULL
        WHERE subject_id = $1";
    SUBJECT_WITHDRAWN = "UPDATE subject SET withdrawn_at = $2 WHERE id = $1";
    WATCHER_WITHDRAWN = "UPDATE watcher SET withdrawn = $2 WHERE subject_id = $1";
    SET_RESTRICTED = "UPDATE record SET restricted = $2, updated_at = $3,
        written_at = CASE WHEN texts_erased_at IS NULL THEN written_at ELSE $3 END, texts_erased_at = NULL
        WHERE subject_id = $1";
    SUBJECT_RESTRICTED = "UPDATE subject SET restricted = $2 WHERE id = $1";
}

/// When, by whom and why a record was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub at: Timestamp,
    /// By whom; nobody when the program itself did.
    pub by: Option<Id<Person>>,
    /// Why; nothing when that has been erased.
    pub reason: Option<String>,
}

/// Something that is done about who a record is shown to. One line a step.
#[derive(Debug)]
pub struct Step {
    /// The verb in the record's history.
    pub verb: &'static str,
    mark: Mark,
    /// Whether the record carries the mark afterwards.
    on: bool,
    /// Why it is refused when that is so already.
    already: &'static str,
}

/// What a record carries that keeps it from sight.
#[derive(Debug, Clone, Copy)]
enum Mark {
    /// Found by nobody but those who administer or audit.
    Withdrawn,
    /// Seen by those who have a grant of their own.
    Restricted,
}

/// Withdraws a record.
pub const WITHDRAW: Step =
    Step { verb: "withdraw", mark: Mark::Withdrawn, on: true, already: "withdrawn" };
/// Brings a withdrawn record back to everybody who saw it.
pub const RESTORE: Step =
    Step { verb: "restore", mark: Mark::Withdrawn, on: false, already: "not_withdrawn" };
/// Makes a record one that takes a grant of its own to see.
pub const RESTRICT: Step =
    Step { verb: "restrict", mark: Mark::Restricted, on: true, already: "restricted" };
/// Opens a restricted record again to everybody whose reach covers it.
pub const UNRESTRICT: Step =
    Step { verb: "unrestrict", mark: Mark::Restricted, on: false, already: "not_restricted" };

impl Step {
    /// Takes the step.
    ///
    /// # Errors
    /// [`Error::Forbidden`]; [`Error::Refused`] when it is so already; [`Error::Invalid`] on
    /// `reason`.
    pub fn take(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        kind: &Kind,
        record: &Heading,
        raw: &RawInput,
    ) -> Result<Committed> {
        self.mark.require(agent, record)?;
        if self.mark.is_on(record) == self.on {
            return Err(Error::Refused(self.already));
        }
        let input = Input::anew(tx, kind, agent, INPUTS, raw)?;
        let reason = input.text("reason").ok_or_else(|| Error::invalid("reason", "required"))?;
        let subject: Id<Subject> = record.id.cast();
        let fact = self.mark.set(tx, subject, self.on, ctx.now)?;
        let flag = SetValue::set(fact, i64::from(self.on).to_string());
        let head = Head::load(tx, subject)?;
        // It raises the version: whoever was about to change the record saw it when it was still
        // shown to others.
        let version = head.version + 1;
        let values = vec![flag, SetValue::set(WHY, reason)];
        let entry = journal::append(tx, ctx, &head, self.verb, version, values)?;
        tell(tx, ctx, subject, entry.seq, &record.kind, self.verb)?;
        if self.on {
            idempotency::forget_answers(tx, ctx)?;
        }
        Ok(Committed { number: record.number.clone(), version, seq: entry.seq })
    }

    /// Whether somebody may take it now.
    #[must_use]
    pub fn is_offered(&self, agent: &Agent, record: &Heading) -> bool {
        self.mark.require(agent, record).is_ok() && self.mark.is_on(record) != self.on
    }
}

impl Mark {
    fn is_on(self, record: &Heading) -> bool {
        match self {
            Mark::Withdrawn => record.facts.withdrawn,
            Mark::Restricted => record.facts.restricted,
        }
    }

    /// Only somebody who has the grant to see restricted records, and may change this one, may
    /// restrict it: nobody puts a record out of their own sight.
    fn require(self, agent: &Agent, record: &Heading) -> Result<()> {
        match self {
            Mark::Withdrawn => record.require(agent, Action::Administer),
            Mark::Restricted => {
                record.require(agent, Action::ReadRestricted)?;
                record.require(agent, Action::Update)
            }
        }
    }

    /// Sets the mark wherever it is kept; the fact by which the history tells of it.
    fn set(
        self,
        tx: &Tx<'_>,
        subject: Id<Subject>,
        on: bool,
        now: Timestamp,
    ) -> Result<&'static str> {
        match self {
            Mark::Withdrawn => {
                tx.execute(SET_WITHDRAWN, params![subject, on, now])?;
                tx.execute(SUBJECT_WITHDRAWN, params![subject, on.then_some(now)])?;
                tx.execute(WATCHER_WITHDRAWN, params![subject, on])?;
                Ok(WITHDRAWN)
            }
            Mark::Restricted => {
                tx.execute(SET_RESTRICTED, params![subject, on, now])?;
                tx.execute(SUBJECT_RESTRICTED, params![subject, on])?;
                Ok("restricted")
            }
        }
    }
}

/// How a record came to be withdrawn; nothing for one that is not. Whoever asks must have been
/// admitted before.
///
/// # Errors
/// When the database fails.
pub fn withdrawal(tx: &ReadTx<'_>, record: Id<Record>) -> Result<Option<Withdrawal>> {
    let last = journal::settings_of(tx, record.cast(), WITHDRAWN, i64::MAX, 1)?;
    let Some((entry, value, _)) = last.into_iter().next() else { return Ok(None) };
    if value.value.as_deref() != Some("1") {
        return Ok(None);
    }
    let reason = journal::held_before(tx, record.cast(), entry.seq + 1, WHY)?;
    Ok(Some(Withdrawal {
        at: entry.occurred_at,
        by: entry.actor,
        reason: reason.and_then(|value| value.value),
    }))
}
