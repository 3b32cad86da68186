//! Links from page to page.

use std::collections::BTreeSet;
use std::path::Path;

/// The links of a file that lead nowhere.
pub(crate) fn dead_in(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap();
    let mut dead = Vec::new();
    for target in targets(&text) {
        if target.contains("://") || target.starts_with("mailto:") {
            continue;
        }
        let (path, anchor) = target.split_once('#').map_or((target, None), |(p, a)| (p, Some(a)));
        let there = match path {
            "" => file.to_owned(),
            path => file.parent().unwrap().join(path),
        };
        let leads = there.exists() && anchor.is_none_or(|anchor| anchors(&there).contains(anchor));
        if !leads {
            dead.push(format!("{}: {target} leads nowhere", file.display()));
        }
    }
    dead
}

/// What stands in the brackets behind words in square ones, outside code.
fn targets(text: &str) -> Vec<&str> {
    let mut code = false;
    let prose = text.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        !fence && !code
    });
    let behind = prose.flat_map(|line| line.split("](").skip(1));
    behind.filter_map(|rest| rest.split(')').next()).collect()
}

/// The anchors mdBook gives the headings of a page.
fn anchors(page: &Path) -> BTreeSet<String> {
    let text = std::fs::read_to_string(page).unwrap();
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings.map(|line| anchor(line.trim_start_matches('#').trim())).collect()
}

fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}

#[test]
fn links_and_anchors_are_read_as_they_are_written() {
    assert_eq!(targets("a [b](c.md#d) e [f](g)\n```\n[x](y)\n```\n[z](#q)"), ["c.md#d", "g", "#q"]);
    assert_eq!(anchor("Backup, restore, and moving"), "backup-restore-and-moving");
}
