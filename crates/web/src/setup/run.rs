//! Showing the page, and doing what it says.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use desk::account::{HashedPassword, Owner};
use desk::setup::SetUp;
use desk::{Context, Door, Error};

use super::code;
use super::form::Typed as OnPage;
use crate::failure::{Failure, Result, explain, problems};
use crate::identify::{ClientAddress, accept_language, see};
use crate::input::Typed;
use crate::page::{FieldProblem, SETUP_NEXT, Shell};
use crate::reply::draw_with;
use crate::session::welcome;
use crate::site::Site;

/// The page. Once somebody administers the installation there is none any more.
pub(super) async fn show(State(site): State<Site>, headers: HeaderMap) -> Result<Response> {
    if site.is_administered().await? {
        return Ok(see("/"));
    }
    let t = site.languages().translator(None, accept_language(&headers));
    let page = OnPage::first(&t);
    draw(&site, &headers, StatusCode::OK, &page, Vec::new())
}

pub(super) async fn set_up(
    State(site): State<Site>,
    headers: HeaderMap,
    address: ClientAddress,
    Typed(input, _): Typed,
) -> Result<Response> {
    if site.is_administered().await? {
        return Ok(see("/"));
    }
    let Some(code) = code(&site) else { return Err(Failure::Unattended) };
    let page = OnPage::of(&input);
    // Before anything else: whoever has no code learns nothing and costs nothing.
    let checked = code.check(page.text("code"), &address.text(), site.now());
    let done = match checked {
        Ok(()) => do_it(&site, &page).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => {}
        // Somebody else was quicker, at another node perhaps.
        Err(Error::Refused("set_up")) => return Ok(see("/")),
        Err(error @ (Error::Invalid(_) | Error::Throttled(_))) => {
            return refused(&site, &headers, &page, &error);
        }
        Err(other) => return Err(other.into()),
    }
    let (email, password) = (page.text("email").to_owned(), page.text("password").to_owned());
    let (inner, from) = (site.clone(), address.text());
    let begun = site.sign_in(move |db| {
        desk::account::sign_in(db, inner.clock(), inner.chance(), &email, &password, &from)
    });
    match begun.await {
        Ok(session) if !session.awaits_code => Ok(welcome(&site, &headers, &session, SETUP_NEXT)),
        // It is set up all the same; they sign in as everybody does.
        _ => Ok(see("/")),
    }
}

async fn do_it(site: &Site, page: &OnPage) -> desk::Result<()> {
    let kinds = site.kinds().iter().map(|kind| kind.code).collect();
    let (asked, mut faults) = page.read(site.languages(), kinds);
    let owner = Owner::new(page.text("email"), page.text("name"));
    let (password, inner) = (page.text("password").to_owned(), site.clone());
    let hashed =
        site.sign_in(move |_| HashedPassword::new(&password, &owner, inner.chance())).await;
    let hashed = match hashed {
        Ok(hashed) => Some(hashed),
        Err(Error::Invalid(wrong)) => {
            faults.extend(wrong);
            None
        }
        Err(other) => return Err(other),
    };
    match hashed {
        Some(hashed) if faults.is_empty() => write(site, asked, hashed).await,
        _ => Err(Error::Invalid(faults)),
    }
}

async fn write(site: &Site, asked: SetUp, password: HashedPassword) -> desk::Result<()> {
    let ctx = Context::new(None, Door::Web, site.now(), site.chance());
    site.write(move |tx| desk::setup::set_up(tx, &ctx, &asked, &password)).await?;
    Ok(())
}

fn refused(site: &Site, headers: &HeaderMap, page: &OnPage, error: &Error) -> Result<Response> {
    let t = site.languages().translator(None, accept_language(headers));
    let Error::Throttled(seconds) = error else {
        return draw(site, headers, StatusCode::UNPROCESSABLE_ENTITY, page, problems(&t, error));
    };
    let fault = desk::Fault::new("code", "wait").with("seconds", seconds);
    let told = FieldProblem { field: "code".to_owned(), message: explain(&t, &fault) };
    let mut response = draw(site, headers, StatusCode::TOO_MANY_REQUESTS, page, vec![told])?;
    response.headers_mut().insert(header::RETRY_AFTER, (*seconds).into());
    Ok(response)
}

fn draw(
    site: &Site,
    headers: &HeaderMap,
    status: StatusCode,
    page: &OnPage,
    problems: Vec<FieldProblem>,
) -> Result<Response> {
    let t = site.languages().translator(None, accept_language(headers));
    let command = &site.settings().add_administrator;
    let shell = Shell::anonymous(t, "");
    draw_with(status, &page.page(shell, site.languages(), command, problems))
}
