//! What a process takes of the machine, as Linux tells it.

use std::time::Duration;

use anyhow::{Context, Result};

/// Ticks of the processor's clock in a second, as `/proc` counts them on every Linux.
const TICKS: u64 = 100;

/// Its memory that is resident, in KiB.
pub(crate) fn resident_kib(process: u32) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number =
        line.and_then(|line| line.split_whitespace().next()).and_then(|number| number.parse().ok());
    number.context("no VmRSS in /proc; this figure needs Linux")
}

/// The time it has had a processor, its own and the system's for it.
pub(crate) fn processor_time(process: u32) -> Result<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name stands in brackets and may hold anything.
    let fields = stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace());
    let fields: Vec<&str> = fields.context("no figures in /proc; this needs Linux")?.collect();
    let ticks = |place: usize| fields.get(place).and_then(|text| text.parse::<u64>().ok());
    let (own, system) = (ticks(11), ticks(12));
    let all = own.zip(system).map(|(own, system)| own + system);
    Ok(Duration::from_millis(all.context("no times in /proc")? * 1_000 / TICKS))
}
