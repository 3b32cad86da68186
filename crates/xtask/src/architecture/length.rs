//! Files hold one idea; a long one needs a reason.

use super::source::Source;

const LIMIT: usize = 400;

/// Files over the limit, each with why it stays in one piece.
const LONG: [(&str, &str); 0] = [];

pub(crate) fn breaches(files: &[Source]) -> Vec<String> {
    breaches_against(files, &LONG)
}

fn breaches_against(files: &[Source], reasons: &[(&str, &str)]) -> Vec<String> {
    let known = |path: &str| reasons.iter().any(|(long, _)| *long == path);
    let over = files.iter().filter(|file| file.lines() > LIMIT && !known(&file.path));
    let over = over.map(|file| {
        format!(
            "{}: {} lines; split it on its ideas, or give a reason in LONG",
            file.path,
            file.lines()
        )
    });
    let stale = reasons
        .iter()
        .filter(|(path, _)| !files.iter().any(|file| file.path == *path && file.lines() > LIMIT));
    let stale =
        stale.map(|(path, _)| format!("{path}: no longer over {LIMIT} lines; take it off LONG"));
    over.chain(stale).collect()
}

/// The middle length of our Rust files.
pub(crate) fn median_of_rust(files: &[Source]) -> usize {
    let mut lengths: Vec<usize> =
        files.iter().filter(|file| file.is_rust()).map(Source::lines).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() / 2).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str, lines: usize) -> Source {
        Source { path: path.to_owned(), text: "x\n".repeat(lines) }
    }

    #[test]
    fn a_long_file_needs_a_reason_and_a_reason_a_long_file() {
        let files = [file("a.rs", 400), file("b.rs", 401), file("c.rs", 500)];
        let found = breaches_against(&files, &[("c.rs", "one table"), ("a.rs", "was long once")]);
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("b.rs: 401 lines"));
        assert!(found[1].starts_with("a.rs: no longer"));
    }
}
