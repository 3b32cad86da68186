//! The page of one operation.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use desk::Error;
use desk::access::{ANY_KIND, Action};
use serde_json::{Map, Value};

use super::members::{kind, row, tables};
use super::{PATH, address, curl};
use crate::api::Document;
use crate::endpoint::Needs;
use crate::failure::Result;
use crate::i18n::{Arg, Translator};
use crate::identify::Member;
use crate::openapi::Told;
use crate::page::{
    Link, Marked, MemberRow as Row, NamedType, OperationPage, OperationReply, ReferenceLine,
    TypeWords, ticked,
};
use crate::reply::draw;
use crate::segment::Segment;
use crate::site::Site;

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    Segment(id): Segment<String>,
    Extension(document): Extension<Document>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response> {
    let agent = member.agent.clone();
    let told = site.read(move |tx| document.operation(tx, &agent, &id)).await?;
    let told = told.ok_or(Error::NotFound)?;
    let origin = address::origin(&site.settings().origins, &headers, &uri);
    draw(&page(&member, &told, &origin))
}

fn page(member: &Member, told: &Told, origin: &str) -> OperationPage {
    let t = &member.t;
    let said = &told.document;
    let body = said.pointer("/requestBody/content").unwrap_or(&Value::Null);
    let media = ["application/json", "multipart/form-data"].into_iter();
    let schema = media.filter_map(|media| body.get(media)?.get("schema")).next();
    OperationPage {
        shell: member.shell(),
        place: Link::new(PATH, t.text("reference-heading")),
        line: ReferenceLine {
            href: String::new(),
            method: told.method.to_string(),
            path: told.path.clone(),
            summary: text(&said["summary"]),
        },
        needs: needs(t, told.needs),
        may: told.needs.admit(&member.agent).is_ok(),
        parameters: parameters(t, said),
        media: body.as_object().into_iter().flat_map(Map::keys).cloned().collect(),
        body_kind: schema.map(|schema| kind(t, schema)).filter(is_named),
        body: schema.map(|schema| tables(t, schema)).unwrap_or_default(),
        body_example: body.pointer("/application~1json/example").map(shown),
        curl: curl::line(origin, told),
        replies: replies(t, told, |status| status < 400),
        problems: replies(t, told, |status| status >= 400),
        types: types(t, told),
    }
}

/// What it takes to use it.
fn needs(t: &Translator, needs: Needs) -> String {
    match needs {
        Needs::Public => t.text("reference-needs-nothing"),
        Needs::SignedIn => t.text("reference-needs-token"),
        Needs::May(kind, action) => permission(t, kind, &[action]),
        Needs::Either(kind, actions) => permission(t, kind, &actions),
    }
}

/// One of some permissions on a kind of record.
fn permission(t: &Translator, kind: &str, actions: &[Action]) -> String {
    let kind = match kind {
        ANY_KIND => t.text("access-every-kind"),
        kind => t.text_of("names", kind),
    };
    let actions: Vec<String> = actions.iter().map(|a| t.text_of("action", a.code())).collect();
    let action = actions.join(" / ");
    let words = [("action", Arg::Text(&action)), ("kind", Arg::Text(&kind))];
    t.text_with("reference-needs-may", &words)
}

/// Those of the path first, then those that must be given.
fn parameters(t: &Translator, said: &Value) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for one in said["parameters"].as_array().into_iter().flatten() {
        let schema = &one["schema"];
        rows.push(Row {
            place: t.text_of("reference-in", one["in"].as_str().unwrap_or_default()),
            required: one["required"] == true,
            about: said_of(one),
            example: plain(&one["example"]),
            ..row(t, one["name"].as_str().unwrap_or_default(), schema)
        });
    }
    rows.sort_by_key(|row| !row.required);
    rows
}

fn replies(t: &Translator, told: &Told, shows: impl Fn(u16) -> bool) -> Vec<OperationReply> {
    let all = told.document.get("responses").and_then(Value::as_object).into_iter();
    let all = all.flat_map(Map::iter);
    let meant = all.filter(|(status, _)| status.parse().is_ok_and(&shows));
    meant
        .map(|(status, reply)| {
            let media = reply.pointer("/content/application~1json").unwrap_or(&Value::Null);
            let schema = media.get("schema");
            let headers = reply["headers"].as_object().into_iter().flat_map(Map::iter);
            OperationReply {
                status: status.clone(),
                about: said_of(reply),
                headers: headers.map(|(name, said)| header(told, name, said)).collect(),
                kind: schema.map(|schema| kind(t, schema)).filter(is_named),
                tables: schema.map(|schema| tables(t, schema)).unwrap_or_default(),
                example: media.get("example").map(shown),
            }
        })
        .collect()
}

/// A header and what it says, which may be told in one place for all answers.
fn header(told: &Told, name: &str, said: &Value) -> (String, Marked) {
    let common = told.headers.get(name).filter(|_| said.get("$ref").is_some());
    (name.to_owned(), said_of(common.unwrap_or(said)))
}

/// The named things that are spoken of.
fn types(t: &Translator, told: &Told) -> Vec<NamedType> {
    let each = told.schemas.iter().map(|(name, schema)| {
        let rows: Vec<Row> = tables(t, schema).into_iter().flatten().collect();
        let of = if rows.is_empty() { Some(kind(t, schema)) } else { None };
        NamedType { name: (*name).to_owned(), about: said_of(schema), of, rows }
    });
    each.collect()
}

fn is_named(words: &TypeWords) -> bool {
    words.named.is_some()
}

/// What is said of something, in a sentence.
fn said_of(something: &Value) -> Marked {
    ticked(something["description"].as_str().unwrap_or_default())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A value in one line, as an address has it.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A value on several lines.
fn shown(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
