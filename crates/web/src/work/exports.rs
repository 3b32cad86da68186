//! The API's way to a list as a whole.

use axum::extract::State;
use axum::response::Response;
use desk::work::Work;

use crate::export::{Export, Format, Style, export};
use crate::failure::{Failure, Result};
use crate::identify::Caller;
use crate::query::ListRequest;
use crate::site::Site;
use crate::work::views::with_view;

pub(super) async fn whole<P: Work>(
    State(site): State<Site>,
    caller: Caller,
    mut request: ListRequest,
) -> Result<Response> {
    let format = Format::take(&mut request)?;
    let (kind, agent, style) = (P::KIND, caller.agent, Style::Codes);
    let reader = agent.clone();
    let request = site
        .read(move |tx| with_view(tx, &reader, P::KIND, request.clone()))
        .await
        .map_err(Failure::in_query)?;
    export(&site, Export { kind, agent, request, queue: "", format, style }).await
}
