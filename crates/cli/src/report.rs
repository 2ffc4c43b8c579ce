//! What a build did and what an index holds, for people; and how this project writes counts, sizes and times.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use seoji_indexer::{Mode, Report, SkippedKind, Update};
use seoji_query::Info;
use time::OffsetDateTime;

use crate::terminal::escape;

/// Names the first few files of a kind that are not in the index.
fn name_few(report: &Report, kind: SkippedKind, out: &mut String) {
    /// A person wants to see the first few.
    const NAMED: usize = 10;
    let mut files = report.skipped.iter().filter(|skipped| skipped.kind == kind);
    for file in files.by_ref().take(NAMED) {
        let _ = writeln!(out, "  {}", escape(&file.path.display().to_string()));
    }
    let more = files.count();
    if more > 0 {
        let _ = writeln!(out, "  and {more} more (--json lists them)");
    }
}

/// What a build did, in a few lines.
pub(crate) fn built(report: &Report, index: &Path) -> String {
    let mut out = format!(
        "indexed {}: {}, {}, {}, {} ({} of text in {})\n",
        counted(report.documents, "document"),
        counted(report.passages, "passage"),
        counted(report.sections, "section"),
        entries(report.entries),
        counted(report.markers, "citation marker"),
        size(report.text_bytes),
        duration(report.elapsed),
    );
    if !report.languages.is_empty() {
        let _ = writeln!(
            out,
            "languages of the passages: {}",
            languages(&report.languages)
        );
    }
    let of_kind = |kind| {
        let of_it = report.skipped.iter().filter(|skipped| skipped.kind == kind);
        of_it.count() as u64
    };
    let without_text = of_kind(SkippedKind::WithoutText);
    let failed = of_kind(SkippedKind::Unreadable);
    let encrypted = of_kind(SkippedKind::Encrypted);
    let too_large = of_kind(SkippedKind::TooLarge);
    let others = report.skipped.len() as u64 - without_text - failed - encrypted - too_large;
    if without_text + failed > 0 {
        let _ = writeln!(
            out,
            "not read: {} without text, {} that failed (--json lists them; tried again when they change)",
            counted(without_text, "file"),
            counted(failed, "file"),
        );
    }
    if encrypted > 0 {
        let _ = writeln!(
            out,
            "not read: {} under a password; save without one to find what they say",
            counted(encrypted, "file"),
        );
        name_few(report, SkippedKind::Encrypted, &mut out);
    }
    if too_large > 0 {
        let _ = writeln!(
            out,
            "not read: {} too large for the memory of this build; more of it, as --memory 16G, or split them",
            counted(too_large, "file"),
        );
        name_few(report, SkippedKind::TooLarge, &mut out);
    }
    if others > 0 {
        let _ = writeln!(
            out,
            "passed over {} of other kinds (--json lists them)",
            counted(others, "file")
        );
    }
    if !report.ignored.is_empty() {
        let _ = writeln!(
            out,
            "left out {} by ignore rules (--json lists them; build --no-ignore reads them)",
            match report.ignored.len() {
                1 => "1 file or folder".to_owned(),
                many => format!("{} files and folders", grouped(many as u64)),
            },
        );
    }
    if report.resumed > 0 {
        let _ = writeln!(
            out,
            "went on with an interrupted build: {} had been read already",
            counted(report.resumed, "file"),
        );
    }
    if report.forgotten > 0 {
        let _ = writeln!(
            out,
            "kept out {} (search-index forget --list)",
            counted(report.forgotten, "forgotten document"),
        );
    }
    let _ = writeln!(
        out,
        "index: {}, generation {}",
        escape(&index.display().to_string()),
        report.generation
    );
    out
}

/// What an update did or would do, a line a file.
pub(crate) fn updated(update: &Update, mode: Mode) -> String {
    let mut out = String::new();
    for (sign, files) in [
        ("new", &update.added),
        ("changed", &update.changed),
        ("gone", &update.removed),
        ("again", &update.again),
    ] {
        for file in files {
            let _ = writeln!(out, "{sign:<9}{}", escape(&file.display().to_string()));
        }
    }
    if update.aliases {
        let _ = writeln!(out, "changed  your own list of names");
    }
    if update.dictionary {
        let _ = writeln!(out, "changed  your own words");
    }
    let unchanged = counted(update.unchanged, "file");
    let _ = match mode {
        _ if update.is_empty() => writeln!(out, "nothing has changed in {unchanged}"),
        Mode::DryRun => writeln!(out, "{unchanged} unchanged; nothing was written"),
        _ => writeln!(out, "{unchanged} unchanged"),
    };
    out
}

