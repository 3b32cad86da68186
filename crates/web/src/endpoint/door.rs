//! The two doors of the HTTP edge.

/// Whether a person's browser or a program asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Pages: session cookie, forms, HTML.
    Page,
    /// `/api/…`: tokens, JSON, problem details.
    Api,
}

impl Door {
    /// The door a path belongs to.
    #[must_use]
    pub fn of(path: &str) -> Self {
        if path == "/api" || path.starts_with("/api/") { Door::Api } else { Door::Page }
    }

    /// The door as the journal names it.
    #[must_use]
    pub fn desk(self) -> desk::Door {
        match self {
            Door::Page => desk::Door::Web,
            Door::Api => desk::Door::Api,
        }
    }
}
