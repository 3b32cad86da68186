//! Buttons and small forms that move a record.

use super::FormField;

/// The method a verb is sent with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Method {
    /// POST.
    #[default]
    Post,
    /// PATCH; a browser sends POST with `_method=patch`.
    Patch,
    /// DELETE; a browser sends POST with `_method=delete`.
    Delete,
}

impl From<desk::lifecycle::Method> for Method {
    fn from(method: desk::lifecycle::Method) -> Self {
        match method {
            desk::lifecycle::Method::Post => Self::Post,
            desk::lifecycle::Method::Patch => Self::Patch,
            desk::lifecycle::Method::Delete => Self::Delete,
        }
    }
}

/// One legal next move: a button, or a button that opens a few fields.
///
/// One row of a lifecycle table fills one of these, so that the button, the API operation and
/// the documentation cannot drift apart.
#[derive(Debug, Clone, Default)]
pub struct VerbForm {
    /// The verb's code, unique on the page: `resolve`.
    pub verb: String,
    /// Where it is sent: `/incidents/INC0000042/resolution`.
    pub path: String,
    /// The method it is sent with.
    pub method: Method,
    /// What the button says: an infinitive, "Resolve".
    pub label: String,
    /// What the button below the fields says; empty where it says the label again.
    pub submit: String,
    /// Whether it is the one move most people make next.
    pub primary: bool,
    /// Whether it ends or throws away something.
    pub danger: bool,
    /// What must be said with it; `csrf`, `version` and the method are added by the template.
    pub fields: Vec<FormField>,
    /// A line above the fields: what the verb does.
    pub hint: String,
    /// What is wrong with the whole form, after a refusal.
    pub error: Option<String>,
    /// Whether the fields stand open: after a refusal.
    pub open: bool,
}

impl VerbForm {
    /// A plain button.
    #[must_use]
    pub fn button(verb: &str, path: impl Into<String>, label: impl Into<String>) -> Self {
        Self { verb: verb.to_owned(), path: path.into(), label: label.into(), ..Self::default() }
    }

    /// What the button below the fields says.
    #[must_use]
    pub fn submit_label(&self) -> &str {
        if self.submit.is_empty() { &self.label } else { &self.submit }
    }

    /// Whether there is anything to fill in.
    #[must_use]
    pub fn asks(&self) -> bool {
        self.error.is_some() || self.fields.iter().any(|field| !field.is_hidden())
    }

    /// Whether files are sent with it, which takes another encoding.
    #[must_use]
    pub fn takes_files(&self) -> bool {
        self.fields.iter().any(|field| field.files().is_some())
    }

    /// The method as the hidden field says it; empty where a browser can say it itself.
    #[must_use]
    pub fn hidden_method(&self) -> &'static str {
        match self.method {
            Method::Post => "",
            Method::Patch => "patch",
            Method::Delete => "delete",
        }
    }

    /// The prefix of the ids inside the form.
    #[must_use]
    pub fn id(&self) -> String {
        format!("verb-{}", self.verb)
    }

    /// The CSS class of the button.
    #[must_use]
    pub fn css(&self) -> &'static str {
        match (self.primary, self.danger) {
            (true, _) => "button button-primary",
            (false, true) => "button button-danger",
            (false, false) => "button",
        }
    }
}
