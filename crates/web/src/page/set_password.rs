//! Pages on which a secret is handed on or taken up.

use askama::Template;

use super::{FormField, Link, SIGN_IN_PATH, Shell};

/// The page a link leads to: a password is set by whoever holds it.
#[derive(Debug, Clone, Template)]
#[template(path = "set_password.html")]
pub struct SetPasswordPage {
    /// The frame, without a person.
    pub shell: Shell,
    /// Where the form is sent.
    pub path: &'static str,
    /// What the link holds.
    pub link: String,
    /// For whom; nothing when the link can be used no more.
    pub of: Option<(String, String)>,
    /// What is wrong with the whole of it.
    pub error: Option<String>,
    /// The password, twice.
    pub fields: Vec<FormField>,
}

impl SetPasswordPage {
    /// Where one signs in.
    #[must_use]
    pub fn sign_in(&self) -> &'static str {
        SIGN_IN_PATH
    }
}

/// A text that is shown once, to be copied.
#[derive(Debug, Clone, Template)]
#[template(path = "part/once.html")]
pub struct Once {
    /// Language; the rest of the frame is not drawn.
    pub shell: Shell,
    /// What it is.
    pub label: String,
    /// The text itself.
    pub text: String,
}

/// The second step of signing in.
#[derive(Debug, Clone, Template)]
#[template(path = "code.html")]
pub struct CodePage {
    /// The frame, without a person.
    pub shell: Shell,
    /// Where the form is sent.
    pub path: &'static str,
    /// Where to go afterwards.
    pub next: String,
    /// The code; nothing when none is waited for.
    pub field: Option<FormField>,
    /// What is wrong with the whole of it.
    pub error: Option<String>,
}

impl CodePage {
    /// Where one begins again.
    #[must_use]
    pub fn sign_in(&self) -> &'static str {
        SIGN_IN_PATH
    }
}

/// A secret for an authenticator app, as a picture and as text.
#[derive(Debug, Clone, Template)]
#[template(path = "part/qr.html")]
pub struct QrCode {
    /// Language; the rest of the frame is not drawn.
    pub shell: Shell,
    /// How many squares a side has.
    pub size: usize,
    /// The path over the dark squares.
    pub path: String,
    /// The secret as it is typed.
    pub text: String,
}

/// Recovery codes, told once.
#[derive(Debug, Clone, Template)]
#[template(path = "part/codes.html")]
pub struct Codes {
    /// Language; the rest of the frame is not drawn.
    pub shell: Shell,
    /// The codes.
    pub codes: Vec<String>,
}

/// A page with one form.
#[derive(Debug, Clone, Template)]
#[template(path = "form_page.html")]
pub struct FormPage {
    /// The frame.
    pub shell: Shell,
    /// The way back.
    pub place: Link,
    /// The heading.
    pub heading: String,
    /// A line under it.
    pub lead: String,
    /// Where the form is sent.
    pub path: String,
    /// What is wrong with the whole of it.
    pub error: Option<String>,
    /// The fields in order.
    pub fields: Vec<FormField>,
    /// What the button says.
    pub submit: String,
}
