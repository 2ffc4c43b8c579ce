//! What the system tells of a process: the CPU time of whole programs, the most memory that was in use.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Context;

/// Runs of the program from start to end for one figure.
const COLD_RUNS: u32 = 100;

/// CPU of one whole `search` from start to end, for an English and a Korean query.
pub(super) fn cold_program(index: &Path) -> anyhow::Result<()> {
    let program = std::env::current_exe()?.with_file_name("search");
    if !program.is_file() || children_ticks().is_none() {
        println!(
            "bench: cold program skipped: needs {} and Linux",
            program.display()
        );
        return Ok(());
    }
    for (name, query) in [
        ("floor (--version)", "--version"),
        ("English word", "network"),
        ("Korean word", "북한은"),
    ] {
        let mut command = Command::new(&program);
        command
            .arg(query)
            .env("SEARCH_INDEX", index)
            .stdout(Stdio::null());
        let before = children_ticks().context("reading the clock of child processes")?;
        for _ in 0..COLD_RUNS {
            command
                .status()
                .with_context(|| format!("running {}", program.display()))?;
        }
        let ticks = children_ticks().context("reading the clock of child processes")? - before;
        // A tick is a hundredth of a second (sysconf(_SC_CLK_TCK) on every Linux of today).
        println!(
            "bench: cold program, {name}: {:.1} ms of CPU",
            ticks as f64 * 10.0 / f64::from(COLD_RUNS)
        );
    }
    Ok(())
}

/// CPU of finished child processes in clock ticks: fields cutime and cstime of proc_pid_stat(5).
fn children_ticks() -> Option<u64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field, the program's name, may hold spaces; the third stands behind its bracket.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    Some(fields.get(13)?.parse::<u64>().ok()? + fields.get(14)?.parse::<u64>().ok()?)
}

/// What a piece of work gave, and by how many bytes the memory of this process grew in it at the most; none where the
/// system does not tell (proc_pid_status(5), VmHWM).
pub(super) fn with_peak<T>(
    work: impl FnOnce() -> anyhow::Result<T>,
) -> anyhow::Result<(T, Option<u64>)> {
    // Sets the mark of the most memory to what is in use now: proc_pid_clear_refs(5).
    let marked = fs::write("/proc/self/clear_refs", "5").is_ok();
    let before = memory("VmRSS:");
    let made = work()?;
    let peak = memory("VmHWM:").zip(before).filter(|_| marked);
    Ok((made, peak.map(|(peak, before)| peak.saturating_sub(before))))
}

fn memory(name: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kib * 1024)
}
