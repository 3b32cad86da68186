//! Access explained in the API: why somebody may do something with a record, or may not.

use axum::extract::State;
use axum::http::Method;
use axum::{Extension, Json};
use db::ReadTx;
use desk::access::{Action, Agent, Explained, Explanation, Held, Right, Rule, explain};
use desk::people::Person;
use desk::{Error, Fault, Kind};
use serde_json::{Value, json};

use super::{ACCESS_PATH, ADMINISTERS, Kinds};
use crate::endpoint::Endpoints;
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::openapi::{Operation, Parameter, Schema};
use crate::query::ListRequest;
use crate::site::Site;

/// What is asked, as it came.
#[derive(Debug, Clone, Default)]
pub(super) struct Question {
    pub(super) person: String,
    pub(super) number: String,
    pub(super) action: String,
}

/// Adds the operation.
pub(super) fn register(endpoints: &mut Endpoints) {
    schemas(endpoints);
    let actions = || Schema::one_of(Action::EVERY.map(Action::code)).example("read");
    let about = "Whose access: id, e-mail address or exact name.";
    let operation =
        Operation::new(Method::GET, format!("/api/v1{ACCESS_PATH}"), "explainAccess", ADMINISTERS)
            .summary("Why somebody may do something with a record, or may not")
            .tag("Administration")
            .parameter(Parameter::query("person", about, Schema::text()))
            .parameter(Parameter::query(
                "number",
                "Which record; one that you see yourself.",
                Schema::text().example("INC0000042"),
            ))
            .parameter(Parameter::query("action", "What to do; read, unless said.", actions()))
            .reply(
                200,
                "The rule, the reach and the fields",
                Some(Schema::named("AccessExplained")),
            );
    endpoints.api(operation, answer);
}

fn schemas(endpoints: &mut Endpoints) {
    let rule = Schema::object()
        .required("role", Schema::text())
        .required("role_name", Schema::text())
        .required("kind", Schema::text().about("A kind of record, or * for every kind."))
        .required("action", Schema::text())
        .required("reach", Schema::text());
    let tie = Schema::object()
        .required("tie", Schema::text())
        .required("there", Schema::flag().about("Whether the record is tied to them so."))
        .required("counts", Schema::flag().about("Whether the rule reaches as far as that."));
    let right = Schema::object()
        .required("action", Schema::text())
        .required("rules", Schema::list(Schema::named("AccessRule")).about("The farthest first."))
        .required("ties", Schema::list(tie))
        .required("holds", Schema::flag());
    let verdict = || {
        Schema::object()
            .required("action", Schema::text())
            .required("verdict", Schema::flag())
            .required("because", Schema::text().about("What decides; stable."))
    };
    let whole = verdict()
        .required("person", Schema::named("Reference"))
        .required("active", Schema::flag())
        .required("number", Schema::text())
        .required("kind", Schema::text())
        .required("right", Schema::named("AccessRight"))
        .required("grant", Schema::named("AccessRight").or_null().about("For a restricted record."))
        .required("finding", Schema::named("AccessRight").or_null().about("For a withdrawn one."))
        .required("every", Schema::list(verdict()).about("Every action, in short."))
        .required("hidden", Schema::list(Schema::text()).about("Fields they may not read on it."));
    endpoints
        .schema("AccessRule", rule)
        .schema("AccessRight", right)
        .schema("AccessExplained", whole);
}

async fn answer(
    State(site): State<Site>,
    Extension(kinds): Extension<Kinds>,
    caller: Caller,
    mut request: ListRequest,
) -> Result<Json<Value>> {
    let question = Question::of(&mut request)?;
    let agent = caller.agent;
    let explained = site.read(move |tx| ask(tx, &agent, &kinds.0, &question)).await;
    Ok(Json(whole(&explained.map_err(Failure::in_query)?)))
}

impl Question {
    /// Takes it out of an address that holds nothing else.
    pub(super) fn of(request: &mut ListRequest) -> Result<Question> {
        let mut take = |name: &str| request.take(name).unwrap_or_default();
        let question =
            Question { person: take("person"), number: take("number"), action: take("action") };
        match request.equals.keys().next() {
            Some(name) => Err(Failure::query(name.as_str(), "no_such_field")),
            None => Ok(question),
        }
    }

    /// Whether anything is asked at all.
    pub(super) fn is_empty(&self) -> bool {
        self.person.is_empty() && self.number.is_empty()
    }
}

/// Answers it.
///
/// # Errors
/// [`Error::Invalid`] naming what is missing or cannot be taken. A record that whoever asks does
/// not see is one that is not there.
pub(super) fn ask(
    tx: &ReadTx<'_>,
    by: &Agent,
    kinds: &[&'static Kind],
    question: &Question,
) -> desk::Result<Explained> {
    let given = [("person", &question.person), ("number", &question.number)];
    let missing = given.iter().filter(|(_, text)| text.trim().is_empty());
    let faults: Vec<Fault> = missing.map(|(name, _)| Fault::new(*name, "required")).collect();
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let action = match question.action.as_str() {
        "" => Action::Read,
        code => Action::from_code(code).ok_or_else(|| {
            let codes = Action::EVERY.map(Action::code).join(", ");
            Error::Invalid(vec![Fault::new("action", "option").with("options", codes)])
        })?,
    };
    let person = Person::anybody(tx, "person", &question.person)?;
    let number = question.number.trim().to_uppercase();
    match explain(tx, by, kinds, person.id, &number, action) {
        Err(Error::NotFound) => Err(Error::invalid("number", "no_such")),
        answered => answered,
    }
}

fn whole(of: &Explained) -> Value {
    let asked = &of.asked;
    json!({
        "person": { "id": of.holder.person, "name": of.holder.name },
        "active": of.holder.active,
        "number": of.record.number,
        "kind": of.record.kind,
        "action": asked.action.code(),
        "verdict": asked.verdict,
        "because": asked.because.code(),
        "right": right(&asked.right),
        "grant": asked.grant.as_ref().map(right),
        "finding": asked.finding.as_ref().map(right),
        "every": of.every.iter().map(short).collect::<Vec<_>>(),
        "hidden": of.hidden.iter().map(|field| field.code).collect::<Vec<_>>(),
    })
}

fn short(of: &Explanation) -> Value {
    json!({ "action": of.action.code(), "verdict": of.verdict, "because": of.because.code() })
}

fn right(of: &Right) -> Value {
    let rule = |rule: &Rule| {
        json!({
            "role": rule.role,
            "role_name": rule.role_name,
            "kind": rule.kind,
            "action": rule.action.code(),
            "reach": rule.reach.code(),
        })
    };
    let tie =
        |held: &Held| json!({ "tie": held.tie.code(), "there": held.there, "counts": held.counts });
    json!({
        "action": of.action.code(),
        "rules": of.rules.iter().map(rule).collect::<Vec<_>>(),
        "ties": of.ties.iter().map(tie).collect::<Vec<_>>(),
        "holds": of.holds,
    })
}
