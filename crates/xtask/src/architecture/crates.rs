//! Which crate may name which.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process;

/// What each crate of ours may use of ours, outside its tests. `practices` stands for all of them.
const MAY_USE: [(&str, &[&str]); 17] = [
    ("assets", &[]),
    ("files", &[]),
    ("fuzz", &[]),
    ("markdown", &[]),
    ("pgcluster", &[]),
    ("search", &[]),
    ("db", &[]),
    ("jobs", &["db"]),
    ("desk", &["db", "files", "jobs", "markdown", "search"]),
    ("web", &["assets", "db", "desk", "files", "jobs", "markdown"]),
    ("backup", &["db", "desk", "files"]),
    ("exchange", &["db", "desk", "jobs", "practices", "web"]),
    ("demo", &["db", "desk", "exchange", "jobs", "practices", "web"]),
    (
        "server",
        &[
            "assets",
            "backup",
            "db",
            "demo",
            "desk",
            "exchange",
            "files",
            "jobs",
            "practices",
            "web",
        ],
    ),
    ("testkit", &["db", "desk", "files", "jobs", "pgcluster", "web"]),
    ("bench", &["db", "demo", "desk", "jobs", "pgcluster", "practices", "server", "web"]),
    ("xtask", &["pgcluster"]),
];

const PRACTICE_MAY_USE: [&str; 5] = ["db", "desk", "jobs", "markdown", "web"];

/// The practices in the order in which one may go through another's door: only towards the front.
/// A practice not listed goes through no other's door.
const PRACTICES_IN_ORDER: [&str; 1] = ["incident"];

/// What tests of any crate above the database may use besides.
const IN_TESTS: [&str; 6] = ["files", "fuzz", "pgcluster", "testkit", "practices", "server"];

/// Libraries that belong to certain rooms, in tests too.
const RESERVED: [(&str, &[&str], &str); 7] = [
    ("rusqlite", &["db", "bench"], "db is the only door to the engines"),
    ("postgres", &["db", "bench", "testkit"], "db is the only door to the engines"),
    ("axum", &["web", "practices", "server", "testkit"], "the desk and below know no HTTP"),
    // A bucket's client is asynchronous inside; `files` shows nothing of it.
    ("tokio", &["files", "web", "practices", "server", "testkit"], "the core is synchronous"),
    ("object_store", &["files"], "files is the only door to where they are kept"),
    ("askama", &["web", "practices", "server"], "pages are made at the edge"),
    ("getrandom", &["db"], "db::Chance is the only door to the system's random numbers"),
];

/// A crate of the workspace and what its `Cargo.toml` names.
pub(crate) struct Crate {
    name: String,
    is_practice: bool,
    obeys_workspace_lints: bool,
    uses: Vec<Use>,
}

struct Use {
    name: String,
    only_in_tests: bool,
}

