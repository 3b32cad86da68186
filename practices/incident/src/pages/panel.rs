//! An incident as its page shows it: properties, legal moves, timeline.

use std::collections::BTreeMap;

use db::Id;
use desk::access::Action;
use desk::history::{Event, History, Part, Past, history};
use desk::journal::canonical;
use desk::lifecycle::Verb;
use desk::{Practice, find_visible};
use web::page::{self, Callout, Compose, Inputs, Link, RecordView, SafeHtml, VerbForm};
use web::work::{Names, Reader, names_of, story};
use web::{Member, Site, cursor};

use super::choices::{Choices, matrix, to_open, to_work};
use super::refused::Refused;
use crate::fields::KIND;
use crate::lifecycle::{LIFECYCLE, verb};
use crate::model::Incident;
use crate::views::{self, Facts, LIST_PATH};

/// The last entries, as a page shows them at first.
pub(super) const LATEST: Part = Part { before: None, limit: 50 };

/// What a page needs to know, read in one snapshot.
struct Loaded {
    incident: Incident,
    events: Vec<Event>,
    /// Whether these are the last events, among them how it came to be as it is now.
    latest: bool,
    before: Option<i64>,
    names: Names,
    choices: Choices,
    matrix: Vec<(u8, u8, u8)>,
}

/// Loads an incident and lays it out for its reader.
pub(super) async fn panel(
    site: &Site,
    member: &Member,
    number: String,
    part: Part,
    refused: Option<Refused>,
) -> web::Result<RecordView> {
    let member = member.clone();
    let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
    let seen_by = member.clone();
    let loaded = site
        .read(move |tx| {
            let agent = &seen_by.agent;
            let incident = find_visible::<Incident>(tx, agent, &number)?;
            let facts = incident.record.facts();
            let internal = agent.may_with(KIND.code, Action::ReadInternal, &facts);
            let History { events, before } =
                history(tx, &KIND, incident.record.id, internal, part)?;
            let names = names_of(tx, &incident, &events)?;
            let works = agent.may_with(KIND.code, Action::Work, &facts);
            let mut choices = if works { to_work(tx, agent)? } else { to_open(tx, agent, false)? };
            with_present(&mut choices, &incident, &names);
            let latest = part.before.is_none();
            Ok(Loaded { events, latest, before, names, choices, matrix: matrix(tx)?, incident })
        })
        .await?;
    // Rendering Markdown is no work for the threads that answer everybody.
    Ok(site.render(move || Ok(lay_out(&member, &reader, &loaded, refused.as_ref()))).await?)
}

fn lay_out(
    member: &Member,
    reader: &Reader,
    loaded: &Loaded,
    refused: Option<&Refused>,
) -> RecordView {
    let (t, record, names) = (&member.t, &loaded.incident.record, &loaded.names);
    let (opener, requester) = (names.name(record.opener), names.name(record.requester));
    let did = |verb: &str| views::headline(t, verb);
    let (edit, verbs) = offers(member, loaded, refused);
    let gone = |r: &&Refused| allowed(member, loaded).all(|verb| verb.code != r.verb.code);
    let too_late = refused.filter(gone).map(|r| r.too_late(t));
    RecordView {
        number: record.number.clone(),
        title: record.title.clone(),
        path: views::path(&record.number),
        list: Link::new(LIST_PATH, t.text("incident-list-back")),
        version: u64::try_from(record.version).unwrap_or(0),
        badges: vec![
            views::state_badge(t, record.state.code),
            views::priority_badge(t, record.priority.and_then(|p| u8::try_from(p).ok())),
        ],
        byline: views::byline(t, opener.as_deref(), requester.as_deref()),
        opened: reader.stamp(record.opened_at),
        callouts: too_late.into_iter().chain(callouts(reader, loaded)).collect(),
        description: html(&record.description),
        verbs,
        edit,
        properties: views::properties(t, facts(reader, loaded)),
        timeline: story(reader, &KIND, &loaded.events, names, did),
        older: loaded.before.map(|seq| {
            let path = views::path(&record.number);
            Link::new(
                format!("{path}?before={}", cursor(&seq.to_be_bytes())),
                t.text("record-older"),
            )
        }),
        compose: compose(member, loaded, refused),
    }
}

fn html(markdown: &str) -> SafeHtml {
    SafeHtml::from_sanitised(markdown::render(markdown).as_str().to_owned())
}

fn facts(reader: &Reader, loaded: &Loaded) -> Facts {
    let (record, names) = (&loaded.incident.record, &loaded.names);
    let small = |n: i64| u8::try_from(n).ok();
    let channel =
        reader.t.known("channel", &record.channel).unwrap_or_else(|| record.channel.clone());
    Facts {
        priority: record.priority.and_then(small),
        impact: small(loaded.incident.weight.impact()),
        urgency: small(loaded.incident.weight.urgency()),
        assignee: names.name(record.assignee),
        team: names.name(record.team),
        requester: names.name(record.requester),
        opener: names.name(record.opener),
        service: names.name(record.service),
        category: names.name(record.category),
        location: names.name(record.location),
        company: names.name(Some(record.company)),
        channel: Some(channel),
        opened: reader.stamp(record.opened_at),
        updated: reader.stamp(record.updated_at),
        resolved: reader.maybe(record.resolved_at),
        closed: reader.maybe(record.closed_at),
    }
}

