//! A page's list as a file, in the words of the person who takes it.

use axum::extract::State;
use axum::response::Response;
use jiff::tz::TimeZone;

use super::own::Pages;
use super::queue::Queue;
use crate::export::{self, Export, Format, Style};
use crate::failure::Result;
use crate::identify::Member;
use crate::query::ListRequest;
use crate::site::Site;

pub(super) async fn export<P: Pages>(
    State(site): State<Site>,
    member: Member,
    mut request: ListRequest,
) -> Result<Response> {
    let format = Format::take(&mut request)?;
    let offered = Queue::offered::<P>(&member.agent);
    let asked = request.take("queue").and_then(|code| Queue::from_code(&code));
    let queue = asked.filter(|queue| offered.contains(queue)).map_or("", Queue::filter);
    let zone = TimeZone::get(&member.agent.zone).unwrap_or(TimeZone::UTC);
    let (kind, style) = (P::KIND, Style::Words(member.t.clone(), zone));
    let agent = member.agent.clone();
    export::export(&site, Export { kind, agent, request, queue, format, style }).await
}
