//! What holds for the organisation, for how many people, and what another would change.

use db::{ReadTx, params};

use super::Wanted;
use super::set::given;
use crate::access::Agent;
use crate::input::RawInput;
use crate::people::Organisation;
use crate::retention::{Count, MOST};
use crate::{Error, Result};

db::statements! {
    WITHOUT_ZONE = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM person
        WHERE active = 1 AND time_zone IS NULL LIMIT $1) AS chose_none";
    WITHOUT_LANGUAGE = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM person
        WHERE active = 1 AND language IS NULL LIMIT $1) AS chose_none";
}

/// What holds, and for how many people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// What holds.
    pub organisation: Organisation,
    /// Active people who chose no time zone.
    pub without_zone: Count,
    /// Active people who chose no language.
    pub without_language: Count,
}

/// What something else in place of what holds would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// What would hold.
    pub wanted: Wanted,
    /// Whether it would have another name.
    pub renames: bool,
    /// How many people would have another time zone; nothing where it stays.
    pub zone: Option<Count>,
    /// For how many people another language would count; nothing where it stays.
    pub language: Option<Count>,
}

/// What holds.
///
/// # Errors
/// [`Error::Forbidden`] for who may neither audit nor administer.
pub fn standing(tx: &ReadTx<'_>, agent: &Agent) -> Result<Standing> {
    agent.require_overseer()?;
    let organisation = Organisation::find(tx)?.ok_or(Error::NotFound)?;
    let count = |statement| -> Result<Count> {
        Ok(Count::of(tx.one(statement, params![MOST + 1])?.get(0)?))
    };
    Ok(Standing {
        organisation,
        without_zone: count(WITHOUT_ZONE)?,
        without_language: count(WITHOUT_LANGUAGE)?,
    })
}

/// What what is given would change.
///
/// # Errors
/// As [`standing`]; [`Error::Invalid`] on what is given.
pub fn preview(
    tx: &ReadTx<'_>,
    agent: &Agent,
    languages: &[String],
    raw: &RawInput,
) -> Result<Effect> {
    let Standing { organisation, without_zone, without_language } = standing(tx, agent)?;
    let wanted = given(tx, agent, (&organisation, languages), raw)?;
    Ok(Effect {
        renames: wanted.name != organisation.name,
        zone: (wanted.zone != organisation.zone).then_some(without_zone),
        language: (wanted.language != organisation.language).then_some(without_language),
        wanted,
    })
}