/// What is important now: why it waits, how it was resolved.
fn callouts(reader: &Reader, loaded: &Loaded) -> Vec<Callout> {
    let (t, record, names) = (&reader.t, &loaded.incident.record, &loaded.names);
    let last = |code: &str| loaded.events.iter().rev().find(|e| loaded.latest && e.verb == code);
    let signed = |event: Option<&Event>| match event {
        Some(e) => (names.name(e.actor).unwrap_or_default(), reader.stamp(e.occurred_at).text),
        None => (String::new(), String::new()),
    };
    let mut out = Vec::new();
    if let Some(reason) = &record.hold_reason {
        let held = last(verb::HOLD);
        let note = held.and_then(|e| e.fact("note")).and_then(Past::held).map(html);
        let (who, when) = signed(held);
        out.push(views::hold_callout(t, &names.choice("hold_reason", reason), note, &who, &when));
    }
    if let Some(resolution) = &loaded.incident.resolution {
        let who = names.name(resolution.by).unwrap_or_default();
        let when = record.resolved_at.map(|at| reader.stamp(at).text).unwrap_or_default();
        let notes = (!resolution.notes.is_empty()).then(|| html(&resolution.notes));
        out.push(views::resolution_callout(
            t,
            &names.choice("resolution_code", &resolution.code),
            notes,
            &who,
            &when,
        ));
    }
    out
}

/// The form that edits, and the buttons of the verbs this person may do now.
fn offers(
    member: &Member,
    loaded: &Loaded,
    refused: Option<&Refused>,
) -> (Option<VerbForm>, Vec<VerbForm>) {
    let (mut edit, mut verbs) = (None, Vec::new());
    for verb in allowed(member, loaded) {
        match verb.code {
            verb::COMMENT | verb::NOTE => {}
            verb::UPDATE => edit = Some(form(member, loaded, verb, refused)),
            _ => verbs.push(form(member, loaded, verb, refused)),
        }
    }
    // Several verbs may be usual next steps; only the first stands out.
    for other in verbs.iter_mut().filter(|form| form.primary).skip(1) {
        other.primary = false;
    }
    (edit, verbs)
}

/// The verbs the state and the person's permissions allow.
fn allowed<'a>(member: &'a Member, loaded: &'a Loaded) -> impl Iterator<Item = &'static Verb> + 'a {
    let record = &loaded.incident.record;
    let facts = record.facts();
    LIFECYCLE
        .allowed(record.state.code)
        .filter(move |v| member.agent.may_with(KIND.code, v.action, &facts))
}

fn form(
    member: &Member,
    loaded: &Loaded,
    verb: &'static Verb,
    refused: Option<&Refused>,
) -> VerbForm {
    let typed = refused.filter(|r| r.verb.code == verb.code);
    let inputs = Inputs {
        kind: KIND.code,
        choices: loaded.choices.clone(),
        sources: BTreeMap::new(),
        values: typed.map_or_else(|| present_values(loaded, verb), Refused::typed),
        problems: typed.map(|r| r.problems.clone()).unwrap_or_default(),
        matrix: views::preview(&member.t, &loaded.matrix),
    };
    inputs.verb_form(&member.t, verb, &views::path(&loaded.incident.record.number))
}

/// What the fields of a verb's form begin with: what the record holds. A number, a reason or a
/// code that a verb asks for anew begins empty.
fn present_values(loaded: &Loaded, verb: &Verb) -> BTreeMap<String, String> {
    let incident = &loaded.incident;
    let mut values = BTreeMap::new();
    for input in verb.inputs {
        let Some(field) = KIND.field(input.code) else { continue };
        if let Some(text) = canonical(&incident.value(field)) {
            values.insert(input.code.to_owned(), text);
        }
    }
    if let Some(person) = incident.record.requester {
        // A person is typed in by name or address, not by identity.
        let name = loaded.names.name(Some(person)).unwrap_or_default();
        values.entry("requester".to_owned()).and_modify(|v| *v = name);
    }
    if verb.code == verb::PRIORITISE {
        match &incident.priority_reason {
            Some(reason) => values.insert("reason".to_owned(), reason.clone()),
            // Without an override the matrix decides.
            None => values.remove("priority"),
        };
    }
    values
}

/// What it refers to now can be chosen, also when nobody would offer it any more: a person in no
/// team, a place of another company. Without it a form sent back as it was shown would empty the
/// field.
fn with_present(choices: &mut Choices, incident: &Incident, names: &Names) {
    for (code, offered) in choices.iter_mut() {
        let Some(value) = KIND.field(code).and_then(|field| canonical(&incident.value(field)))
        else {
            continue;
        };
        let Ok(id) = value.parse::<Id<()>>() else { continue };
        if !offered.iter().any(|choice| choice.value == value) {
            let name = names.name(Some(id)).unwrap_or_else(|| value.clone());
            offered.push(page::Choice::new(value, name));
        }
    }
}

fn compose(member: &Member, loaded: &Loaded, refused: Option<&Refused>) -> Option<Compose> {
    let one = |code: &str| {
        allowed(member, loaded).find(|v| v.code == code).map(|v| form(member, loaded, v, refused))
    };
    let (reply, note) = (one(verb::COMMENT), one(verb::NOTE));
    let internal = refused.map_or(reply.is_none(), |r| r.verb.code == verb::NOTE);
    let person = loaded.incident.record.requester;
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
