//! The text as a stream of Markdown events, bent to how people write here.

use pulldown_cmark::{
    CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream,
};

use crate::clean::is_our_file;
use crate::links::Links;

/// Quotes in lists in quotes: deeper ones keep their text and lose their frame, so that a line of a
/// hundred thousand `>` is no hundred thousand boxes.
const DEPTH: usize = 24;

pub(crate) fn of(text: &str) -> impl Iterator<Item = Event<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut pictures = Vec::new();
    let linked = move |event| foreign_picture_as_link(event, &mut pictures);
    let events = Parser::new_ext(text, options).map(linked).map(as_people_write);
    Links::in_text(TextMergeStream::new(shallow(events)))
}

/// A picture that is not shown is still said: its words lead to it. `open` holds for each picture
/// begun whether it became a link.
fn foreign_picture_as_link<'t>(event: Event<'t>, open: &mut Vec<bool>) -> Event<'t> {
    match event {
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let foreign = !is_our_file(&dest_url);
            open.push(foreign);
            Event::Start(if foreign {
                Tag::Link { link_type, dest_url, title, id }
            } else {
                Tag::Image { link_type, dest_url, title, id }
            })
        }
        Event::End(TagEnd::Image) if open.pop() == Some(true) => Event::End(TagEnd::Link),
        other => other,
    }
}

fn as_people_write(event: Event<'_>) -> Event<'_> {
    match event {
        Event::SoftBreak => Event::HardBreak,
        Event::Html(markup) | Event::InlineHtml(markup) => Event::Text(markup),
        // Whoever pastes a block of markup wants its lines kept.
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::CodeBlock),
        Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
            level: below_the_page(level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below_the_page(level))),
        other => other,
    }
}

/// The page has its own first and second headings; those of a text stand under them.
fn below_the_page(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 => HeadingLevel::H3,
        HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

/// Drops frames below [`DEPTH`]; what they hold stays.
fn shallow<'t>(events: impl Iterator<Item = Event<'t>>) -> impl Iterator<Item = Event<'t>> {
    let mut depth = 0_usize;
    events.filter(move |event| match event {
        Event::Start(_) => {
            depth += 1;
            depth <= DEPTH
        }
        Event::End(_) => {
            depth = depth.saturating_sub(1);
            depth < DEPTH
        }
        _ => true,
    })
}
