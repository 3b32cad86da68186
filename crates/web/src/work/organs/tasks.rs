//! The tasks of a record on its page.

use std::collections::{BTreeMap, HashMap};

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use db::{Id, ReadTx};
use desk::access::{Action, Agent};
use desk::input::{RawInput, RawValue};
use desk::people::{Person, Team};
use desk::task::{self, Found, Task, TaskState, TaskVerb};
use desk::{Error, Result};
use jiff::tz::TimeZone;

use super::Seat;
use super::api::add_task;
use super::form::{Form, Sent, submit};
use crate::endpoint::{Endpoints, Needs};
use crate::i18n::Translator;
use crate::identify::Member;
use crate::input::Typed;
use crate::page::{Badge, Cell, Link, Section, SectionRow, Tone, VerbForm};
use crate::segment::Segment;
use crate::site::Site;
use crate::work::pages::{Pages, Refused, done, refuse};
use crate::work::{Reader, local};

/// What is written in one's own words, and must not be lost.
const WRITTEN: &[&str] = &["title", "description"];

pub(super) fn register<P: Pages>(endpoints: &mut Endpoints) {
    let may = |action| Needs::May(P::KIND.code, action);
    let tasks = format!("/{}/{{number}}/tasks", P::KIND.path);
    endpoints.page(Method::POST, tasks.as_str(), may(Action::Work), add::<P>).page(
        Method::PATCH,
        format!("{tasks}/{{task}}"),
        may(Action::Work),
        edit::<P>,
    );
    let verbs = [
        (Method::POST, "completion", TaskVerb::Complete),
        (Method::DELETE, "completion", TaskVerb::Reopen),
        (Method::POST, "skip", TaskVerb::Skip),
    ];
    for (method, last, verb) in verbs {
        let handler =
            move |site: State<Site>,
                  member: Member,
                  place: Segment<(String, String)>,
                  typed: Typed| { act::<P>(verb, site, member, place, typed) };
        // Whoever is to do a task may say so, also where they do not work on records.
        endpoints.page(method, format!("{tasks}/{{task}}/{last}"), may(Action::Read), handler);
    }
}

/// The word of a verb's form.
pub(super) fn word(verb: TaskVerb) -> &'static str {
    match verb {
        TaskVerb::Edit => "edit_task",
        TaskVerb::Complete => "complete_task",
        TaskVerb::Skip => "skip_task",
        TaskVerb::Reopen => "reopen_task",
    }
}

pub(super) fn section(tx: &ReadTx<'_>, seat: &Seat<'_>) -> Result<Option<Section>> {
    let (t, record) = (&seat.reader.t, seat.heading);
    let tasks = task::of_record(tx, seat.agent, record)?;
    let may = record.is_open && record.admits(seat.agent, Action::Work);
    if tasks.is_empty() && !may {
        return Ok(None);
    }
    let names = Names::find(tx, &tasks)?;
    let over = tasks.iter().filter(|found| found.task.state != TaskState::Open).count();
    let add = may.then(|| Form::new("add_task", "/tasks", task::CREATE).drawn(seat));
    let count = format!("{over}/{}", tasks.len());
    Ok(Some(Section {
        anchor: "tasks",
        heading: t.text("organ-tasks"),
        count: if tasks.is_empty() { String::new() } else { count },
        lead: if tasks.is_empty() { t.text("organ-none-tasks") } else { String::new() },
        rows: tasks.iter().map(|found| row(seat, found, &names)).collect(),
        forms: add.into_iter().collect(),
        ..Section::default()
    }))
}

/// The people and teams of some tasks.
#[derive(Debug, Default)]
pub(super) struct Names {
    people: HashMap<Id<Person>, String>,
    teams: HashMap<Id<Team>, String>,
}

impl Names {
    /// Looks them up in two queries.
    pub(super) fn find(tx: &ReadTx<'_>, tasks: &[Found]) -> Result<Names> {
        let people = tasks.iter().flat_map(|f| [f.task.assignee, f.task.ended_by]).flatten();
        let teams: Vec<Id<Team>> = tasks.iter().filter_map(|found| found.task.team).collect();
        Ok(Names {
            people: Person::names(tx, &people.collect::<Vec<_>>())?,
            teams: Team::names(tx, &teams)?,
        })
    }

    /// Who does a task.
    pub(super) fn assignee(&self, task: &Task) -> Cell {
        Cell::person(self.person_of(task))
    }

    /// Which team does a task.
    pub(super) fn team(&self, task: &Task) -> Cell {
        Cell::text(self.team_of(task))
    }

    fn person_of(&self, task: &Task) -> Option<String> {
        task.assignee.and_then(|id| self.people.get(&id).cloned())
    }

    fn team_of(&self, task: &Task) -> Option<String> {
        task.team.and_then(|id| self.teams.get(&id).cloned())
    }
}

/// The badge of a task's state.
pub(super) fn badge(t: &Translator, found: &Found) -> Badge {
    let state = |code: &str, tone| Badge::new(t.text_of("state-task", code), tone);
    match found.task.state {
        TaskState::Open if found.waits => state("waits", Tone::Muted),
        TaskState::Open => state("open", Tone::Active),
        TaskState::Done => state("done", Tone::Success),
        TaskState::Skipped => state("skipped", Tone::Muted),
    }
}

/// When a task is due.
pub(super) fn due(reader: &Reader, task: &Task) -> Cell {
    reader.maybe(task.due_at).map_or(Cell::Empty, Cell::Time)
}

