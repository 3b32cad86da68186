//! A part of a record's page that an organ fills: links, files, tasks.

use super::{Cell, Icon, Link, SafeHtml, VerbForm};

/// One section, below the description.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Its anchor on the page, unique: `links`.
    pub anchor: &'static str,
    /// Its heading.
    pub heading: String,
    /// How many things it holds, as text ("3", "99+"); empty when that says nothing.
    pub count: String,
    /// A line under the heading: what there is none of, or what this is; empty for none.
    pub lead: String,
    /// What the organ draws with a template of its own.
    pub body: Option<SafeHtml>,
    /// How each of the things looks, in their order; with looks they are laid out side by side.
    pub looks: Vec<Look>,
    /// The things in it, where plain rows say enough.
    pub rows: Vec<SectionRow>,
    /// What can be done here; the codes of the forms are unique on the page.
    pub forms: Vec<VerbForm>,
}

/// How a thing looks, besides its name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Look {
    /// Not at all.
    #[default]
    Plain,
    /// As an icon.
    Icon(Icon),
    /// As a picture drawn small, which is here.
    Picture(String),
}

impl Look {
    /// Where the picture is.
    #[must_use]
    pub fn picture(&self) -> Option<&str> {
        if let Look::Picture(path) = self { Some(path) } else { None }
    }

    /// The icon.
    #[must_use]
    pub fn icon(&self) -> Option<&Icon> {
        if let Look::Icon(icon) = self { Some(icon) } else { None }
    }
}

/// One thing in a section.
#[derive(Debug, Clone, Default)]
pub struct SectionRow {
    /// What it is, and where it leads; without a path it is not a link.
    pub link: Link,
    /// What is said about it, in order.
    pub cells: Vec<Cell>,
    /// What can be done with it; the codes of the forms are unique on the page.
    pub forms: Vec<VerbForm>,
}

impl Section {
    /// How a thing looks, by its place from 0.
    #[must_use]
    pub fn look(&self, place: &usize) -> &Look {
        self.looks.get(*place).unwrap_or(&Look::Plain)
    }

    /// Whether a form with this code stands in it, so that what was refused is shown there.
    #[must_use]
    pub fn offers(&self, form: &str) -> bool {
        let of_rows = self.rows.iter().flat_map(|row| &row.forms);
        self.forms.iter().chain(of_rows).any(|own| own.verb == form)
    }
}