/// Reads the workspace from `cargo metadata`.
pub(crate) fn read(workspace: &Path) -> Result<Vec<Crate>> {
    let mut cargo = process::cargo(workspace);
    let output = cargo.args(["metadata", "--format-version", "1", "--no-deps"]).output()?;
    if !output.status.success() {
        bail!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata.get("packages").and_then(Value::as_array);
    packages.context("cargo metadata lists no packages")?.iter().map(understand).collect()
}

fn understand(package: &Value) -> Result<Crate> {
    let manifest = text(package, "manifest_path")?;
    let directory = Path::new(manifest).parent().context("a manifest lies in a directory")?;
    let name = directory.file_name().context("a crate's directory has a name")?;
    let room = directory.parent().and_then(Path::file_name);
    let manifest_text = std::fs::read_to_string(manifest)?;
    let dependencies = package.get("dependencies").and_then(Value::as_array);
    let uses = dependencies.context("a package has a list of dependencies")?.iter().map(|d| {
        let full = text(d, "name")?;
        let ours = d.get("path").is_some_and(Value::is_string);
        let name = if full == "mainstay" { "server" } else { full };
        let name = if ours { name.trim_start_matches("mainstay-") } else { name };
        let only_in_tests = d.get("kind").and_then(Value::as_str) == Some("dev");
        Ok(Use { name: name.to_owned(), only_in_tests })
    });
    Ok(Crate {
        name: name.to_string_lossy().into_owned(),
        is_practice: room.is_some_and(|room| room == "practices"),
        obeys_workspace_lints: manifest_text.contains("[lints]\nworkspace = true"),
        uses: uses.collect::<Result<_>>()?,
    })
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str> {
    value.get(key).and_then(Value::as_str).with_context(|| format!("no {key} in cargo metadata"))
}

pub(crate) fn breaches(crates: &[Crate]) -> Vec<String> {
    crates.iter().flat_map(|one| breaches_of(one, crates)).collect()
}

fn breaches_of(one: &Crate, all: &[Crate]) -> Vec<String> {
    let mut breaches = Vec::new();
    if !one.obeys_workspace_lints {
        breaches.push(format!("{}: no `[lints] workspace = true` in its Cargo.toml", one.name));
    }
    if !one.is_practice && !MAY_USE.iter().any(|(name, _)| *name == one.name) {
        breaches.push(format!("{}: a new crate needs its row in MAY_USE", one.name));
        return breaches;
    }
    for used in &one.uses {
        let refusal = match all.iter().find(|other| other.name == used.name) {
            Some(other) => refusal_of_ours(one, other, used),
            None => refusal_of_library(one, used),
        };
        breaches
            .extend(refusal.map(|why| format!("{} may not use {}: {why}", one.name, used.name)));
    }
    breaches
}

fn refusal_of_ours(one: &Crate, other: &Crate, used: &Use) -> Option<&'static str> {
    let role = if other.is_practice { "practices" } else { other.name.as_str() };
    if used.only_in_tests && IN_TESTS.contains(&role) {
        return None;
    }
    if one.is_practice && other.is_practice {
        let place = |name: &str| PRACTICES_IN_ORDER.iter().position(|p| *p == name);
        let towards_front =
            matches!((place(&other.name), place(&one.name)), (Some(o), Some(s)) if o < s);
        return (!towards_front).then_some("against PRACTICES_IN_ORDER");
    }
    let allowed = if one.is_practice {
        PRACTICE_MAY_USE.as_slice()
    } else {
        MAY_USE.iter().find(|(name, _)| *name == one.name).map_or(&[][..], |(_, allowed)| allowed)
    };
    (!allowed.contains(&role)).then_some("the rooms depend one way; see MAY_USE")
}

fn refusal_of_library(one: &Crate, used: &Use) -> Option<&'static str> {
    let (_, rooms, why) = RESERVED.iter().find(|(library, _, _)| *library == used.name)?;
    let room = if one.is_practice { "practices" } else { one.name.as_str() };
    (!rooms.contains(&room)).then_some(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, is_practice: bool, uses: &[(&str, bool)]) -> Crate {
        let uses = uses.iter().map(|(name, only_in_tests)| Use {
            name: (*name).to_owned(),
            only_in_tests: *only_in_tests,
        });
        Crate {
            name: name.to_owned(),
            is_practice,
            obeys_workspace_lints: true,
            uses: uses.collect(),
        }
    }

    fn house(uses_of_desk: &[(&str, bool)], uses_of_problem: &[(&str, bool)]) -> Vec<String> {
        breaches(&[
            of("db", false, &[("rusqlite", false)]),
            of("web", false, &[("axum", false), ("desk", false)]),
            of("testkit", false, &[("desk", false)]),
            of("incident", true, &[]),
            of("desk", false, uses_of_desk),
            of("problem", true, uses_of_problem),
        ])
    }

    #[test]
    fn dependencies_point_one_way() {
        assert!(house(&[("db", false), ("testkit", true)], &[("desk", false)]).is_empty());
        assert_eq!(house(&[("web", false)], &[]).len(), 1);
        assert_eq!(house(&[("incident", false)], &[]).len(), 1);
    }

    #[test]
    fn engines_and_http_stay_in_their_rooms_even_in_tests() {
        assert_eq!(house(&[("rusqlite", true)], &[]).len(), 1);
        assert_eq!(house(&[("axum", false)], &[("axum", false)]).len(), 1);
    }

    #[test]
    fn practices_meet_only_in_the_written_order() {
        assert_eq!(house(&[], &[("incident", false)]).len(), 1);
        assert!(house(&[], &[("incident", true)]).is_empty());
    }

    #[test]
    fn a_crate_without_a_row_or_without_the_lints_is_named() {
        let mut stray = of("stray", false, &[]);
        stray.obeys_workspace_lints = false;
        assert_eq!(breaches(&[stray]).len(), 2);
    }
}
