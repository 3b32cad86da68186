//! What the forms of a thing's page do: change it, retire it, bring it back.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use db::Tx;
use desk::access::Agent;
use desk::foundation::{self, Expecting, Item, Sort};
use desk::input::RawInput;
use desk::{Context, Error, Fault};

use super::super::Kinds;
use super::of::{Of, path_to};
use super::page::{Pending, Unconfirmed, draw};
use crate::account::Refused;
use crate::failure::Result;
use crate::identify::Member;
use crate::input::Typed;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::given_away;

/// The field that says that what a change would do was read; it holds [`foundation::mark`], so that
/// another change, or one that would do something else by now, is asked anew.
pub(super) const CONFIRMED: &str = "confirmed";

/// What came of a change that was sent.
enum Came {
    Changed(Item),
    Asked(Unconfirmed),
}

pub(super) async fn change(
    State(site): State<Site>,
    Of(sort): Of,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(key): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let typed = input.clone();
    let came = try_change(&site, &member, (sort, key.clone()), &kinds, (input, faults)).await;
    let pending = match came {
        Ok(Came::Changed(item)) => {
            let said = member.t.text("organisation-saved");
            return Ok(given_away(&member, &path_to(&item), &said));
        }
        Ok(Came::Asked(asked)) => Pending { asked: Some(asked), ..Pending::default() },
        Err(error @ (Error::Invalid(_) | Error::Conflict(_) | Error::Refused(_))) => {
            let refused = Refused::new(&member, "edit", typed, &error);
            Pending { refused: Some(refused), ..Pending::default() }
        }
        Err(other) => return Err(other.into()),
    };
    draw(&site, &member, &kinds, (sort, key), pending).await
}

/// Changes it, unless that would do more than is seen and nobody said yes to that.
async fn try_change(
    site: &Site,
    member: &Member,
    (sort, key): (&'static Sort, String),
    kinds: &Kinds,
    (mut input, faults): (RawInput, Vec<Fault>),
) -> desk::Result<Came> {
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let confirmed = input.take(CONFIRMED).map(|value| value.shown()).unwrap_or_default();
    let (ctx, agent, kinds) = (member.context(), member.agent.clone(), kinds.clone());
    site.write(move |tx| {
        let before = foundation::find(tx, sort, &key)?.ok_or(Error::NotFound)?;
        let (after, effects) = foundation::tried(tx, &agent, &kinds.0, (sort, &key), &input)?;
        let answer = foundation::mark(&before, &after, &effects);
        if !effects.is_empty() && confirmed != answer {
            let input = input.clone();
            return Ok(Came::Asked(Unconfirmed { answer, effects, input }));
        }
        let at = Expecting { key: key.clone(), version: None };
        let changed = foundation::change(tx, &ctx, &agent, &kinds.0, (sort, &at), &input)?;
        Ok(Came::Changed(changed))
    })
    .await
}

pub(super) async fn retire(
    State(site): State<Site>,
    of: Of,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(key): Segment<String>,
    typed: Typed,
) -> Result<Response> {
    turn(&site, &member, &kinds, (of.0, key), (&RETIRE, typed)).await
}

pub(super) async fn restore(
    State(site): State<Site>,
    of: Of,
    Extension(kinds): Extension<Kinds>,
    member: Member,
    Segment(key): Segment<String>,
    typed: Typed,
) -> Result<Response> {
    turn(&site, &member, &kinds, (of.0, key), (&RESTORE, typed)).await
}

/// Taking a thing out of use, or back into it.
struct Turn {
    /// The name of its form.
    form: &'static str,
    act: fn(&Tx<'_>, &Context, &Agent, &'static Sort, &Expecting) -> desk::Result<Item>,
    /// What is said when it was done.
    said: &'static str,
}

const RETIRE: Turn =
    Turn { form: "retire", act: foundation::retire, said: "organisation-retired-now" };
const RESTORE: Turn =
    Turn { form: "restore", act: foundation::restore, said: "organisation-restored-now" };

/// Does it to what was seen; what has changed since is told anew, with what would come of it now.
async fn turn(
    site: &Site,
    member: &Member,
    kinds: &Kinds,
    (sort, key): (&'static Sort, String),
    (turn, Typed(input, faults)): (&'static Turn, Typed),
) -> Result<Response> {
    let (ctx, agent) = (member.context(), member.agent.clone());
    let at = Expecting { key: key.clone(), version: input.version };
    let done = match faults.is_empty() {
        true => site.write(move |tx| (turn.act)(tx, &ctx, &agent, sort, &at)).await,
        false => Err(Error::Invalid(faults)),
    };
    match done {
        Ok(item) => {
            let gaps = [("name", item.name.as_str().into())];
            let said = member.t.text_with(turn.said, &gaps);
            Ok(given_away(member, &path_to(&item), &said))
        }
        Err(error @ (Error::Refused(_) | Error::Stale { .. } | Error::Invalid(_))) => {
            let refused = Some(Refused::new(member, turn.form, input, &error));
            let pending = Pending { refused, ..Pending::default() };
            draw(site, member, kinds, (sort, key), pending).await
        }
        Err(other) => Err(other.into()),
    }
}
