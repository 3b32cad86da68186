//! Who asks: a person by session cookie on pages, a program by token in the API.

mod address;
mod caller;
mod cookie;
mod csrf;
mod member;
mod notice;
mod reading;
mod visit;
mod whoever;

pub(crate) use address::{ClientAddress, FORWARDED_PROTO, is_encrypted};
pub use caller::Caller;
pub(crate) use caller::{admit_caller, known};
pub(crate) use cookie::{
    SESSION_COOKIE, STEP_COOKIE, ended, read_cookie, started, step_begun, step_over,
};
pub(crate) use csrf::same_origin;
pub use member::Member;
pub(crate) use member::{accept_language, admit_member, is_htmx, lost};
pub(crate) use notice::forgotten;
pub use notice::{see, see_with};
pub(crate) use reading::{Reading, written_down};
pub(crate) use visit::Visit;
pub(crate) use whoever::Whoever;
