//! The places people go to, as each practice names them.

use super::Needs;
use crate::i18n::Translator;
use crate::page::{Icon, Link, NavItem};
use desk::access::Agent;

/// One place of the navigation.
#[derive(Debug, Clone)]
pub struct Place {
    /// The key of its name in the locales: `nav-incidents`.
    pub label: String,
    /// Where it is.
    pub path: String,
    /// Its icon in the sprite.
    pub icon: &'static str,
    /// Who sees it.
    pub needs: Needs,
}

/// The places of the navigation in order, and the one thing most people create.
#[derive(Debug, Clone, Default)]
pub struct Navigation {
    pub(super) places: Vec<Place>,
    /// What belongs to no practice, below the places of those.
    pub(super) own: Vec<Place>,
    pub(super) create: Option<Place>,
}

impl Navigation {
    /// What this person sees of it; `path` is the page shown.
    #[must_use]
    pub fn items(&self, agent: &Agent, t: &Translator, path: &str) -> Vec<NavItem> {
        let all = self.places.iter().chain(&self.own);
        let seen = all.filter(|place| place.needs.admit(agent).is_ok());
        seen.map(|place| NavItem {
            link: Link::new(place.path.as_str(), t.text(&place.label)),
            icon: Icon(place.icon),
            current: is_below(path, &place.path),
        })
        .collect()
    }

    /// The "create" action, where the person has it.
    #[must_use]
    pub fn create(&self, agent: &Agent, t: &Translator) -> Option<Link> {
        let place = self.create.as_ref().filter(|place| place.needs.admit(agent).is_ok())?;
        Some(Link::new(place.path.as_str(), t.text(&place.label)))
    }

    /// The first place this person may go to.
    #[must_use]
    pub fn first(&self, agent: &Agent) -> Option<&str> {
        let mut places = self.places.iter();
        places.find(|place| place.needs.admit(agent).is_ok()).map(|place| place.path.as_str())
    }
}

fn is_below(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::is_below;

    #[test]
    fn a_page_belongs_to_the_place_above_it() {
        assert!(is_below("/incidents", "/incidents"));
        assert!(is_below("/incidents/INC1", "/incidents"));
        assert!(!is_below("/incidents-old", "/incidents"));
        assert!(!is_below("/", "/incidents"));
    }
}
