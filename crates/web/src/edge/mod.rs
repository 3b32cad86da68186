//! What stands around every handler, from the outside in: identity and log of the request,
//! security headers, compression, the rendering of failures, panics and patience, the page of an
//! installation without administrator, forms and their hidden method, the sender's origin.

mod app;
mod arrival;
mod forms;
mod gate;
mod headers;
mod render;
mod request;

pub use app::{app, closing};