/// What was odd in a build, a line each: files that could not be read, then warnings, of these the first few.
pub(crate) fn oddities(report: &Report) -> Vec<String> {
    const SHOWN: usize = 20;
    let failed = report.skipped.iter().filter(|skipped| skipped.failed);
    let mut lines: Vec<String> = failed
        .map(|skipped| format!("skipped {}: {}", skipped.path.display(), skipped.reason))
        .collect();
    for warning in report.warnings.iter().take(SHOWN) {
        let line = warning
            .line
            .map(|line| format!(":{line}"))
            .unwrap_or_default();
        lines.push(format!(
            "warning: {}{line}: {}",
            warning.path.display(),
            warning.message
        ));
    }
    if report.warnings.len() > SHOWN {
        let more = (report.warnings.len() - SHOWN) as u64;
        lines.push(format!(
            "{} (--json lists them all)",
            counted(more, "more warning")
        ));
    }
    lines
}

/// What an index holds, a line each.
pub(crate) fn info(info: &Info) -> String {
    let mut out = String::new();
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(out, "{:<12}{}", format!("{name}:"), escape(value));
    };
    line("index", &info.path.display().to_string());
    line("documents", &grouped(info.documents));
    line("passages", &grouped(info.passages));
    line("languages", &languages(&info.languages));
    line("text", &size(info.text_bytes));
    let ratio = info.index_bytes as f64 / (info.text_bytes.max(1)) as f64;
    line(
        "size",
        &format!("{} ({ratio:.2} of the text)", size(info.index_bytes)),
    );
    for corpus in &info.corpus {
        line("corpus", corpus);
    }
    if info.own_words > 0 {
        line("own words", &grouped(info.own_words));
    }
    line("built", &moment(info.created));
    line("generation", &info.generation.to_string());
    line(
        "format",
        &format!("{}, analysis {}", info.format, info.fingerprint),
    );
    if let Some(damage) = &info.fallback {
        line(
            "damage",
            &format!("{damage}; this is the generation before it"),
        );
    }
    out
}

fn languages<'a>(languages: impl IntoIterator<Item = (&'a String, &'a u64)>) -> String {
    let mut counts: Vec<_> = languages.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    counts
        .iter()
        .map(|(language, count)| format!("{language} {}", grouped(**count)))
        .collect::<Vec<_>>()
        .join(", ")
}

fn entries(count: u64) -> String {
    let noun = if count == 1 {
        "bibliography entry or note"
    } else {
        "bibliography entries and notes"
    };
    format!("{} {noun}", grouped(count))
}

/// A count with its noun: `1 passage`, `1,204 passages`.
pub(crate) fn counted(count: u64, noun: &str) -> String {
    format!(
        "{} {noun}{}",
        grouped(count),
        if count == 1 { "" } else { "s" }
    )
}

/// A count with commas between thousands.
pub(crate) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A time as people say it: `0.8 ms`, `12 ms`, `1.4 s`, `3 min 20 s`.
pub(crate) fn duration(time: Duration) -> String {
    match time.as_secs() {
        0 if time.as_millis() < 10 => format!("{:.1} ms", time.as_secs_f64() * 1e3),
        0 => format!("{} ms", time.as_millis()),
        1..60 => format!("{:.1} s", time.as_secs_f64()),
        seconds => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

/// A size in decimal units: `812 bytes`, `22.9 KB`, `31.5 MB`.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => counted(bytes, "byte"),
        1_000..1_000_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

/// A moment given in seconds since 1970, in UTC: `2019-06-20 14:03:59 UTC`; the number where no calendar has it.
pub(crate) fn moment(seconds: u64) -> String {
    let moment = i64::try_from(seconds)
        .ok()
        .and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok());
    let Some(moment) = moment else {
        return format!("{seconds} s after 1970-01-01 UTC");
    };
    let (year, month, day) = moment.to_calendar_date();
    let (hour, minute, second) = moment.to_hms();
    format!(
        "{year:04}-{:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC",
        u8::from(month)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_sizes_and_times_read_well() {
        assert_eq!(
            [0, 7, 999, 1_000, 145_344, 1_000_000].map(grouped),
            ["0", "7", "999", "1,000", "145,344", "1,000,000"]
        );
        assert_eq!(counted(1, "passage"), "1 passage");
        assert_eq!(counted(2_000, "passage"), "2,000 passages");
        let times = [812, 9_999, 12_345, 1_400_000, 200_000_000]
            .map(|us| duration(Duration::from_micros(us)));
        assert_eq!(times, ["0.8 ms", "10.0 ms", "12 ms", "1.4 s", "3 min 20 s"]);
        assert_eq!(
            [1, 812, 22_858, 31_500_000].map(size),
            ["1 byte", "812 bytes", "22.9 KB", "31.5 MB"]
        );
    }

    #[test]
    fn moments_are_those_of_the_calendar() {
        assert_eq!(moment(0), "1970-01-01 00:00:00 UTC");
        assert_eq!(moment(951_782_400), "2000-02-29 00:00:00 UTC");
        assert_eq!(moment(1_561_039_439), "2019-06-20 14:03:59 UTC");
        assert_eq!(moment(4_102_444_800), "2100-01-01 00:00:00 UTC");
    }
}
