//! The page of measures, in the text form of Prometheus.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use desk::Error;
use desk::due::clock::{Clock, clocks, late_seconds};
use jobs::Waits;
use prometheus::{TEXT_FORMAT, TextEncoder};

use super::local::is_from_here;
use super::sheet::Sheet;
use crate::failure::Result;
use crate::identify::known;
use crate::site::Site;

/// How long the database may take to answer.
const LONGEST: Duration = Duration::from_secs(5);

/// To those on this machine, and to administrators who bring a token.
pub(super) async fn show(State(site): State<Site>, request: Request) -> Result<Response> {
    // Where people come by another address, something on this machine passes them on, and perhaps
    // without saying so.
    let settings = site.settings();
    let alone = settings.origins.is_empty() && settings.proxies.is_empty();
    if !(alone && is_from_here(request.extensions(), request.headers())) {
        match known(&site, request.headers()).await {
            Ok(Some((agent, _))) if agent.administers() => {}
            Ok(Some(_)) => return Ok(refused(StatusCode::FORBIDDEN)),
            Ok(None) | Err(_) => return Ok(refused(StatusCode::UNAUTHORIZED)),
        }
    }
    told(State(site)).await
}

/// Whatever asks is a program, which is not led to a page.
fn refused(status: StatusCode) -> Response {
    let why = "measures are told to this machine itself, to an administrator's API token, \
               and on the address of --metrics-listen\n";
    (status, [(header::WWW_AUTHENTICATE, "Bearer")], why).into_response()
}

/// To whoever asks.
pub(super) async fn told(State(site): State<Site>) -> Result<Response> {
    let text = text(&site).await?;
    Ok(([(header::CONTENT_TYPE, TEXT_FORMAT)], text).into_response())
}

async fn text(site: &Site) -> desk::Result<String> {
    let Some(metrics) = site.metrics() else {
        return Err(Error::Broken("there are no measures".to_owned()));
    };
    let (now, kinds) = (site.now(), site.kinds());
    let work = site.read(move |tx| {
        let (jobs, clocks) = (jobs::status(tx, now)?, clocks(tx, &kinds, now)?);
        Ok((jobs, jobs::waiting_events(tx)?, clocks))
    });
    let work = tokio::time::timeout(LONGEST, work).await;
    let broken = |error: prometheus::Error| Error::Broken(format!("a measure: {error}"));
    let sheet = Sheet::new();
    of_node(&sheet, site).map_err(broken)?;
    // What the node itself measures is told also while the database does not answer: then most of all.
    let answers = matches!(work, Ok(Ok(_)));
    sheet
        .gauge("mainstay_db_answers", "1 when the database answered just now.", i64::from(answers))
        .map_err(broken)?;
    match work {
        Ok(Ok((jobs, events, clocks))) => {
            of_jobs(&sheet, &jobs, events).map_err(broken)?;
            of_clocks(&sheet, &clocks).map_err(broken)?;
        }
        Ok(Err(error)) => tracing::warn!(%error, "no figures of jobs"),
        Err(_) => tracing::warn!("no figures of jobs: the database does not answer in time"),
    }
    let families = [metrics.gather(), sheet.gather()].concat();
    TextEncoder::new().encode_to_string(&families).map_err(broken)
}

fn of_node(sheet: &Sheet, site: &Site) -> prometheus::Result<()> {
    let version = site.settings().version;
    sheet.gauges(
        "mainstay_build_info",
        "Which program this is; always 1.",
        &["version", "engine"],
        &[(&[version, site.db().engine()], 1)],
    )?;
    sheet.gauge(
        "mainstay_stopping",
        "1 while the node finishes what is under way and takes nothing new.",
        i64::from(site.is_stopping()),
    )?;
    sheet.gauge(
        "mainstay_event_streams",
        "Streams of events being listened to.",
        i64::try_from(site.live().listeners()).unwrap_or(i64::MAX),
    )?;
    let (known, made) = site.counts().known_and_made();
    sheet.counter("mainstay_counts_known_total", "Counts of lists known already.", known)?;
    sheet.counter("mainstay_counts_made_total", "Counts of lists that were made.", made)?;
    let wait = site.db().measures().longest_wait().as_micros();
    sheet.gauge(
        "mainstay_db_longest_wait_microseconds",
        "The longest a write or a connection was waited for since the start.",
        i64::try_from(wait).unwrap_or(i64::MAX),
    )?;
    sheet.gauge(
        "mainstay_db_writer_well",
        "1 while writes are taken; 0 when the writer has ended or is stuck.",
        i64::from(site.db().writer_is_well()),
    )
}

fn of_jobs(sheet: &Sheet, jobs: &jobs::Status, events: i64) -> prometheus::Result<()> {
    sheet.gauges(
        "mainstay_jobs",
        "Jobs by state; dead ones were given up.",
        &["state"],
        &[(&["waiting"], jobs.queued), (&["running"], jobs.running), (&["dead"], jobs.dead)],
    )?;
    let oldest = jobs.oldest_due.map_or(0, |age| i64::try_from(age.as_secs()).unwrap_or(i64::MAX));
    sheet.gauge(
        "mainstay_jobs_oldest_due_seconds",
        "For how long the job that has waited longest has been due.",
        oldest,
    )?;
    sheet.gauge("mainstay_outbox_events", "Events waiting to be handed on.", events)
}

/// A measure of what waits: its name, what it says, and where that stands.
type Figure = (&'static str, &'static str, fn(&Waits) -> i64);

/// What waits for a time; the codes are known when the program is built.
fn of_clocks(sheet: &Sheet, clocks: &[Clock]) -> prometheus::Result<()> {
    let figures: [Figure; 3] = [
        ("mainstay_clock_waiting", "What waits for a time, by sort.", |waits| waits.waiting),
        ("mainstay_clock_late", "What should have been done by now.", |waits| waits.late),
        (
            "mainstay_clock_oldest_late_seconds",
            "For how long the oldest of these has been due; 0 for none.",
            late_seconds,
        ),
    ];
    for (name, help, figure) in figures {
        let labels: Vec<([&str; 1], i64)> =
            clocks.iter().map(|(code, waits)| ([*code], figure(waits))).collect();
        let values: Vec<(&[&str], i64)> =
            labels.iter().map(|(label, value)| (label.as_slice(), *value)).collect();
        sheet.gauges(name, help, &["clock"], &values)?;
    }
    Ok(())
}
