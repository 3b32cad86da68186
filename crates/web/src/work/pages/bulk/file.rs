//! What became of the records of a bulk edit, as a file.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use desk::Error;
use desk::bulk::{Item, MOST, Part, items};

use super::super::own::Pages;
use super::{found, view};
use crate::export::csv_of;
use crate::failure::Result;
use crate::i18n::Translator;
use crate::identify::Member;
use crate::query::ListRequest;
use crate::segment::Segment;
use crate::site::Site;
use crate::work::bulk::{Labels, identity, part_of};

pub(super) async fn export<P: Pages>(
    State(site): State<Site>,
    member: Member,
    Segment(id): Segment<String>,
    request: ListRequest,
) -> Result<Response> {
    let id = identity(&id)?;
    let limit = usize::try_from(MOST).unwrap_or(usize::MAX);
    let part = Part { limit, ..part_of(request, member.agent.person)? };
    let (agent, t) = (member.agent.clone(), member.t.clone());
    let read = site.read(move |tx| {
        let (bulk, _) = found::<P>(tx, &agent, id)?;
        let labels = Labels::of(tx, P::KIND)?;
        let rows = items(tx, &agent, &bulk, part)?.items;
        let line = |item: &Item| line(&t, &labels, view::outcome(&t, &bulk, item.outcome), item);
        let head: Vec<String> = view::columns(&t).into_iter().map(|column| column.label).collect();
        csv_of(&head, rows.iter().map(line)).map_err(Error::Broken)
    });
    let body = read.await?;
    let name = format!("attachment; filename=\"{}-bulk.csv\"", P::KIND.path);
    let mut headers = HeaderMap::new();
    let media = HeaderValue::from_static("text/csv; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, media);
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok((headers, body).into_response())
}

fn line(t: &Translator, labels: &Labels, outcome: String, item: &Item) -> Vec<String> {
    let title = item.heading.as_ref().map(|heading| heading.title.clone());
    let reason = item.refusal.as_ref().map(|refusal| labels.reason(t, refusal));
    vec![item.number.clone(), title.unwrap_or_default(), outcome, reason.unwrap_or_default()]
}
