//! What surrounds every page.

use crate::i18n::Translator;

use super::{Icon, SIGN_OUT_PATH, Tone};

/// The frame of a page: language, navigation, the person signed in, and the CSRF token.
///
/// Without a person the page stands alone in the middle of the window: sign-in, errors before
/// sign-in, the page that says there is no administrator yet.
#[derive(Debug, Clone)]
pub struct Shell {
    /// The reader's language.
    pub t: Translator,
    /// The token every form sends back; empty where no session exists and nothing is sent.
    pub csrf: String,
    /// The person signed in.
    pub person: Option<PersonMenu>,
    /// The left navigation, in order. Hold back what the person may not open.
    pub nav: Vec<NavGroup>,
    /// The main "create" action at the top of the navigation, where the person has one.
    pub create: Option<Link>,
    /// What the bell says: how many records have something unread, empty for none or not known yet.
    pub unread: String,
    /// A line above the content, carried over a redirect.
    pub notice: Option<Notice>,
    /// What stands in the box of the search.
    pub asked: String,
}

/// The menu under the person's name.
#[derive(Debug, Clone, Default)]
pub struct PersonMenu {
    /// The name as others see it.
    pub name: String,
    /// The address signed in with.
    pub email: String,
}

impl PersonMenu {
    /// Up to two letters for the round mark: first and last word of the name.
    #[must_use]
    pub fn initials(&self) -> String {
        initials(&self.name)
    }
}

/// A link with words.
#[derive(Debug, Clone, Default)]
pub struct Link {
    /// Where it goes; a path of ours.
    pub href: String,
    /// What it says.
    pub label: String,
}

impl Link {
    /// A link to a path of ours.
    #[must_use]
    pub fn new(href: impl Into<String>, label: impl Into<String>) -> Self {
        Self { href: href.into(), label: label.into() }
    }
}

/// Places of the left navigation that stand together.
#[derive(Debug, Clone)]
pub struct NavGroup {
    /// What they are for, where that is said.
    pub heading: Option<String>,
    /// The places.
    pub items: Vec<NavItem>,
}

/// One place in the left navigation.
#[derive(Debug, Clone)]
pub struct NavItem {
    /// Where it goes and what it says.
    pub link: Link,
    /// Its icon.
    pub icon: Icon,
    /// Whether the page shown belongs to it.
    pub current: bool,
}

/// A line that tells the reader what just happened, above the content.
#[derive(Debug, Clone, Default)]
pub struct Notice {
    /// Its colour.
    pub tone: Tone,
    /// What it says.
    pub text: String,
}

impl Shell {
    /// The frame of a page that nobody is signed in on.
    #[must_use]
    pub fn anonymous(t: Translator, csrf: impl Into<String>) -> Self {
        Self {
            t,
            csrf: csrf.into(),
            person: None,
            nav: Vec::new(),
            create: None,
            unread: String::new(),
            notice: None,
            asked: String::new(),
        }
    }

    /// The address of one of our own files, with its hash.
    #[must_use]
    pub fn asset(&self, name: &str) -> &'static str {
        assets::url(name)
    }

    /// An icon of the sprite.
    #[must_use]
    pub fn icon(&self, name: &'static str) -> Icon {
        Icon(name)
    }

    /// Where signing out is sent.
    #[must_use]
    pub fn sign_out_path(&self) -> &'static str {
        SIGN_OUT_PATH
    }

    /// Where the brand mark leads.
    #[must_use]
    pub fn home(&self) -> &str {
        let first = self.nav.first().and_then(|group| group.items.first());
        first.map_or("/", |item| &item.link.href)
    }
}

/// Up to two letters that stand for a name.
pub(super) fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let first = words.first().and_then(|word| word.chars().next());
    let last = words.last().filter(|_| words.len() > 1).and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_the_ends_of_the_name() {
        assert_eq!(initials("Anna Maria Roth"), "AR");
        assert_eq!(initials("ömer"), "Ö");
        assert_eq!(initials("  "), "");
    }
}
