//! Giving files out: the same on pages and in the API.

use std::pin::Pin;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use desk::file::{self, Picture};
use desk::{Error, Kind};

use super::identity;
use crate::download::{Sending, send};
use crate::failure::Result;
use crate::identify::Whoever;
use crate::segment::Segment;
use crate::site::Site;

type Answer = Pin<Box<dyn Future<Output = Result<Response>> + Send>>;

/// Handles a request for the content of a file.
pub(in crate::work::organs) fn content(
    kind: &'static Kind,
) -> impl Fn(State<Site>, Whoever, Segment<(String, String)>, HeaderMap) -> Answer
+ Clone
+ Send
+ Sync
+ 'static {
    move |State(site), who, Segment((number, id)), headers| {
        Box::pin(async move {
            let shelf = site.shelf()?.clone();
            let found = site
                .read(move |tx| Ok(file::find(tx, &who.agent, kind, &number, identity(&id)?)?.1));
            let file = found.await?;
            send(&site, &shelf, &headers, Sending::file(file.kept, &file.media, &file.name)).await
        })
    }
}

/// Handles a request for the picture of a file: drawn when somebody first asks.
pub(in crate::work::organs) fn picture(
    kind: &'static Kind,
) -> impl Fn(State<Site>, Whoever, Segment<(String, String)>, HeaderMap) -> Answer
+ Clone
+ Send
+ Sync
+ 'static {
    move |State(site), who, Segment((number, id)), headers| {
        Box::pin(async move {
            let shelf = site.shelf()?.clone();
            let (file, known) = site
                .read(move |tx| {
                    let (_, file) = file::find(tx, &who.agent, kind, &number, identity(&id)?)?;
                    let picture = file::picture(tx, &file)?;
                    Ok((file, picture))
                })
                .await?;
            let name = file.name.clone();
            let picture = match known {
                Picture::NotYet => {
                    let (shelf, ctx) = (shelf.clone(), who.ctx);
                    site.picture(move |db| file::drawn(db, &shelf, &ctx, &file)).await?
                }
                known => known,
            };
            match picture {
                Picture::Drawn(kept, media) => {
                    send(&site, &shelf, &headers, Sending::picture(kept, &media, &name)).await
                }
                Picture::None | Picture::NotYet => Err(Error::NotFound.into()),
            }
        })
    }
}
