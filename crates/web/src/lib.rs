//! The HTTP edge that all practices share.

pub mod i18n;
pub mod page;
