//! A program in the API.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use db::Id;
use desk::access::Agent;
use desk::account::{ApiToken, Proof};
use desk::{Context, Door, Error};

use super::Visit;
use super::member::accept_language;
use crate::endpoint::Needs;
use crate::failure::{Failure, Result};
use crate::i18n::Translator;
use crate::idempotency::{self, Asking};
use crate::site::Site;

/// Whoever a token stands for, in the API. The session cookie counts for nothing here.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Who they are and what they may do.
    pub agent: Agent,
    /// The language asked for.
    pub t: Translator,
    /// What they came with.
    pub(crate) proof: Proof,
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
    let (agent, token) = known(&site, request.headers()).await?.ok_or(Error::Unknown)?;
    let visit = request.extensions().get::<Visit>().cloned().unwrap_or_default();
    visit.admit(agent.person);
    if let Some(allowances) = site.allowances() {
        let left = allowances.take(token);
        visit.allow(left);
        left.admit()?;
    }
    needs.admit(&agent)?;
    let t = site.languages().translator(None, accept_language(request.headers()));
    let proof = Proof::Token(token);
    let caller = Caller { agent: agent.clone(), t, proof, site: site.clone() };
    let asking = Asking { ctx: caller.context(), agent, token };
    request.extensions_mut().insert(caller);
    idempotency::answer(&site, asking, request, next).await
}

/// Whoever a token stands for; nobody when none came. Where anybody may ask, it decides what more
/// somebody known is told.
pub(crate) async fn known(
    site: &Site,
    headers: &HeaderMap,
) -> Result<Option<(Agent, Id<ApiToken>)>> {
    let Some(secret) = bearer(headers).map(ToOwned::to_owned) else { return Ok(None) };
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
    Ok(Some((agent, token.id)))
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
