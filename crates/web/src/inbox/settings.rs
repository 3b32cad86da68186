//! The page on which somebody chooses what they are told.

use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use desk::input::{RawInput, RawValue};
use desk::notification::{self, RULES};

use crate::endpoint::{Endpoints, Needs};
use crate::failure::Result;
use crate::identify::{Member, see_with};
use crate::input::Raw;
use crate::page::{InboxRule, InboxSettingsPage};
use crate::reply::draw;
use crate::site::Site;

/// Where the page is.
const PATH: &str = "/notifications/settings";

pub(super) fn endpoints(endpoints: &mut Endpoints) {
    let mine = Needs::SignedIn;
    endpoints.page(Method::GET, PATH, mine, show).page(Method::POST, PATH, mine, choose);
}

async fn show(State(site): State<Site>, member: Member) -> Result<Response> {
    let person = member.agent.person;
    let chosen = site.read(move |tx| notification::chosen(tx, person)).await?;
    let rule = |(rule, wanted): &(&'static notification::Rule, bool)| InboxRule {
        code: rule.code,
        label: member.t.text_of("notify", rule.code),
        wanted: *wanted,
    };
    let rules = chosen.iter().map(rule).collect();
    draw(&InboxSettingsPage { shell: member.shell(), rules })
}

async fn choose(State(site): State<Site>, member: Member, Raw(raw): Raw) -> Result<Response> {
    let person = member.agent.person;
    let whole = whole(raw);
    site.write(move |tx| notification::choose(tx, person, &whole)).await?;
    Ok(see_with(PATH, &member.t.text("inbox-settings-saved")))
}

/// A box that is not ticked is not sent: what is missing is not wanted.
fn whole(mut raw: RawInput) -> RawInput {
    for rule in RULES {
        let ticked = matches!(raw.take(rule.code), Some(RawValue::Text(_) | RawValue::Flag(true)));
        raw.values.insert(rule.code.to_owned(), RawValue::Flag(ticked));
    }
    raw
}
