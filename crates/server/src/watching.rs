//! A listener for whoever watches over this process.

use std::net::TcpListener;
use std::time::Duration;

use anyhow::Result;
use web::Site;

use crate::config::{self, Config};
use crate::conversation::Conversation;
use crate::{practices, say, serving};

/// How long a connection may last: whoever watches asks again, and one who does not take the answer
/// must not hold a connection for ever.
const LONGEST: Duration = Duration::from_secs(60);

/// Takes its address, where there is to be one.
pub(crate) fn listen(config: &Config) -> Result<Option<TcpListener>> {
    let address = config.maybe(&config::METRICS_LISTEN)?;
    address.map(|address| serving::listen(&address, "metrics-listen")).transpose()
}

/// Answers there until the process ends; within a runtime. It goes on while everything else stops, so
/// that stopping can be watched too.
pub(crate) fn begin(listener: TcpListener, site: &Site) -> Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let conversation = Conversation::with(web::watch(site, practices::kinds()), site, None);
    let conversation = conversation.for_at_most(LONGEST);
    say::line(&format!("Measures are at http://{}/metrics", listener.local_addr()?));
    drop(tokio::spawn(async move {
        let never = std::pin::pin!(std::future::pending());
        serving::take(&listener, never, &conversation, None).await;
    }));
    Ok(())
}
