//! Names in a text: `@Ada Agent`, `@ada@alder.example`.

/// Names taken from one text at most.
const MOST: usize = 20;
/// Words a name has at most.
const WORDS: usize = 4;
/// Characters a name or an address has at most.
const LONGEST: usize = 200;

/// What stands behind an @: an address, or what may be a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mention {
    /// An address, in lower case.
    Address(String),
    /// The words that follow, the longest run first: where a name ends only the list of people
    /// knows.
    Names(Vec<String>),
}

impl Mention {
    /// What is said of it to its writer: the address, or the first word. Which words behind it are a
    /// name would tell who exists.
    pub(super) fn shown(&self) -> &str {
        match self {
            Mention::Address(address) => address,
            Mention::Names(runs) => runs.last().map_or("", String::as_str),
        }
    }
}

/// Whether a text may name anybody; cheap.
pub(super) fn has_mention(text: &str) -> bool {
    text.contains('@') && !mentions(text).is_empty()
}

/// Everybody a text names. An @ inside a word is none: that is an address somebody wrote down.
pub(super) fn mentions(text: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut before = None;
    for (place, c) in text.char_indices() {
        let begins = c == '@' && !before.is_some_and(|b: char| b.is_alphanumeric() || b == '@');
        if begins && let Some(rest) = text.get(place + 1..) {
            found.extend(mention(rest));
            if found.len() == MOST {
                break;
            }
        }
        before = Some(c);
    }
    found
}

fn mention(rest: &str) -> Option<Mention> {
    let word = rest.split(char::is_whitespace).next()?;
    let word: String = word.chars().take(LONGEST).collect();
    if let Some((local, host)) = word.split_once('@') {
        let host = host.trim_end_matches(|c: char| !c.is_alphanumeric());
        let is_address = !local.is_empty() && host.contains('.');
        return is_address.then(|| Mention::Address(format!("{local}@{host}").to_lowercase()));
    }
    let names = names(rest);
    (!names.is_empty()).then_some(Mention::Names(names))
}

/// Runs of one to four words on one line, the longest first.
fn names(rest: &str) -> Vec<String> {
    let line = rest.lines().next().unwrap_or_default();
    let (mut run, mut runs) = (String::new(), Vec::new());
    for word in line.split(' ').take(WORDS) {
        // A mark ends the name, but for those that stand in names.
        let inner = word.split(is_end).next().unwrap_or_default();
        let bare = inner.trim_end_matches(|c: char| !c.is_alphanumeric());
        if bare.is_empty() || !bare.starts_with(char::is_alphanumeric) {
            break;
        }
        if !run.is_empty() {
            run.push(' ');
        }
        // "Ada's" may be a name, and is more often something of Ada's.
        let owner = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("’s"));
        runs.extend(owner.map(|owner| format!("{run}{owner}")));
        run.push_str(bare);
        if run.chars().count() > LONGEST {
            break;
        }
        runs.push(run.clone());
        // A name with a full stop inside (J. Smith) goes on; any other mark ends it.
        if bare.len() < word.len() {
            if word != format!("{bare}.") {
                break;
            }
            run.push('.');
            runs.push(run.clone());
        }
    }
    runs.reverse();
    runs
}

/// Whether a mark is in nobody's name.
fn is_end(c: char) -> bool {
    !c.is_alphanumeric() && !['.', '\'', '’', '-', '_'].contains(&c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(names: &[&str]) -> Mention {
        Mention::Names(names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn names_end_where_they_may_end() {
        assert_eq!(mentions("ask @Ada, she knows"), [of(&["Ada"])]);
        assert_eq!(
            mentions("(@Ada Agent will look at it)"),
            [of(&["Ada Agent will look", "Ada Agent will", "Ada Agent", "Ada"])]
        );
        assert_eq!(mentions("@Zoë O'Hara-Øst!"), [of(&["Zoë O'Hara-Øst", "Zoë"])]);
        assert_eq!(mentions("@J. Smith and"), [of(&["J. Smith and", "J. Smith", "J.", "J"])]);
        assert_eq!(mentions("@Ada's desk"), [of(&["Ada's desk", "Ada's", "Ada"])]);
        assert_eq!(mentions("@Ada/Ned, now"), [of(&["Ada"])]);
        assert_eq!(mentions("@Ada\nAgent"), [of(&["Ada"])]);
        assert_eq!(mentions("@Ada @Ned"), [of(&["Ada"]), of(&["Ned"])]);
    }

    #[test]
    fn addresses_are_names_only_behind_an_at() {
        let ada = || Mention::Address("ada@alder.example".to_owned());
        assert_eq!(mentions("@Ada@Alder.example."), [ada()]);
        assert_eq!(mentions("write to ada@alder.example, please"), []);
        assert_eq!(mentions("@@ada @ a@ @, @@"), []);
    }

    #[test]
    fn a_crowd_is_cut_short() {
        assert_eq!(mentions(&"@a ".repeat(500)).len(), MOST);
        let long = format!("@{}", "a".repeat(100_000));
        assert_eq!(mentions(&long), []);
    }

    proptest! {
        #[test]
        fn any_text_is_read_to_its_end(text in "(?s).{0,200}") {
            for found in mentions(&text) {
                let names = match found {
                    Mention::Address(address) => vec![address],
                    Mention::Names(names) => names,
                };
                prop_assert!(!names.is_empty());
                for name in names {
                    prop_assert!(!name.is_empty() && name.trim() == name);
                    prop_assert!(text.to_lowercase().contains(&name.to_lowercase()));
                }
            }
        }

        #[test]
        fn whoever_is_named_is_found(
            before in "[ a-z(,.:\n]{0,20}[ (\n]",
            first in "[A-Z][a-zäöü'-]{1,8}[a-z]",
            last in "[A-Z][a-z]{1,8}",
            after in "[,;:!?) ][ -~]{0,20}",
        ) {
            let text = format!("{before}@{first} {last}{after}");
            let name = format!("{first} {last}");
            let found = mentions(&text);
            let has = |m: &Mention| matches!(m, Mention::Names(names) if names.contains(&name));
            prop_assert!(found.iter().any(has), "{found:?}");
        }
    }
}
