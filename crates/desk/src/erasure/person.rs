//! Erasing a person: who they were is gone, what was done stays and is still one person's doing.

use db::{Id, ReadTx, Timestamp, Tx, params};
use jobs::{NewJob, enqueue};

use super::trail::{QUEUE, Trail};
use super::value::INPUTS;
use crate::access::{ANY_KIND, Action, Agent};
use crate::foundation::{log_move, log_no_head};
use crate::input::{Input, RawInput};
use crate::journal::{self, Logbook, SetValue};
use crate::people::{Person, has_administrator, keep_name};
use crate::{Context, Error, Result, idempotency, task};

/// Digits of an erased person's identity that stand in place of the name, so that two of them are
/// told apart in a history.
const TOLD_APART: usize = 6;

db::statements! {
    HIDE = "UPDATE person SET name = $2, email = NULL, location_id = NULL, department_id = NULL, language = NULL, time_zone = NULL,
        active = 0, erased_at = $3 WHERE id = $1";
    ERASED_AT = "SELECT erased_at FROM person WHERE id = $1";
    OPEN_RECORD = "SELECT number FROM record WHERE assignee_id = $1 AND is_open = 1 LIMIT 1";
    OPEN_TASK = "SELECT number FROM task WHERE assignee_id = $1 AND is_open = 1 LIMIT 1";
    ACCOUNT = "DELETE FROM account WHERE person_id = $1";
    SESSIONS = "DELETE FROM session WHERE person_id = $1";
    LINKS = "DELETE FROM account_link WHERE person_id = $1";
    FACTOR = "DELETE FROM second_factor WHERE person_id = $1";
    CODES = "DELETE FROM recovery_code WHERE person_id = $1";
    STEPS = "DELETE FROM sign_in_step WHERE person_id = $1";
    TOKENS = "DELETE FROM api_token WHERE person_id = $1";
    ROLES = "DELETE FROM person_role WHERE person_id = $1";
    TEAMS = "DELETE FROM team_member WHERE person_id = $1";
    COMPANIES = "DELETE FROM person_company WHERE person_id = $1";
    PINS = "DELETE FROM saved_view_pin WHERE person_id = $1";
    TOLD = "DELETE FROM notification WHERE person_id = $1";
    CHOICES = "DELETE FROM notification_choice WHERE person_id = $1";
    REMINDERS = "DELETE FROM reminder WHERE person_id = $1";
    ABSENCES = "DELETE FROM absence WHERE person_id = $1";
    STOOD_IN = "UPDATE absence SET stand_in_id = NULL WHERE stand_in_id = $1";
    HEADED = "UPDATE department SET head_id = NULL WHERE head_id = $1";
}

/// What belongs to the person alone: how they came in, what they might do, what was on their mind.
const OWN: [db::Statement; 17] = [
    ACCOUNT, LINKS, FACTOR, CODES, STEPS, SESSIONS, TOKENS, ROLES, TEAMS, COMPANIES, PINS, TOLD,
    CHOICES, REMINDERS, ABSENCES, STOOD_IN, HEADED,
];

/// When a person was erased; nothing for anybody else.
///
/// # Errors
/// [`Error::NotFound`] when there is nobody with this identity.
pub fn person_erased_at(tx: &ReadTx<'_>, person: Id<Person>) -> Result<Option<Timestamp>> {
    Ok(tx.row(ERASED_AT, params![person])?.ok_or(Error::NotFound)?.get(0)?)
}

/// Erases a person: name, address, place, language, account, rights and reminders go at once; what
/// the logbooks say of them (names, addresses, from where they came in) goes within minutes, by a
/// job. Their identity stays in the histories, where nothing says any more whose it was. Texts are
/// not searched for their name: [`super::erase_value`] takes those out.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer everything; [`Error::NotFound`];
/// [`Error::Refused`] for oneself, for the people every installation has, for who is erased already,
/// while open work is assigned to them, and when nobody would be left who administers;
/// [`Error::Invalid`] on `reason`.
pub fn erase_person(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    id: Id<Person>,
    raw: &RawInput,
) -> Result<()> {
    agent.require(ANY_KIND, Action::Administer)?;
    let person = Person::find(tx, id)?.ok_or(Error::NotFound)?;
    refuse(tx, agent, &person)?;
    let reason = reason(tx, agent, raw)?;
    let name = stand_in_name(id);
    tx.execute(HIDE, params![id, name.as_str(), ctx.now])?;
    keep_name(tx, id, &name)?;
    log_move(tx, ctx, id, (person.department, None))?;
    log_no_head(tx, ctx, id)?;
    for statement in OWN {
        tx.execute(statement, params![id])?;
    }
    // Two may erase each other at the same time.
    if !has_administrator(tx)? {
        return Err(Error::Refused("last_administrator"));
    }
    let values = vec![SetValue::set("person", id.to_string()), SetValue::set("reason", reason)];
    journal::log(tx, ctx, Logbook::Settings, "erase_person", values)?;
    let job = NewJob::new(QUEUE, Trail::of(id)).once(id.to_string());
    enqueue(tx, &ctx.chance, ctx.now, &job)?;
    idempotency::forget_answers(tx, ctx)
}

fn refuse(tx: &ReadTx<'_>, agent: &Agent, person: &Person) -> Result<()> {
    if person.id == agent.person {
        return Err(Error::Refused("erase_yourself"));
    }
    if [Person::SYSTEM, Person::UNKNOWN].contains(&person.id) {
        return Err(Error::Refused("erase_built_in"));
    }
    if person_erased_at(tx, person.id)?.is_some() {
        return Err(Error::Refused("erased_already"));
    }
    for open in [OPEN_RECORD, OPEN_TASK] {
        if tx.row(open, params![person.id])?.is_some() {
            return Err(Error::Refused("erase_has_work"));
        }
    }
    Ok(())
}

/// A reason is read alike for every kind; any will do.
fn reason(tx: &ReadTx<'_>, agent: &Agent, raw: &RawInput) -> Result<String> {
    let input = Input::anew(tx, &task::KIND, agent, INPUTS, raw)?;
    input.text("reason").ok_or_else(|| Error::invalid("reason", "required"))
}

/// What stands in place of a name, in every language the same.
fn stand_in_name(id: Id<Person>) -> String {
    let digits = id.to_string();
    let tail = digits.len().saturating_sub(TOLD_APART);
    format!("[…{}]", digits.get(tail..).unwrap_or_default())
}
