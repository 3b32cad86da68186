//! Giving a view to somebody else, as when whoever made it has left.

use db::{Id, ReadTx, Tx};

use super::write::{changeable, make_room, taken_from};
use super::{Sharing, View, store};
use crate::access::{ANY_KIND, Action, Agent, Reach};
use crate::field::FieldKind;
use crate::input::{Input, RawInput};
use crate::journal::{self, Logbook, SetValue};
use crate::kind::Kind;
use crate::lifecycle::InputField;
use crate::people::Person;
use crate::{Context, Error, Result};

/// What handing a view over takes.
const HAND_OVER: &[InputField] = &[InputField::required("owner", FieldKind::Person)];

/// Makes a shared view somebody else's; those it is offered to see it as before. `seen` is the version
/// that whoever asks had seen.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer, [`Error::NotFound`], [`Error::Stale`];
/// [`Error::Invalid`] when there is nobody like that, they could not share such a view, or have one of
/// that name or too many.
pub fn hand_over(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    kind: &'static Kind,
    (id, seen): (Id<View>, Option<i64>),
    raw: &RawInput,
) -> Result<View> {
    agent.require(ANY_KIND, Action::Administer)?;
    let before = changeable(tx, agent, id, seen)?;
    let input = Input::decode(tx, kind, agent, HAND_OVER, raw, &|_| before.owner.into())?;
    let owner = input.id("owner").unwrap_or(before.owner);
    if owner == before.owner {
        return Ok(before);
    }
    require_sharer(tx, kind, owner)?;
    let version = before.version.saturating_add(1);
    let after = View { owner, version, updated_at: ctx.now, ..before };
    make_room(tx, &after, Sharing::Nobody, "owner")?;
    store::give(tx, &after).map_err(|error| taken_from(error, "owner", "has_such_a_view"))?;
    let values = vec![
        SetValue::set("view", id.to_string()),
        SetValue::set("kind", after.kind.clone()),
        SetValue::set("name", after.name.clone()),
        SetValue::set("owner", owner.to_string()),
    ];
    journal::log(tx, ctx, Logbook::Settings, "hand_over_view", values)?;
    Ok(after)
}

/// Refuses somebody who could not have shared it: who reads no such records, or only their own.
pub(super) fn require_sharer(tx: &ReadTx<'_>, kind: &Kind, owner: Id<Person>) -> Result<()> {
    let owner = Agent::load(tx, owner)?;
    let reach = owner.and_then(|owner| owner.permissions.reach(kind.code, Action::Read));
    if reach > Some(Reach::Own) {
        return Ok(());
    }
    Err(Error::invalid("owner", "cannot_own_view"))
}
