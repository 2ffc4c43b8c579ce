//! Dates: of digits, with month names, and Korean.

use super::{Expressions, View, names};
use crate::runs::Script;

/// The date that starts with the number at run `at`: the number of its runs.
pub(super) fn number_first(view: View<'_>, at: usize, out: &mut Expressions) -> Option<usize> {
    of_digits(view, at, out)
        .or_else(|| korean(view, at, out))
        .or_else(|| day_first(view, at, out))
        .or_else(|| compact(view, at, out))
}

/// The date that starts with a month name at run `at`: the number of its runs.
pub(super) fn month_first(view: View<'_>, at: usize, out: &mut Expressions) -> Option<usize> {
    let month = view.word(at).and_then(names::month)?;
    if !matches!(
        view.gap(at + 1),
        Some(" " | ". " | "." | ", " | "\u{A0}" | "-")
    ) {
        return None;
    }
    if let Some(year) = year(view, at + 1) {
        out.add(
            view,
            at,
            view.start(at),
            view.end(at + 1),
            format_args!("{year:04}-{month:02}"),
        );
        return Some(2);
    }
    let day = view
        .number(at + 1, 2)
        .filter(|&day| is_day(2000, month, day))?;
    let last = at + 1 + usize::from(ordinal(view, at + 2));
    Some(finish(view, at, last, month, day, out))
}

/// `15 August 1994`, `15th of August, 1994`, `15. August 1994`, `15-Aug-1994`.
fn day_first(view: View<'_>, at: usize, out: &mut Expressions) -> Option<usize> {
    let day = view.number(at, 2)?;
    let mut next = at + 1 + usize::from(ordinal(view, at + 1));
    if view.word(next).is_some_and(names::is_of) && view.follows(next) {
        next += 1;
    }
    let month = view.word(next).and_then(names::month)?;
    if !matches!(
        view.gap(next),
        Some(" " | ". " | "." | "-" | "\u{A0}" | ".\u{A0}")
    ) || !is_day(2000, month, day)
    {
        return None;
    }
    Some(finish(view, at, next, month, day, out))
}

/// Adds the date with the year after run `last`, if there is one; the number of its runs.
fn finish(
    view: View<'_>,
    first: usize,
    last: usize,
    month: u32,
    day: u32,
    out: &mut Expressions,
) -> usize {
    let mut next = last + 1;
    if view.word(next).is_some_and(names::is_of) && view.follows(next) {
        next += 1;
    }
    let gap = matches!(
        view.gap(next),
        Some(" " | ", " | "-" | ". " | "." | "," | "\u{A0}")
    );
    let start = view.start(first);
    if let Some(year) = year(view, next).filter(|&year| gap && is_day(year, month, day)) {
        out.add(
            view,
            first,
            start,
            view.end(next),
            format_args!("{year:04}-{month:02}-{day:02}"),
        );
        return next + 1 - first;
    }
    out.add(
        view,
        first,
        start,
        view.end(last),
        format_args!("--{month:02}-{day:02}"),
    );
    last + 1 - first
}