fn row(seat: &Seat<'_>, found: &Found, names: &Names) -> SectionRow {
    let (t, task) = (&seat.reader.t, &found.task);
    let mut cells = vec![Cell::Badge(badge(t, found))];
    if task.mandatory && task.state == TaskState::Open {
        cells.push(Cell::Badge(Badge::new(t.text("task-mandatory"), Tone::Warning)));
    }
    let more = [names.assignee(task), names.team(task), due(seat.reader, task)];
    cells.extend(more.into_iter().filter(|cell| !cell.is_empty()));
    let stage = t.text_with("task-stage", &[("stage", task.stage.into())]);
    let label = format!("{stage} {}", task.title);
    let path = format!("/tasks/{}", task.number);
    SectionRow { link: Link::new(path, label), cells, forms: forms(seat, found, names) }
}

/// What this reader may do with a task now.
fn forms(seat: &Seat<'_>, found: &Found, names: &Names) -> Vec<VerbForm> {
    let number = found.task.number.as_str();
    let below = |last: &str| format!("/tasks/{number}{last}");
    let drawn = |verb: TaskVerb, last: &str| {
        let form = Form::new(word(verb), below(last), verb.inputs());
        form.one_of(number)
    };
    let mut forms = Vec::new();
    match found.task.state {
        TaskState::Open => {
            if found.admits_doing(seat.agent) && !found.waits {
                forms.push(drawn(TaskVerb::Complete, "/completion"));
            }
            if found.admits_planning(seat.agent) {
                let mut edit = drawn(TaskVerb::Edit, "");
                edit.method = crate::page::Method::Patch;
                edit.values = shown(&seat.reader.zone, &found.task, names);
                forms.push(edit);
                forms.push(drawn(TaskVerb::Skip, "/skip"));
            }
        }
        TaskState::Done | TaskState::Skipped if seat.heading.is_open => {
            if found.admits_doing(seat.agent) {
                let mut reopen = drawn(TaskVerb::Reopen, "/completion");
                reopen.method = crate::page::Method::Delete;
                forms.push(reopen);
            }
        }
        TaskState::Done | TaskState::Skipped => {}
    }
    forms.into_iter().map(|form| form.drawn(seat)).collect()
}

/// What the form that changes a task begins with: people and teams by name, moments as the clock
/// shows where the reader is.
fn shown(zone: &TimeZone, task: &Task, names: &Names) -> BTreeMap<String, String> {
    let values = [
        ("title", task.title.clone()),
        ("description", task.description.clone()),
        ("team", names.team_of(task).unwrap_or_default()),
        ("assignee", names.person_of(task).unwrap_or_default()),
        ("due_at", task.due_at.map(|at| local(zone, at)).unwrap_or_default()),
        ("stage", task.stage.to_string()),
        ("mandatory", if task.mandatory { "on" } else { "" }.to_owned()),
    ];
    values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

async fn add<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    Typed(input, faults): Typed,
) -> crate::failure::Result<Response> {
    let made = match faults.is_empty() {
        true => {
            let (ctx, agent) = (member.context(), member.agent.clone());
            let (number, raw) = (number.clone(), input.clone());
            add_task(&site, ctx, agent, P::KIND, (number, raw), |_, _, _| Ok(())).await
        }
        false => Err(Error::Invalid(faults)),
    };
    match made {
        Ok(()) => {
            let said =
                member.t.text_of_with("done", "add_task", &[("number", number.as_str().into())]);
            done::<P>(&site, &member, number, &said).await
        }
        Err(error @ (Error::Invalid(_) | Error::Refused(_) | Error::Merged(_))) => {
            let refused = Refused::new(&member.t, "add_task", input, WRITTEN, &error);
            refuse::<P>(&site, &member, number, refused).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn edit<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment((number, own)): Segment<(String, String)>,
    mut typed: Typed,
) -> crate::failure::Result<Response> {
    unticked(&mut typed);
    let sent = Sent { number, word: "edit_task", of: own.clone(), written: WRITTEN, typed };
    submit::<P, _>(&site, &member, sent, move |tx, ctx, agent, record, raw| {
        let raw = without_shown(tx, agent, &own, raw)?;
        task::edit(tx, ctx, agent, P::KIND, record, &own, &raw).map(drop)
    })
    .await
}

/// What the form itself showed is no choice anybody made: two people may share the name, and a
/// moment is shown without its fractions.
fn without_shown(tx: &ReadTx<'_>, agent: &Agent, number: &str, raw: &RawInput) -> Result<RawInput> {
    let found = task::find(tx, agent, number)?;
    let names = Names::find(tx, std::slice::from_ref(&found))?;
    let zone = TimeZone::get(&agent.zone).unwrap_or(TimeZone::UTC);
    let shown = shown(&zone, &found.task, &names);
    let mut meant = raw.clone();
    for code in ["team", "assignee", "due_at"] {
        let same = shown.get(code).is_some_and(|text| *text == raw.shown(code));
        if same {
            meant.take(code);
        }
    }
    Ok(meant)
}

/// A browser does not send a box that is not ticked; in this form every field is there.
fn unticked(Typed(input, _): &mut Typed) {
    let off = RawValue::Flag(false);
    input.values.entry("mandatory".to_owned()).or_insert(off);
}

async fn act<P: Pages>(
    verb: TaskVerb,
    State(site): State<Site>,
    member: Member,
    Segment((number, own)): Segment<(String, String)>,
    typed: Typed,
) -> crate::failure::Result<Response> {
    let sent = Sent { number, word: word(verb), of: own.clone(), written: &["reason"], typed };
    submit::<P, _>(&site, &member, sent, move |tx, ctx, agent, record, raw| {
        let found = task::find(tx, agent, &own)?;
        if found.task.parent != record.id {
            return Err(Error::NotFound);
        }
        task::act(tx, ctx, agent, &own, verb, raw).map(drop)
    })
    .await
}
