//! `mainstay config`

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::config::{self, Config};
use crate::say;

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    Show(Show),
    Check(Check),
    Example(Example),
    Reference(Reference),
}

/// Show what holds, and where each value is said; secrets are hidden
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mainstay config show --data /var/lib/mainstay")]
pub(crate) struct Show {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Tell whether files and environment can be read
///
/// Everything that is wrong is told with its file and line; what is probably not meant is told too.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mainstay config check --config /etc/mainstay/mainstay.toml")]
pub(crate) struct Check {}

/// Write a file of every setting to begin with, each explained and commented out
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mainstay config example > /etc/mainstay/mainstay.toml")]
pub(crate) struct Example {}

/// Write the reference of every setting, as Markdown
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  mainstay config reference")]
pub(crate) struct Reference {}

impl ConfigCommand {
    /// Whether it tells the same whatever is configured.
    pub(crate) fn needs_nothing(&self) -> bool {
        matches!(self, ConfigCommand::Example(_) | ConfigCommand::Reference(_))
    }

    pub(crate) fn run(self, config: &Config) -> Result<ExitCode> {
        match self {
            ConfigCommand::Show(show) if show.json => say::json(&config::as_json(config)),
            ConfigCommand::Show(_) => say::text(&config::as_toml(config)),
            ConfigCommand::Check(_) => {
                let read = config.files().iter().map(|path| path.display().to_string());
                let read: Vec<String> = read.collect();
                match read.is_empty() {
                    true => say::line("No file is read; environment and defaults hold."),
                    false => say::line(&format!("Everything can be read: {}.", read.join(", "))),
                }
                config.doubts().iter().for_each(|doubt| say::aside(&format!("mainstay: {doubt}")));
            }
            ConfigCommand::Example(_) => say::text(&config::example()),
            ConfigCommand::Reference(_) => say::text(&config::reference()),
        }
        Ok(ExitCode::SUCCESS)
    }
}
