//! The feed: what happened after a position, for programs that ask now and then.

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::Method;
use desk::feed::{EXAMINED, Follow, Sight, follow, told};
use desk::journal;
use serde_json::{Value as JsonValue, json};

use super::asked::Asked;
use super::item;
use crate::endpoint::{Endpoints, Needs};
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::openapi::{Operation, Parameter, Schema};
use crate::site::Site;

/// Entries answered when nobody says how many.
const DEFAULT_LIMIT: i64 = 100;
/// Entries answered at most.
const MAX_LIMIT: i64 = 1_000;

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let page = Schema::object()
        .required("items", Schema::list(Schema::named("FeedItem")))
        .required("next", Schema::number().about(
            "The last position examined: `after` of the next request. It moves on also when nothing among what was examined is for you; while it does, ask again at once.",
        ));
    let limit = Schema::number().between(1, MAX_LIMIT).default_is(DEFAULT_LIMIT);
    let operation = Operation::new(Method::GET, "/api/v1/events", "listEvents", Needs::SignedIn)
        .summary("What happened after a position, in order, to records you may see now")
        .tag("Events")
        .parameter(Parameter::query(
            "after",
            format!("The `next` of the answer before; 0 for the beginning. One request examines {EXAMINED} entries at most."),
            Schema::number().with("minimum", 0).default_is(0),
        ))
        .parameter(Parameter::query("limit", "How many entries to answer.", limit))
        .parameter(Parameter::query("kind", "Only records of this kind.", Schema::text()))
        .reply(200, "Entries, and where to go on.", Some(page));
    endpoints.schema("FeedItem", item::schema()).api(operation, events);
}

async fn events(
    State(site): State<Site>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Result<Json<JsonValue>> {
    let asked = Asked::parse(query.as_deref(), &["after", "limit", "kind"])?;
    let kinds = site.kinds();
    let most = asked.number("limit", 1, MAX_LIMIT)?.unwrap_or(DEFAULT_LIMIT);
    let follows = Follow {
        after: asked.after()?.unwrap_or(0),
        most: usize::try_from(most).unwrap_or(1),
        kind: asked.kind(&kinds)?,
        by: None,
    };
    let sight = Sight::of(&caller.agent, &kinds);
    let answer = site.read(move |tx| {
        let heard = follow(tx, &kinds, &sight, follows)?;
        // Nobody can have been there: the database was restored, or the number made up. To wait for
        // it in silence would be to miss everything until then.
        if heard.is_end && heard.next > journal::end_position(tx)? {
            return Ok(None);
        }
        let names = item::names(tx, heard.steps.iter())?;
        let items: Vec<JsonValue> = heard
            .steps
            .iter()
            .filter_map(|step| Some(item::item(step, &told(step, &sight)?, &names)))
            .collect();
        Ok(Some(json!({ "items": items, "next": heard.next })))
    });
    answer.await?.map(Json).ok_or_else(|| Failure::query("after", "ahead"))
}
