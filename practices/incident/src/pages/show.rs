//! The page of one incident.

use axum::extract::State;
use axum::response::Response;
use web::page::RecordPage;
use web::work::part_of;
use web::{ListRequest, Member, Segment, Site, draw};

use super::panel::panel;
use super::refused::Refused;

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
    request: ListRequest,
) -> web::Result<Response> {
    let record = panel(&site, &member, number, part_of(&request)?, None::<Refused>).await?;
    draw(&RecordPage { shell: member.shell(), record })
}
