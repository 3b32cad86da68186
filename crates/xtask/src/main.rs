//! The workshop: `cargo xtask …` tests, checks and scaffolds.
#![expect(clippy::print_stdout, reason = "a command whose answer is what it prints")]

mod architecture;
mod bench;
mod checks;
mod ci;
mod contract;
mod fuzz;
mod journeys;
mod new_practice;
mod package;
mod prerequisites;
mod process;
mod root;
mod rust_tests;
mod steps;
mod tests_of_all;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Tests, checks and scaffolds Mainstay.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Runs every test on both database engines, then the journeys in a real browser.
    ///
    /// Finds PostgreSQL, Node and Chromium, or installs them on Debian and Ubuntu.
    Test {
        /// Leaves out the browser journeys.
        #[arg(long)]
        fast: bool,
    },
    /// Checks format, lints, documentation, licences, unused dependencies and architecture.
    Check,
    /// `check`, then `test`.
    Ci,
    /// Makes the guides into pages for a browser, in `target/book`.
    Book,
    /// Checks which crate and which module uses which, and how long files are.
    Architecture,
    /// Scaffolds a practice: a crate, its pages, its migration, its place in the server.
    NewPractice(new_practice::Request),
    /// Scaffolds a practice in a copy of the workspace and runs the tests that know of every practice.
    RehearsePractice,
    /// Packs the static program: an archive, a Debian package, a container image.
    Package(package::Request),
    /// Tries every parser on inputs nobody thought of; what is found is kept with the source.
    Fuzz(fuzz::Request),
    /// Holds a running server to its description of the API.
    Contract,
    /// Measures: forwards everything to the bench program, built in release.
    #[command(disable_help_flag = true)]
    Bench {
        /// What the bench program takes; `--help` lists it.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<String>,
    },
}

fn main() -> ExitCode {
    match run(Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\n✗ {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    match task {
        Task::Test { fast } => ci::test(fast),
        Task::Check => ci::check(),
        Task::Ci => ci::everything(),
        Task::Book => checks::book(&root::workspace()?),
        Task::Architecture => architecture::check(&root::workspace()?),
        Task::NewPractice(request) => new_practice::run(&request),
        Task::RehearsePractice => new_practice::rehearse(&root::workspace()?, |_| Ok(())),
        Task::Package(request) => package::run(&request),
        Task::Fuzz(request) => fuzz::run(&request),
        Task::Contract => contract::alone(),
        Task::Bench { arguments } => bench::run(&arguments),
    }
}
