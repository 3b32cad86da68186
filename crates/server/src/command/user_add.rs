//! `mainstay user` and `mainstay user add`

use std::io::BufRead;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};
use desk::account::{HashedPassword, NewUser, Owner, add_user};
use desk::people::{Company, Team};
use serde_json::json;

use super::UserRemoveSecondFactor;
use crate::place::Place;
use crate::ready::Ready;
use crate::say;

#[derive(Debug, Subcommand)]
pub(crate) enum UserCommand {
    Add(UserAdd),
    RemoveSecondFactor(UserRemoveSecondFactor),
}

/// Add a person who can sign in
///
/// Also gives an account to somebody an import made known. The password is the first line of
/// standard input, so that it appears neither on the screen nor in the list of processes.
#[derive(Debug, Args)]
#[command(after_help = "\
Roles: requester, agent, team_lead, manager, administrator, auditor

Example:
  mainstay user add --email ada@example.org --name 'Ada Lovelace' \\
    --role administrator --password-stdin < password.txt")]
pub(crate) struct UserAdd {
    /// Address to sign in with
    #[arg(long)]
    email: String,
    /// Name others see
    #[arg(long)]
    name: String,
    /// Role; may be given several times
    #[arg(long = "role", value_name = "ROLE", required = true)]
    roles: Vec<String>,
    /// Team to join, founded if there is none of that name; may be given several times
    #[arg(long = "team", value_name = "NAME")]
    teams: Vec<String>,
    /// Read the password from standard input
    #[arg(long, required = true)]
    password_stdin: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl UserCommand {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        match self {
            UserCommand::Add(add) => add.run(place),
            UserCommand::RemoveSecondFactor(remove) => remove.run(place),
        }
    }
}

impl UserAdd {
    pub(crate) fn run(self, place: &Place) -> Result<ExitCode> {
        place.log(self.json, "warn");
        let typed = first_line(std::io::stdin().lock()).context("cannot read the password")?;
        let ready = Ready::at(place)?;
        let password =
            HashedPassword::new(&typed, &Owner::new(&self.email, &self.name), &ready.chance)?;
        let (ctx, teams) = (ready.context(), self.teams);
        let new = NewUser {
            email: self.email.clone(),
            name: self.name.clone(),
            roles: self.roles.clone(),
            password,
            company: Company::DEFAULT,
        };
        let person = ready.db.write(move |tx| {
            let person = add_user(tx, &ctx, &new)?;
            for name in &teams {
                let team = match Team::find_by_name(tx, name)? {
                    Some(team) if !team.active => {
                        return Err(desk::Error::Refused("team_retired"));
                    }
                    Some(team) => team,
                    None => Team::create(tx, &ctx, Company::DEFAULT, name)?,
                };
                Team::add_member(tx, &ctx, team.id, person, false)?;
            }
            Ok::<_, desk::Error>(person)
        })?;
        if self.json {
            say::json(
                &json!({ "id": person, "email": self.email, "name": self.name, "roles": self.roles }),
            );
        } else {
            say::line(&format!(
                "{} can sign in as {} ({}).",
                self.name,
                self.email,
                self.roles.join(", ")
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The first line, without its end.
fn first_line(mut input: impl BufRead) -> std::io::Result<String> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    Ok(line
        .strip_suffix('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line))
        .unwrap_or(&line)
        .to_owned())
}

#[cfg(test)]
mod tests {
    use super::first_line;

    #[test]
    fn spaces_belong_to_a_password_and_line_ends_do_not() {
        assert_eq!(first_line(&b" pass word \r\nsecond\n"[..]).unwrap(), " pass word ");
        assert_eq!(first_line(&b"no end"[..]).unwrap(), "no end");
        assert_eq!(first_line(&b""[..]).unwrap(), "");
    }
}
