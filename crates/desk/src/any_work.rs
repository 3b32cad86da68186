//! Kinds of record by their code: for what opens and changes records without knowing which kind.

use std::marker::PhantomData;

use db::{ReadTx, Tx};

use crate::access::Agent;
use crate::input::RawInput;
use crate::kind::Kind;
use crate::work::{self, Asked, Prepared, Work};
use crate::{
    Committed, Context, Result, assignment, closing, escalation, family, merge, satisfaction,
};

/// A kind of record whose verbs are done by their names.
pub trait AnyWork: Send + Sync {
    /// The kind.
    fn kind(&self) -> &'static Kind;

    /// What opening one takes.
    fn inputs(&self) -> &'static [crate::lifecycle::InputField];

    /// Opens a record.
    ///
    /// # Errors
    /// As [`work::create`].
    fn create(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: String,
        raw: &RawInput,
    ) -> Result<Committed>;

    /// Does what was asked to a record.
    ///
    /// # Errors
    /// As [`work::act`].
    fn act(&self, tx: &Tx<'_>, ctx: &Context, agent: &Agent, asked: &Asked) -> Result<Committed>;

    /// Decides what was asked of a record, without doing it.
    ///
    /// # Errors
    /// As [`work::prepare`].
    fn prepare(
        &self,
        tx: &ReadTx<'_>,
        ctx: &Context,
        agent: &Agent,
        asked: &Asked,
    ) -> Result<Box<dyn Decided>>;

    /// Merges a record into another.
    ///
    /// # Errors
    /// As [`merge::merge`].
    fn merge(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: &str,
        raw: &RawInput,
    ) -> Result<Committed>;

    /// Undoes a merge.
    ///
    /// # Errors
    /// As [`merge::unmerge`].
    fn unmerge(&self, tx: &Tx<'_>, ctx: &Context, agent: &Agent, number: &str)
    -> Result<Committed>;

    /// Opens a record from a part of another: the number of that one, and the new one's.
    ///
    /// # Errors
    /// As [`merge::split`].
    fn split(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        numbers: (&str, String),
        raw: &RawInput,
    ) -> Result<Committed>;

    /// Opens a record that follows up one that is over: the number of that one, and the new one's.
    ///
    /// # Errors
    /// As [`closing::follow_up`].
    fn follow_up(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        numbers: (&str, String),
        raw: &RawInput,
    ) -> Result<Committed>;

    /// Makes a record the child of another.
    ///
    /// # Errors
    /// As [`family::set_parent`].
    fn set_parent(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: &str,
        raw: &RawInput,
    ) -> Result<Committed>;

    /// Brings a record before the people above.
    ///
    /// # Errors
    /// As [`escalation::escalate`].
    fn escalate(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: &str,
        raw: &RawInput,
    ) -> Result<Committed>;

    /// Takes it down again.
    ///
    /// # Errors
    /// As [`escalation::deescalate`].
    fn deescalate(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: &str,
        raw: &RawInput,
    ) -> Result<Committed>;

    /// Says how satisfied one was with what one had asked for.
    ///
    /// # Errors
    /// As [`satisfaction::rate`].
    fn rate(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: &str,
        raw: &RawInput,
    ) -> Result<Committed>;

    /// Gives a record to whom the rules say.
    ///
    /// # Errors
    /// As [`assignment::assign_by_rules`].
    fn assign_by_rules(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: &str,
        raw: &RawInput,
    ) -> Result<assignment::Given>;

    /// Takes a record out of its family.
    ///
    /// # Errors
    /// As [`family::remove_parent`].
    fn remove_parent(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: &str,
        raw: &RawInput,
    ) -> Result<Committed>;
}

/// What was decided of a record of any kind, and not yet done; see [`Prepared`].
pub trait Decided {
    /// Whether doing it changes anything, or says something new.
    fn says_something(&self) -> bool;

    /// The version of the record of which it was decided.
    fn version(&self) -> i64;

    /// Does it, in the transaction in which it was decided.
    ///
    /// # Errors
    /// When the database fails.
    fn commit(self: Box<Self>, tx: &Tx<'_>, ctx: &Context) -> Result<Committed>;
}

impl<P: Work> Decided for Prepared<P> {
    fn says_something(&self) -> bool {
        Prepared::says_something(self)
    }

    fn version(&self) -> i64 {
        Prepared::version(self)
    }

    fn commit(self: Box<Self>, tx: &Tx<'_>, ctx: &Context) -> Result<Committed> {
        Prepared::commit(*self, tx, ctx)
    }
}

struct Of<P>(PhantomData<fn() -> P>);

/// A practice as one of any kind.
#[must_use]
pub const fn any<P: Work>() -> &'static dyn AnyWork {
    &Of::<P>(PhantomData)
}

impl<P: Work> AnyWork for Of<P> {
    fn kind(&self) -> &'static Kind {
        P::KIND
    }

    fn inputs(&self) -> &'static [crate::lifecycle::InputField] {
        P::CREATE
    }

    fn create(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: String,
        raw: &RawInput,
    ) -> Result<Committed> {
        work::create::<P>(tx, ctx, agent, number, raw)
    }

    fn act(&self, tx: &Tx<'_>, ctx: &Context, agent: &Agent, asked: &Asked) -> Result<Committed> {
        work::act::<P>(tx, ctx, agent, asked)
    }

    fn prepare(
        &self,
        tx: &ReadTx<'_>,
        ctx: &Context,
        agent: &Agent,
        asked: &Asked,
    ) -> Result<Box<dyn Decided>> {
        Ok(Box::new(work::prepare::<P>(tx, ctx, agent, asked)?))
    }

    fn merge(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: &str,
        raw: &RawInput,
    ) -> Result<Committed> {
        merge::merge::<P>(tx, ctx, agent, number, raw)
    }

    fn unmerge(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: &str,
    ) -> Result<Committed> {
        merge::unmerge::<P>(tx, ctx, agent, number)
    }

    fn split(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        (from, number): (&str, String),
        raw: &RawInput,
    ) -> Result<Committed> {
        merge::split::<P>(tx, ctx, agent, from, number, raw)
    }

    fn follow_up(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        (from, number): (&str, String),
        raw: &RawInput,
    ) -> Result<Committed> {
        closing::follow_up::<P>(tx, ctx, agent, from, number, raw)
    }

    fn set_parent(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: &str,
        raw: &RawInput,
    ) -> Result<Committed> {
        family::set_parent::<P>(tx, ctx, agent, number, raw)
    }

    fn escalate(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: &str,
        raw: &RawInput,
    ) -> Result<Committed> {
        escalation::escalate::<P>(tx, ctx, agent, number, raw)
    }

    fn deescalate(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: &str,
        raw: &RawInput,
    ) -> Result<Committed> {
        escalation::deescalate::<P>(tx, ctx, agent, number, raw)
    }

    fn rate(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: &str,
        raw: &RawInput,
    ) -> Result<Committed> {
        satisfaction::rate::<P>(tx, ctx, agent, number, raw)
    }

    fn assign_by_rules(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: &str,
        raw: &RawInput,
    ) -> Result<assignment::Given> {
        assignment::assign_by_rules::<P>(tx, ctx, agent, number, raw)
    }

    fn remove_parent(
        &self,
        tx: &Tx<'_>,
        ctx: &Context,
        agent: &Agent,
        number: &str,
        raw: &RawInput,
    ) -> Result<Committed> {
        family::remove_parent::<P>(tx, ctx, agent, number, raw)
    }
}
