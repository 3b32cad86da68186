//! The words alone, for snippets and subjects.

use pulldown_cmark::Event;

use crate::events;

/// The words of the text on one line, without any markup. Not escaped.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut line = Line::with_capacity(text.len());
    events::of(text).for_each(|event| line.take(&event));
    line.finish()
}

/// Words gathered on one line.
pub(crate) struct Line(String);

impl Line {
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Line(String::with_capacity(bytes))
    }

    pub(crate) fn take(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(part) | Event::Code(part) => self.push(part),
            Event::HardBreak | Event::SoftBreak | Event::Rule => self.push(" "),
            Event::End(end) if ends_a_block(*end) => self.push(" "),
            _ => {}
        }
    }

    /// Appends with every run of white space as one space.
    fn push(&mut self, part: &str) {
        for c in part.chars() {
            if !c.is_whitespace() && !c.is_control() {
                self.0.push(c);
            } else if !self.0.is_empty() && !self.0.ends_with(' ') {
                self.0.push(' ');
            }
        }
    }

    pub(crate) fn finish(mut self) -> String {
        self.0.truncate(self.0.trim_end().len());
        self.0
    }
}

fn ends_a_block(end: pulldown_cmark::TagEnd) -> bool {
    use pulldown_cmark::TagEnd;
    !matches!(
        end,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}
