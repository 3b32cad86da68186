//! What stands above a list to change it: conditions, columns, groups, views, exports.

use super::{Choice, FormField, Link};

/// Everything that changes a list beyond its queue and plain filters.
#[derive(Debug, Clone, Default)]
pub struct ListTools {
    /// The filter as text and as lines.
    pub conditions: Conditions,
    /// Which columns are shown, in which order.
    pub columns: ColumnChooser,
    /// What rows are counted by.
    pub group: GroupChooser,
    /// The lists kept under a name.
    pub views: ViewMenu,
    /// Files of what the list holds, by kind.
    pub exports: Vec<Link>,
}

/// The filter of a list: the text, and the same as lines where it can be said in lines.
#[derive(Debug, Clone, Default)]
pub struct Conditions {
    /// Where the text is sent by GET.
    pub path: String,
    /// Where the lines are sent by GET; they become text there.
    pub lines_path: String,
    /// What goes along unseen.
    pub kept: Vec<FormField>,
    /// The text.
    pub q: FormField,
    /// Whether the box stands open: something is wrong with the text, or lines are being added.
    pub open: bool,
    /// The part of the text that something is wrong with, with what stands before and after it.
    pub wrong: Option<Wrong>,
    /// Whether all lines must hold or one is enough; nothing where the text says what no lines can.
    pub any: Option<FormField>,
    /// The lines, at least one of them empty.
    pub lines: Vec<ConditionLine>,
}

/// A text with the part that something is wrong with.
#[derive(Debug, Clone, Default)]
pub struct Wrong {
    /// What stands before.
    pub before: String,
    /// The part.
    pub part: String,
    /// What stands after.
    pub after: String,
}

/// A line of the filter: a field, an operator and a value.
#[derive(Debug, Clone, Default)]
pub struct ConditionLine {
    /// Its place, counted from 1.
    pub place: usize,
    /// The three controls, in order.
    pub controls: [FormField; 3],
}

/// Which columns are shown.
#[derive(Debug, Clone, Default)]
pub struct ColumnChooser {
    /// Where the choice is sent by GET.
    pub path: String,
    /// What goes along unseen.
    pub kept: Vec<FormField>,
    /// Every column there could be: those shown in their order, then the others.
    pub columns: Vec<ColumnChoice>,
    /// The list with its usual columns, where it has others.
    pub usual: Option<String>,
}

/// A column that can be shown.
#[derive(Debug, Clone, Default)]
pub struct ColumnChoice {
    /// The field's code.
    pub code: String,
    /// Its label.
    pub label: String,
    /// Whether it is shown.
    pub shown: bool,
    /// Its place, counted from 1.
    pub place: usize,
}

/// What rows are counted by.
#[derive(Debug, Clone, Default)]
pub struct GroupChooser {
    /// Where it is sent by GET.
    pub path: String,
    /// What goes along unseen.
    pub kept: Vec<FormField>,
    /// The field.
    pub field: FormField,
}

/// The lists kept under a name, and how this one is kept.
#[derive(Debug, Clone, Default)]
pub struct ViewMenu {
    /// Those the reader sees.
    pub views: Vec<ViewLink>,
    /// Where the browser goes after pinning.
    pub back: FormField,
    /// Where all of them are seen to.
    pub all: Link,
    /// Keeps the present list under a new name.
    pub keep: ViewForm,
    /// Writes the present list over the view shown, where the reader may and it differs.
    pub overwrite: Option<ViewForm>,
}

/// A view in the menu.
#[derive(Debug, Clone, Default)]
pub struct ViewLink {
    /// Its name and its list.
    pub link: Link,
    /// With whom it is shared, or whose it is; empty for one's own alone.
    pub shared: String,
    /// Whether it is the one shown.
    pub current: bool,
    /// Where pinning it is sent; its method says whether it is pinned or let go.
    pub pin_path: String,
    /// Whether it is pinned.
    pub pinned: bool,
}

/// A form that keeps a list.
#[derive(Debug, Clone, Default)]
pub struct ViewForm {
    /// Where it is sent.
    pub path: String,
    /// `patch` where it changes a view; empty for a new one.
    pub method: &'static str,
    /// What is to be filled in, and what goes along unseen.
    pub fields: Vec<FormField>,
    /// What the button says.
    pub submit: String,
}

impl Conditions {
    /// The choices of the first control, of which there must be some to build lines with.
    #[must_use]
    pub fn can_build(&self) -> bool {
        self.any.is_some() && !self.lines.is_empty()
    }
}

impl ConditionLine {
    /// The line `place` with these choices, and what is in its controls.
    #[must_use]
    pub fn new(
        place: usize,
        labels: [String; 3],
        fields: Vec<Choice>,
        operators: Vec<Choice>,
        values: [&str; 3],
    ) -> Self {
        let [field, operator, value] = labels;
        let [field_now, operator_now, value_now] = values;
        let name = |what: &str| format!("{what}{place}");
        Self {
            place,
            controls: [
                FormField::select(&name("field"), field, fields).with_value(field_now),
                FormField::select(&name("operator"), operator, operators).with_value(operator_now),
                FormField::text(&name("value"), value).with_value(value_now),
            ],
        }
    }
}
