//! The search as an operation of the API.

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::Method;
use desk::search::{Answer, Excerpt, Found, MOST_RESULTS, RANKED};
use serde_json::{Value, json};

use super::{look, read};
use crate::endpoint::{Endpoints, Needs};
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::openapi::{Operation, Parameter, Schema};
use crate::page::{Piece, pieces};
use crate::site::Site;
use crate::work::organs::api::heading;

pub(super) fn register(endpoints: &mut Endpoints) {
    endpoints
        .schema("SearchAnswer", schema_of_answer())
        .schema("SearchResult", schema_of_result())
        .schema("MarkedText", schema_of_marked());
    let most = i64::try_from(MOST_RESULTS).unwrap_or_default();
    let operation = Operation::new(Method::GET, "/api/v1/search", "search", Needs::SignedIn)
        .summary("Search across kinds of records")
        .tag("Search")
        .parameter(Parameter::query(
            "q",
            "Words that must all be there, in any order and spelling; of the last one the \
             beginning is enough, as of one that ends in `*`. `\"words in quotes\"` stand one after \
             the other, and of `-words` none may be there. A number finds its record first.",
            Schema::text().at_most(300).example("printer \"second floor\" -toner"),
        ).needed())
        .parameter(Parameter::query(
            "kind",
            "Only records of this kind.",
            Schema::text().example("incident"),
        ))
        .parameter(Parameter::query(
            "open",
            "Only work still to be done, or only work that is over.",
            Schema::one_of(["true", "false"]),
        ))
        .parameter(Parameter::query(
            "limit",
            "How many results to answer.",
            Schema::number().between(1, most).default_is(super::USUAL),
        ))
        .reply(200, "What you may see of what matches, the best first.", Some(Schema::named("SearchAnswer")));
    endpoints.api(operation, search);
}

async fn search(
    State(site): State<Site>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>> {
    let (looked, kinds) = (read(query.as_deref())?, site.kinds());
    let agent = caller.agent;
    let answer =
        site.read(move |tx| look(tx, &agent, &kinds, &looked)).await.map_err(Failure::in_query)?;
    Ok(Json(document(&answer)))
}

fn document(answer: &Answer) -> Value {
    let meant: Vec<Value> = answer
        .meant
        .iter()
        .map(|(typed, taken_for)| json!({ "typed": typed, "taken_for": taken_for }))
        .collect();
    json!({
        "items": answer.results.iter().map(result).collect::<Vec<_>>(),
        "number": answer.number,
        "ranked": ranked(answer.only_newest),
        "more": answer.more,
        "meant": meant,
        "behind": answer.behind,
    })
}

/// What was ranked: all that matched, or so many of it.
fn ranked(only_newest: bool) -> String {
    if !only_newest {
        return "all".to_owned();
    }
    let (thousands, rest) = (RANKED / 1_000, RANKED % 1_000);
    format!("newest {thousands},{rest:03}")
}

fn result(found: &Found) -> Value {
    json!({
        "record": heading(&found.heading),
        "match": if found.by_number { "number" } else { "words" },
        "title": marked(&pieces(&found.heading.title, &found.shown.in_title)),
        "excerpt": found.shown.excerpt.as_ref().map(excerpt),
    })
}

fn excerpt(excerpt: &Excerpt) -> Value {
    json!({
        "field": excerpt.field,
        "internal": excerpt.internal,
        "text": marked(&pieces(&excerpt.piece.text, &excerpt.piece.hits)),
        "cut_before": excerpt.piece.cut_before,
        "cut_after": excerpt.piece.cut_after,
    })
}

fn marked(pieces: &[Piece]) -> Value {
    pieces.iter().map(|piece| json!({ "text": piece.text, "hit": piece.hit })).collect()
}

fn schema_of_marked() -> Schema {
    let piece = Schema::object()
        .required("text", Schema::text())
        .required("hit", Schema::flag().about("Whether it was looked for."));
    let example = json!([
        { "text": "Printer on floor 3 is out of ", "hit": false },
        { "text": "toner", "hit": true },
    ]);
    Schema::list(piece)
        .about("A text in pieces; one after the other they are the whole.")
        .example(example)
}

fn schema_of_result() -> Schema {
    let excerpt = Schema::object()
        .required("field", Schema::text().about("Where it stands: a field, `comment`, `note`."))
        .required("internal", Schema::flag().about("Whether only the inside reads it."))
        .required("text", Schema::named("MarkedText"))
        .required("cut_before", Schema::flag())
        .required("cut_after", Schema::flag());
    Schema::object()
        .required("record", Schema::named("Heading"))
        .required("match", Schema::one_of(["number", "words"]))
        .required("title", Schema::named("MarkedText"))
        .required("excerpt", excerpt.or_null())
}

fn schema_of_answer() -> Schema {
    let meant =
        Schema::object().required("typed", Schema::text()).required("taken_for", Schema::text());
    Schema::object()
        .required("items", Schema::list(Schema::named("SearchResult")))
        .required(
            "number",
            Schema::text().or_null().about("The number typed, where it is a record's you see."),
        )
        .required(
            "ranked",
            Schema::text()
                .about("`all`, or of how many the best are shown where very many match.")
                .example("newest 2,000"),
        )
        .required("more", Schema::flag().about("Whether there are more results than these."))
        .required(
            "meant",
            Schema::list(meant).about("Words nothing was found for, and those taken for them."),
        )
        .required(
            "behind",
            Schema::flag().about("Whether very much has just changed and is not all searched yet."),
        )
}

#[cfg(test)]
mod tests {
    use super::ranked;

    #[test]
    fn it_is_said_what_was_ranked() {
        assert_eq!(ranked(true), "newest 2,000");
        assert_eq!(ranked(false), "all");
    }
}
