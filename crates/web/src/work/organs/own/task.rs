//! One task by itself, for whoever is to do it.

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use desk::task::{self, Found, TaskState, TaskVerb};
use desk::{Error, feed, notification};

use crate::endpoint::{Endpoints, Needs};
use crate::failure::Result;
use crate::identify::Member;
use crate::inbox;
use crate::input::Typed;
use crate::page::{
    Cell, Link, Method as FormMethod, SafeHtml, Section, SectionRow, SectionsPage, SectionsPart,
    VerbForm,
};
use crate::reply::draw_with;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::organs::form::Form;
use crate::work::organs::tasks::{Names, badge, due, word};
use crate::work::pages::Refused;
use crate::work::{Reader, given_away};

pub(super) fn register(endpoints: &mut Endpoints) {
    for (method, last, verb) in [
        (Method::POST, "completion", TaskVerb::Complete),
        (Method::DELETE, "completion", TaskVerb::Reopen),
        (Method::POST, "skip", TaskVerb::Skip),
    ] {
        let handler =
            move |site: State<Site>, member: Member, number: Segment<String>, typed: Typed| {
                act(verb, site, member, number, typed)
            };
        endpoints.page(method, format!("/tasks/{{task}}/{last}"), Needs::SignedIn, handler);
    }
}

/// A task, the names of who does it, and what this reader may do with it.
struct Loaded {
    found: Found,
    names: Names,
}

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
) -> Result<Response> {
    draw(&site, &member, number, None).await
}

async fn draw(
    site: &Site,
    member: &Member,
    number: String,
    refused: Option<Refused>,
) -> Result<Response> {
    let agent = member.agent.clone();
    let (loaded, sighting) = site
        .read(move |tx| {
            let found = task::find(tx, &agent, &number)?;
            let names = Names::find(tx, std::slice::from_ref(&found))?;
            let last = feed::head(tx, found.task.id.cast())?;
            let of = found.task.id.cast();
            let sighting = notification::sighting(tx, agent.person, of, last)?;
            Ok((Loaded { found, names }, sighting))
        })
        .await?;
    inbox::seen(site, sighting);
    let reader = Reader::new(&member.t, site.now(), &member.agent.zone);
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let sections = vec![section(member, &reader, &loaded, refused.as_ref())];
    if member.wants_fragment() && status != StatusCode::OK {
        return draw_with(status, &SectionsPart { shell: member.shell(), sections });
    }
    let task = &loaded.found.task;
    let heading = format!("{} {}", task.number, task.title);
    let lead = String::new();
    let shell = member.shell();
    draw_with(status, &SectionsPage { shell, place: None, heading, lead, sections })
}

fn section(
    member: &Member,
    reader: &Reader,
    loaded: &Loaded,
    refused: Option<&Refused>,
) -> Section {
    let (t, found) = (&member.t, &loaded.found);
    let cells = [
        Cell::Badge(badge(t, found)),
        loaded.names.assignee(&found.task),
        loaded.names.team(&found.task),
        due(reader, &found.task),
    ];
    let of = match &found.parent {
        Some(of) => Link::new(
            member.record_path(&of.kind, &of.number),
            format!("{} {}", of.number, of.title),
        ),
        None => Link::new("", t.text("task-of-unseen")),
    };
    Section {
        anchor: "task",
        heading: t.text("task-state"),
        body: (!found.task.description.is_empty())
            .then(|| SafeHtml::of_markdown(&found.task.description)),
        rows: vec![SectionRow {
            link: of,
            cells: cells.into_iter().filter(|cell| !cell.is_empty()).collect(),
            forms: Vec::new(),
        }],
        forms: forms(member, found, refused),
        ..Section::default()
    }
}

fn forms(member: &Member, found: &Found, refused: Option<&Refused>) -> Vec<VerbForm> {
    let (agent, path) = (&member.agent, format!("/tasks/{}", found.task.number));
    let form = |verb: TaskVerb, below: &str| Form::new(word(verb), below, verb.inputs());
    let mut forms = Vec::new();
    if found.task.state == TaskState::Open {
        if found.admits_doing(agent) && !found.waits {
            forms.push(form(TaskVerb::Complete, "/completion"));
        }
        if found.admits_planning(agent) {
            forms.push(form(TaskVerb::Skip, "/skip"));
        }
    } else if found.admits_doing(agent) && found.parent.as_ref().is_none_or(|of| of.is_open) {
        let reopen = form(TaskVerb::Reopen, "/completion");
        forms.push(Form { method: FormMethod::Delete, ..reopen });
    }
    forms
        .into_iter()
        .map(|form| form.drawn_at(&member.t, &member.agent.zone, &path, refused))
        .collect()
}

async fn act(
    verb: TaskVerb,
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let did = match faults.is_empty() {
        true => {
            let (ctx, agent) = (member.context(), member.agent.clone());
            let (number, raw) = (number.clone(), input.clone());
            site.write(move |tx| task::act(tx, &ctx, &agent, &number, verb, &raw).map(drop)).await
        }
        false => Err(Error::Invalid(faults)),
    };
    match did {
        Ok(()) => {
            let said = member.t.text_of("done", word(verb));
            Ok(given_away(&member, &format!("/tasks/{number}"), &said))
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_) | Error::Merged(_))) => {
            let refused = Refused::new(&member.t, word(verb), input, &["reason"], &error);
            draw(&site, &member, number, Some(refused)).await
        }
        Err(other) => Err(other.into()),
    }
}
