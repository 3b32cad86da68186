//! One name in all the forms a scaffold needs.

use anyhow::{Result, ensure};

/// Words that cannot name a crate of ours: rooms of the workspace and Rust's own.
const TAKEN: [&str; 24] = [
    "assets",
    "bench",
    "core",
    "crate",
    "db",
    "demo",
    "desk",
    "enum",
    "exchange",
    "fn",
    "impl",
    "jobs",
    "markdown",
    "match",
    "mod",
    "pgcluster",
    "server",
    "std",
    "struct",
    "test",
    "testkit",
    "type",
    "web",
    "xtask",
];

/// The forms of a practice's name.
pub(crate) struct Names {
    /// `problem`
    pub(crate) name: String,
    plural: String,
    prefix: String,
}

impl Names {
    pub(crate) fn new(name: &str, prefix: Option<&str>, plural: Option<&str>) -> Result<Self> {
        let plural = plural.map_or_else(|| format!("{name}s"), str::to_owned);
        for word in [name, plural.as_str()] {
            ensure!(is_word(word), "`{word}`: a practice is one word of lower-case letters");
            ensure!(!TAKEN.contains(&word), "`{word}` already means something else here");
        }
        let prefix = prefix.map_or_else(|| name.chars().take(3).collect(), str::to_owned);
        let prefix = prefix.to_ascii_uppercase();
        ensure!(
            (2..=6).contains(&prefix.len()) && prefix.chars().all(|c| c.is_ascii_uppercase()),
            "`{prefix}`: a number begins with two to six letters"
        );
        Ok(Self { name: name.to_owned(), plural, prefix })
    }

    /// Puts the names in place of the template's: `__name__`, `__Name__`, `__NAME__`, `__names__`,
    /// `__Names__`, `__PREFIX__`. Each is also a valid identifier, so a template reads as Rust.
    pub(crate) fn fill(&self, template: &str) -> String {
        template
            .replace("__names__", &self.plural)
            .replace("__Names__", &capitalised(&self.plural))
            .replace("__name__", &self.name)
            .replace("__Name__", &capitalised(&self.name))
            .replace("__NAME__", &self.name.to_ascii_uppercase())
            .replace("__PREFIX__", &self.prefix)
    }
}

fn is_word(word: &str) -> bool {
    (2..=30).contains(&word.len()) && word.chars().all(|c| c.is_ascii_lowercase())
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}
