//! Signals to the server and to the processes it has started.

use std::fs;
use std::process::Command;

use rustix::process::{Pid, Signal, kill_process};

/// Kills the process and every child of it at once, as a power cut would.
///
/// The parent is stopped first: it could otherwise start or stop children while they are counted.
/// Backends left alive would finish the statement they are in, and may commit it.
pub(crate) fn kill_with_children(parent: Pid) {
    signal(parent, Signal::STOP);
    for child in children_of(parent) {
        signal(child, Signal::KILL);
    }
    signal(parent, Signal::KILL);
}

/// Sends a signal; a process that is already gone needs none.
pub(crate) fn signal(process: Pid, signal: Signal) {
    let _gone = kill_process(process, signal);
}

/// The direct children of a process.
pub(crate) fn children_of(parent: Pid) -> Vec<Pid> {
    let parents = if fs::exists("/proc/self/stat").unwrap_or(false) {
        parents_from_proc()
    } else {
        parents_from_ps()
    };
    let parent = parent.as_raw_nonzero().get();
    let children = parents.into_iter().filter(|(_, its_parent)| *its_parent == parent);
    children.filter_map(|(child, _)| Pid::from_raw(child)).collect()
}

/// `(process, parent)` of everything that runs, from Linux's `/proc`.
fn parents_from_proc() -> Vec<(i32, i32)> {
    let Ok(entries) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let process: i32 = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            // The second field is the program's name in brackets and may itself hold spaces.
            let (_, after_name) = stat.rsplit_once(") ")?;
            Some((process, after_name.split(' ').nth(1)?.parse().ok()?))
        })
        .collect()
}

/// The same from `ps`, where there is no `/proc`.
fn parents_from_ps() -> Vec<(i32, i32)> {
    let Ok(output) = Command::new("ps").args(["-A", "-o", "pid=,ppid="]).output() else {
        return Vec::new();
    };
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(|line| {
            let mut fields = line.split_whitespace();
            Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
        })
        .collect()
}
