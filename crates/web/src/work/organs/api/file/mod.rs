//! Files of a record.

mod add;
mod describe;
mod give;

use axum::Json;
use axum::extract::{RawQuery, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::Kind;
use desk::file::{self, File};
use files::{LARGEST_DRAWN, is_drawable};
use serde_json::{Value, json};

pub(in crate::work::organs) use add::{Sent, add};
pub(in crate::work::organs) use give::{content, picture};

use super::{People, identity};
use crate::endpoint::Endpoints;
use crate::failure::Result;
use crate::identify::Caller;
use crate::reply::Location;
use crate::segment::Segment;
use crate::site::Site;

pub(super) fn register(endpoints: &mut Endpoints, kind: &'static Kind) {
    describe::schemas(endpoints);
    endpoints.api(
        describe::list(kind),
        move |site: State<Site>, caller: Caller, number: Segment<String>| {
            list(kind, site, caller, number)
        },
    );
    endpoints.api(
        describe::add(kind),
        move |site: State<Site>,
              caller: Caller,
              number: Segment<String>,
              query: RawQuery,
              request: Request| take(kind, site, caller, number, query, request),
    );
    endpoints.api(
        describe::read(kind),
        move |site: State<Site>, caller: Caller, place: Segment<(String, String)>| {
            read(kind, site, caller, place)
        },
    );
    endpoints.api(
        describe::withdraw(kind),
        move |site: State<Site>, caller: Caller, place: Segment<(String, String)>| {
            withdraw(kind, site, caller, place)
        },
    );
    endpoints.api(describe::content(kind), content(kind));
    endpoints.api(describe::thumbnail(kind), picture(kind));
    endpoints.api(
        describe::erase(kind),
        move |site: State<Site>, caller: Caller, place: Segment<(String, String)>| {
            erase(kind, site, caller, place)
        },
    );
}

async fn list(
    kind: &'static Kind,
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    Segment(number): Segment<String>,
) -> Result<Json<Value>> {
    let items = site
        .read(move |tx| {
            let record = file::record(tx, &agent, kind, &number)?;
            let files = file::list(tx, &agent, &record)?;
            let people = People::find(tx, files.iter().map(|file| file.added_by))?;
            let present = |file: &File| present(kind, &number, file, &people);
            Ok(files.iter().map(present).collect::<Vec<_>>())
        })
        .await?;
    Ok(Json(json!({ "items": items })))
}

async fn read(
    kind: &'static Kind,
    State(site): State<Site>,
    Caller { agent, .. }: Caller,
    Segment((number, id)): Segment<(String, String)>,
) -> Result<Json<Value>> {
    let found = site
        .read(move |tx| {
            let (_, file) = file::find(tx, &agent, kind, &number, identity(&id)?)?;
            let people = People::find(tx, std::iter::once(file.added_by))?;
            Ok(present(kind, &number, &file, &people))
        })
        .await?;
    Ok(Json(found))
}

async fn take(
    kind: &'static Kind,
    State(site): State<Site>,
    caller: Caller,
    Segment(number): Segment<String>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Result<Response> {
    let sent = Sent::read(request, &query.unwrap_or_default()).await?;
    let files = add(&site, kind, (&caller).into(), &number, sent).await?;
    let people = People::known(&caller.agent);
    let items: Vec<Value> =
        files.iter().map(|file| present(kind, &number, file, &people)).collect();
    let body = (StatusCode::CREATED, Json(json!({ "items": items })));
    Ok(match files.as_slice() {
        [one] => (Location(path(kind, &number, one)), body).into_response(),
        _ => body.into_response(),
    })
}

async fn withdraw(
    kind: &'static Kind,
    State(site): State<Site>,
    caller: Caller,
    Segment((number, id)): Segment<(String, String)>,
) -> Result<StatusCode> {
    let (ctx, agent) = (caller.context(), caller.agent);
    site.write(move |tx| file::withdraw(tx, &ctx, &agent, kind, &number, identity(&id)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn erase(
    kind: &'static Kind,
    State(site): State<Site>,
    caller: Caller,
    Segment((number, id)): Segment<(String, String)>,
) -> Result<Json<Value>> {
    let shelf = site.shelf()?.clone();
    let (ctx, agent) = (caller.context(), caller.agent);
    let erased =
        site.keep(move |db| file::erase(db, &shelf, (&ctx, &agent), kind, &number, identity(&id)?));
    Ok(Json(json!({ "others": erased.await?.others })))
}

/// Where a file is.
fn path(kind: &Kind, number: &str, file: &File) -> String {
    format!("/api/v1/{}/{number}/files/{}", kind.path, file.id)
}

fn present(kind: &Kind, number: &str, file: &File, people: &People) -> Value {
    let path = path(kind, number, file);
    json!({
        "id": file.id,
        "name": file.name,
        "media_type": file.media,
        "size": file.size,
        "sha256": file.digest().to_string(),
        "internal": file.internal,
        "added_by": people.reference(Some(file.added_by)),
        "added_at": file.added_at,
        "content": format!("{path}/content"),
        "thumbnail": has_picture(file).then(|| format!("{path}/thumbnail")),
    })
}

/// Whether a file may have a picture.
pub(in crate::work::organs) fn has_picture(file: &File) -> bool {
    is_drawable(&file.media) && file.size <= LARGEST_DRAWN
}
