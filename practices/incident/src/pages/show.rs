//! The page of one incident.

use axum::extract::State;
use axum::response::Response;
use web::page::RecordPage;
use web::{Member, Segment, Site, draw};

use super::panel::panel;
use super::refused::Refused;

pub(super) async fn show(
    State(site): State<Site>,
    member: Member,
    Segment(number): Segment<String>,
) -> web::Result<Response> {
    let record = panel(&site, &member, number, None::<Refused>).await?;
    draw(&RecordPage { shell: member.shell(), record })
}
