//! A page done from its first command to its last, in one shell.

use std::fmt::Write as _;
use std::time::Duration;

use crate::blocks::{Block, Kind};
use crate::machine::{House, Machine};
use crate::shown;

/// The shell's own part.
const FRAME: &str = include_str!("frame.sh");

/// Does the blocks of a page in order.
///
/// # Errors
/// Which block failed, or printed something else, and what was said.
pub(crate) fn play(page: &str, blocks: &[Block], house: House) -> Result<(), String> {
    let whole: String = blocks.iter().map(|block| block.text.as_str()).collect();
    let machine = Machine::for_text(&whole);
    let mut script = format!("{FRAME}\nAT='before {page}'\n{}", house.prelude());
    let mut printed = Vec::new();
    for block in blocks {
        part(&mut script, &mut printed, &machine, block);
    }
    let file = machine.path("tmp/page.sh");
    std::fs::write(&file, script).unwrap();
    let log = std::fs::File::create(machine.path("tmp/log")).unwrap();
    let mut shell = machine.shell();
    shell.arg(&file).stdout(log.try_clone().unwrap()).stderr(log);
    let status = ended(shell.spawn().unwrap());
    if !status {
        let log = std::fs::read_to_string(machine.path("tmp/log")).unwrap();
        let from = log.char_indices().rev().nth(6_000).map_or(0, |(at, _)| at);
        return Err(format!("{page}: {}", &log[from..]));
    }
    for (place, name, expected) in printed {
        let text = std::fs::read_to_string(machine.path("tmp").join(name)).unwrap();
        let expected: Vec<String> = expected.iter().map(|line| machine.here(line)).collect();
        let lines: Vec<&str> = text.lines().collect();
        if !shown::fits(&expected, &lines) {
            return Err(format!("{place} shows\n{}\nand printed\n{text}", expected.join("\n")));
        }
    }
    Ok(())
}

/// What is to be compared afterwards: where it stands, the file it was printed into, and the lines.
type Printed = (String, String, Vec<String>);

fn part(script: &mut String, printed: &mut Vec<Printed>, machine: &Machine, block: &Block) {
    if !block.kind.is_run() {
        return;
    }
    let _infallible = writeln!(script, "AT='{}'", block.place);
    let text = machine.here(&block.text);
    let _infallible = match block.kind {
        Kind::Done => writeln!(script, "{text}"),
        Kind::Runs => writeln!(
            script,
            "before_next\n{{\n{text}\n}} >\"$OUT/runs\" 2>\"$OUT/aside\" &\nhas_begun $!"
        ),
        Kind::Filter => {
            for line in block.text.lines().filter(|line| !line.is_empty()) {
                let _infallible =
                    writeln!(script, "can_be_asked '{}'", line.replace('\'', r"'\''"));
            }
            Ok(())
        }
        _ => {
            for (command, expected) in shown::commands(&block.text) {
                let name = format!("printed-{}", printed.len());
                let end =
                    if block.kind == Kind::Refused { "&& was_not_refused || true" } else { "" };
                let command = machine.here(&command);
                let _infallible = writeln!(script, "{{ {command}\n}} >\"$OUT/{name}\" 2>&1 {end}");
                printed.push((block.place.clone(), name, expected));
            }
            Ok(())
        }
    };
}

/// Whether it ended well, within three minutes.
#[expect(clippy::disallowed_methods, reason = "another process is waited for")]
fn ended(mut shell: std::process::Child) -> bool {
    for _ in 0..1_800 {
        if let Some(status) = shell.try_wait().unwrap() {
            return status.success();
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    drop(shell.kill());
    false
}
