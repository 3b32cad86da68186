//! Measures the program as it is built and shipped, over its own command line and HTTP, and prints
//! beside each figure what a bare loop reaches on the same machine in the same minute. `crash`
//! measures nothing: it kills, and looks whether anything acknowledged was lost.

mod bare;
mod bulk;
mod crash;
mod creates;
mod crowd;
mod fields;
mod fill;
mod http;
mod import;
mod installation;
mod latencies;
mod list;
mod node;
mod process;
mod program;
mod queues;
mod report;
mod scale;
mod start;
mod stopwatch;
mod streams;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::program::Program;
use crate::report::Report;

/// Measurements of Mainstay, each beside a bare loop
#[derive(Debug, Parser)]
#[command(name = "bench", arg_required_else_help = true, after_help = AFTER)]
struct Cli {
    /// Print one JSON object in place of a table
    #[arg(long, global = true)]
    json: bool,
    /// End with exit code 1 when a figure misses its target
    #[arg(long, global = true)]
    strict: bool,
    /// The program to measure [default: built from this workspace]
    #[arg(long, global = true, value_name = "PATH")]
    program: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "\
Examples:
  cargo xtask bench table --log incident_event_log.csv.gz
  cargo xtask bench creates --clients 8 --seconds 10
  cargo xtask bench list --incidents 100000 --rate 200
  cargo xtask bench scale --incidents 1000000 --keep /var/tmp/scale
  cargo xtask bench streams --listeners 1000 --engine postgres
  cargo xtask bench queues --sessions 200
  cargo xtask bench bulk --records 10000
  cargo xtask bench fields --others 200
  cargo xtask bench crash --runs 10 --engine postgres";

#[derive(Debug, Subcommand)]
enum Command {
    Creates(creates::Creates),
    List(list::List),
    Import(import::Import),
    Start(start::Start),
    Crash(crash::Crash),
    Scale(scale::Scale),
    Streams(streams::Streams),
    Queues(queues::Queues),
    Bulk(bulk::Bulk),
    Fields(fields::Fields),
    Table(table::Table),
    #[command(hide = true)]
    RawStreams(streams::raw::Raw),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(&cli) {
        Ok(report) => {
            report.print(cli.json);
            let missed = !report.reached();
            ExitCode::from(u8::from(
                missed && (cli.strict || matches!(cli.command, Command::Crash(_))),
            ))
        }
        Err(error) => {
            report::complain(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> Result<Report> {
    if let Command::RawStreams(raw) = &cli.command {
        return raw.run();
    }
    let program = Program::find(cli.program.clone())?;
    match &cli.command {
        Command::Creates(creates) => creates.run(&program),
        Command::List(list) => list.run(&program),
        Command::Import(import) => import.run(&program),
        Command::Start(start) => start.run(&program),
        Command::Crash(crash) => crash.run(&program),
        Command::Scale(scale) => scale.run(&program),
        Command::Streams(streams) => streams.run(&program),
        Command::Queues(queues) => queues.run(&program),
        Command::Bulk(bulk) => bulk.run(&program),
        Command::Fields(fields) => fields.run(&program),
        Command::Table(table) => table.run(&program),
        Command::RawStreams(raw) => raw.run(),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Cli::command().debug_assert();
    }
}
