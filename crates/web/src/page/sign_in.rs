//! The door.

use askama::Template;

use super::{FieldKind, FormField, InputType, SIGN_IN_PATH, Shell, Tone};

/// The sign-in page.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    /// The frame, without a person.
    pub shell: Shell,
    /// What was typed as address.
    pub email: String,
    /// Where to go afterwards: a path of ours, checked by the handler.
    pub next: String,
    /// What is wrong and how strongly to say it; nothing on the first visit.
    pub refusal: Option<(Tone, String)>,
}

impl SignInPage {
    /// The page on the first visit.
    #[must_use]
    pub fn new(shell: Shell, next: impl Into<String>) -> Self {
        Self { shell, email: String::new(), next: next.into(), refusal: None }
    }

    /// The page after a wrong address or password. It does not say which of the two.
    #[must_use]
    pub fn wrong(self, email: impl Into<String>) -> Self {
        let text = self.shell.t.text("sign-in-wrong");
        Self { email: email.into(), refusal: Some((Tone::Danger, text)), ..self }
    }

    /// The page after too many attempts: when the next one is heard.
    #[must_use]
    pub fn throttled(self, email: impl Into<String>, seconds: u32) -> Self {
        let text = self.shell.t.text_with("sign-in-throttled", &[("seconds", seconds.into())]);
        Self { email: email.into(), refusal: Some((Tone::Warning, text)), ..self }
    }

    /// The page for somebody whose session has ended.
    #[must_use]
    pub fn ended(self) -> Self {
        let text = self.shell.t.text("sign-in-ended");
        Self { refusal: Some((Tone::Info, text)), ..self }
    }

    /// The page for somebody who has just set a password.
    #[must_use]
    pub fn set(self) -> Self {
        let text = self.shell.t.text("set-password-done");
        Self { refusal: Some((Tone::Success, text)), ..self }
    }

    /// Where the form is sent.
    #[must_use]
    pub fn path(&self) -> &'static str {
        SIGN_IN_PATH
    }

    /// Address and password.
    #[must_use]
    pub fn fields(&self) -> [FormField; 2] {
        let email = FormField::text("email", self.shell.t.text("sign-in-email"));
        let password = FormField::text("password", self.shell.t.text("sign-in-password"));
        [
            FormField { kind: FieldKind::Text(InputType::Email), ..email.required() }
                .with_value(&self.email),
            FormField { kind: FieldKind::Text(InputType::Password), ..password.required() },
        ]
    }
}

/// The page of an installation that nobody administers yet.
#[derive(Debug, Clone, Template)]
#[template(path = "no_administrator.html")]
pub struct NoAdministratorPage {
    /// The frame, without a person.
    pub shell: Shell,
    /// The command to type, with the installation's own data directory or database filled in.
    pub command: String,
}
