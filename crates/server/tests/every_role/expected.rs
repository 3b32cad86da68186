//! What must come of an endpoint, by what it needs and by the permissions somebody has for the record.

use axum::http::Method;
use desk::access::{Action, Agent, Facts};
use web::{Door, Endpoint, Needs};

/// What must come of it: a status, or anything that is neither refusal nor failure.
pub(crate) fn expected(endpoint: &Endpoint, agent: &Agent, facts: Option<&Facts>) -> Option<u16> {
    if endpoint.needs.admit(agent).is_err() {
        return Some(403);
    }
    // A page for programs, which is told to no session and to nobody from elsewhere.
    if endpoint.path == "/metrics" {
        return Some(401);
    }
    // Without what leads there, nobody is told that there is anything.
    if ["/set-password", "/sign-in/code"].contains(&endpoint.path.as_str()) {
        return Some(404);
    }
    if let Some(facts) = facts.filter(|_| endpoint.path.ends_with("/files/{file}"))
        && endpoint.method == Method::DELETE
    {
        return expected_of_file(endpoint, agent, facts);
    }
    if !endpoint.path.contains("/roles/{role}")
        && [
            "/reminders/{reminder}",
            "/absences/{absence}",
            "/{bulk}",
            "/{person}/",
            "/users/{person}",
            "/{session}",
            "/{token}",
            "/{import}",
            "/{job}/",
        ]
        .iter()
        .any(|own| endpoint.path.contains(own))
        && facts.is_none_or(|facts| agent.may_with("incident", Action::Read, facts))
    {
        return Some(404);
    }
    // A page shows the inbox as it is now, whatever the line has become.
    if endpoint.path.ends_with("/{notification}/read") {
        return (endpoint.door == Door::Api).then_some(404);
    }
    if endpoint.path.ends_with("/views/{view}")
        && endpoint.method != Method::GET
        && !agent.administers()
    {
        return Some(403);
    }
    let of_task = ["/tasks/{task}", "/completion", "/skip"];
    if let Some(facts) = facts.filter(|_| of_task.iter().any(|end| endpoint.path.ends_with(end)))
        && matches!(endpoint.needs, Needs::SignedIn | Needs::May(_, Action::Read))
    {
        return expected_of_task(endpoint, agent, facts);
    }
    let (Needs::May(kind, action), Some(facts)) = (endpoint.needs, facts) else { return None };
    match (agent.may_with(kind, Action::Read, facts), agent.may_with(kind, action, facts)) {
        (false, _) => Some(404),
        (true, false) => Some(403),
        (true, true) => None,
    }
}

/// Withdrawing a file of somebody else's.
pub(crate) fn expected_of_file(endpoint: &Endpoint, agent: &Agent, facts: &Facts) -> Option<u16> {
    let Needs::May(kind, _) = endpoint.needs else { return None };
    match (agent.may_with(kind, Action::Read, facts), agent.may_with(kind, Action::Update, facts)) {
        (false, _) => Some(404),
        (true, false) => Some(403),
        (true, true) => None,
    }
}

/// A task of an incident, with nobody to do it yet: whoever reads the inside sees it, and whoever
/// works on incidents does something with it.
pub(crate) fn expected_of_task(endpoint: &Endpoint, agent: &Agent, facts: &Facts) -> Option<u16> {
    let may = |action| agent.may_with("incident", action, facts);
    match (may(Action::ReadInternal), may(Action::Work)) {
        (false, _) => Some(404),
        (true, false) if endpoint.method != Method::GET => Some(403),
        _ => None,
    }
}
