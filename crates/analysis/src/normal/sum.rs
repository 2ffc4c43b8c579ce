//! Sums of money, quantities, percentages and ranges.

use super::number::{Decimal, Literal};
use super::{Expressions, View, names};
use crate::runs::Script;

/// `USD 81 million`: a currency code at run `at`, a number after it.
pub(super) fn code_first(view: View<'_>, at: usize, out: &mut Expressions) {
    let Some(code) = view.word(at).and_then(names::currency_code) else {
        return;
    };
    if !view.follows(at + 1) {
        return;
    }
    let Some(literal) = Literal::read(view.text, &view.runs[at + 1..]) else {
        return;
    };
    let Some(amount) = Amount::read(view, at + 1, &literal, true) else {
        return;
    };
    out.add(
        view,
        at,
        view.start(at),
        amount.end,
        format_args!("{code} {}", amount.value),
    );
}

/// What starts with the number at run `at`; how many runs it takes for itself.
pub(super) fn number_first(
    view: View<'_>,
    at: usize,
    literal: &Literal,
    out: &mut Expressions,
) -> usize {
    let coded = at > 0
        && view.follows(at)
        && view.runs[at - 1].script == Script::Latin
        && view.word(at - 1).and_then(names::currency_code).is_some();
    let taken = if coded {
        None
    } else {
        amount(view, at, literal, out)
    };
    range(view, at, literal, out);
    quantity(view, at, literal, out);
    taken.unwrap_or(literal.runs)
}

/// A number with its multiplier, and where it ends.
struct Amount {
    value: Decimal,
    end: usize,
    /// The run after it.
    next: usize,
    multiplied: bool,
    /// Bytes of the run `next - 1` that the Korean numeral takes, when that run goes on (`만달러`).
    rest: Option<usize>,
}

impl Amount {
    fn read(view: View<'_>, at: usize, literal: &Literal, money: bool) -> Option<Amount> {
        let value = literal.value?;
        let next = at + literal.runs;
        let plain = Amount {
            value: value.shifted(0)?,
            end: view.end(next - 1),
            next,
            multiplied: false,
            rest: None,
        };
        if !view.follows(next) {
            return Some(plain);
        }
        let word = view.word(next).unwrap_or("");
        if let Some(power) = names::multiplier(word, money) {
            return Some(Amount {
                value: value.shifted(power)?,
                end: view.end(next),
                next: next + 1,
                multiplied: true,
                rest: None,
            });
        }
        Amount::korean(view, at, literal).or(Some(plain))
    }

    /// `8100만`, `1억 2000만`, `3조 5천억`.
    fn korean(view: View<'_>, at: usize, literal: &Literal) -> Option<Amount> {
        let mut total: Option<Decimal> = None;
        let mut found = None;
        let (mut at, mut literal) = (at, literal.clone());
        // More terms than 조, 억, 만 and the rest make no sense.
        for _ in 0..4 {
            let unit = at + literal.runs;
            let Some((power, len)) = view
                .word(unit)
                .filter(|_| view.gap(unit) == Some(""))
                .and_then(names::korean_multiplier)
            else {
                break;
            };
            let value = literal.value?.shifted(power)?;
            let sum = match total {
                Some(before) => before.plus(value)?,
                None => value,
            };
            total = Some(sum);
            let whole = view.runs[unit].span().len() == len;
            found = Some(Amount {
                value: sum,
                end: view.start(unit) + len,
                next: unit + 1,
                multiplied: true,
                rest: (!whole).then_some(len),
            });
            if !whole || !view.follows(unit + 1) {
                break;
            }
            match Literal::read(
                view.text,
                view.runs.get(unit + 1..).filter(|runs| !runs.is_empty())?,
            ) {
                Some(next) => (at, literal) = (unit + 1, next),
                None => break,
            }
        }
        found
    }
}

/// `$81m`, `81 million dollars`, `8100만 달러`, `81 million`.
fn amount(view: View<'_>, at: usize, literal: &Literal, out: &mut Expressions) -> Option<usize> {
    let (mut start, before) = (view.start(at), sign_before(view, at));
    if let Some((place, _)) = before {
        start = place;
    }
    let amount = Amount::read(view, at, literal, before.is_some())?;
    let value = amount.value;
    if let Some((_, code)) = before {
        out.add(view, at, start, amount.end, format_args!("{code} {value}"));
    } else if let Some((code, end)) = currency_after(view, &amount) {
        out.add(view, at, start, end, format_args!("{code} {value}"));
    } else if amount.multiplied {
        out.add(view, at, start, amount.end, format_args!("{value}"));
    }
    Some(amount.next - at)
}

