//! What can be typed after `mainstay`.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::command::{
    self, Backup, Check, Demo, ExportCommand, ImportCommand, Migrate, Reindex, Restore, Serve,
    TokenCommand, UserCommand, Worker,
};
use crate::failure;
use crate::place::PlaceArguments;

/// IT service management in one program.
#[derive(Debug, Parser)]
#[command(name = "mainstay", version, propagate_version = true, after_help = AFTER, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    place: PlaceArguments,
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "\
Exit codes:
  0  done
  1  failed; the reason is on the last line of standard error
  2  the command line was not understood
  3  problems were found (check)

Example:
  mainstay serve --data /var/lib/mainstay --listen 0.0.0.0:8080";

#[derive(Debug, Subcommand)]
enum Command {
    Demo(Demo),
    Serve(Serve),
    Worker(Worker),
    Migrate(Migrate),
    Check(Check),
    Reindex(Reindex),
    Backup(Backup),
    Restore(Restore),
    /// People who can sign in.
    #[command(subcommand)]
    User(UserCommand),
    /// Tokens for scripts that use the API.
    #[command(subcommand)]
    Token(TokenCommand),
    /// Take in what another system kept.
    #[command(subcommand)]
    Import(ImportCommand),
    /// Write out for another system.
    #[command(subcommand)]
    Export(ExportCommand),
}

impl Cli {
    /// Does what was asked.
    pub(crate) fn run(self) -> ExitCode {
        // Made-up people never get into the directory of an installation that is meant.
        let otherwise = match self.command {
            Command::Demo(_) => "./mainstay-demo",
            _ => "./mainstay-data",
        };
        let place = self.place.place(otherwise);
        let outcome = match self.command {
            Command::Demo(demo) => demo.run(&place),
            Command::Serve(serve) => serve.run(&place),
            Command::Worker(worker) => worker.run(&place),
            Command::Migrate(migrate) => migrate.run(&place),
            Command::Check(check) => check.run(&place),
            Command::Reindex(reindex) => reindex.run(&place),
            Command::Backup(backup) => backup.run(&place),
            Command::Restore(restore) => restore.run(&place),
            Command::User(command::UserCommand::Add(add)) => add.run(&place),
            Command::Token(command::TokenCommand::Add(add)) => add.run(&place),
            Command::Import(command::ImportCommand::IncidentLog(import)) => import.run(&place),
            Command::Export(command::ExportCommand::IncidentLog(export)) => export.run(&place),
            Command::Export(command::ExportCommand::Journal(export)) => export.run(&place),
        };
        match outcome {
            Ok(code) => code,
            Err(error) => failure::report(&error),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_command_line_is_well_formed_and_every_command_shows_an_example() {
        let mut cli = Cli::command();
        cli.build();
        cli.clone().debug_assert();
        fn examine(command: &clap::Command) {
            let mut below = command.get_subcommands().filter(|c| c.get_name() != "help").peekable();
            if below.peek().is_none() {
                let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
                assert!(
                    after.contains("Example") && after.contains("mainstay "),
                    "{}",
                    command.get_name()
                );
                assert!(command.get_about().is_some(), "{}", command.get_name());
            }
            below.for_each(examine);
        }
        examine(&cli);
    }
}
