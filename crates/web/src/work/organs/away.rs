//! That whoever works on a record is away, on its page, and the way to give it to their stand-in.

use db::ReadTx;
use desk::Result;
use desk::absence;
use desk::access::Action;
use desk::people::Person;

use super::Seat;
use crate::i18n::Arg;
use crate::page::{FormField, Section, VerbForm};

/// The verb by which a record is given to somebody.
const ASSIGN: &str = "assign";

pub(super) fn section(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    let (t, facts) = (&seat.reader.t, &seat.heading.facts);
    let Some(person) = facts.assignee.filter(|_| seat.heading.is_open) else { return Ok(None) };
    if !seat.heading.shows_inside(seat.agent) {
        return Ok(None);
    }
    let away = absence::of_people(tx, &[person], seat.reader.now)?;
    let Some(absence) = away.get(&person) else { return Ok(None) };
    let known: Vec<_> = absence.stand_in.into_iter().chain([person]).collect();
    let names = Person::names(tx, &known)?;
    let name = names.get(&person).cloned().unwrap_or_default();
    let until = seat.reader.stamp(absence.until).text;
    let words = [("name", Arg::Text(&name)), ("until", Arg::Text(&until))];
    let works = match absence.stand_in {
        Some(stand_in) => Person::can_work(tx, stand_in, seat.kind.code)?.then_some(stand_in),
        None => None,
    };
    let offer = works.and_then(|id| hand_over(seat, id, names.get(&id)?));
    Ok(Some(Section {
        anchor: "away",
        heading: t.text_with("organ-away", &words),
        lead: absence.note.clone(),
        forms: offer.into_iter().collect(),
        ..Section::default()
    }))
}

/// The lifecycle's own verb, filled with the stand-in.
fn hand_over(seat: &Seat<'_>, to: db::Id<Person>, name: &str) -> Option<VerbForm> {
    let verb = seat.kind.lifecycle.verb(ASSIGN)?;
    verb.target(&seat.heading.state)?;
    if !seat.heading.admits(seat.agent, Action::Assign) {
        return None;
    }
    let team = seat.heading.facts.team.map(|team| team.to_string()).unwrap_or_default();
    let label = seat.reader.t.text_with("away-hand-over", &[("name", Arg::Text(name))]);
    Some(VerbForm {
        fields: vec![
            FormField::hidden("team", team),
            FormField::hidden("assignee", to.to_string()),
        ],
        ..VerbForm::button("assign-stand-in", format!("{}/{}", seat.path, verb.path), label)
    })
}
