//! What the disk itself takes to keep something.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use anyhow::Result;

use crate::latencies::Latencies;
use crate::stopwatch::Stopwatch;

const TIMES: u32 = 200;

/// Times of `fdatasync` after adding a page to a file of this directory.
pub(crate) fn syncs(directory: &Path) -> Result<Latencies> {
    let path = directory.join("fdatasync.probe");
    let mut file = File::create(&path)?;
    let mut times = Latencies::default();
    for _ in 0..TIMES {
        file.write_all(&[7; 4096])?;
        let watch = Stopwatch::start();
        file.sync_data()?;
        times.add(watch.elapsed());
    }
    std::fs::remove_file(path)?;
    Ok(times)
}