/// The currency sign before the number at run `at`, and where it stands.
fn sign_before(view: View<'_>, at: usize) -> Option<(usize, &'static str)> {
    let from = if at > 0 {
        view.runs[at - 1].taken as usize
    } else {
        0
    };
    let gap = &view.text[from..view.start(at)];
    let trimmed = gap.strip_suffix([' ', '\u{A0}']).unwrap_or(gap);
    let sign = trimmed.chars().next_back()?;
    let code = names::currency_sign(sign)?;
    Some((from + trimmed.len() - sign.len_utf8(), code))
}

fn currency_after(view: View<'_>, amount: &Amount) -> Option<(&'static str, usize)> {
    let sign = view.text[amount.end..].trim_start_matches([' ', '\u{A0}']);
    if amount.rest.is_none()
        && let Some(c) = sign.chars().next()
        && c != '$'
        && let Some(code) = names::currency_sign(c)
        && view.text.len() - sign.len() - amount.end <= 2
    {
        return Some((code, view.text.len() - sign.len() + c.len_utf8()));
    }
    if let Some(taken) = amount.rest {
        let (code, len) = names::korean_currency(&view.word(amount.next - 1)?[taken..])?;
        return Some((code, amount.end + len));
    }
    if !view.follows(amount.next) {
        return None;
    }
    let word = view.word(amount.next)?;
    if view.runs[amount.next].script == Script::Hangul {
        let (code, len) = names::korean_currency(word)?;
        return Some((code, view.start(amount.next) + len));
    }
    // `81 million US dollars`
    let (at, word) = match word {
        "US" | "U.S" => (amount.next + 1, view.word(amount.next + 1)?),
        _ => (amount.next, word),
    };
    let code = names::currency_word(word)?;
    Some((code, view.end(at)))
}

/// `70 ~ 80Mbps`, `29–71`.
fn range(view: View<'_>, at: usize, literal: &Literal, out: &mut Expressions) {
    let second = at + literal.runs;
    let dash = view
        .gap(second)
        .map(|gap| gap.trim_matches([' ', '\u{A0}']));
    if !matches!(
        dash,
        Some("-" | "–" | "—" | "~" | "〜" | "\u{223C}" | "\u{2212}" | "\u{2012}" | "\u{2011}")
    ) {
        return;
    }
    let Some(high) = Literal::read(view.text, &view.runs[second..]) else {
        return;
    };
    let (Some(low), Some(top)) = (literal.value, high.value) else {
        return;
    };
    let next = second + high.runs;
    // `2017-0144-38`: more than two are no range.
    if matches!(view.gap(next), Some("-" | "–")) && view.runs[next].is_number() {
        return;
    }
    let start = view.start(at);
    if let Some((unit, end)) = unit_after(view, next) {
        out.add(view, at, start, end, format_args!("{low}-{top} {unit}"));
    }
    out.add(
        view,
        at,
        start,
        view.end(next - 1),
        format_args!("{low}-{top}"),
    );
}

/// `80 Mbps`, `15%`.
fn quantity(view: View<'_>, at: usize, literal: &Literal, out: &mut Expressions) {
    let Some(value) = literal.value else { return };
    if let Some((unit, end)) = unit_after(view, at + literal.runs) {
        out.add(
            view,
            at,
            view.start(at),
            end,
            format_args!("{value} {unit}"),
        );
    }
}

/// The unit at run `next` or the percent sign before it, and where it ends.
fn unit_after(view: View<'_>, next: usize) -> Option<(&'static str, usize)> {
    let end = view.end(next - 1);
    let rest = &view.text[end..];
    let spaced = rest.strip_prefix([' ', '\u{A0}']).unwrap_or(rest);
    if spaced.starts_with('%') {
        return Some(("%", end + rest.len() - spaced.len() + 1));
    }
    if !view.follows(next) {
        return None;
    }
    let word = view.word(next)?;
    match view.runs[next].script {
        Script::Latin => {
            if names::is_percent(word) {
                return Some(("%", view.end(next)));
            }
            let two = word.eq_ignore_ascii_case("per")
                && view.follows(next + 1)
                && view
                    .word(next + 1)
                    .is_some_and(|word| word.eq_ignore_ascii_case("cent"));
            if two {
                return Some(("%", view.end(next + 1)));
            }
            names::unit(word).map(|unit| (unit, view.end(next)))
        }
        Script::Hangul if word.starts_with("퍼센트") => {
            Some(("%", view.start(next) + "퍼센트".len()))
        }
        _ => None,
    }
}
