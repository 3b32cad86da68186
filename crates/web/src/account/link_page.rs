//! The page a link leads to, where somebody sets a password without knowing one.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use desk::Error;
use desk::account::{find_link, use_link};

use super::sections::new_password;
use crate::failure::{Result, problems};
use crate::i18n::Translator;
use crate::identify::{ClientAddress, accept_language, see};
use crate::input::Typed;
use crate::page::{
    FieldProblem, FormField, SET_PASSWORD_PATH, SIGN_IN_PATH, SetPasswordPage, Shell,
};
use crate::query::ListRequest;
use crate::reply::draw_with;
use crate::site::Site;

/// The parameter of the sign-in page that says that a password was just set.
const SET: &str = "set=password";

fn translator(site: &Site, headers: &HeaderMap) -> Translator {
    site.languages().translator(None, accept_language(headers))
}

pub(super) async fn show(
    State(site): State<Site>,
    headers: HeaderMap,
    mut request: ListRequest,
) -> Result<Response> {
    let link = request.take("link").unwrap_or_default();
    draw(&site, translator(&site, &headers), link, (StatusCode::OK, Vec::new())).await
}

async fn draw(
    site: &Site,
    t: Translator,
    link: String,
    (status, problems): (StatusCode, Vec<FieldProblem>),
) -> Result<Response> {
    let (asked, now) = (link.clone(), site.now());
    let found = site.read(move |tx| find_link(tx, &asked, now)).await?;
    // Used, outlived, replaced or made up: nobody is told which.
    let status = if found.is_some() { status } else { StatusCode::NOT_FOUND };
    let fields = new_password(&t).into_iter().map(|field| {
        let own = problems.iter().find(|problem| problem.field == field.name);
        FormField { error: own.map(|problem| problem.message.clone()), ..field }
    });
    let fields: Vec<FormField> = fields.collect();
    let elsewhere = |p: &&FieldProblem| fields.iter().all(|field| field.name != p.field);
    let error = problems.iter().find(elsewhere).map(|problem| problem.message.clone());
    draw_with(
        status,
        &SetPasswordPage {
            path: SET_PASSWORD_PATH,
            link,
            of: found.map(|(_, person)| (person.name, person.email.unwrap_or_default())),
            error,
            fields,
            shell: Shell::anonymous(t, ""),
        },
    )
}

pub(super) async fn set(
    State(site): State<Site>,
    headers: HeaderMap,
    address: ClientAddress,
    Typed(input, faults): Typed,
) -> Result<Response> {
    let (link, password) = (input.shown("link"), input.shown("password"));
    let did = if !faults.is_empty() {
        Err(Error::Invalid(faults))
    } else if input.shown("again") != password {
        Err(Error::invalid("again", "not_the_same"))
    } else {
        let (own, from, token) = (site.clone(), address.visitor(&headers), link.clone());
        let using = site
            .sign_in(move |db| use_link(db, own.clock(), own.chance(), &token, &password, &from));
        using.await
    };
    let t = translator(&site, &headers);
    let error = match did {
        Ok(_) => return Ok(see(&format!("{SIGN_IN_PATH}?{SET}"))),
        Err(error) => error,
    };
    let (status, wait) = match &error {
        Error::Invalid(_) | Error::Refused(_) => (StatusCode::UNPROCESSABLE_ENTITY, None),
        Error::Throttled(seconds) => (StatusCode::TOO_MANY_REQUESTS, Some(*seconds)),
        _ => return Err(error.into()),
    };
    let problems = problems(&t, &error);
    let mut response = draw(&site, t, link, (status, problems)).await?;
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    }
    Ok(response)
}