/// `1994-08-15`, `15.08.1994`, `4/5/2019`, `2019. 4. 2.`, `2019-03`, `2019. 3.`
fn of_digits(view: View<'_>, at: usize, out: &mut Expressions) -> Option<usize> {
    let sign = view.gap(at + 1)?;
    if !matches!(sign, "-" | "." | "/" | ". " | "\u{2010}" | "\u{2011}") {
        return None;
    }
    let number = |at| view.number(at, 4);
    let (a, b) = (number(at)?, number(at + 1)?);
    let third = number(at + 2).filter(|_| view.gap(at + 2) == Some(sign));
    let fourth = third.is_some() && view.gap(at + 3) == Some(sign) && number(at + 3).is_some();
    if fourth && sign != ". " {
        return None;
    }
    let (start, year_first) = (view.start(at), year(view, at).is_some());
    let Some(c) = third else {
        let short = view.runs[at + 1].span().len() == 2;
        // `1934. 11.`, as Korean bibliographies write a month.
        let dotted = || sign == ". " && view.text[view.end(at + 1)..].starts_with('.');
        if year_first && (sign == "-" && short || dotted()) && (1..=12).contains(&b) {
            out.add(
                view,
                at,
                start,
                view.end(at + 1),
                format_args!("{a:04}-{b:02}"),
            );
            return Some(2);
        }
        return None;
    };
    let end = view.end(at + 2);
    if year_first {
        if !is_day(a, b, c) {
            return None;
        }
        out.add(view, at, start, end, format_args!("{a:04}-{b:02}-{c:02}"));
        return Some(3);
    }
    if year(view, at + 2).is_none() || sign == ". " {
        return None;
    }
    let day_first = is_day(c, b, a);
    let month_first = is_day(c, a, b) && a != b && (sign == "/" || !day_first);
    if day_first {
        out.add(view, at, start, end, format_args!("{c:04}-{b:02}-{a:02}"));
    }
    if month_first {
        out.add(view, at, start, end, format_args!("{c:04}-{a:02}-{b:02}"));
    }
    (day_first || month_first).then_some(3)
}

/// `2019년 4월 2일`, `2019년 4월`, `4월 2일`.
fn korean(view: View<'_>, at: usize, out: &mut Expressions) -> Option<usize> {
    let counted = |at: usize, unit: char| {
        let run = view.runs.get(at + 1)?;
        let touches = run.script == Script::Hangul && view.gap(at + 1) == Some("");
        let marked = touches && view.word(at + 1)?.starts_with(unit);
        if marked { view.number(at, 4) } else { None }
    };
    let whole_unit =
        |at: usize| view.runs[at].span().len() == '년'.len_utf8() && view.follows(at + 1);
    let end = |at: usize| view.start(at) + '년'.len_utf8();
    let start = view.start(at);
    let (year, month_at) = match counted(at, '년') {
        Some(year) if (1000..3000).contains(&year) && whole_unit(at + 1) => (Some(year), at + 2),
        Some(_) => return None,
        None => (None, at),
    };
    let month = counted(month_at, '월').filter(|month| (1..=12).contains(month))?;
    let day = if whole_unit(month_at + 1) {
        counted(month_at + 2, '일')
    } else {
        None
    };
    let day = day.filter(|&day| is_day(year.unwrap_or(2000), month, day));
    let last = month_at + if day.is_some() { 3 } else { 1 };
    let end = end(last);
    match (year, day) {
        (Some(year), Some(day)) => {
            out.add(
                view,
                at,
                start,
                end,
                format_args!("{year:04}-{month:02}-{day:02}"),
            );
        }
        (Some(year), None) => out.add(view, at, start, end, format_args!("{year:04}-{month:02}")),
        (None, Some(day)) => out.add(view, at, start, end, format_args!("--{month:02}-{day:02}")),
        (None, None) => return None,
    }
    Some(last + 1 - at)
}

/// `20190402`, as addresses and file names have it.
fn compact(view: View<'_>, at: usize, out: &mut Expressions) -> Option<usize> {
    let digits = view
        .number(at, 8)
        .filter(|_| view.runs[at].span().len() == 8)?;
    let (year, month, day) = (digits / 10_000, digits / 100 % 100, digits % 100);
    if !(1900..2100).contains(&year) || !is_day(year, month, day) {
        return None;
    }
    out.add(
        view,
        at,
        view.start(at),
        view.end(at),
        format_args!("{year:04}-{month:02}-{day:02}"),
    );
    Some(1)
}

fn year(view: View<'_>, at: usize) -> Option<u32> {
    let year = view.number(at, 4)?;
    (1000..3000).contains(&year).then_some(year)
}

fn ordinal(view: View<'_>, at: usize) -> bool {
    view.gap(at) == Some("") && view.word(at).is_some_and(names::is_ordinal)
}

/// Whether the day exists.
fn is_day(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}
