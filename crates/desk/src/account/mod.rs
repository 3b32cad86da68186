//! How people and scripts prove who they are: passwords, sessions and API tokens.

mod administer;
mod breached;
mod change;
mod credential;
mod demand;
mod departure;
mod directory;
mod edit;
mod enrol;
#[cfg(test)]
mod fuzzed;
mod gate;
mod link;
mod password;
mod proof;
mod prove;
mod recovery;
mod rule;
mod seal;
mod second_factor;
mod secret;
mod session;
mod sign_in;
mod step;
mod throttle;
mod token;
mod tokens;
mod totp;
mod unmet;
mod user;
mod visitor;

pub use administer::{
    Invitation, TAKING, end_sessions_of, give_link, invite, let_in, take_second_factor,
};
pub use change::{PasswordChange, ReadyChange};
pub use credential::{has_account, password_since, set_password};
pub use demand::{Demand, must_set_up};
pub use departure::{Tie, ties, ties_mark};
pub use directory::{User, UserAccount, UserPage, UserQuery, user_account, users};
pub use edit::{edit_oneself, edit_person};
pub use enrol::{begin_second_factor, confirm_second_factor, pending_second_factor};
pub use link::{AccountLink, LinkKind, NewLink, find_link, link_of, purge_links, use_link};
pub use password::HashedPassword;
pub use proof::Proof;
pub use prove::{prove_all, prove_both, prove_password};
pub use rule::{LONGEST_PASSWORD, Owner, SHORTEST_PASSWORD};
pub use seal::Sealer;
pub use second_factor::{
    SecondFactor, remove_second_factor, renew_recovery_codes, second_factor_of,
};
pub use secret::same;
pub use session::{
    NewSession, OpenSession, Session, end_session, find_session, purge_sessions, sessions_of,
    sign_out, sign_out_elsewhere, sign_out_everywhere, touch_session,
};
pub use sign_in::sign_in;
pub use step::{awaited, finish_sign_in, purge_steps};
pub use throttle::purge_throttle;
pub use token::{
    ApiToken, DAYS as TOKEN_DAYS, NEW_TOKEN, NewToken, PREFIX as TOKEN_PREFIX, add_token,
    check_own_token, find_token, make_own_token, revoke_own_token, revoke_token, tokens_of,
    touch_token,
};
pub use tokens::{
    HeldToken, TokenPage, TokenQuery, TokenState, revoke_anybodys_token, token, tokens,
};
pub use totp::TotpSecret;
pub use unmet::Unmet;
pub use user::{NewUser, add_user};
pub use visitor::Visitor;

/// Forgets everything about coming in that counts no more.
///
/// # Errors
/// When the database fails.
pub fn purge(tx: &db::Tx<'_>, now: db::Timestamp) -> crate::Result<()> {
    purge_sessions(tx, now)?;
    purge_links(tx, now)?;
    purge_steps(tx, now)?;
    purge_throttle(tx, now)?;
    Ok(())
}

/// Every static statement of these stores.
#[must_use]
pub fn statements() -> Vec<db::Statement> {
    [
        credential::STATEMENTS,
        demand::STATEMENTS,
        departure::STATEMENTS,
        directory::STATEMENTS,
        link::STATEMENTS,
        recovery::STATEMENTS,
        second_factor::STATEMENTS,
        session::STATEMENTS,
        step::STATEMENTS,
        throttle::STATEMENTS,
        token::STATEMENTS,
        tokens::STATEMENTS,
    ]
    .concat()
}
