//! What stands on a page: plain view models and the templates that draw them.
//!
//! A view model holds text, numbers and small enums, never a record: the handler fills it from
//! what it loaded, the template only draws. Lists, record pages and creation forms know nothing
//! of one practice, so that the next one fills the same structs and looks the same.
//!
//! A practice that needs a page of its own writes a template in its own `templates/` directory
//! that says `{% extends "layout.html" %}`; its `askama.toml` names this crate's templates as
//! the second directory:
//!
//! ```toml
//! [general]
//! dirs = ["templates", "../../crates/web/templates"]
//! ```
//!
//! Everything works as plain links and forms. htmx and the islands in `crates/assets` add to the
//! same markup; nothing is reachable only through them.

mod access;
mod assignment;
mod badge;
mod baseline;
mod bulk;
mod closing;
mod fields;
mod form;
mod icon;
mod inbox_page;
mod inputs;
mod list;
mod list_tools;
mod parts;
mod people_import;
mod priorities;
mod privacy;
mod record;
mod record_form;
mod reference;
mod refusal;
mod retention;
mod role;
mod satisfaction;
mod search;
mod section;
mod sections_page;
mod set_password;
mod set_up;
mod shell;
mod sign_in;
mod stamp;
mod table;
mod then;
mod timeline;
mod toast;
mod tried;
mod try_form;
mod verb;
mod views;

pub use access::{AccessAnswer, AccessPage, AccessPart};
pub use assignment::{
    AssignmentFormPage, AssignmentPage, PersonLoad, RuleChange, RuleLine, RulePreview, RuleTrial,
    TeamLoad, TriedRule,
};
pub use badge::{Badge, Tone};
pub use baseline::BaselinePage;
pub use bulk::{BulkBar, BulkForm, BulkPage, BulkPart, BulkRun, BulkVerb, BulkView, Progress};
pub use closing::ClosingForm;
pub use fields::{FieldLine, FieldPage, FieldTypesPage, FieldsOfKind, FieldsPage, Retirement};
pub use form::{
    Choice, FieldKind, FieldProblem, FilesTaken, FormField, FormSection, InputType, PriorityMatrix,
};
pub use icon::Icon;
pub use inbox_page::{
    InboxFragment, InboxLine, InboxPage, InboxRule, InboxSettingsPage, InboxView,
};
pub use inputs::Inputs;
pub use list::{Cell, Column, EmptyState, GroupCount, Pager, QueueLink, RecordList, Row, Sorted};
pub use list_tools::{
    ColumnChoice, ColumnChooser, ConditionLine, Conditions, GroupChooser, ListTools, ViewForm,
    ViewLink, ViewMenu, Wrong,
};
pub use people_import::PeopleImportPage;
pub use priorities::{PriorityCell, PriorityGrid, PriorityRow};
pub use privacy::PrivacyPage;
pub use record::{Callout, Compose, Property, PropertyGroup, RecordPage, RecordPanel, RecordView};
pub use record_form::{RecordForm, Suggestions};
pub use reference::{
    MemberRow, NamedType, OperationPage, OperationReply, ReferenceGroup, ReferenceLine,
    ReferencePage, TypeWords, ticked,
};
pub use refusal::{ConflictValue, ErrorPage};
pub use retention::RetentionForm;
pub use role::{PermissionCell, PermissionGrid, PermissionRow, PermissionRows};
pub use satisfaction::{RatingForm, Satisfaction};
pub use search::{FoundFragment, Marked, Piece, SearchPage, SearchResult, pieces};
pub use section::{Look, Section, SectionRow};
pub use sections_page::{SectionsPage, SectionsPart};
pub use set_password::{CodePage, Codes, FormPage, Once, QrCode, SetPasswordPage};
pub use set_up::SetUpPage;
pub use shell::{Link, NavGroup, NavItem, Notice, PersonMenu, Shell};
pub use sign_in::{NoAdministratorPage, SignInPage};
pub use stamp::{Stamp, day};
pub use table::TablePage;
pub use then::{ThenPage, TimeBar};
pub use timeline::{Change, Entry, Mark, SafeHtml, Shown};
pub use toast::Toast;
pub use tried::Tried;
pub use try_form::TryForm;
pub use verb::{Method, VerbForm};
pub use views::{ViewPage, ViewRow, ViewsPage};

/// Where the sign-in form is shown (GET) and sent (POST).
pub const SIGN_IN_PATH: &str = "/sign-in";

/// Where a link leads by which somebody sets a password (GET), and where that is sent (POST).
pub const SET_PASSWORD_PATH: &str = "/set-password";
/// Where an installation is set up, until somebody administers it.
pub const SETUP_PATH: &str = "/setup";

/// Where whoever has set it up goes on.
pub(crate) const SETUP_NEXT: &str = "/administration/people/import";

/// Where the code of a second factor is asked for (GET) and sent (POST).
pub const CODE_PATH: &str = "/sign-in/code";

/// Where signing out is sent (POST).
pub const SIGN_OUT_PATH: &str = "/sign-out";

/// The form field that carries the CSRF token.
pub const CSRF_FIELD: &str = "csrf";

/// The request header that carries the CSRF token when a script sends the request.
pub const CSRF_HEADER: &str = "X-CSRF-Token";

/// The form field that carries the version of the record the reader saw.
pub const VERSION_FIELD: &str = "version";

/// The form field that carries the method an HTML form cannot send, `delete`.
pub const METHOD_FIELD: &str = "_method";
