//! The program: one binary that serves, works, imports and checks.

mod backups;
mod cli;
mod command;
mod config;
mod conversation;
mod failure;
mod files;
mod host;
mod jobs;
mod log;
mod place;
mod practices;
mod progress;
mod ready;
mod say;
mod serving;
mod stop;
mod tls;
mod traces;
mod upgrade;
mod watching;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::Cli;

/// Gives memory back to the system and is fast when threads free what others allocated.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => cli.run(),
        Err(asked_or_wrong) => failure::usage(&asked_or_wrong),
    }
}
