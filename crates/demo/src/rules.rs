//! Who gets what is newly reported.

use db::Tx;
use desk::access::Agent;
use desk::{Context, Result, assignment};

use crate::cast::{CUSTOMER_CARE, SERVICE_DESK};
use crate::enact::given;

/// A rule: its name, of what it holds, the team, and to whom of it.
type Plan = (&'static str, &'static str, &'static str, &'static str);

/// The rules, in their order; the last takes what no other took.
const RULES: &[Plan] = &[
    ("Everything of the customer", "company = \"Pellington Foods\"", CUSTOMER_CARE, "least_load"),
    (
        "Machines that stand still",
        "category under \"Works\" and priority <= 2",
        "Workplace",
        "least_load",
    ),
    ("Suspicious mail", "category = \"Mail › Junk and phishing\"", "Messaging", "round_robin"),
    ("Accounts and rights", "category under \"Accounts\"", "Identity and access", "round_robin"),
    ("Everything else", "", SERVICE_DESK, "team"),
];

/// Sets them up.
pub(crate) fn set_up(tx: &Tx<'_>, ctx: &Context, agent: &Agent) -> Result<()> {
    for (name, condition, team, gives) in RULES {
        let words = [("name", name), ("condition", condition), ("team", team), ("gives", gives)];
        let raw = given(words.map(|(field, text)| (field, (*text).to_owned())));
        assignment::create(tx, ctx, agent, &incident::KIND, &raw)?;
    }
    Ok(())
}
