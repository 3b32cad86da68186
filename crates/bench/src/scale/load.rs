//! Reads and writes at fixed moments, whatever the answers do, and how long each took.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::asks::{Ask, READS, SELDOM, SOON, WRITES};
use super::people::Reader;
use crate::http::Client;
use crate::latencies::Latencies;
use crate::report::{Report, per_second};
use crate::stopwatch::Stopwatch;

/// Requests that may be under way at once; far more than the rate asks for.
const CONNECTIONS: u64 = 16;
/// Clients that ask as fast as they are answered, when throughput is measured.
const GREEDY: u64 = 4;
/// How long throughput is measured.
const GREEDILY: Duration = Duration::from_secs(10);
/// How often what is asked seldom is asked by each.
const SELDOM_TIMES: u64 = 20;
/// How long it is measured while long work goes on.
const BESIDE: Duration = Duration::from_secs(20);

/// A load to be put on a server.
#[derive(Debug)]
pub(crate) struct Load<'a> {
    pub(crate) address: SocketAddr,
    pub(crate) readers: &'a [Reader],
    pub(crate) reads: u64,
    pub(crate) writes: u64,
    pub(crate) time: Duration,
}

/// What a load was answered.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    pub(crate) lines: Vec<Line>,
    pub(crate) throughput: u64,
    /// Long work that went on beside: its name, how long it took, the longest answer meanwhile in
    /// microseconds.
    pub(crate) beside: Vec<(&'static str, Duration, u64)>,
    /// How long it took to restore the database from a backup, where that was done.
    pub(crate) restored: Option<Duration>,
    pub(crate) mebibytes: u64,
    pub(crate) syncs: Latencies,
}

/// How long one reader waited for one thing.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) reader: &'static str,
    pub(crate) ask: &'static str,
    soon: u64,
    times: Latencies,
}

/// Who asks for what, by place in the tables.
type Times = BTreeMap<(usize, usize), Latencies>;

impl Measured {
    /// The same reader and thing.
    pub(crate) fn find(&self, like: &Line) -> Option<&Line> {
        self.lines.iter().find(|line| (line.reader, line.ask) == (like.reader, like.ask))
    }
}

impl Line {
    fn of(reader: &Reader, ask: &Ask, times: Latencies) -> Line {
        Line { reader: reader.name, ask: ask.name, soon: ask.soon, times }
    }

    /// Tells it, beside the same among few.
    pub(crate) fn tell(&self, report: &mut Report, few: Option<&Line>, times: u64) {
        let code = format!("{}_{}", self.reader, self.ask);
        let label = format!("{}, {}", self.reader, self.ask.replace('_', " "));
        report.latencies(&code, &label, &self.times, Some(self.soon));
        report.figure(
            &format!("{code}_max_us"),
            &format!("{label}, longest"),
            self.times.within(100),
            "µs",
        );
        if let Some(few) = few {
            let (now, before) = (self.times.within(95), few.times.within(95));
            report.figure(
                &format!("{code}_few_p95_us"),
                &format!("{label}, p95 among few"),
                before,
                "µs",
            );
            report.target(
                format!("{now} is at most {times} times it"),
                now <= before.saturating_mul(times),
            );
        }
    }
}

