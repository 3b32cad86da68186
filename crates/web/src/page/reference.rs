//! The API's own description, to read.

use askama::Template;

use super::{Link, Marked, Piece, Shell};

/// The page that lists every operation.
#[derive(Debug, Clone, Template)]
#[template(path = "reference.html")]
pub struct ReferencePage {
    /// The frame.
    pub shell: Shell,
    /// Where the filter is sent.
    pub path: &'static str,
    /// What is looked for, as it was typed; empty for everything.
    pub asked: String,
    /// The address of this installation as its reader reaches it, without a slash at the end.
    pub origin: String,
    /// The operations found, by what they belong to.
    pub groups: Vec<ReferenceGroup>,
}

/// Operations that belong together.
#[derive(Debug, Clone, Default)]
pub struct ReferenceGroup {
    /// What they are about; English.
    pub name: String,
    /// Each of them.
    pub lines: Vec<ReferenceLine>,
}

/// One operation in short.
#[derive(Debug, Clone, Default)]
pub struct ReferenceLine {
    /// Its page.
    pub href: String,
    /// Its method.
    pub method: String,
    /// Its path with its parameters.
    pub path: String,
    /// What it does; English.
    pub summary: String,
}

/// The page of one operation.
#[derive(Debug, Clone, Template)]
#[template(path = "reference_operation.html")]
pub struct OperationPage {
    /// The frame.
    pub shell: Shell,
    /// Back to all of them.
    pub place: Link,
    /// The operation in short.
    pub line: ReferenceLine,
    /// What it takes to use it.
    pub needs: String,
    /// Whether the reader has it.
    pub may: bool,
    /// What the path, the address and the headers take.
    pub parameters: Vec<MemberRow>,
    /// The types of body it takes; none where it takes no body.
    pub media: Vec<String>,
    /// What the body is, where that has a name.
    pub body_kind: Option<TypeWords>,
    /// The members of the body.
    pub body: Vec<Vec<MemberRow>>,
    /// A body.
    pub body_example: Option<String>,
    /// The same as a line of a shell.
    pub curl: String,
    /// What it answers when it went well.
    pub replies: Vec<OperationReply>,
    /// What it answers when not.
    pub problems: Vec<OperationReply>,
    /// The named things it speaks of.
    pub types: Vec<NamedType>,
}

/// An answer.
#[derive(Debug, Clone, Default)]
pub struct OperationReply {
    /// The status.
    pub status: String,
    /// When it is given; English.
    pub about: Marked,
    /// Its headers, each with what it says.
    pub headers: Vec<(String, Marked)>,
    /// What its body is, where that has a name.
    pub kind: Option<TypeWords>,
    /// The members of its body; one table for each of the things it can be.
    pub tables: Vec<Vec<MemberRow>>,
    /// A body.
    pub example: Option<String>,
}

/// What is known under a name.
#[derive(Debug, Clone, Default)]
pub struct NamedType {
    /// The name.
    pub name: String,
    /// What it is; English.
    pub about: Marked,
    /// What it is, where it has no members.
    pub of: Option<TypeWords>,
    /// Its members.
    pub rows: Vec<MemberRow>,
}

/// A member of something, or a parameter.
#[derive(Debug, Clone, Default)]
pub struct MemberRow {
    /// How far inside other members it is.
    pub depth: u8,
    /// Its name.
    pub name: String,
    /// Where a parameter is given; empty for a member.
    pub place: String,
    /// Whether it is always there, or must be given.
    pub required: bool,
    /// What it is.
    pub kind: TypeWords,
    /// What it says; English.
    pub about: Marked,
    /// What is to be known of it.
    pub notes: Vec<String>,
    /// The codes it is one of.
    pub codes: Vec<String>,
    /// An example of a parameter.
    pub example: String,
}

/// What something is: words, and a name that leads to its members.
#[derive(Debug, Clone, Default)]
pub struct TypeWords {
    /// The words.
    pub text: String,
    /// The name.
    pub named: Option<String>,
}

/// A text in which names are written between backticks.
#[must_use]
pub fn ticked(text: &str) -> Marked {
    // A backtick without a second one stands for itself.
    let pieces: Vec<&str> = if text.matches('`').count().is_multiple_of(2) {
        text.split('`').collect()
    } else {
        vec![text]
    };
    let pieces = pieces.into_iter().enumerate();
    let pieces =
        pieces.map(|(place, text)| Piece { text: text.to_owned(), hit: !place.is_multiple_of(2) });
    Marked(pieces.filter(|piece| !piece.text.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_between_backticks_are_names() {
        let told = |text: &str| -> Vec<(String, bool)> {
            ticked(text).0.into_iter().map(|piece| (piece.text, piece.hit)).collect()
        };
        let pieces =
            [("The ".to_owned(), false), ("ETag".to_owned(), true), (".".to_owned(), false)];
        assert_eq!(told("The `ETag`."), pieces);
        assert_eq!(told("a ` b"), [("a ` b".to_owned(), false)]);
        assert!(told("").is_empty());
    }
}
