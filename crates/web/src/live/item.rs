//! An entry as programs hear it.

use db::ReadTx;
use desk::feed::{Said, Step, Told};
use desk::history::Past;
use desk::journal::Op;
use serde_json::{Map, Value as Json, json};

use crate::openapi::Schema;
use crate::work::{Names, Wanted, past};

/// The names that entries mention: whoever acted, and what their values refer to.
pub(crate) fn names<'a>(
    tx: &ReadTx<'_>,
    steps: impl Iterator<Item = &'a Step>,
) -> desk::Result<Names> {
    let mut wanted = Wanted::default();
    for step in steps {
        if let Some(actor) = step.actor {
            wanted.person(actor);
        }
        for said in &step.said {
            if let (Some(field), Some(text)) = (step.catalogue.ever(&said.code), said.value.held())
            {
                wanted.reference(field, text);
            }
        }
    }
    wanted.names(tx)
}

/// An entry with what is told of it.
pub(crate) fn item(step: &Step, told: &Told<'_>, names: &Names) -> Json {
    let changes = told.changes.iter().map(|(field, said)| {
        let value = said.value.held().map_or(Json::Null, |text| past(field, text, names));
        of("field", field.code, value, said)
    });
    let facts = told.facts.iter().map(|said| {
        let value = said.value.held().map_or(Json::Null, Json::from);
        of("fact", &said.code, value, said)
    });
    let ties = told.ties.iter().map(|tie| {
        let said = Said {
            code: tie.code.clone(),
            op: tie.op,
            value: Past::Held(tie.text.clone()),
            is_cut: false,
        };
        of("fact", &tie.code, tie.text.as_str().into(), &said)
    });
    json!({
        "position": step.position,
        "kind": step.kind.code,
        "id": step.record.heading.id,
        "number": step.record.heading.number,
        "seq": step.seq,
        "version": step.version,
        "verb": step.verb,
        "actor": step.actor.map(|id| json!({ "id": id, "name": names.name(Some(id)) })),
        "door": step.door,
        "occurred_at": step.occurred_at,
        "recorded_at": step.recorded_at,
        "changes": changes.collect::<Vec<_>>(),
        "facts": facts.chain(ties).collect::<Vec<_>>(),
    })
}

fn of(name: &str, code: &str, value: Json, said: &Said) -> Json {
    let mut out = Map::new();
    out.insert(name.to_owned(), code.into());
    out.insert("op".to_owned(), op(said.op).into());
    out.insert("value".to_owned(), value);
    out.insert("erased".to_owned(), (said.value == Past::Erased).into());
    out.insert("cut".to_owned(), said.is_cut.into());
    Json::Object(out)
}

const OPS: [&str; 3] = ["set", "add", "remove"];

const fn op(op: Op) -> &'static str {
    match op {
        Op::Set => OPS[0],
        Op::Add => OPS[1],
        Op::Remove => OPS[2],
    }
}

/// How an entry is described.
pub(super) fn schema() -> Schema {
    let of = |name: &str, about: &str, value: Schema| {
        Schema::object()
            .required(name, Schema::text().about(about))
            .required("op", Schema::one_of(OPS).about("Whether it was set, added or removed."))
            .required("value", value)
            .required("erased", Schema::flag().about("There was a value; it has been erased."))
            .required("cut", Schema::flag().about("Only the beginning of a long text is here."))
    };
    let change = of("field", "The field's code.", Schema::any());
    let fact =
        of("fact", "What belongs to the entry alone, such as a comment.", Schema::text().or_null());
    Schema::object()
        .required("position", Schema::number().about("Its place among all entries."))
        .required("kind", Schema::text().about("The kind of record.").example("incident"))
        .required("id", Schema::id().about("The record."))
        .required("number", Schema::text().about("The record's number.").example("INC0000042"))
        .required("seq", Schema::number().about("Its place in the record's history."))
        .required("version", Schema::number().about("The record's version after it."))
        .required("verb", Schema::text().about("What was done.").example("comment"))
        .required("actor", Schema::named("Reference").or_null())
        .required("door", Schema::text().about("Where it came in.").example("web"))
        .required("occurred_at", Schema::instant())
        .required("recorded_at", Schema::instant())
        .required("changes", Schema::list(change))
        .required("facts", Schema::list(fact))
}
