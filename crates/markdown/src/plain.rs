//! The words alone, for snippets and subjects.

use pulldown_cmark::Event;

use crate::events;

/// The words of the text on one line, without any markup. Not escaped.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for event in events::of(text) {
        match event {
            Event::Text(part) | Event::Code(part) => push(&mut words, &part),
            Event::HardBreak | Event::SoftBreak | Event::Rule => push(&mut words, " "),
            Event::End(end) if ends_a_block(end) => push(&mut words, " "),
            _ => {}
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// Appends with every run of white space as one space.
fn push(words: &mut String, part: &str) {
    for c in part.chars() {
        if !c.is_whitespace() && !c.is_control() {
            words.push(c);
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
}

fn ends_a_block(end: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd;
    !matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}
