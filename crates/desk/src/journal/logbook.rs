//! Histories that belong to no record: what was done to the installation, one chain per day.

use db::{Chance, Id, Timestamp, Tx, params};

use super::entry::SetValue;
use super::{Entry, Head, Subject, append, create_subject};
use crate::{Context, Result};

/// A logbook of the installation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Logbook {
    /// People, roles, tokens, keys and other settings.
    Settings,
    /// Who came in, who tried to, and who left.
    SignIns,
    /// Who opened which restricted record.
    Reads,
}

impl Logbook {
    /// Every logbook.
    pub const EVERY: [Logbook; 3] = [Logbook::Settings, Logbook::SignIns, Logbook::Reads];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Logbook::Settings => "settings",
            Logbook::SignIns => "sign_ins",
            Logbook::Reads => "reads",
        }
    }

    /// The logbook with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Logbook> {
        Logbook::EVERY.into_iter().find(|book| book.code() == code)
    }

    /// Verbs it is often asked for, by their codes.
    #[must_use]
    pub const fn verbs(self) -> &'static [&'static str] {
        match self {
            Logbook::Settings => SETTINGS,
            Logbook::SignIns => SIGN_INS,
            Logbook::Reads => READS,
        }
    }

    /// The kind of its days' subjects.
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Logbook::Settings => "log.settings",
            Logbook::SignIns => "log.sign_ins",
            Logbook::Reads => "log.reads",
        }
    }

    /// The number of a day's subject; `day` is a date such as `2026-03-02`.
    pub(crate) fn number(self, day: &str) -> String {
        format!("{}-{day}", self.code())
    }
}

db::statements! {
    FIND = "SELECT id FROM subject WHERE number = $1";
}

/// Writes an entry into today's page of a logbook.
///
/// # Errors
/// When the database fails.
pub fn record(
    tx: &Tx<'_>,
    ctx: &Context,
    book: Logbook,
    verb: &str,
    values: Vec<SetValue>,
) -> Result<Entry> {
    let head = page(tx, book, ctx.now, &ctx.chance)?;
    append(tx, ctx, &head, verb, head.version + 1, values)
}

/// The end of today's chain, begun if it is the day's first entry.
fn page(tx: &Tx<'_>, book: Logbook, now: Timestamp, chance: &Chance) -> Result<Head> {
    let number = book.number(&day(now));
    match tx.row(FIND, params![number.as_str()])? {
        Some(row) => Head::load(tx, row.get::<Id<Subject>>(0)?),
        None => create_subject(tx, chance.id(now), book.kind(), Some(&number), None, true),
    }
}

fn day(now: Timestamp) -> String {
    now.to_string().chars().take(10).collect()
}

/// What is done to settings.
const SETTINGS: &[&str] = &[
    "create_person",
    "set_active",
    "set_password",
    "grant_role",
    "revoke_role",
    "permit",
    "create_role",
    "rename_role",
    "delete_role",
    "set_permissions",
    "set_priorities",
    "add_member",
    "remove_member",
    "work_for",
    "work_no_more_for",
    "join_department",
    "leave_department",
    "create_team",
    "change_team",
    "retire_team",
    "restore_team",
    "create_company",
    "change_company",
    "retire_company",
    "restore_company",
    "create_location",
    "change_location",
    "retire_location",
    "restore_location",
    "create_department",
    "change_department",
    "retire_department",
    "restore_department",
    "create_service",
    "change_service",
    "retire_service",
    "restore_service",
    "create_category",
    "change_category",
    "retire_category",
    "restore_category",
    "create_choice",
    "change_choice",
    "retire_choice",
    "restore_choice",
    "add_token",
    "revoke_token",
    "sign_out_everywhere",
    "sign_out_elsewhere",
    "invite",
    "make_reset_link",
    "set_second_factor",
    "renew_recovery_codes",
    "remove_second_factor",
    "demand_second_factor",
    "erase_person",
    "set_retention",
    "remove_retention",
    "create_assignment_rule",
    "edit_assignment_rule",
    "order_assignment_rules",
    "remove_assignment_rule",
    "create_view",
    "edit_view",
    "hand_over_view",
    "delete_view",
    "pin_view",
    "unpin_view",
    "set_closing",
    "set_escalation",
    "set_manager",
    "organise",
    "change_organisation",
    "change_person",
    "import_people",
    "change_signing_key",
    "create_field",
    "edit_field",
    "retire_field",
    "restore_field",
    "order_fields",
    "retry_job",
    "discard_job",
];

/// What is done about signing in.
const SIGN_INS: &[&str] = &[
    "sign_in",
    "sign_in_failed",
    "throttled",
    "password_right",
    "proof_failed",
    "use_link",
    "sign_out",
];

/// What is read.
const READS: &[&str] = &["read"];
