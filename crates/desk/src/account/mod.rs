//! How people and scripts prove who they are: passwords, sessions and API tokens.

mod credential;
mod gate;
mod password;
mod proof;
mod secret;
mod session;
mod sign_in;
mod throttle;
mod token;
mod user;

pub use credential::{has_account, set_password};
pub use password::{HashedPassword, LONGEST_PASSWORD, SHORTEST_PASSWORD};
pub use proof::Proof;
pub use secret::same;
pub use session::{
    NewSession, Session, find_session, purge_sessions, sign_out, sign_out_everywhere, touch_session,
};
pub use sign_in::sign_in;
pub use throttle::purge_throttle;
pub use token::{
    ApiToken, NewToken, PREFIX as TOKEN_PREFIX, add_token, find_token, revoke_token, tokens_of,
    touch_token,
};
pub use user::{NewUser, add_user};

/// Every static statement of these stores.
#[must_use]
pub fn statements() -> Vec<db::Statement> {
    [credential::STATEMENTS, session::STATEMENTS, throttle::STATEMENTS, token::STATEMENTS].concat()
}
