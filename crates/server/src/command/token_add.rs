//! `mainstay token add`

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use clap::{Args, Subcommand};
use desk::account::add_token;
use serde_json::json;

use crate::place::Place;
use crate::ready::Ready;
use crate::say;

#[derive(Debug, Subcommand)]
pub(crate) enum TokenCommand {
    Add(TokenAdd),
}

/// Make a token with which a script acts for a person
///
/// The token is shown once, as the last line; only its digest is kept. Send it as
/// `Authorization: Bearer TOKEN`.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  mainstay token add --user ada@example.org --name 'nightly report' --days 90"
)]
pub(crate) struct TokenAdd {
    /// Address of the person it acts for
    #[arg(long, value_name = "EMAIL")]
    user: String,
    /// What it is for
    #[arg(long)]
    name: String,
    /// Days until it ends; without this it works until it is revoked
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    days: Option<u16>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl TokenAdd {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        place.log(self.json, "warn");
        let ready = Ready::at(place)?;
        let ctx = ready.context();
        let end =
            self.days.map(|days| ctx.now.plus(Duration::from_secs(24 * 3600 * u64::from(days))));
        let (user, name) = (self.user.clone(), self.name.clone());
        let token = ready.db.write(move |tx| add_token(tx, &ctx, &user, &name, end))?;
        if self.json {
            say::json(
                &json!({ "id": token.id, "user": self.user, "name": self.name, "expires_at": end, "token": token.text }),
            );
        } else {
            say::line(&format!("A token for {}; it is not shown again:", self.user));
            say::line(&token.text);
        }
        Ok(ExitCode::SUCCESS)
    }
}
