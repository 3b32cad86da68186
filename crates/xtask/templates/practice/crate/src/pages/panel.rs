//! A __name__ as its page shows it: properties, legal moves, timeline.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;
use desk::access::Action;
use desk::history::{History, Part, history};
use desk::input::RawInput;
use desk::journal::canonical;
use desk::lifecycle::Verb;
use desk::{Practice, find_visible};
use web::page::{
    Badge, Callout, Cell, Compose, FieldProblem, Inputs, Link, Property, PropertyGroup, RecordPage,
    RecordView, SafeHtml, Tone, VerbForm,
};
use web::work::{Names, Reader, names_of, part_of, story};
use web::{ListRequest, Member, Segment, Site, cursor, draw};

use super::{LIST_PATH, path};
use crate::fields::KIND;
use crate::lifecycle::{LIFECYCLE, verb};
use crate::model::__Name__;

/// A verb that was refused: its form stands open with what was typed.
#[derive(Debug, Clone)]
pub(super) struct Refused {
    pub(super) verb: &'static Verb,
    pub(super) input: RawInput,
    pub(super) problems: Vec<FieldProblem>,
}

impl Refused {
    /// The box for a verb that came too late: its form is gone, why and what was written in it are
    /// not.
    fn too_late(&self) -> Callout {
        let texts = self.verb.inputs.iter().filter(|input| input.kind.is_written());
        let written: Vec<String> = texts.map(|input| self.input.shown(input.code)).collect();
        let why: Vec<&str> = self.problems.iter().map(|problem| problem.message.as_str()).collect();
        Callout {
            tone: Tone::Danger,
            heading: why.join(" "),
            body: Some(html(&written.join("\n\n"))),
            byline: String::new(),
        }
    }
}

/// The last entries, as a page shows them at first.
pub(super) const LATEST: Part = Part { before: None, limit: 50 };

/// What a page needs to know, read in one snapshot.
struct Loaded {
    found: __Name__,
    past: History,
    names: Names,
}

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    request: ListRequest,
) -> web::Result<Response> {
    let record = panel(&site, &member, number, part_of(&request)?, None).await?;
    draw(&RecordPage { shell: member.shell(), record })
}

/// Loads a __name__ and lays it out for its reader.
pub(super) async fn panel(
    site: &Site,
    member: &Member,
    number: String,
    part: Part,
    refused: Option<Refused>,
) -> web::Result<RecordView> {
    let member = member.clone();
    let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
    // Laid out on the same thread as it is read: rendering Markdown is no work for the threads that
    // answer everybody.
    let record = site
        .read(move |tx| {
            let found = find_visible::<__Name__>(tx, &member.agent, &number)?;
            let facts = found.record.facts();
            let internal = member.agent.may_with(KIND.code, Action::ReadInternal, &facts);
            let past = history(tx, &KIND, found.record.id, internal, part)?;
            let names = names_of(tx, &found, &past.events)?;
            Ok(lay_out(&member, &reader, &Loaded { found, past, names }, refused.as_ref()))
        })
        .await?;
    Ok(record)
}

fn lay_out(
    member: &Member,
    reader: &Reader,
    loaded: &Loaded,
    refused: Option<&Refused>,
) -> RecordView {
    let (t, record, names) = (&member.t, &loaded.found.record, &loaded.names);
    let form_of = |code: &str| {
        allowed(member, loaded).find(|v| v.code == code).map(|v| form(member, loaded, v, refused))
    };
    let offers = |r: &&Refused| allowed(member, loaded).any(|verb| verb.code == r.verb.code);
    let has_button =
        |verb: &&'static Verb| ![verb::EDIT, verb::COMMENT, verb::NOTE].contains(&verb.code);
    let (reply, note) = (form_of(verb::COMMENT), form_of(verb::NOTE));
    RecordView {
        number: record.number.clone(),
        title: record.title.clone(),
        path: path(&record.number),
        list: Link::new(LIST_PATH, t.text("nav-__names__")),
        version: u64::try_from(record.version).unwrap_or(0),
        badges: vec![Badge::new(t.text_of("state-__name__", record.state.code), Tone::Neutral)],
        byline: names.name(record.opener).unwrap_or_default(),
        opened: reader.stamp(record.opened_at),
        callouts: refused.filter(|r| !offers(r)).map(Refused::too_late).into_iter().collect(),
        description: html(&record.description),
        verbs: allowed(member, loaded)
            .filter(has_button)
            .map(|v| form(member, loaded, v, refused))
            .collect(),
        edit: form_of(verb::EDIT),
        properties: properties(reader, loaded),
        timeline: story(reader, &KIND, &loaded.past.events, names, |verb| {
            t.text_of("did-__name__", verb)
        }),
        older: loaded.past.before.map(|seq| {
            let earlier = format!("{}?before={}", path(&record.number), cursor(&seq.to_be_bytes()));
            Link::new(earlier, t.text("record-older"))
        }),
        compose: (reply.is_some() || note.is_some()).then(|| Compose {
            internal: refused.map_or(reply.is_none(), |r| r.verb.code == verb::NOTE),
            readers: t.text("compose-public-reader"),
            reply,
            note,
        }),
    }
}

fn html(text: &str) -> SafeHtml {
    SafeHtml::from_sanitised(markdown::render(text).as_str().to_owned())
}

fn properties(reader: &Reader, loaded: &Loaded) -> Vec<PropertyGroup> {
    let (t, record, names) = (&reader.t, &loaded.found.record, &loaded.names);
    let property = |code: &str, value| Property::new(t.text_of("field", code), value);
    let mut properties = vec![
        property("requester", Cell::person(names.name(record.requester))),
        property("assignee", Cell::person(names.name(record.assignee))),
        property("impact", Cell::Text(t.text_of("impact", &loaded.found.impact.to_string())))
            .changed_by(verb::EDIT),
        property("updated_at", Cell::Time(reader.stamp(record.updated_at))),
    ];
    properties
        .extend(reader.maybe(record.closed_at).map(|at| property("closed_at", Cell::Time(at))));
    vec![PropertyGroup { heading: String::new(), properties }]
}

/// The verbs the state and the person's permissions allow.
fn allowed<'a>(member: &'a Member, loaded: &'a Loaded) -> impl Iterator<Item = &'static Verb> + 'a {
    let record = &loaded.found.record;
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
    let values = match typed {
        Some(r) => r.input.values.keys().map(|name| (name.clone(), r.input.shown(name))).collect(),
        None => present_values(loaded, verb),
    };
    let inputs = Inputs {
        kind: KIND.code,
        values,
        problems: typed.map(|r| r.problems.clone()).unwrap_or_default(),
        ..Inputs::default()
    };
    inputs.verb_form(&member.t, verb, &path(&loaded.found.record.number))
}

/// What the fields of a verb's form begin with: what the record holds.
fn present_values(loaded: &Loaded, verb: &Verb) -> BTreeMap<String, String> {
    let held =
        |code: &str| KIND.field(code).and_then(|field| canonical(&loaded.found.value(field)));
    verb.inputs
        .iter()
        .filter_map(|input| Some((input.code.to_owned(), held(input.code)?)))
        .collect()
}
