//! Whoever asks, at either door, for what is the same at both.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use desk::access::Agent;
use desk::{Context, Error};

use super::{Caller, Member};
use crate::failure::{Failure, Result};
use crate::site::Site;

/// A person on a page or a program in the API, admitted there.
#[derive(Debug, Clone)]
pub(crate) struct Whoever {
    /// Who they are and what they may do.
    pub(crate) agent: Agent,
    /// The circumstances of what they do now.
    pub(crate) ctx: Context,
}

impl From<&Caller> for Whoever {
    fn from(caller: &Caller) -> Self {
        Whoever { agent: caller.agent.clone(), ctx: caller.context() }
    }
}

impl From<&Member> for Whoever {
    fn from(member: &Member) -> Self {
        Whoever { agent: member.agent.clone(), ctx: member.context() }
    }
}

impl FromRequestParts<Site> for Whoever {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self> {
        let caller = parts.extensions.get::<Caller>().map(Whoever::from);
        let known = caller.or_else(|| parts.extensions.get::<Member>().map(Whoever::from));
        known.ok_or(Failure::Desk(Error::Unknown))
    }
}
