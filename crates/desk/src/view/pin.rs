//! Views somebody wants at hand.

use db::{Id, Tx};

use super::{View, find, store};
use crate::access::Agent;
use crate::journal::{self, Logbook, SetValue};
use crate::{Context, Error, Fault, Result};

/// Views somebody can have pinned at most.
const MOST: i64 = 50;

/// Pins a view for whoever asks; nothing happens when it is pinned.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] when they have pinned too many.
pub fn pin(tx: &Tx<'_>, ctx: &Context, agent: &Agent, id: Id<View>) -> Result<View> {
    let view = find(tx, agent, id)?;
    if view.pinned_at.is_some() {
        return Ok(view);
    }
    if store::pins(tx, agent.person)? >= MOST {
        return Err(Error::Invalid(vec![Fault::new("pin", "too_many_pins").with("most", MOST)]));
    }
    if store::pin(tx, agent.person, id, ctx.now)? {
        told(tx, ctx, "pin_view", &view)?;
    }
    Ok(View { pinned_at: Some(ctx.now), ..view })
}

/// Takes the pin of whoever asks away; nothing happens when there is none.
///
/// # Errors
/// [`Error::NotFound`].
pub fn unpin(tx: &Tx<'_>, ctx: &Context, agent: &Agent, id: Id<View>) -> Result<View> {
    let view = find(tx, agent, id)?;
    if store::unpin(tx, agent.person, id)? {
        told(tx, ctx, "unpin_view", &view)?;
    }
    Ok(View { pinned_at: None, ..view })
}

fn told(tx: &Tx<'_>, ctx: &Context, verb: &str, view: &View) -> Result<()> {
    let values = vec![
        SetValue::set("view", view.id.to_string()),
        SetValue::set("kind", view.kind.clone()),
        SetValue::set("name", view.name.clone()),
    ];
    journal::log(tx, ctx, Logbook::Settings, verb, values).map(drop)
}
