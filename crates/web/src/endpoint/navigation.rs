//! The places people go to, as each practice names them.

use super::Needs;
use crate::i18n::Translator;
use crate::page::{Icon, Link, NavGroup, NavItem};
use desk::access::Agent;

/// What a place is for: places of one region stand together, in the order they were added, and the
/// regions in the order of [`Region::ALL`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region {
    /// The lists of the practices, where most people begin.
    Practices,
    /// What somebody has to do or asked to be told of.
    Own,
    /// Who there is and what they may do.
    People,
    /// How work is described, given out and ended.
    Desk,
    /// What is kept, for how long, and whether all is well.
    Service,
}

impl Region {
    const ALL: [Region; 5] =
        [Region::Practices, Region::Own, Region::People, Region::Desk, Region::Service];

    /// The key of its heading; what everybody has needs none.
    const fn heading(self) -> Option<&'static str> {
        match self {
            Region::Practices | Region::Own => None,
            Region::People => Some("nav-group-people"),
            Region::Desk => Some("nav-group-desk"),
            Region::Service => Some("nav-group-service"),
        }
    }
}

/// One place of the navigation.
#[derive(Debug, Clone)]
pub struct Place {
    /// What it stands with.
    pub region: Region,
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
    pub(super) create: Option<Place>,
}

impl Navigation {
    /// What this person sees of it; `path` is the page shown. Regions of which they see nothing are
    /// left out.
    #[must_use]
    pub fn groups(&self, agent: &Agent, t: &Translator, path: &str) -> Vec<NavGroup> {
        let of = |region: Region| {
            let items: Vec<NavItem> =
                self.seen(agent, region).map(|place| item(place, t, path)).collect();
            (!items.is_empty())
                .then(|| NavGroup { heading: region.heading().map(|key| t.text(key)), items })
        };
        Region::ALL.into_iter().filter_map(of).collect()
    }

    fn seen<'a>(&'a self, agent: &Agent, region: Region) -> impl Iterator<Item = &'a Place> {
        let places = self.places.iter().filter(move |place| place.region == region);
        places.filter(|place| place.needs.admit(agent).is_ok())
    }

    /// The "create" action, where the person has it.
    #[must_use]
    pub fn create(&self, agent: &Agent, t: &Translator) -> Option<Link> {
        let place = self.create.as_ref().filter(|place| place.needs.admit(agent).is_ok())?;
        Some(Link::new(place.path.as_str(), t.text(&place.label)))
    }

    /// The first list of a practice that this person may go to.
    #[must_use]
    pub fn first(&self, agent: &Agent) -> Option<&str> {
        self.seen(agent, Region::Practices).next().map(|place| place.path.as_str())
    }
}

fn item(place: &Place, t: &Translator, path: &str) -> NavItem {
    NavItem {
        link: Link::new(place.path.as_str(), t.text(&place.label)),
        icon: Icon(place.icon),
        current: is_below(path, &place.path),
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
