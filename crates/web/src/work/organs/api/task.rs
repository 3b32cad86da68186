//! Tasks of a record, and tasks by themselves as whoever is to do them sees them.

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use db::{Id, Timestamp};
use desk::access::{Action, Agent};
use desk::input::RawInput;
use desk::task::{self, Mine, MineKey, Task, TaskVerb, Whose};
use desk::{Context, Error, Kind};
use serde_json::{Value, json};

use super::find;
use super::task_words::{described, one_task, present, present_one, taken};
use crate::endpoint::{Endpoints, Needs};
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::input::Raw;
use crate::openapi::{Operation, Parameter, Schema};
use crate::query::{ListRequest, PageFrom};
use crate::reply::Location;
use crate::segment::Segment;
use crate::site::Site;

/// Numbers tried when one was taken from outside meanwhile.
const TRIES: u32 = 5;
/// What cursors of one's tasks belong to.
pub(crate) const MINE: &str = "tasks";

/// What every record has.
pub(super) fn register(endpoints: &mut Endpoints, kind: &'static Kind) {
    endpoints.schema("Task", described());
    let items = super::schema_of_items(Schema::named("Task"));
    endpoints.api(
        super::operation(
            kind,
            (Method::GET, "/tasks"),
            "list_tasks",
            Action::Read,
            "Its tasks; without the inside those you are to do",
        )
        .reply(200, "All of them, stage by stage", Some(items)),
        move |site: State<Site>, caller: Caller, number: Segment<String>| {
            list(kind, site, caller, number)
        },
    );
    endpoints.api(
        super::operation(kind, (Method::POST, "/tasks"), "add_task", Action::Work, "Add a task")
            .body(taken(true))
            .body_example(json!({ "title": "Order the part", "stage": 1, "mandatory": true }))
            .refusable()
            .reply(201, "The task", Some(Schema::named("Task")))
            .reply_header("Location", "Where it is.", Schema::text()),
        move |site: State<Site>, caller: Caller, number: Segment<String>, raw: Raw| {
            create(kind, site, caller, number, raw)
        },
    );
    endpoints.api(
        super::operation(
            kind,
            (Method::PATCH, "/tasks/{task}"),
            "edit_task",
            Action::Work,
            "Change an open task",
        )
        .parameter(one_task())
        .body(taken(false))
        .body_example(json!({ "assignee": "me" }))
        .refusable()
        .reply(200, "The task", Some(Schema::named("Task"))),
        move |site: State<Site>, caller: Caller, place: Segment<(String, String)>, raw: Raw| {
            edit(kind, site, caller, place, raw)
        },
    );
}

/// What hangs on no record: my tasks, and what whoever is to do one does with it.
pub(crate) fn register_own(endpoints: &mut Endpoints) {
    endpoints.schema("Task", described());
    let at = |method: Method, below: &str, id: &str, summary: &str| {
        Operation::new(method, format!("/api/v1/tasks{below}"), id, Needs::SignedIn)
            .summary(summary)
            .tag("tasks")
    };
    let page = Schema::object()
        .required("items", Schema::list(Schema::named("Task")))
        .required("next", Schema::text().or_null());
    endpoints.api(
        at(Method::GET, "", "my_tasks", "What you or your teams are to do, what is due first")
            .parameter(Parameter::query(
                "whose",
                "mine or teams.",
                Schema::one_of(["mine", "teams"]),
            ))
            .parameter(Parameter::query(
                "state",
                "open, or over for what is done or skipped.",
                Schema::one_of(["open", "over"]),
            ))
            .list_parameters()
            .reply(200, "A page", Some(page)),
        mine,
    );
    endpoints.api(
        at(Method::GET, "/{task}", "read_task", "Read a task").parameter(one_task()).reply(
            200,
            "The task",
            Some(Schema::named("Task")),
        ),
        read,
    );
    let verbs = [
        (Method::POST, "/{task}/completion", TaskVerb::Complete, "complete_task", "It is done"),
        (Method::DELETE, "/{task}/completion", TaskVerb::Reopen, "reopen_task", "Open it again"),
        (Method::POST, "/{task}/skip", TaskVerb::Skip, "skip_task", "It need not be done"),
    ];
    for (method, below, verb, id, summary) in verbs {
        let mut operation = at(method, below, id, summary).parameter(one_task()).refusable();
        if verb == TaskVerb::Skip {
            let body = Schema::object().required("reason", Schema::text().at_most(200));
            operation = operation
                .body(body.with("additionalProperties", false))
                .body_example(json!({ "reason": "The part was in stock." }));
        }
        let operation = operation.reply(200, "The task", Some(Schema::named("Task")));
        let handler =
            move |site: State<Site>, caller: Caller, number: Segment<String>, raw: Raw| {
                act(verb, site, caller, number, raw)
            };
        endpoints.api(operation, handler);
    }
}

async fn list(
    kind: &'static Kind,
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    Segment(number): Segment<String>,
) -> Result<Json<Value>> {
    let items = site
        .read(move |tx| {
            let record = find(tx, &agent, kind, &number)?;
            present(tx, &task::of_record(tx, &agent, &record)?)
        })
        .await?;
    Ok(Json(json!({ "items": items })))
}

