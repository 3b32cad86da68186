//! How many requests a token of the API may make.

use std::num::NonZeroU32;

use clap::Args;
use web::Rate;

/// How many requests a token may make.
#[derive(Debug, Args)]
pub(crate) struct RateArguments {
    /// Requests a token may make each second, on each node; 0 for as many as it likes
    #[arg(long, value_name = "NUMBER", default_value_t = 100, help_heading = "API")]
    api_rate: u32,
    /// Requests a token may make at once, after a pause
    #[arg(long, value_name = "NUMBER", default_value_t = NonZeroU32::MIN.saturating_add(999), help_heading = "API")]
    api_burst: NonZeroU32,
}

impl RateArguments {
    /// The rate meant; nothing where it is not bounded.
    pub(crate) fn rate(&self) -> Option<Rate> {
        let per_second = NonZeroU32::new(self.api_rate)?;
        Some(Rate { per_second, burst: self.api_burst })
    }
}
