//! Form fields: the same for creation, editing, verbs and filters.

use super::Badge;

/// One field of a form, with what was typed, its hint and what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct FormField {
    /// The name it is sent under; also the API's name for it.
    pub name: String,
    /// What stands above it.
    pub label: String,
    /// How it is entered.
    pub kind: FieldKind,
    /// What is in it now: the record's value, or what the reader typed before a refusal.
    pub value: String,
    /// Whether it must be filled. Marked in words.
    pub required: bool,
    /// A line of help under the label.
    pub hint: String,
    /// What is wrong with it and what to do, after a refusal.
    pub error: Option<String>,
    /// The longest text taken, where there is a limit.
    pub max_length: Option<u32>,
}

/// How a field is entered.
#[derive(Debug, Clone)]
pub enum FieldKind {
    /// One line.
    Text(InputType),
    /// Several lines; the number is how many are shown at first.
    TextArea(u8),
    /// One of a few.
    Select {
        /// What there is to choose from; the one whose value equals the field's is chosen.
        choices: Vec<Choice>,
        /// The name of the field whose value narrows the choices, see [`Choice::when`].
        narrowed_by: Option<String>,
    },
    /// One line with suggestions; other text is allowed and judged by the server.
    Suggest {
        /// Suggestions known already.
        choices: Vec<Choice>,
        /// Where more suggestions come from while typing: a GET that answers with
        /// [`Suggestions`](super::Suggestions), given the text under the field's own name.
        source: Option<String>,
    },
    /// A tick; sent as `on`, checked when the value is `on`.
    Checkbox,
    /// Ticks of which any may be set, sent under one name; the value is what is ticked, with commas
    /// between.
    Checks(Vec<Choice>),
    /// An amount and its currency; the value is both, with a space between.
    Money(Vec<String>),
    /// Files, several at once.
    Files(FilesTaken),
    /// Sent along, not shown.
    Hidden,
    /// Not sent: shows the priority that follows from two other fields of the form.
    Preview(PriorityMatrix),
}

/// What a field for files takes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilesTaken {
    /// The largest file, in bytes.
    pub most: u64,
    /// What to say of a larger one before it is sent.
    pub too_large: String,
}

impl Default for FieldKind {
    fn default() -> Self {
        Self::Text(InputType::Text)
    }
}

/// The kinds of one-line text that browsers treat apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum InputType {
    /// Any text.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// A secret; never sent back to the page.
    Password,
    /// A secret to be; never sent back to the page.
    NewPassword,
    /// A code that works once.
    Code,
    /// A text to search for.
    Search,
    /// A whole number.
    Number,
    /// A date without a time.
    Date,
    /// A date and a time on the reader's clock.
    Moment,
    /// A number with a point.
    Decimal,
    /// An address on the web.
    Url,
}

/// One possible value of a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// The values of the narrowing field with which this choice makes sense, separated by
    /// spaces; empty: always. With scripts off all choices show and the server judges.
    pub when: String,
}

impl Choice {
    /// A choice that always makes sense.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), when: String::new() }
    }
}

/// A group of fields under one heading.
#[derive(Debug, Clone, Default)]
pub struct FormSection {
    /// The heading; empty for none.
    pub heading: String,
    /// The fields in order.
    pub fields: Vec<FormField>,
}

/// One line of the list of problems above a refused form.
#[derive(Debug, Clone, Default)]
pub struct FieldProblem {
    /// The name of the field it is about; empty where it is about the whole form.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// Impact × urgency → priority, for the preview in a form. The server decides again.
#[derive(Debug, Clone, Default)]
pub struct PriorityMatrix {
    /// The name of the impact field.
    pub impact: String,
    /// The name of the urgency field.
    pub urgency: String,
    /// Impact, urgency and the priority that follows.
    pub cells: Vec<(u8, u8, Badge)>,
}

impl PriorityMatrix {
    /// The matrix as JSON for the island: `{"1,2": {"label": …, "css": …}}`.
    #[must_use]
    pub fn json(&self) -> String {
        let cells = self.cells.iter().map(|(impact, urgency, badge)| {
            let shown = serde_json::json!({ "label": badge.label, "css": badge.css() });
            (format!("{impact},{urgency}"), shown)
        });
        serde_json::Value::Object(cells.collect()).to_string()
    }
}

impl FormField {
    /// A field of one line.
    #[must_use]
    pub fn text(name: &str, label: impl Into<String>) -> Self {
        Self { name: name.to_owned(), label: label.into(), ..Self::default() }
    }

    /// A field of several lines.
    #[must_use]
    pub fn area(name: &str, label: impl Into<String>, rows: u8) -> Self {
        Self { kind: FieldKind::TextArea(rows), ..Self::text(name, label) }
    }

    /// A field with a few possible values.
    #[must_use]
    pub fn select(name: &str, label: impl Into<String>, choices: Vec<Choice>) -> Self {
        Self { kind: FieldKind::Select { choices, narrowed_by: None }, ..Self::text(name, label) }
    }

    /// A value sent along unseen.
    #[must_use]
    pub fn hidden(name: &str, value: impl Into<String>) -> Self {
        Self { kind: FieldKind::Hidden, value: value.into(), ..Self::text(name, "") }
    }

    /// The same field with a value in it.
    #[must_use]
    pub fn with_value(self, value: impl Into<String>) -> Self {
        Self { value: value.into(), ..self }
    }

    /// The same field with a line of help.
    #[must_use]
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// The same field, which must be filled.
    #[must_use]
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The same field, taking at most `limit` characters.
    #[must_use]
    pub fn at_most(self, limit: u32) -> Self {
        Self { max_length: Some(limit), ..self }
    }

