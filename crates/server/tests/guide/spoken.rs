//! What is said within a line: commands, and words of the pages.

use std::collections::BTreeSet;
use std::path::Path;

/// The commands of this program within lines.
pub(crate) fn commands(text: &str) -> Vec<String> {
    let spans = prose(text).into_iter().flat_map(|line| between(line, '`'));
    spans.filter(|span| span.starts_with("mainstay ")).collect()
}

/// The words in bold.
pub(crate) fn strong(text: &str) -> Vec<String> {
    let text = prose(text).join("\n");
    let pieces: Vec<&str> = text.split("**").collect();
    assert!(pieces.len() % 2 == 1, "bold that does not end: {text}");
    pieces.iter().skip(1).step_by(2).map(|words| words.replace('\n', " ")).collect()
}

fn prose(text: &str) -> Vec<&str> {
    let mut code = false;
    let lines = text.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        code ^= fence;
        !fence && !code
    });
    lines.collect()
}

fn between(line: &str, mark: char) -> Vec<String> {
    line.split(mark).skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whatever the pages say in English, without what is filled in.
pub(crate) fn words_of_pages() -> BTreeSet<String> {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/locales/en");
    let mut words = BTreeSet::new();
    for entry in std::fs::read_dir(locales).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let values = text.lines().filter_map(|line| line.split_once(" = "));
        words.extend(values.map(|(_, value)| value.trim().to_owned()));
    }
    words
}