impl Load<'_> {
    pub(crate) fn run(&self) -> Result<Measured> {
        let numbers =
            self.readers.iter().map(|r| self.numbers_of(r)).collect::<Result<Vec<_>>>()?;
        self.warm_up(&numbers)?;
        let (reads, writes) = self.for_so_long(self.time, &numbers)?;
        let mut lines = Vec::new();
        for ((reader, ask), times) in reads {
            if let (Some(reader), Some(ask)) = (self.readers.get(reader), READS.get(ask)) {
                lines.push(Line::of(reader, ask, times));
            }
        }
        lines.push(Line { reader: "agent", ask: "update_with_comment", soon: SOON, times: writes });
        for reader in self.readers {
            for ask in SELDOM {
                lines.push(self.alone(reader, ask)?);
            }
        }
        Ok(Measured { lines, throughput: self.throughput()?, ..Measured::default() })
    }

    /// The longest answer while the same goes on for a while, in microseconds.
    pub(crate) fn longest(&self) -> Result<u64> {
        let numbers =
            self.readers.iter().map(|r| self.numbers_of(r)).collect::<Result<Vec<_>>>()?;
        let (reads, writes) = self.for_so_long(BESIDE, &numbers)?;
        Ok(reads.values().chain([&writes]).map(|times| times.within(100)).max().unwrap_or(0))
    }

    /// Reads and writes side by side.
    fn for_so_long(&self, time: Duration, numbers: &[Vec<String>]) -> Result<(Times, Latencies)> {
        let watch = Stopwatch::start();
        std::thread::scope(|scope| {
            let reading = scope.spawn(|| self.read_all(watch, time, numbers));
            let writing = scope.spawn(|| self.write_all(watch, time, numbers));
            let reads = reading.join().unwrap_or_else(|_| bail!("a client panicked"))?;
            let writes = writing.join().unwrap_or_else(|_| bail!("a client panicked"))?;
            Ok((reads, writes))
        })
    }

    /// One question again and again, with nothing else going on.
    fn alone(&self, reader: &Reader, ask: &Ask) -> Result<Line> {
        let mut client = Client::with_token(self.address, &reader.token);
        let mut times = Latencies::default();
        for _ in 0..SELDOM_TIMES {
            let watch = Stopwatch::start();
            expect_answer(&mut client, ask.path)?;
            times.add(watch.elapsed());
        }
        Ok(Line::of(reader, ask, times))
    }

    /// Numbers this reader can read, and change where they do.
    fn numbers_of(&self, reader: &Reader) -> Result<Vec<String>> {
        let which = if reader.writes { "q=open%3Dtrue&limit=200" } else { "limit=200" };
        let answer = Client::with_token(self.address, &reader.token)
            .get(&format!("/api/v1/incidents?{which}"))?;
        let body = answer.json();
        let items = body.get("items").and_then(Value::as_array).context("no list")?;
        let numbers = items.iter().filter_map(|item| item.get("number").and_then(Value::as_str));
        let numbers: Vec<String> = numbers.map(ToOwned::to_owned).collect();
        if numbers.is_empty() { bail!("{} sees nothing", reader.name) } else { Ok(numbers) }
    }

    /// Every question once for everybody: it also shows that each is answered at all.
    fn warm_up(&self, numbers: &[Vec<String>]) -> Result<()> {
        for (reader, numbers) in self.readers.iter().zip(numbers) {
            let mut client = Client::with_token(self.address, &reader.token);
            for ask in READS {
                for place in 0..3 {
                    let path = path(ask.path, numbers, place)?;
                    expect_answer(&mut client, &path).with_context(|| reader.name)?;
                }
            }
        }
        Ok(())
    }

    fn read_all(&self, watch: Stopwatch, time: Duration, numbers: &[Vec<String>]) -> Result<Times> {
        let (sent, all) = (AtomicU64::new(0), self.reads * time.as_secs());
        let work = || -> Result<Times> {
            let mut clients: Vec<Client> =
                self.readers.iter().map(|r| Client::with_token(self.address, &r.token)).collect();
            let mut times = Times::new();
            loop {
                let place = sent.fetch_add(1, Ordering::Relaxed);
                if place >= all {
                    return Ok(times);
                }
                let moment = Duration::from_micros(place * 1_000_000 / self.reads);
                watch.wait_until(moment);
                let (reader, ask) = turn(place, self.readers.len());
                let (Some(client), Some(question), Some(own)) =
                    (clients.get_mut(reader), READS.get(ask), numbers.get(reader))
                else {
                    continue;
                };
                expect_answer(client, &path(question.path, own, place)?)?;
                let took = watch.elapsed().saturating_sub(moment);
                times.entry((reader, ask)).or_default().add(took);
            }
        };
        std::thread::scope(|scope| {
            let running: Vec<_> = (0..CONNECTIONS).map(|_| scope.spawn(work)).collect();
            let mut all = Times::new();
            for thread in running {
                for (key, times) in thread.join().unwrap_or_else(|_| bail!("a client panicked"))? {
                    all.entry(key).or_default().absorb(times);
                }
            }
            Ok(all)
        })
    }

    /// Whoever writes changes a field and says something about it, by turns.
    fn write_all(
        &self,
        watch: Stopwatch,
        time: Duration,
        numbers: &[Vec<String>],
    ) -> Result<Latencies> {
        let mut times = Latencies::default();
        let writers = self.readers.iter().zip(numbers).find(|(reader, _)| reader.writes);
        let (Some((writer, numbers)), true) = (writers, self.writes > 0) else { return Ok(times) };
        let mut client = Client::with_token(self.address, &writer.token);
        for place in 0..self.writes * time.as_secs() {
            let moment = Duration::from_micros(place * 1_000_000 / self.writes);
            watch.wait_until(moment);
            let number = pick(numbers, place / 2).context("nothing to write to")?;
            let Some((method, below)) = pick(&WRITES, place) else { continue };
            let body = match *method {
                "PATCH" => {
                    json!({ "title": format!("Seen again for the {place}th time since noon") })
                }
                _ => json!({ "body": format!("Looked at it once more, attempt {place}.") }),
            };
            let answer =
                client.send(method, &format!("/api/v1/incidents/{number}{below}"), Some(&body))?;
            if answer.status != 200 {
                bail!("a write was answered {}: {}", answer.status, answer.json());
            }
            times.add(watch.elapsed().saturating_sub(moment));
        }
        Ok(times)
    }

    /// Lists a second, when everybody asks again as soon as they are answered.
    fn throughput(&self) -> Result<u64> {
        let watch = Stopwatch::start();
        let answered = AtomicU64::new(0);
        std::thread::scope(|scope| {
            let work = |place: u64| -> Result<()> {
                let reader = pick(self.readers, place).context("nobody reads")?;
                let mut client = Client::with_token(self.address, &reader.token);
                while !watch.reached(GREEDILY) {
                    client.get("/api/v1/incidents?limit=50")?;
                    answered.fetch_add(1, Ordering::Relaxed);
                }
                Ok(())
            };
            let running: Vec<_> =
                (0..GREEDY).map(|place| scope.spawn(move || work(place))).collect();
            for thread in running {
                thread.join().unwrap_or_else(|_| bail!("a client panicked"))?;
            }
            Ok::<_, anyhow::Error>(())
        })?;
        Ok(per_second(answered.load(Ordering::Relaxed), watch.elapsed()))
    }
}

/// Asks for something that is there.
fn expect_answer(client: &mut Client, path: &str) -> Result<()> {
    let answer = client.get(path)?;
    match answer.status {
        200 => Ok(()),
        status => bail!("{path} was answered {status}: {}", answer.json()),
    }
}

/// Whose turn it is, and with which question.
fn turn(place: u64, readers: usize) -> (usize, usize) {
    let place = usize::try_from(place).unwrap_or(0);
    (place % readers.max(1), place / readers.max(1) % READS.len())
}

fn path(of: &str, numbers: &[String], place: u64) -> Result<String> {
    Ok(of.replace("{number}", pick(numbers, place).context("nothing to read")?))
}

/// One after the other, from the start again at the end.
fn pick<T>(all: &[T], place: u64) -> Option<&T> {
    let length = u64::try_from(all.len()).ok().filter(|length| *length > 0)?;
    all.get(usize::try_from(place % length).ok()?)
}
