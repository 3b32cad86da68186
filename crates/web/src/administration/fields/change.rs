//! The page of a field, and the form on it: what saving would do to records is told before it is done.

use std::collections::BTreeMap;

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use db::{Id, ReadTx};
use desk::access::Agent;
use desk::custom::{self, Catalogue, Definition, Effect};
use desk::field::Field;
use desk::input::RawInput;
use desk::{Error, Fault, Kind};

use super::super::organisation::history::{self as entries, History};
use super::effects::{self, Of};
use super::form::{About, holds_of};
use super::pages::{codes, refused, said, shown};
use super::{Kinds, history, typed};
use crate::failure::Result;
use crate::identify::Member;
use crate::input::Typed;
use crate::page::FieldPage;
use crate::reply::draw;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::Reader;

/// The field that says that what a change would do was read; it holds [`custom::mark`], so that another
/// change, or one that would do something else by now, is asked anew.
const CONFIRMED: &str = "confirmed";

/// All that the page tells of a field.
struct Known {
    kind: &'static Kind,
    field: &'static Field,
    definition: &'static Definition,
    /// What taking it out of use would do, or putting it back.
    turn: Vec<Effect>,
    history: History,
}

impl Known {
    fn read(tx: &ReadTx<'_>, kinds: &Kinds, id: Id<Definition>) -> desk::Result<Known> {
        let definition = custom::find(tx, id)?;
        let kind = kinds.find(&definition.kind).ok_or(Error::NotFound)?;
        let field = Catalogue::of(tx, kind)?.ever(&definition.code).ok_or(Error::NotFound)?;
        let turned = Definition { active: !definition.active, ..definition.clone() };
        let turn = custom::effects(tx, definition, &turned)?;
        let history = entries::shown(tx, &id.to_string())?;
        Ok(Known { kind, field, definition, turn, history })
    }

    fn page(&self, site: &Site, member: &Member, values: BTreeMap<String, String>) -> FieldPage {
        let about = About {
            kind: self.kind,
            holds: holds_of(self.definition),
            known: Some(self.field),
            values,
            languages: site.languages().choices(),
        };
        let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
        let mut page = about.page(member.shell());
        let of = Of { kind: self.kind, after: self.definition };
        if let Some(retirement) = &mut page.retirement {
            retirement.effects = effects::links(&member.t, of, &self.turn);
        }
        page.history = Some(history::section(member, &reader, self.kind, &self.history));
        page
    }
}

async fn known(site: &Site, kinds: &Kinds, id: Id<Definition>) -> desk::Result<Known> {
    let kinds = kinds.clone();
    site.read(move |tx| Known::read(tx, &kinds, id)).await
}

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    Extension(kinds): Extension<Kinds>,
    Segment(id): Segment<Id<Definition>>,
) -> Result<Response> {
    let known = known(&site, &kinds, id).await?;
    let values = typed::values(known.definition, &codes(&site));
    draw(&known.page(&site, &member, values))
}

/// What came of a change that was sent.
enum Came {
    Changed(Definition),
    /// It would do something to records, and nobody said yes to that: the answer, and what it would do.
    Asked(String, Definition, Vec<Effect>),
}

pub(super) async fn edit(
    State(site): State<Site>,
    member: Member,
    Extension(kinds): Extension<Kinds>,
    Segment(id): Segment<Id<Definition>>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    match try_change(&site, &member, &kinds, id, (input.clone(), faults)).await {
        Ok(Came::Changed(changed)) => Ok(said(&member, "fields-saved", &changed)),
        Ok(Came::Asked(answer, after, found)) => {
            let known = known(&site, &kinds, id).await?;
            let of = Of { kind: known.kind, after: &after };
            let t = &member.t;
            draw(&FieldPage {
                effects: effects::links(t, of, &found),
                confirmed: answer,
                submit: t.text("organisation-save-anyway"),
                // What somebody else changed meanwhile still is not written over.
                version: input.version.or(Some(known.definition.version)),
                ..known.page(&site, &member, shown(&input))
            })
        }
        Err(Error::Invalid(faults)) => {
            let known = known(&site, &kinds, id).await?;
            refused(&member, known.page(&site, &member, shown(&input)), faults)
        }
        Err(other) => Err(other.into()),
    }
}

/// Changes it, unless that would do something to records and nobody said yes to it.
async fn try_change(
    site: &Site,
    member: &Member,
    kinds: &Kinds,
    id: Id<Definition>,
    (mut input, faults): (RawInput, Vec<Fault>),
) -> desk::Result<Came> {
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let confirmed = input.take(CONFIRMED).map(|value| value.shown()).unwrap_or_default();
    let (draft, seen) = (typed::draft(&input, &codes(site)), input.version);
    let (ctx, agent, kinds): (_, Agent, _) =
        (member.context(), member.agent.clone(), kinds.clone());
    site.write(move |tx| {
        let kind = kinds.find(&custom::find(tx, id)?.kind).ok_or(Error::NotFound)?;
        let (before, after, effects) =
            custom::tried(tx, &agent, kind, (id, seen), draft.clone(), None)?;
        let answer = custom::mark(before, &after, &effects);
        if !effects.is_empty() && confirmed != answer {
            return Ok(Came::Asked(answer, after, effects));
        }
        let changed = custom::edit(tx, &ctx, &agent, kind, (id, seen), draft.clone())?;
        Ok(Came::Changed(changed))
    })
    .await
}
