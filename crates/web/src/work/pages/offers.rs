//! The forms of a record's page: what this reader may do now.

use std::collections::BTreeMap;

use db::{Id, Timestamp};
use desk::access::Action;
use desk::family::SPREADS;
use desk::field::FieldKind;
use desk::journal::canonical;
use desk::lifecycle::Verb;
use desk::people::Person;
use jiff::tz::TimeZone;

use super::added::all_typed;
use super::choices::is_typed_person;
use super::create::preview;
use super::load::Loaded;
use super::own::Pages;
use super::{COMMENT, EDIT, NOTE, Refused, record_path};
use crate::identify::Member;
use crate::page::{Compose, Inputs, VerbForm};
use crate::work::local;

/// The form that edits, and the buttons of the verbs this person may do now.
pub(super) fn offers<P: Pages>(
    member: &Member,
    loaded: &Loaded<P>,
    refused: Option<&Refused>,
) -> (Option<VerbForm>, Vec<VerbForm>) {
    let (mut edit, mut verbs) = (None, Vec::new());
    for verb in allowed(member, loaded) {
        match verb.code {
            COMMENT | NOTE => {}
            EDIT => edit = Some(form(member, loaded, verb, refused)),
            _ => verbs.push(form(member, loaded, verb, refused)),
        }
    }
    // Several verbs may be usual next steps; only the first stands out.
    for other in verbs.iter_mut().filter(|form| form.primary).skip(1) {
        other.primary = false;
    }
    (edit, verbs)
}

/// Where one writes, to the requester or to the inside.
pub(super) fn compose<P: Pages>(
    member: &Member,
    loaded: &Loaded<P>,
    refused: Option<&Refused>,
) -> Option<Compose> {
    let one = |code: &str| {
        allowed(member, loaded).find(|v| v.code == code).map(|v| form(member, loaded, v, refused))
    };
    let (reply, note) = (one(COMMENT), one(NOTE));
    let written = refused.filter(|refused| [COMMENT, NOTE].contains(&refused.form.as_str()));
    let internal = written.map_or(reply.is_none(), |refused| refused.form == NOTE);
    let person = loaded.found.record().requester;
    let readers = match person {
        // Whoever reports for themselves knows that they will read it.
        Some(person) if person == member.agent.person => {
            member.t.text("compose-public-reader-self")
        }
        _ => loaded.names.name(person).map_or_else(
            || member.t.text("compose-public-reader"),
            |name| {
                member.t.text_with("compose-public-reader-named", &[("name", name.as_str().into())])
            },
        ),
    };
    (reply.is_some() || note.is_some()).then_some(Compose { reply, note, internal, readers })
}

/// The verbs the state and the person's permissions allow.
pub(super) fn allowed<'a, P: Pages>(
    member: &'a Member,
    loaded: &'a Loaded<P>,
) -> impl Iterator<Item = &'static Verb> + 'a {
    let record = loaded.found.record();
    let facts = record.facts();
    P::KIND
        .lifecycle
        .allowed(record.state.code)
        .filter(|verb| !loaded.merged && !loaded.refuses(verb))
        .filter(move |v| member.agent.may_with(P::KIND.code, v.action, &facts))
}

fn form<P: Pages>(
    member: &Member,
    loaded: &Loaded<P>,
    verb: &'static Verb,
    refused: Option<&Refused>,
) -> VerbForm {
    let typed = refused.filter(|refused| refused.form == verb.code);
    let inputs = Inputs {
        kind: P::KIND.code,
        choices: loaded.choices.clone(),
        values: typed.map_or_else(|| present_values(member, loaded, verb), Refused::typed),
        problems: typed.map(|r| r.problems.clone()).unwrap_or_default(),
        matrix: preview(&member.t, &loaded.matrix),
        zone: member.agent.zone.clone(),
        ..Inputs::default()
    };
    let added = loaded.added.taken(&member.agent, &loaded.found, verb);
    let mut takes = [verb.inputs, &added].concat();
    // Where there are no children, nothing is done to them; and only the inside knows of them.
    let record = loaded.found.record();
    let inside = member.agent.may_with(P::KIND.code, Action::ReadInternal, &record.facts());
    takes.retain(|input| input.code != SPREADS || (inside && record.children > 0));
    let path = record_path(P::KIND, &loaded.found.record().number);
    inputs.verb_form(&member.t, verb, &takes, &path)
}

/// What the fields of a verb's form begin with: what the record holds. A number, a reason or a
/// code that a verb asks for anew begins empty.
fn present_values<P: Pages>(
    member: &Member,
    loaded: &Loaded<P>,
    verb: &Verb,
) -> BTreeMap<String, String> {
    let zone = TimeZone::get(&member.agent.zone).unwrap_or(TimeZone::UTC);
    let mut values = all_typed(&loaded.added.held, &member.agent.zone, &loaded.names);
    for input in verb.inputs {
        let Some(field) = P::KIND.field(input.code) else { continue };
        let Some(mut text) = canonical(&loaded.found.value(field)) else { continue };
        if input.kind == FieldKind::Instant {
            let at = text.parse().map(Timestamp::from_micros);
            text = at.map(|at| local(&zone, at)).unwrap_or_default();
        }
        if is_typed_person(input) {
            // A person is typed in by name or address, not by identity.
            text = loaded.names.name(text.parse::<Id<Person>>().ok()).unwrap_or_default();
        }
        values.insert(input.code.to_owned(), text);
    }
    loaded.found.begin(verb, &mut values);
    values
}
