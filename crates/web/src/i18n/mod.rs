//! The words of the interface, in every language Mainstay speaks.
//!
//! The texts lie in `locales/<language>/*.ftl` and are embedded in the binary. English is the
//! language everything falls back to; tests hold the other languages to the same keys.

mod arg;
mod languages;
mod preference;
mod translator;

pub use arg::Arg;
pub use languages::Languages;
pub use translator::Translator;
