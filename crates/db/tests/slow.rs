//! Statements that take long are told: their text, their rows and their time, and never a value.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "in a test a panic is the answer"
)]

mod engines;

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use db::params;
use engines::each_engine;
use mainstay_db as db;
use tracing_subscriber::fmt::MakeWriter;

mod counting {
    use mainstay_db as db;
    db::statements! {
        COUNT_UP = "WITH RECURSIVE up(n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM up WHERE n < $1)
            SELECT MAX(n), CAST($2 AS TEXT) FROM up";
    }
    pub(super) const SLOW: db::Statement = STATEMENTS[0];
}

/// Keeps what the log is told.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Kept {
    type Writer = Kept;

    fn make_writer(&'a self) -> Kept {
        self.clone()
    }
}

impl Kept {
    fn take(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock().unwrap())).unwrap()
    }
}

#[test]
fn slow_statements_are_told_with_who_ran_them_and_without_values() {
    let kept = Kept::default();
    let log = tracing_subscriber::fmt().with_ansi(false).with_writer(kept.clone()).finish();
    tracing::subscriber::set_global_default(log).unwrap();
    each_engine(|engine| {
        let span = tracing::info_span!("request", id = "asked-by-me");
        let run = |text: &'static str| {
            span.in_scope(|| {
                engine.db.read(|tx| tx.rows(counting::SLOW, params![200_000, text])).unwrap();
                let counted =
                    engine.db.write(move |tx| tx.rows(counting::SLOW, params![200_000, text]));
                counted.unwrap();
            });
        };
        run("off");
        assert_eq!(kept.take(), "", "off until it is set");
        engine.db.tell_slow(Duration::from_millis(1));
        run("a value of somebody's");
        let told = kept.take();
        assert_eq!(told.lines().count(), 2, "{told}");
        for line in told.lines() {
            assert!(line.contains("asked-by-me"), "who asked: {line}");
            assert!(line.contains("WITH RECURSIVE up(n)") && line.contains("rows=1"), "{line}");
            assert!(line.contains("micros=") && !line.contains("somebody's"), "{line}");
        }
        engine.db.tell_slow(Duration::from_secs(60));
        run("quick enough");
        engine.db.tell_slow(Duration::ZERO);
        run("off again");
        assert_eq!(kept.take(), "");
    });
}
