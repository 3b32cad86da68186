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
mod badge;
mod form;
mod icon;
mod inputs;
mod list;
mod record;
mod record_form;
mod refusal;
mod section;
mod shell;
mod sign_in;
mod stamp;
mod table;
mod then;
mod timeline;
mod toast;
mod verb;

pub use access::{AccessAnswer, AccessPage, AccessPart};
pub use badge::{Badge, Tone};
pub use form::{
    Choice, FieldKind, FieldProblem, FormField, FormSection, InputType, PriorityMatrix,
};
pub use icon::Icon;
pub use inputs::Inputs;
pub use list::{Cell, Column, EmptyState, Pager, QueueLink, RecordList, Row};
pub use record::{Callout, Compose, Property, PropertyGroup, RecordPage, RecordPanel, RecordView};
pub use record_form::{RecordForm, Suggestions};
pub use refusal::{ConflictValue, ErrorPage};
pub use section::{Section, SectionRow};
pub use shell::{Link, NavItem, Notice, PersonMenu, Shell};
pub use sign_in::{NoAdministratorPage, SignInPage};
pub use stamp::Stamp;
pub use table::TablePage;
pub use then::{ThenPage, TimeBar};
pub use timeline::{Change, Entry, Mark, SafeHtml, Shown};
pub use toast::Toast;
pub use verb::{Method, VerbForm};

/// Where the sign-in form is shown (GET) and sent (POST).
pub const SIGN_IN_PATH: &str = "/sign-in";

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