/// Adds a task under a number nobody has; the answer is read in the same transaction.
pub(crate) async fn add_task<T, F>(
    site: &Site,
    ctx: Context,
    agent: Agent,
    kind: &'static Kind,
    (number, raw): (String, RawInput),
    answer: F,
) -> desk::Result<T>
where
    T: Send + 'static,
    F: Fn(&db::Tx<'_>, &Agent, &Task) -> desk::Result<T> + Clone + Send + 'static,
{
    let numbers = site.numbers().clone();
    site.work(move |db| {
        for _ in 0..TRIES {
            let own = numbers.take(db, task::KIND.prefix)?;
            let (ctx, agent, record, raw, answer) =
                (ctx.clone(), agent.clone(), number.clone(), raw.clone(), answer.clone());
            let open = move |tx: &db::Tx<'_>| {
                let record = find(tx, &agent, kind, &record)?;
                let task = task::create(tx, &ctx, &agent, kind, &record, &own, &raw)?;
                answer(tx, &agent, &task)
            };
            match db.write(open) {
                Err(Error::Db(db::Error::Duplicate)) => {}
                done => return done,
            }
        }
        Err(Error::Broken(format!("{TRIES} numbers of tasks in a row were taken")))
    })
    .await
}

async fn create(
    kind: &'static Kind,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    Raw(raw): Raw,
) -> Result<(StatusCode, Location, Json<Value>)> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let made = add_task(&site, ctx, agent, kind, (number, raw), |tx, agent, task| {
        present_one(tx, &task::find(tx, agent, &task.number)?)
    })
    .await?;
    let place = made.get("number").and_then(Value::as_str).unwrap_or_default();
    let place = Location(format!("/api/v1/tasks/{place}"));
    Ok((StatusCode::CREATED, place, Json(made)))
}

async fn edit(
    kind: &'static Kind,
    State(site): State<Site>,
    caller: Caller,
    Segment((number, own)): Segment<(String, String)>,
    Raw(raw): Raw,
) -> Result<Json<Value>> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let task = site
        .write(move |tx| {
            let record = find(tx, &agent, kind, &number)?;
            present_one(tx, &task::edit(tx, &ctx, &agent, kind, &record, &own, &raw)?)
        })
        .await?;
    Ok(Json(task))
}

async fn read(
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    Segment(number): Segment<String>,
) -> Result<Json<Value>> {
    let found = site.read(move |tx| present_one(tx, &task::find(tx, &agent, &number)?)).await?;
    Ok(Json(found))
}

async fn act(
    verb: TaskVerb,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    Raw(raw): Raw,
) -> Result<Json<Value>> {
    let (ctx, agent) = (caller.context(), caller.agent);
    let done = site
        .write(move |tx| present_one(tx, &task::act(tx, &ctx, &agent, &number, verb, &raw)?))
        .await?;
    Ok(Json(done))
}

async fn mine(
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    mut asked: ListRequest,
) -> Result<Json<Value>> {
    let whose = match asked.take("whose").as_deref() {
        None | Some("mine") => Whose::Mine,
        Some("teams") => Whose::Teams,
        Some(_) => return Err(option("whose", "mine, teams")),
    };
    let open = match asked.take("state").as_deref() {
        None | Some("open") => true,
        Some("over") => false,
        Some(_) => return Err(option("state", "open, over")),
    };
    asked.nothing_else()?;
    let reader = agent.person;
    let after = match asked.place(MINE, reader).map_err(Failure::in_query)? {
        PageFrom::Start => None,
        PageFrom::After(bytes) => {
            Some(key(&bytes).ok_or_else(|| Failure::query("after", "cursor"))?)
        }
        PageFrom::Before(_) => return Err(Failure::query("before", "cursor")),
    };
    let limit = u64::from(asked.limit);
    let (items, next) = site
        .read(move |tx| {
            let Mine { tasks, next } = task::mine(tx, &agent, whose, open, after, limit)?;
            Ok((present(tx, &tasks)?, next))
        })
        .await?;
    let next = next.map(|key| asked.cursor(MINE, reader, &place(key)));
    Ok(Json(json!({ "items": items, "next": next })))
}

fn option(name: &'static str, options: &str) -> Failure {
    let fault = desk::Fault::new(name, "option").with("options", options);
    Failure::Request(crate::failure::Place::Query, vec![fault])
}

/// A place in the list of tasks as a cursor keeps it.
pub(crate) fn place(key: MineKey) -> Vec<u8> {
    key.due.micros().to_be_bytes().into_iter().chain(*key.id.bytes()).collect()
}

/// The place a cursor keeps.
pub(crate) fn key(bytes: &[u8]) -> Option<MineKey> {
    let (due, id) = bytes.split_at_checked(8)?;
    let due = Timestamp::from_micros(i64::from_be_bytes(due.try_into().ok()?));
    Some(MineKey { due, id: Id::from_bytes(id.try_into().ok()?) })
}

#[cfg(test)]
mod tests {
    use desk::task::TaskState;

    use super::*;

    #[test]
    fn a_place_comes_back_as_it_went() {
        let there = MineKey { due: Timestamp::from_micros(i64::MAX), id: Id::from_bytes([7; 16]) };
        assert_eq!(key(&place(there)), Some(there));
        assert_eq!(key(&[1, 2]), None);
        assert_eq!(key(&[0; 25]), None);
    }

    #[test]
    fn every_state_is_described() {
        let schema = described().into_value();
        for state in TaskState::EVERY {
            let codes = schema["properties"]["state"]["enum"].as_array().unwrap();
            assert!(codes.contains(&json!(state.code())));
        }
    }
}
