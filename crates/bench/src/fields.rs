//! What fields that are not shown cost: pages that show five of an administrator's own fields, where
//! there are only these and where there are two hundred more.

use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;
use serde_json::json;

use crate::fill::fill;
use crate::http::Client;
use crate::installation::{Engine, Installation};
use crate::latencies::Latencies;
use crate::node::Node;
use crate::program::Program;
use crate::report::Report;
use crate::stopwatch::Stopwatch;

/// Fields that are shown and filled in.
const SHOWN: u32 = 5;
/// Of a hundred: so much slower is still the same to whoever waits.
const MORE: u64 = 125;
/// Microseconds that no clock of a shared machine tells apart.
const GRAIN: u64 = 500;
/// Incidents that hold the fields; more than a page shows.
const HOLDERS: u32 = 60;

/// Pages that show five fields, with and without two hundred others
#[derive(Debug, Args)]
pub(crate) struct Fields {
    /// Where the data lies
    #[arg(long, value_enum, default_value = "sqlite")]
    engine: Engine,
    /// Incidents there are
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1_000..))]
    incidents: u64,
    /// Fields that are not shown
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=250))]
    others: u32,
    /// How often each page is asked for
    #[arg(long, default_value_t = 400, value_parser = clap::value_parser!(u32).range(20..))]
    times: u32,
}

/// A page, and what it is called in the report.
struct Page {
    code: &'static str,
    label: &'static str,
    path: String,
    is_api: bool,
}

impl Fields {
    pub(crate) fn run(&self, program: &Program) -> Result<Report> {
        let installation = Installation::new(self.engine)?;
        let administrator = program.add_administrator(&installation)?;
        let filled = fill(&installation.open()?, self.incidents)?;
        let node = Node::start(program, &installation)?;
        installation.settle()?;
        let mut admin = Client::with_token(node.address, &administrator);
        let mut agent = Client::with_token(node.address, &filled.token);
        for n in 1..=SHOWN {
            add_field(&mut admin, &format!("shown_{n}"), &["create", "edit"])?;
        }
        let held = hold(&mut agent)?;
        let pages = pages(&held);
        let mut browser = Client::with_session(node.address, &filled.session);
        let few = self.measure(&pages, &mut browser, &mut agent)?;
        for n in 1..=self.others {
            add_field(&mut admin, &format!("other_{n}"), &[])?;
        }
        let many = self.measure(&pages, &mut browser, &mut agent)?;
        let mut report = Report::new(format!(
            "Pages that show {SHOWN} custom fields of {}, among {} incidents",
            SHOWN + self.others,
            self.incidents
        ));
        for ((page, few), many) in pages.iter().zip(&few).zip(&many) {
            let alone = format!("{}, with these {SHOWN} alone", page.label);
            report.latencies(&format!("{}_few", page.code), &alone, few, None);
            let most = few.within(95) * MORE / 100 + GRAIN;
            report.latencies(page.code, page.label, many, Some(most));
        }
        Ok(report)
    }

    fn measure(
        &self,
        pages: &[Page],
        browser: &mut Client,
        agent: &mut Client,
    ) -> Result<Vec<Latencies>> {
        let mut all = Vec::new();
        for page in pages {
            let client = if page.is_api { &mut *agent } else { &mut *browser };
            let mut times = Latencies::default();
            for turn in 0..self.times + 20 {
                let watch = Stopwatch::start();
                let answer = client.get(&page.path)?;
                let took: Duration = watch.elapsed();
                let shown = String::from_utf8_lossy(&answer.body);
                if answer.status != 200 || !shown.contains("Held in") {
                    bail!("{} was answered {} without the fields", page.path, answer.status);
                }
                // The first ones make the caches warm.
                if turn >= 20 {
                    times.add(took);
                }
            }
            all.push(times);
        }
        Ok(all)
    }
}

fn add_field(admin: &mut Client, code: &str, forms: &[&str]) -> Result<()> {
    let field = json!({
        "kind": "incident", "code": code, "type": "text", "forms": forms,
        "labels": { "en": format!("Held in {code}"), "de": format!("Steht in {code}") },
    });
    let answer = admin.post("/api/v1/fields", &field)?;
    match answer.status {
        201 => Ok(()),
        status => bail!("a field was answered {status}: {}", answer.json()),
    }
}

/// Opens incidents that hold the fields; the last one's number.
fn hold(agent: &mut Client) -> Result<String> {
    let mut number = String::new();
    for n in 1..=HOLDERS {
        let mut incident =
            json!({ "title": format!("Scale {n} weighs too much"), "impact": 3, "urgency": 3 });
        for field in 1..=SHOWN {
            if let Some(held) = incident.as_object_mut() {
                held.insert(format!("x.shown_{field}"), json!(format!("Held in {field} by {n}")));
            }
        }
        let answer = agent.post("/api/v1/incidents", &incident)?;
        let body = answer.json();
        match body.get("number").and_then(serde_json::Value::as_str) {
            Some(told) => told.clone_into(&mut number),
            None => bail!("an incident was answered {}: {body}", answer.status),
        }
    }
    Ok(number)
}

fn pages(held: &str) -> [Page; 5] {
    let shown: Vec<String> = (1..=SHOWN).map(|n| format!("x.shown_{n}")).collect();
    let columns = format!("fields=number,title,{}", shown.join(","));
    let page = |code, label, path, is_api| Page { code, label, path, is_api };
    [
        page("list", "a list with five columns", format!("/incidents?queue=all&{columns}"), false),
        page("record", "an incident", format!("/incidents/{held}"), false),
        page("new", "the form of a new one", "/incidents/new".to_owned(), false),
        page("api_list", "API, a list", format!("/api/v1/incidents?limit=50&{columns}"), true),
        page("api_record", "API, an incident", format!("/api/v1/incidents/{held}"), true),
    ]
}
