//! A point in time from which on documents count as new.

use std::time::{SystemTime, UNIX_EPOCH};

use time::{Date, Month, OffsetDateTime, util::days_in_year};

const DAY: u64 = 86_400;

/// A point in time, by the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Since {
    seconds: u64,
}

impl Since {
    /// So many seconds after 1970-01-01 UTC.
    pub fn at(seconds: u64) -> Self {
        Self { seconds }
    }

    /// The begin of a day, month or year in UTC (`2026-11-20`, `2026-11`, `2026`), a moment
    /// (`2026-11-20T15:54:23Z`), or so long ago: `12h`, `7d`, `2w`, `today`, `yesterday`.
    ///
    /// # Example
    /// ```
    /// use seoji_query::Since;
    /// assert_eq!(Since::parse("1970-01-02"), Some(Since::at(86_400)));
    /// assert!(Since::parse("2w") < Since::parse("7d"));
    /// assert_eq!(Since::parse("the other day"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |elapsed| elapsed.as_secs());
        Self::parse_at(text.trim(), now)
    }

    fn parse_at(text: &str, now: u64) -> Option<Self> {
        let midnight = now / DAY * DAY;
        let seconds = match text {
            "today" | "오늘" => midnight,
            "yesterday" | "어제" => midnight.saturating_sub(DAY),
            _ => ago(text, now).or_else(|| moment(text))?,
        };
        Some(Self { seconds })
    }

    /// Seconds since 1970-01-01 UTC.
    pub fn seconds(self) -> u64 {
        self.seconds
    }

    /// Its day, where a calendar has it.
    fn date(self) -> Option<Date> {
        date_time(self.seconds).map(OffsetDateTime::date)
    }
}

/// The days of `added:` and `modified:`: since one, or from one to the end of another (`2026-11-01..2026-11-20`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DaysBetween {
    from: u64,
    /// The first second behind them.
    to: u64,
}

impl DaysBetween {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once("..").unwrap_or((text, ""));
        let from = match from {
            "" if to.is_empty() => return None,
            "" => 0,
            from => Since::parse(from)?.seconds,
        };
        let to = match to {
            "" => u64::MAX,
            to => end_of(to)?,
        };
        Some(Self { from, to })
    }

    pub(crate) fn holds(self, seconds: u64) -> bool {
        (self.from..self.to).contains(&seconds)
    }
}

/// The first second behind a day, month, year or moment.
fn end_of(text: &str) -> Option<u64> {
    let since = Since::parse(text)?;
    let begin = since.seconds;
    Some(match text.len() {
        4 => {
            number(text, 4)?;
            begin + u64::from(days_in_year(since.date()?.year())) * DAY
        }
        7 if text.as_bytes()[4] == b'-' => {
            let date = since.date()?;
            begin + u64::from(date.month().length(date.year())) * DAY
        }
        _ if text.contains('T') || text.ends_with('h') => begin.saturating_add(1),
        _ => begin.saturating_add(DAY),
    })
}

fn ago(text: &str, now: u64) -> Option<u64> {
    let unit = text.chars().next_back()?;
    let length = match unit {
        'h' => 3_600,
        'd' => DAY,
        'w' => 7 * DAY,
        _ => return None,
    };
    let number = &text[..text.len() - 1];
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: u64 = number.parse().ok()?;
    Some(now.saturating_sub(number.saturating_mul(length)))
}

fn moment(text: &str) -> Option<u64> {
    let (date, time) = text.split_once('T').unwrap_or((text, ""));
    let mut parts = date.split('-');
    let year = number(parts.next()?, 4)?;
    let month = parts.next().map_or(Some(1), |month| number(month, 2))?;
    let day = parts.next().map_or(Some(1), |day| number(day, 2))?;
    if parts.next().is_some() {
        return None;
    }
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(i32::try_from(year).ok()?, month, u8::try_from(day).ok()?);
    let midnight = date.ok()?.midnight().assume_utc().unix_timestamp();
    Some(u64::try_from(midnight).ok()? + clock(time)?)
}

