//! The register of every endpoint: what adds a route also says who may use it and, for the API,
//! describes it. The router, the OpenAPI document and the test that tries every role on every
//! route all come from here.

mod door;
mod navigation;
mod needs;
mod register;

pub use door::Door;
pub(crate) use navigation::Region;
pub use navigation::{Navigation, Place};
pub use needs::Needs;
pub use register::{Endpoint, Endpoints};
