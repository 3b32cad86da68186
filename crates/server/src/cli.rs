//! What can be typed after `mainstay`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::command::{
    self, Backup, Check, ConfigCommand, Demo, ExportCommand, ImportCommand, KeysCommand, Migrate,
    PeopleCommand, Reindex, Restore, Serve, SettingsCommand, TokenCommand, UserCommand, Worker,
};
use crate::config::{self, Asked, Config, Everywhere, Flags};
use crate::failure;
use crate::place::Place;

/// IT service management in one program.
#[derive(Debug, Parser)]
#[command(name = "mainstay", version, propagate_version = true, after_help = AFTER, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(flatten)]
    flags: Flags<Everywhere>,
    /// File of settings to read in place of DIR/mainstay.toml and /etc/mainstay/mainstay.toml
    /// [env: MAINSTAY_CONFIG]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Installation")]
    config: Option<PathBuf>,
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
    /// The keys that seal the journal and secrets.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// The settings of this program.
    #[command(subcommand)]
    Config(ConfigCommand),
    /// People who can sign in.
    #[command(subcommand)]
    User(UserCommand),
    /// The settings that administrators make on pages, as one file.
    #[command(subcommand)]
    Settings(SettingsCommand),
    /// Everybody the installation knows.
    #[command(subcommand)]
    People(PeopleCommand),
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
        match self.configured().and_then(|config| self.command.run(&config)) {
            Ok(code) => code,
            Err(error) => failure::report(&error),
        }
    }

    /// What holds for this command.
    fn configured(&self) -> Result<Config> {
        let mut given = self.flags.given();
        match &self.command {
            Command::Serve(serve) => given.extend(serve.given()),
            Command::Worker(worker) => given.extend(worker.given()),
            _ => {}
        }
        // Made-up people never get into the directory of an installation that is meant.
        let is_demo = matches!(self.command, Command::Demo(_));
        let data = if is_demo { "./mainstay-demo" } else { "./mainstay-data" };
        let asked = Asked { given, file: self.config.clone(), usual_files: !is_demo, data };
        match &self.command {
            Command::Config(command) if command.needs_nothing() => Config::nothing(),
            _ => Config::load(&asked, config::environment()),
        }
    }
}

impl Command {
    fn run(self, config: &Config) -> Result<ExitCode> {
        let place = &Place::of(config)?;
        match self {
            Command::Demo(demo) => demo.run(place),
            Command::Serve(_) => Serve::run(config, place),
            Command::Worker(_) => Worker::run(config, place),
            Command::Migrate(migrate) => migrate.run(place),
            Command::Check(check) => check.run(place),
            Command::Reindex(reindex) => reindex.run(place),
            Command::Backup(backup) => backup.run(place),
            Command::Restore(restore) => restore.run(place),
            Command::Keys(KeysCommand::Renew(renew)) => renew.run(place),
            Command::Config(command) => command.run(config),
            Command::User(command) => command.run(place),
            Command::Settings(command) => command.run(place),
            Command::People(command::PeopleCommand::Import(import)) => import.run(place),
            Command::Token(command::TokenCommand::Add(add)) => add.run(place),
            Command::Import(command::ImportCommand::IncidentLog(import)) => import.run(place),
            Command::Export(command::ExportCommand::IncidentLog(export)) => export.run(place),
            Command::Export(command::ExportCommand::Journal(export)) => export.run(place),
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
