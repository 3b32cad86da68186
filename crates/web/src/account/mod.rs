//! What everybody looks after themselves: their password, their sessions, their tokens.

mod api;
mod code_page;
mod describe;
mod device;
mod factor;
mod factor_api;
mod factor_describe;
mod link_page;
mod page;
mod qr;
mod sections;
mod sent;
mod tokens;

use axum::http::Method;

pub(crate) use api::{of_token as told_token, present as told_session};
pub(crate) use code_page::ask as ask_code;
pub(crate) use sections::session;
pub(crate) use sent::{Refused, Shown, sections as draw_sections};
pub(crate) use tokens::marks as token_marks;

use crate::endpoint::{Endpoints, Needs};
use crate::page::{CODE_PATH, SET_PASSWORD_PATH, SIGN_OUT_PATH};

/// Where the page is.
pub(crate) const PATH: &str = "/account";

/// Whether somebody who must set up a second factor may do this before they have.
pub(crate) fn is_open_meanwhile(method: &Method, path: &str) -> bool {
    if *method == Method::GET {
        return path == PATH;
    }
    let below = path.strip_prefix(PATH);
    *method == Method::POST
        && (path == SIGN_OUT_PATH
            || matches!(below, Some("/second-factor" | "/second-factor/confirmation")))
}

/// Adds page and operations.
pub(crate) fn endpoints(endpoints: &mut Endpoints) {
    let mine = Needs::SignedIn;
    endpoints
        .page(Method::GET, PATH, mine, page::show)
        .page(Method::PATCH, PATH, mine, page::edit)
        .page(Method::POST, format!("{PATH}/password"), mine, page::change_password)
        .page(Method::DELETE, format!("{PATH}/sessions"), mine, page::end_others)
        .page(Method::DELETE, format!("{PATH}/sessions/{{session}}"), mine, page::end_one)
        .page(Method::DELETE, format!("{PATH}/tokens/{{token}}"), mine, tokens::revoke)
        .page(Method::POST, format!("{PATH}/tokens"), mine, tokens::make)
        .page(Method::POST, format!("{PATH}/second-factor"), mine, factor::begin)
        .page(Method::DELETE, format!("{PATH}/second-factor"), mine, factor::remove)
        .page(Method::POST, format!("{PATH}/second-factor/confirmation"), mine, factor::confirm)
        .page(Method::POST, format!("{PATH}/second-factor/codes"), mine, factor::renew)
        .page(Method::GET, CODE_PATH, Needs::Public, code_page::show)
        .page(Method::POST, CODE_PATH, Needs::Public, code_page::give)
        .page(Method::GET, SET_PASSWORD_PATH, Needs::Public, link_page::show)
        .page(Method::POST, SET_PASSWORD_PATH, Needs::Public, link_page::set);
    api::register(endpoints);
    factor_api::register(endpoints);
}
