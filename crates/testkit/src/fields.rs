//! Custom fields for tests: one of every type, or as many as are asked for.

use desk::Kind;
use desk::custom::{self, Alternative, Definition, Draft, TYPES, Words};

use crate::Desk;

/// What an administrator writes of a field of a type, with everything that type needs.
#[must_use]
pub fn draft(code: &str, holds: &str) -> Draft {
    let text = |text: &str| Some(text.to_owned());
    let option = |code: &str, label: &str| Alternative {
        code: code.to_owned(),
        labels: vec![("en".to_owned(), label.to_owned())],
        active: true,
    };
    let mut draft = Draft {
        code: text(code),
        holds: text(holds),
        words: Some(vec![words("en", &format!("The {code}"))]),
        ..Draft::default()
    };
    match holds {
        "number" => {
            draft.scale = Some(2);
            draft.least = text("-1000");
            draft.most = text("1000000");
        }
        "money" => draft.currencies = Some(vec!["EUR".to_owned(), "USD".to_owned()]),
        "choice" | "multi_choice" => {
            draft.options =
                Some(vec![option("red", "Red"), option("blue", "Blue"), option("green", "Green")]);
        }
        _ => {}
    }
    draft
}

/// The words of a field in one language.
#[must_use]
pub fn words(language: &str, label: &str) -> Words {
    Words { language: language.to_owned(), label: label.to_owned(), help: String::new() }
}

impl Desk {
    /// Adds a field to a kind of record, by its administrator.
    ///
    /// # Panics
    /// When it is refused.
    pub fn add_field(&self, kind: &'static Kind, draft: Draft) -> Definition {
        let (ctx, by) = (self.context(&self.administrator), self.administrator.clone());
        let made = self.db.write(move |tx| custom::create(tx, &ctx, &by, kind, draft.clone()));
        made.unwrap_or_else(|error| panic!("a field: {error:?}"))
    }

    /// Adds one field of every type, called after it: `x.a_date`.
    pub fn add_fields(&self, kind: &'static Kind) -> Vec<Definition> {
        TYPES.map(|holds| self.add_field(kind, draft(&format!("a_{holds}"), holds))).into()
    }
}