/// Seconds of a day; of no time its begin.
fn clock(time: &str) -> Option<u64> {
    let time = time.strip_suffix('Z').unwrap_or(time);
    if time.is_empty() {
        return Some(0);
    }
    let mut parts = time.split(':');
    let hour = number(parts.next()?, 2).filter(|&hour| hour < 24)?;
    let minute = number(parts.next()?, 2).filter(|&minute| minute < 60)?;
    let second = parts.next().map_or(Some(0), |second| number(second, 2))?;
    (second < 60 && parts.next().is_none()).then_some(hour * 3_600 + minute * 60 + second)
}

fn number(digits: &str, length: usize) -> Option<u64> {
    let plain = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok())?
}

/// A moment as `2026-11-24T15:54:23Z`; the number of seconds since 1970 where no calendar has it.
pub(crate) fn timestamp(seconds: u64) -> String {
    let Some(moment) = date_time(seconds) else {
        return seconds.to_string();
    };
    let (year, month, day) = moment.to_calendar_date();
    let (hour, minute, second) = moment.to_hms();
    let month = u8::from(month);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

fn date_time(seconds: u64) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(i64::try_from(seconds).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_a_range() {
        let second = |text: &str| Since::parse_at(text, 0).unwrap().seconds;
        for (range, day, holds) in [
            ("2026-11-20", "2026-11-20", true),
            ("2026-11-20", "2026-11-19T23:59:59", false),
            ("2026-11-20", "2030", true),
            ("2026-11-01..2026-11-20", "2026-11-20T23:59:59", true),
            ("2026-11-01..2026-11-20", "2026-11-21", false),
            ("..2026", "2026-12-31T23:59", true),
            ("..2026", "2027", false),
            ("2026-02..2026-02", "2026-02-28T12:00", true),
            ("2026-02..2026-02", "2026-03-01", false),
        ] {
            let range_read = DaysBetween::parse(range).unwrap();
            assert_eq!(range_read.holds(second(day)), holds, "{range} {day}");
        }
        for odd in ["", "..", "soon", "2026..soon", "2026..한국어12"] {
            assert_eq!(DaysBetween::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn times_are_read_and_written() {
        for text in [
            "1970-01-01",
            "1999-12-31",
            "2000-02-29",
            "2026-11-24",
            "2400-03-01",
        ] {
            let since = Since::parse_at(text, 0).unwrap();
            assert_eq!(timestamp(since.seconds()), format!("{text}T00:00:00Z"));
        }
        let now = Since::parse_at("2026-11-24T15:54:23Z", 0)
            .unwrap()
            .seconds();
        for (text, moment) in [
            ("today", "2026-11-24T00:00:00Z"),
            ("어제", "2026-11-23T00:00:00Z"),
            ("3d", "2026-11-21T15:54:23Z"),
            ("1w", "2026-11-17T15:54:23Z"),
            ("2h", "2026-11-24T13:54:23Z"),
            ("2026", "2026-01-01T00:00:00Z"),
            ("2026-11", "2026-11-01T00:00:00Z"),
            ("2026-11-24T15:54", "2026-11-24T15:54:00Z"),
            ("99999999999999999999d", ""),
            ("18446744073709551615w", "1970-01-01T00:00:00Z"),
        ] {
            let read = Since::parse_at(text, now).map(|since| timestamp(since.seconds()));
            assert_eq!(read.unwrap_or_default(), moment, "{text}");
        }
        for odd in [
            "",
            "d",
            "-1d",
            "2026-13",
            "2026-02-29",
            "2026-1-1",
            "26-11-24",
            "2026-11-24T24:00",
            "1969-01-01",
            "한d",
            "2026-11-24-1",
        ] {
            assert_eq!(Since::parse_at(odd, now), None, "{odd}");
        }
    }
}
