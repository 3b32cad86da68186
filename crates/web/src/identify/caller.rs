//! A program in the API.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use desk::access::Agent;
use desk::{Context, Door, Error};

use super::member::accept_language;
use super::reading::written_down;
use crate::endpoint::Needs;
use crate::failure::{Failure, Result};
use crate::i18n::Translator;
use crate::site::Site;

/// Whoever a token stands for, in the API. The session cookie counts for nothing here.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who they are and what they may do.
    pub agent: Agent,
    /// The language asked for.
    pub t: Translator,
    site: Site,
}

impl Caller {
    /// The circumstances of what they do now.
    #[must_use]
    pub fn context(&self) -> Context {
        Context::new(Some(self.agent.person), Door::Api, self.site.now(), self.site.chance())
    }
}

/// Lets in whoever brings a valid token and may use the endpoint.
pub(crate) async fn admit_caller(
    State((site, needs)): State<(Site, Needs)>,
    mut request: Request,
    next: Next,
) -> Result<Response> {
    let secret = bearer(request.headers()).ok_or(Error::Unknown)?.to_owned();
    let now = site.now();
    let found = site.read(move |tx| {
        let Some(token) = desk::account::find_token(tx, &secret, now)? else { return Ok(None) };
        let agent = Agent::load(tx, token.person)?;
        Ok(agent.map(|agent| (agent, token)))
    });
    let (agent, token) = found.await?.ok_or(Error::Unknown)?;
    if token.wants_touch(now) {
        site.note(move |tx| desk::account::touch_token(tx, token.id, now));
    }
    needs.admit(&agent)?;
    let t = site.languages().translator(None, accept_language(request.headers()));
    let caller = Caller { agent: agent.clone(), t, site: site.clone() };
    let (ctx, method, uri) = (caller.context(), request.method().clone(), request.uri().clone());
    request.extensions_mut().insert(caller);
    let response = next.run(request).await;
    written_down(&site, &ctx, &agent, &method, &uri).await?;
    Ok(response)
}

/// The token after `Bearer`, whose name is written in any case.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

impl FromRequestParts<Site> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self> {
        parts.extensions.get::<Caller>().cloned().ok_or(Failure::Desk(Error::Unknown))
    }
}
