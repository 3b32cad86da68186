//! Parts of pages that stand in many places. Each is a template of its own, and so a function of its
//! own: written into every page that holds them, they made functions so long that the compiler spent
//! half of its time on a few of them.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{
    BulkBar, BulkForm, BulkView, Cell, Compose, Entry, FormField, ListTools, PersonMenu,
    RecordView, Section, Shell, VerbForm, ViewForm,
};

/// Says of each part which template draws it and what that is given, and lets a shell make it. Our own
/// templates escape what they are given, so what they draw is not escaped again.
macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident $make:ident $path:literal ($($field:ident: $type:ty),*);)+) => {
        $(
            $(#[$doc])*
            #[derive(Template)]
            #[template(path = $path)]
            pub struct $name<'a> {
                shell: &'a Shell,
                $($field: &'a $type,)*
            }

            impl HtmlSafe for $name<'_> {}
        )+

        impl Shell {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $make<'a>(&'a self, $($field: &'a $type),*) -> $name<'a> {
                    $name { shell: self, $($field),* }
                }
            )+
        }
    };
}

parts! {
    /// The places a person goes to.
    NavigationPart navigation "part/nav.html" ();
    /// The way to the inbox, and how much is unread.
    BellPart bell "part/bell.html" ();
    /// What a person does about themselves.
    PersonMenuPart person_menu "part/person_menu.html" (person: PersonMenu);
    /// Everything that can be done or gone to, by typing.
    PalettePart palette "part/palette.html" ();
    /// Which keys do what.
    ShortcutsPart shortcuts "part/shortcuts.html" ();
    /// A field of a form.
    FieldPart field "part/field.html" (form_id: str, field: FormField);
    /// What stands in one place of a list.
    CellPart cell "part/cell.html" (cell: Cell);
    /// A button that does something, or a form that opens for it.
    VerbPart verb "part/verb.html" (version: str, form: VerbForm);
    /// A section of what hangs on a record.
    SectionPart section "part/section.html" (version: str, section: Section);
    /// An entry of a timeline.
    EntryPart entry "part/entry.html" (entry: Entry);
    /// Where somebody replies or notes something.
    ComposePart compose "part/compose.html" (version: str, compose: Compose);
    /// A record.
    RecordPart record "part/record.html" (record: RecordView);
    /// The views of a list.
    ViewMenuPart view_menu "part/view_menu.html" (tools: ListTools);
    /// The conditions of a list.
    ConditionsPart conditions "part/conditions.html" (tools: ListTools);
    /// The columns of a list.
    ColumnChooserPart column_chooser "part/column_chooser.html" (tools: ListTools);
    /// A form that keeps a view.
    ViewFormPart view_form "part/view_form.html" (form_id: str, form: ViewForm);
    /// What can be done to the rows that are ticked.
    BulkBarPart bulk_bar "part/bulk_bar.html" (bar: BulkBar);
    /// The form of a bulk edit.
    BulkFormPart bulk_form "part/bulk_form.html" (path: str, form: BulkForm);
    /// A bulk edit.
    BulkBodyPart bulk "part/bulk.html" (bulk: BulkView);
}
