//! A person on pages.

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use desk::access::Agent;
use desk::account::{Proof, must_set_up};
use desk::file::Limits;
use desk::notification::unread;
use desk::{Context, Door, Error};

use super::csrf::{is_unsafe, token_matches};
use super::reading::written_down;
use super::{SESSION_COOKIE, Visit, notice, read_cookie};
use crate::account;
use crate::endpoint::Needs;
use crate::failure::{Failure, Result};
use crate::i18n::{Languages, Translator};
use crate::inbox;
use crate::input::Form;
use crate::page::{Notice, PersonMenu, Shell};
use crate::site::Site;

/// A person signed in, on a page. There is one in every handler behind [`Needs::SignedIn`] or
/// [`Needs::May`]; what changes something has proved that their own page sent it.
#[derive(Debug, Clone)]
pub struct Member {
    /// Who they are and what they may do.
    pub agent: Agent,
    /// Their language.
    pub t: Translator,
    csrf: String,
    proof: Proof,
    site: Site,
    visit: Visit,
    notice: Option<Notice>,
    unread: i64,
    path: String,
    htmx: bool,
    must_set_up: bool,
}

impl Member {
    /// The frame of a page for them, with the navigation of the page shown.
    #[must_use]
    pub fn shell(&self) -> Shell {
        if self.notice.is_some() {
            self.visit.told();
        }
        let navigation = self.site.navigation();
        // Whoever must set up a second factor gets nowhere else.
        let free = !self.must_set_up;
        Shell {
            person: Some(PersonMenu {
                name: self.agent.name.clone(),
                email: self.agent.email.clone().unwrap_or_default(),
            }),
            nav: if free {
                navigation.groups(&self.agent, &self.t, &self.path)
            } else {
                Vec::new()
            },
            create: navigation.create(&self.agent, &self.t).filter(|_| free),
            unread: inbox::shown(self.unread),
            notice: self.notice.clone(),
            ..Shell::anonymous(self.t.clone(), self.csrf.clone())
        }
    }

    /// The circumstances of what they do now.
    #[must_use]
    pub fn context(&self) -> Context {
        Context::new(Some(self.agent.person), Door::Web, self.site.now(), self.site.chance())
    }

    /// Where the page of a record of any kind is; empty for a kind without pages.
    #[must_use]
    pub fn record_path(&self, kind: &str, number: &str) -> String {
        let kinds = self.site.kinds();
        let known = kinds.iter().find(|known| known.code == kind);
        known.map(|kind| format!("/{}/{number}", kind.path)).unwrap_or_default()
    }

    /// Whether they must set up a second factor before they do anything else.
    pub(crate) fn must_set_up(&self) -> bool {
        self.must_set_up
    }

    /// The session they came with.
    pub(crate) fn proof(&self) -> Proof {
        self.proof
    }

    /// Whether htmx asks, so that a fragment is the answer.
    #[must_use]
    pub fn wants_fragment(&self) -> bool {
        self.htmx
    }

    /// The languages there are.
    pub(crate) fn languages(&self) -> &Languages {
        self.site.languages()
    }

    /// How many files may be kept; nothing where none are.
    pub(crate) fn limits_of_files(&self) -> Option<Limits> {
        self.site.settings().shelf.as_ref().map(|shelf| shelf.limits)
    }

    /// The session's CSRF token, for templates outside the frame.
    #[must_use]
    pub fn csrf(&self) -> &str {
        &self.csrf
    }
}

/// Lets in whoever is signed in, may use the endpoint and, where it changes something, proves that
/// their own page sent it.
pub(crate) async fn admit_member(
    State((site, needs)): State<(Site, Needs)>,
    mut request: Request,
    next: Next,
) -> Result<Response> {
    let visit = request.extensions().get::<Visit>().cloned().unwrap_or_default();
    let member = recognise(&site, &visit, request.headers(), request.uri().path()).await?;
    visit.recognise(&member);
    if is_unsafe(request.method()) {
        let form = request.extensions().get::<Form>().and_then(|form| form.csrf.as_deref());
        if !token_matches(&member.csrf, form, request.headers()) {
            return Err(Failure::Forged);
        }
    }
    if member.must_set_up && !account::is_open_meanwhile(request.method(), request.uri().path()) {
        // A stream is led nowhere; with nothing to say it is not asked for again.
        let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
        if accept.is_some_and(|accept| accept.contains("text/event-stream")) {
            return Ok(StatusCode::NO_CONTENT.into_response());
        }
        return Err(Failure::SecondFactor);
    }
    needs.admit(&member.agent)?;
    let (ctx, agent) = (member.context(), member.agent.clone());
    let (method, uri) = (request.method().clone(), request.uri().clone());
    request.extensions_mut().insert(member);
    let response = next.run(request).await;
    written_down(&site, &ctx, &agent, &method, &uri).await?;
    Ok(response)
}

/// Nothing is served here; somebody signed in is told so within their own frame.
pub(crate) async fn lost(State(site): State<Site>, request: Request) -> Failure {
    let visit = request.extensions().get::<Visit>().cloned().unwrap_or_default();
    if crate::endpoint::Door::of(request.uri().path()) == crate::endpoint::Door::Page {
        let (parts, _) = request.into_parts();
        match recognise(&site, &visit, &parts.headers, parts.uri.path()).await {
            Ok(member) => visit.recognise(&member),
            Err(_) => tracing::trace!("a stranger"),
        }
    }
    Failure::Desk(Error::NotFound)
}

async fn recognise(site: &Site, visit: &Visit, headers: &HeaderMap, path: &str) -> Result<Member> {
    let secret = read_cookie(headers, SESSION_COOKIE).ok_or(Error::Unknown)?.to_owned();
    let (now, fragment) = (site.now(), is_htmx(headers));
    let found = site.read(move |tx| {
        let Some(session) = desk::account::find_session(tx, &secret, now)? else { return Ok(None) };
        let Some(agent) = Agent::load(tx, session.person)? else { return Ok(None) };
        // A part of a page has no bell.
        let unread = if fragment { 0 } else { unread(tx, agent.person, inbox::MOST)? };
        let must_set_up = must_set_up(tx, &agent)?;
        Ok(Some((agent, session, unread, must_set_up)))
    });
    let (agent, session, unread, must_set_up) = found.await?.ok_or(Error::Unknown)?;
    if session.wants_touch(now) {
        let session = session.clone();
        site.note(move |tx| desk::account::touch_session(tx, &session, now));
    }
    let (house, own) = (Some(agent.house_language.as_str()), agent.language.as_deref());
    let t = site.languages().translator_in(house, own, accept_language(headers));
    Ok(Member {
        t,
        proof: session.proof(),
        csrf: session.csrf,
        site: site.clone(),
        visit: visit.clone(),
        notice: notice::carried(headers),
        path: path.to_owned(),
        htmx: fragment,
        must_set_up,
        unread,
        agent,
    })
}

pub(crate) fn accept_language(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok())
}

/// Whether htmx asks for a part of a page.
pub(crate) fn is_htmx(headers: &HeaderMap) -> bool {
    headers.get("hx-request").is_some_and(|value| value == "true")
}

impl FromRequestParts<Site> for Member {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self> {
        parts.extensions.get::<Member>().cloned().ok_or(Failure::Desk(Error::Unknown))
    }
}
