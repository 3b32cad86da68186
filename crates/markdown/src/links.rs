//! Addresses written bare in the text become links.

use std::collections::VecDeque;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

/// Watches the stream and splits text at addresses, outside links and code.
pub(crate) struct Links<'t, I> {
    events: I,
    ready: VecDeque<Event<'t>>,
    /// Frames open in which an address stays text.
    closed: usize,
}

impl<'t, I: Iterator<Item = Event<'t>>> Links<'t, I> {
    pub(crate) fn in_text(events: I) -> Self {
        Links { events, ready: VecDeque::new(), closed: 0 }
    }

    fn split(&mut self, text: &str) {
        let mut rest = text;
        while let Some((before, address, after)) = next_address(rest) {
            self.text(before);
            self.ready.push_back(Event::Start(Tag::Link {
                link_type: LinkType::Autolink,
                dest_url: CowStr::from(address.to_owned()),
                title: CowStr::Borrowed(""),
                id: CowStr::Borrowed(""),
            }));
            self.text(address);
            self.ready.push_back(Event::End(TagEnd::Link));
            rest = after;
        }
        self.text(rest);
    }

    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.ready.push_back(Event::Text(CowStr::from(text.to_owned())));
        }
    }
}

impl<'t, I: Iterator<Item = Event<'t>>> Iterator for Links<'t, I> {
    type Item = Event<'t>;

    fn next(&mut self) -> Option<Event<'t>> {
        if let Some(event) = self.ready.pop_front() {
            return Some(event);
        }
        let event = self.events.next()?;
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => {
                self.closed += 1
            }
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => {
                self.closed = self.closed.saturating_sub(1);
            }
            Event::Text(text) if self.closed == 0 && text.contains("://") => {
                self.split(text);
                return self.ready.pop_front();
            }
            _ => {}
        }
        Some(event)
    }
}

/// The first address, with what stands before and after it.
fn next_address(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let found = from + text.get(from..)?.find("http")?;
        let (before, rest) = text.split_at(found);
        let is_word_start = !before.ends_with(|c: char| c.is_alphanumeric());
        if let Some(length) = address_at(rest).filter(|_| is_word_start) {
            let (address, after) = rest.split_at(length);
            return Some((before, address, after));
        }
        from = found + "http".len();
    }
}

/// How long the address is that the text begins with. Punctuation at its end belongs to the sentence.
fn address_at(text: &str) -> Option<usize> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let end = text
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`'))
        .unwrap_or(text.len());
    let mut address = text.get(..end)?;
    let (opened, mut closed) = (address.matches('(').count(), address.matches(')').count());
    while let Some(last) = address.chars().next_back() {
        let is_loose = match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '*' | '_' | '~' => true,
            ')' => closed > opened,
            _ => false,
        };
        if !is_loose {
            break;
        }
        closed -= usize::from(last == ')');
        address = address.get(..address.len() - last.len_utf8())?;
    }
    (address.len() > scheme.len()).then_some(address.len())
}
