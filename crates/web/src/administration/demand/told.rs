//! How many people a demand meets without a second factor, in words.

use desk::account::{Demand, Unmet};

use super::super::tried::people;
use super::PATH;
use crate::i18n::Translator;
use crate::page::{FormField, Tried};

/// What the name of a tick begins with that is about a role.
pub(super) const OF_ROLE: &str = "role_";
/// The tick that is about everybody.
pub(super) const EVERYBODY: &str = "everybody";

/// What was tried out, beside the button that sets it.
pub(super) fn tried(t: &Translator, now: &Demand, (wanted, unmet): &(Demand, Unmet)) -> Tried {
    if wanted == now {
        return Tried { lead: t.text("roles-no-effect"), ..Tried::default() };
    }
    let newly = (unmet.people.number > 0).then(|| people(t, "demand-newly", unmet.newly));
    let said = std::iter::once(people(t, "demand-would", unmet.people)).chain(newly);
    let ticks = wanted.roles.iter().map(|role| format!("{OF_ROLE}{role}"));
    let ticks = wanted.everybody.then(|| EVERYBODY.to_owned()).into_iter().chain(ticks);
    Tried {
        lead: said.collect::<Vec<_>>().join(" "),
        path: Some(PATH.to_owned()),
        chosen: ticks.map(|name| FormField::hidden(&name, "on")).collect(),
        ..Tried::default()
    }
}
