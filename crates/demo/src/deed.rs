//! What people do in a story: a verb of the incident, or something that hangs on it.

/// Something done to the incident of a story. Other incidents are named by the place of their story.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// A verb of its lifecycle, by its code.
    Verb(&'static str),
    /// A word is put on it.
    Tag,
    /// Somebody watches it: whoever is named, or whoever does it.
    Watch,
    /// A task is opened.
    Task,
    /// The task whose turn it is, is done.
    FinishTask,
    /// Effort is booked.
    Book,
    /// It is linked to another one.
    Tie(usize),
    /// It becomes the child of another one.
    Join(usize),
    /// It turns out to be another one.
    Merge(usize),
    /// It is brought before whoever is above.
    Raise,
    /// It goes to whom the rules say.
    FollowRules,
    /// Others like it are opened again and again.
    Repeat,
    /// Whoever does it wants to be reminded.
    Remind,
    /// Whoever asked for it says how it went.
    Rate,
}

impl Deed {
    /// The code of the verb, where it is one of the lifecycle.
    #[cfg(test)]
    pub(crate) fn verb(self) -> Option<&'static str> {
        match self {
            Deed::Verb(code) => Some(code),
            _ => None,
        }
    }

    /// The same, with the place of the other incident looked up.
    pub(crate) fn placed(self, place: impl Fn(usize) -> Option<usize>) -> Option<Deed> {
        Some(match self {
            Deed::Tie(other) => Deed::Tie(place(other)?),
            Deed::Join(other) => Deed::Join(place(other)?),
            Deed::Merge(other) => Deed::Merge(place(other)?),
            other => other,
        })
    }
}

impl From<&'static str> for Deed {
    fn from(verb: &'static str) -> Deed {
        Deed::Verb(verb)
    }
}
