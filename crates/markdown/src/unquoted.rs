//! What somebody wrote themselves, without what they repeat of others, for the search.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::events;
use crate::plain::Line;

/// The words of the text on one line, without any markup and without what stands in quotes.
#[must_use]
pub fn unquoted(text: &str) -> String {
    let mut line = Line::with_capacity(text.len());
    let mut quotes = 0_usize;
    for event in events::of(text) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => quotes += 1,
            Event::End(TagEnd::BlockQuote(_)) => quotes = quotes.saturating_sub(1),
            event if quotes == 0 => line.take(&event),
            _ => {}
        }
    }
    line.finish()
}

/// Lines looked through for the rest of a repeated mail's head.
const HEAD: usize = 6;

/// The part of a reply in front of the mail that a mail program repeats below it.
#[must_use]
pub fn above_repeated_mail(text: &str) -> &str {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let rest = text.get(start..).unwrap_or_default();
        if is_separator(line) || is_head(rest) {
            return text.get(..start).unwrap_or_default();
        }
        start += line.len();
    }
    text
}

/// `-----Original Message-----`, in the languages of the interface.
fn is_separator(line: &str) -> bool {
    let line = line.trim();
    let words = line.trim_matches(['-', '_', ' ']).to_lowercase();
    let ruled = line.starts_with("---") || line.starts_with("___");
    ruled && matches!(words.as_str(), "original message" | "ursprüngliche nachricht")
}

/// The head of a mail: who, when, to whom, about what, line by line.
fn is_head(rest: &str) -> bool {
    let mut lines = rest.lines().map(|line| line.trim().trim_matches('*').to_lowercase());
    let begins = |line: &String, names: &[&str]| names.iter().any(|name| line.starts_with(name));
    if !lines.next().is_some_and(|first| begins(&first, &["from:", "von:"])) {
        return false;
    }
    let next: Vec<String> = lines.take(HEAD).collect();
    let some = |names: &[&str]| next.iter().any(|line| begins(line, names));
    some(&["sent:", "date:", "gesendet:", "datum:"])
        && some(&["to:", "an:"])
        && some(&["subject:", "betreff:"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_left_out_with_all_that_is_in_them() {
        assert_eq!(
            unquoted("It *works* now.\n\n> the printer\n> > `toner`\n\nThanks"),
            "It works now. Thanks"
        );
        assert_eq!(unquoted("> ```\n> log\n> ```\n\n```\nown log\n```"), "own log");
        assert_eq!(unquoted("a > b"), "a > b");
    }

    #[test]
    fn a_reply_ends_where_the_mail_it_answers_is_repeated() {
        for repeated in [
            "-----Original Message-----\nFrom: Rosa\n\nOld words",
            "-----Ursprüngliche Nachricht-----\nalt",
            "From: Rosa\nSent: Monday\nTo: Desk\nSubject: Printer\n\nOld words",
            "**Von:** Rosa\n**Gesendet:** Montag\n**An:** Desk\n**Betreff:** Drucker\n\nalt",
        ] {
            assert_eq!(
                above_repeated_mail(&format!("Done.\n\n{repeated}")),
                "Done.\n\n",
                "{repeated}"
            );
        }
        for own in
            ["From: the beginning it was slow", "--- a line ---\nmore", "ä\nSent: x\nTo: y", ""]
        {
            assert_eq!(above_repeated_mail(own), own);
        }
    }
}
