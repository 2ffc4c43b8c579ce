//! Days that a file counts from a day of its own.

use time::{Date, Duration, Month};

/// The date so many days after another; none where no calendar has it.
pub(crate) fn days_after(year: i32, month: Month, day: u8, days: i64) -> Option<Date> {
    Date::from_calendar_date(year, month, day)
        .ok()?
        .checked_add(Duration::days(days))
}

/// A date as ISO 8601 writes it: `2014-03-03`.
pub(crate) fn iso(date: Date) -> String {
    let (year, month, day) = date.to_calendar_date();
    format!("{year:04}-{:02}-{day:02}", u8::from(month))
}
