//! Saying what the organisation is called, where it is and what it speaks.

use db::{ReadTx, Tx};

use crate::access::{ANY_KIND, Action, Agent};
use crate::field::{FieldKind, TITLE};
use crate::foundation::{self, COMPANIES};
use crate::input::{Input, RawInput};
use crate::lifecycle::InputField;
use crate::people::{Company, Organisation};
use crate::{Context, Error, Fault, Result, task};

/// What can be said of it. What is left out stays as it is.
pub const INPUTS: &[InputField] = &[
    InputField::optional("name", FieldKind::Line(TITLE)),
    InputField::optional("time_zone", FieldKind::Line(TITLE)),
    InputField::optional("language", FieldKind::Line(TITLE)),
];

/// What holds for the organisation, as it is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// Its name.
    pub name: String,
    /// Its time zone, by its IANA name.
    pub zone: String,
    /// Its language, by its code.
    pub language: String,
}

impl Wanted {
    /// The same as it is kept; everything that is wrong with it at once.
    pub(super) fn checked(&self, tx: &ReadTx<'_>) -> Result<Wanted> {
        let mut faults = Vec::new();
        let language = self.language.trim();
        if language.len() != 2 || !language.bytes().all(|byte| byte.is_ascii_lowercase()) {
            let code = if language.is_empty() { "required" } else { "language" };
            faults.push(Fault::new("language", code));
        }
        let other = foundation::called(tx, &COMPANIES, &self.name, None)?;
        let other = other.filter(|company| company.key != Company::DEFAULT.to_string());
        faults.extend(other.map(|company| {
            let code = if company.active { "taken_by" } else { "taken_by_retired" };
            Fault::new("name", code).with("name", company.name)
        }));
        match Organisation::checked("name", &self.name, &self.zone) {
            Ok((name, zone)) if faults.is_empty() => {
                Ok(Wanted { name, zone, language: language.to_owned() })
            }
            Ok(_) => Err(Error::Invalid(faults)),
            Err(Error::Invalid(found)) => Err(Error::Invalid([found, faults].concat())),
            Err(other) => Err(other),
        }
    }
}

/// Makes it so, with an entry in the logbook; nothing happens when it is so already.
///
/// # Errors
/// [`Error::Forbidden`] for who may not administer; [`Error::Invalid`] with every fault: a name that is
/// empty or another company's, a zone that is none, a language without a code of two letters.
pub fn put(tx: &Tx<'_>, ctx: &Context, agent: &Agent, wanted: &Wanted) -> Result<()> {
    agent.require(ANY_KIND, Action::Administer)?;
    let wanted = wanted.checked(tx)?;
    Organisation::change(tx, ctx, &wanted.name, &wanted.zone, &wanted.language)
}

/// The same with what is given in place of what holds; the language is one of these.
///
/// # Errors
/// As [`put`].
pub fn set(
    tx: &Tx<'_>,
    ctx: &Context,
    agent: &Agent,
    languages: &[String],
    raw: &RawInput,
) -> Result<()> {
    agent.require(ANY_KIND, Action::Administer)?;
    let before = Organisation::find(tx)?.ok_or(Error::NotFound)?;
    let wanted = given(tx, agent, (&before, languages), raw)?;
    put(tx, ctx, agent, &wanted)
}

/// What holds with what is given in its place, as it would be kept.
pub(super) fn given(
    tx: &ReadTx<'_>,
    agent: &Agent,
    (before, languages): (&Organisation, &[String]),
    raw: &RawInput,
) -> Result<Wanted> {
    // Lines are read alike for every kind; any will do.
    let input = Input::anew(tx, &task::KIND, agent, INPUTS, raw)?;
    let line = |code: &str, held: &str| match input.has(code) {
        true => input.text(code).unwrap_or_default(),
        false => held.to_owned(),
    };
    let wanted = Wanted {
        name: line("name", &before.name),
        zone: line("time_zone", &before.zone),
        language: line("language", &before.language),
    };
    // What holds already stays, also where a settings file said a language that nobody can choose.
    let spoken = wanted.language == before.language || languages.contains(&wanted.language);
    match wanted.checked(tx) {
        Ok(wanted) if spoken => Ok(wanted),
        Ok(_) => Err(Error::Invalid(vec![unspoken(languages)])),
        Err(Error::Invalid(mut faults)) if !spoken && !wanted.language.is_empty() => {
            faults.retain(|fault| fault.field != "language");
            faults.push(unspoken(languages));
            Err(Error::Invalid(faults))
        }
        Err(other) => Err(other),
    }
}

/// The interface has no such language.
fn unspoken(languages: &[String]) -> Fault {
    Fault::new("language", "option").with("options", languages.join(", "))
}
