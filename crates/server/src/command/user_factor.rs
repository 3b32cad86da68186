//! `mainstay user remove-second-factor`

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use desk::Error;
use desk::account::{remove_second_factor, sign_out_everywhere};
use desk::people::Person;
use serde_json::json;

use crate::place::Place;
use crate::ready::Ready;
use crate::say;

/// Remove somebody's second factor
///
/// For who has lost their app and their recovery codes when nobody else administers. Their password
/// alone is enough afterwards, their sessions end, and the logbook says so.
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  mainstay user remove-second-factor --email ada@example.org --reason 'The phone was lost'")]
pub(crate) struct UserRemoveSecondFactor {
    /// Address they sign in with
    #[arg(long)]
    email: String,
    /// Why, as the logbook is to say it
    #[arg(long, value_name = "TEXT")]
    reason: String,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl UserRemoveSecondFactor {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        place.log(self.json, "warn");
        let ready = Ready::at(place)?;
        let (ctx, email, reason) = (ready.context(), self.email, self.reason.trim().to_owned());
        let person = ready.db.write(move |tx| {
            if reason.is_empty() {
                return Err(Error::invalid("reason", "required"));
            }
            let found = Person::find_by_email(tx, &email)?;
            let person = found.ok_or_else(|| Error::invalid("email", "no_such"))?;
            remove_second_factor(tx, &ctx, person.id, Some(&reason))?;
            sign_out_everywhere(tx, &ctx, person.id)?;
            Ok::<_, Error>(person)
        })?;
        match self.json {
            true => say::json(&json!({ "id": person.id, "email": person.email })),
            false => say::line(&format!("{} signs in with the password alone now.", person.name)),
        }
        Ok(ExitCode::SUCCESS)
    }
}