    /// The same select, whose choices depend on the field `name`.
    #[must_use]
    pub fn narrowed_by(mut self, name: &str) -> Self {
        if let FieldKind::Select { narrowed_by, .. } = &mut self.kind {
            *narrowed_by = Some(name.to_owned());
        }
        self
    }

    /// Whether nothing of it shows.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        matches!(self.kind, FieldKind::Hidden)
    }

    /// Which way the template draws it.
    #[must_use]
    pub fn widget(&self) -> &'static str {
        match self.kind {
            FieldKind::Text(_) => "text",
            FieldKind::TextArea(_) => "area",
            FieldKind::Select { .. } => "select",
            FieldKind::Suggest { .. } => "suggest",
            FieldKind::Files(_) => "files",
            FieldKind::Checkbox => "checkbox",
            FieldKind::Checks(_) => "checks",
            FieldKind::Money(_) => "money",
            FieldKind::Hidden => "hidden",
            FieldKind::Preview(_) => "preview",
        }
    }

    /// The `type` of a one-line field.
    #[must_use]
    pub fn input_type(&self) -> &'static str {
        match self.kind {
            FieldKind::Text(InputType::Email) => "email",
            FieldKind::Text(InputType::Password | InputType::NewPassword) => "password",
            FieldKind::Text(InputType::Search) => "search",
            FieldKind::Text(InputType::Number) => "number",
            FieldKind::Text(InputType::Date) => "date",
            FieldKind::Text(InputType::Moment) => "datetime-local",
            FieldKind::Text(InputType::Url) => "url",
            // A browser's field for numbers would lose what it cannot read.
            _ => "text",
        }
    }

    /// The keys a small screen shows, where they are not those of the type.
    #[must_use]
    pub fn input_mode(&self) -> Option<&'static str> {
        match self.kind {
            FieldKind::Text(InputType::Decimal) | FieldKind::Money(_) => Some("decimal"),
            _ => None,
        }
    }

    /// The step of a moment: to the second.
    #[must_use]
    pub fn step(&self) -> Option<&'static str> {
        matches!(self.kind, FieldKind::Text(InputType::Moment)).then_some("1")
    }

    /// Its name as a selector of CSS takes it.
    #[must_use]
    pub fn selector(&self) -> String {
        self.name.replace('.', "\\.")
    }

    /// Whether one of several ticks is set.
    #[must_use]
    pub fn ticks(&self, choice: &Choice) -> bool {
        self.value.split(',').any(|code| code == choice.value)
    }

    /// The amount of money, without its currency.
    #[must_use]
    pub fn amount(&self) -> &str {
        self.value.rsplit_once(' ').map_or(&self.value, |(amount, _)| amount)
    }

    /// The currencies to choose from, each with whether it is the amount's; what it is in now is
    /// among them.
    #[must_use]
    pub fn currencies(&self) -> Vec<(String, bool)> {
        let FieldKind::Money(offered) = &self.kind else { return Vec::new() };
        let held = self.value.rsplit_once(' ').map(|(_, currency)| currency);
        let mut codes = offered.clone();
        codes.extend(
            held.filter(|held| !offered.iter().any(|code| code == held)).map(str::to_owned),
        );
        codes
            .into_iter()
            .map(|code| {
                let chosen = held == Some(code.as_str());
                (code, chosen)
            })
            .collect()
    }

    /// What the browser may fill in by itself.
    #[must_use]
    pub fn autocomplete(&self) -> &'static str {
        match self.kind {
            FieldKind::Text(InputType::Email) => "username",
            FieldKind::Text(InputType::Password) => "current-password",
            FieldKind::Text(InputType::NewPassword) => "new-password",
            FieldKind::Text(InputType::Code) => "one-time-code",
            _ => "off",
        }
    }

    /// The text put back into a one-line field: a secret is never sent back.
    #[must_use]
    pub fn shown_value(&self) -> &str {
        match self.kind {
            FieldKind::Text(InputType::Password | InputType::NewPassword | InputType::Code) => "",
            _ => &self.value,
        }
    }

    /// What a field for files takes.
    #[must_use]
    pub fn files(&self) -> Option<&FilesTaken> {
        if let FieldKind::Files(taken) = &self.kind { Some(taken) } else { None }
    }

    /// Lines of a several-line field.
    #[must_use]
    pub fn rows(&self) -> u8 {
        match self.kind {
            FieldKind::TextArea(rows) => rows,
            _ => 1,
        }
    }

    /// What there is to choose from.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            FieldKind::Select { choices, .. }
            | FieldKind::Suggest { choices, .. }
            | FieldKind::Checks(choices) => choices,
            _ => &[],
        }
    }

    /// The field that narrows the choices.
    #[must_use]
    pub fn narrowing(&self) -> Option<&str> {
        match &self.kind {
            FieldKind::Select { narrowed_by, .. } => narrowed_by.as_deref(),
            _ => None,
        }
    }

    /// Where suggestions come from.
    #[must_use]
    pub fn source(&self) -> Option<&str> {
        match &self.kind {
            FieldKind::Suggest { source, .. } => source.as_deref(),
            _ => None,
        }
    }

    /// The matrix of a preview.
    #[must_use]
    pub fn matrix(&self) -> Option<&PriorityMatrix> {
        match &self.kind {
            FieldKind::Preview(matrix) => Some(matrix),
            _ => None,
        }
    }

    /// The ids of hint and error for `aria-describedby`, or nothing.
    #[must_use]
    pub fn described_by(&self, form_id: &str) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{form_id}-{}-hint", self.name));
        let error = self.error.as_ref().map(|_| format!("{form_id}-{}-error", self.name));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (hint, error) => hint.or(error),
        }
    }
}
