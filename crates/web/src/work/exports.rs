//! The API's way to a list as a whole.

use axum::extract::State;
use axum::response::Response;
use desk::work::Work;

use crate::export::{Export, Format, Style, export};
use crate::failure::Result;
use crate::identify::Caller;
use crate::query::ListRequest;
use crate::site::Site;

pub(super) async fn whole<P: Work>(
    State(site): State<Site>,
    caller: Caller,
    mut request: ListRequest,
) -> Result<Response> {
    let format = Format::take(&mut request)?;
    let (kind, agent, style) = (P::KIND, caller.agent, Style::Codes);
    export(&site, Export { kind, agent, request, queue: "", format, style }).await
}
