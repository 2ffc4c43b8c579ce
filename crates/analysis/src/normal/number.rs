//! Numbers as they are written: groups of digits, decimal points and commas.

use std::fmt;

use crate::runs::{Link, Run};

/// Most runs of one number (`1,234,567.89` has four).
const MOST_PARTS: usize = 10;
/// Most digits that are reckoned with.
const MOST_DIGITS: usize = 24;

/// A number as written, and what it means.
#[derive(Clone, Debug)]
pub(crate) struct Literal {
    /// How many runs it takes.
    pub(crate) runs: usize,
    /// Its likely value; `None` where it is no number to reckon with (`192.168.0.1`) or too long.
    pub(crate) value: Option<Decimal>,
    /// Another value that it may have (`26.100`).
    pub(crate) other: Option<Decimal>,
}

/// A decimal number: `mantissa` divided by ten to the power of `scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    mantissa: u128,
    scale: u32,
}

impl Literal {
    /// Reads the number at the start of `runs`; `None` where there is none in ASCII digits.
    pub(crate) fn read(text: &str, runs: &[Run]) -> Option<Literal> {
        let part = |at: usize| &text[runs[at].span()];
        if !runs[0].is_number() || !part(0).is_ascii() {
            return None;
        }
        let mut len = 1;
        while len < runs.len().min(MOST_PARTS)
            && runs[len].is_number()
            && matches!(runs[len].link, Link::Comma | Link::Dot | Link::NumberSpace)
            && part(len).is_ascii()
        {
            len += 1;
        }
        let link = |at: usize| runs[at].link;
        let groups = |range: std::ops::Range<usize>, by: Link| {
            range
                .clone()
                .all(|at| link(at) == by && part(at).len() == 3)
                && !range.is_empty()
                && part(0).len() <= 3
                && !part(0).starts_with('0')
        };
        let whole = |end: usize| Decimal::read((0..end).map(part), 0);
        let fraction = |end: usize| Decimal::read((0..end).map(part), part(end - 1).len() as u32);
        let literal = |runs, value| {
            Some(Literal {
                runs,
                value,
                other: None,
            })
        };
        if len == 1 {
            return literal(1, whole(1));
        }
        let last = len - 1;
        for by in [Link::Comma, Link::NumberSpace] {
            if groups(1..len, by) {
                return literal(len, whole(len));
            }
        }
        let marks = [
            (Link::Comma, Link::Dot),
            (Link::Dot, Link::Comma),
            (Link::NumberSpace, Link::Comma),
            (Link::NumberSpace, Link::Dot),
        ];
        for (by, point) in marks {
            if link(last) == point && groups(1..last, by) {
                return literal(len, fraction(len));
            }
        }
        match link(1) {
            Link::Comma if part(1).len() <= 2 || part(0) == "0" => {
                let list = len > 2 && link(2) == Link::Comma;
                if list {
                    literal(1, whole(1))
                } else {
                    literal(2, fraction(2))
                }
            }
            Link::Dot if len == 2 => Some(Literal {
                runs: 2,
                value: fraction(2),
                other: if groups(1..2, Link::Dot) {
                    whole(2)
                } else {
                    None
                },
            }),
            Link::Dot if (1..len).all(|at| link(at) == Link::Dot) => {
                let value = if groups(1..len, Link::Dot) {
                    whole(len)
                } else {
                    None
                };
                literal(len, value)
            }
            _ => literal(1, whole(1)),
        }
    }
}

impl Decimal {
    fn read<'a>(parts: impl Iterator<Item = &'a str> + Clone, scale: u32) -> Option<Decimal> {
        if parts.clone().map(str::len).sum::<usize>() > MOST_DIGITS {
            return None;
        }
        let digits = parts.flat_map(str::bytes);
        let mantissa = digits.fold(0, |value, digit| value * 10 + u128::from(digit - b'0'));
        Some(Decimal { mantissa, scale })
    }

    /// The value times ten to the power of `power`, without needless zeros; `None` where it is too large.
    pub(super) fn shifted(self, power: u32) -> Option<Decimal> {
        let Decimal {
            mut mantissa,
            scale,
        } = self;
        let mut scale = scale.saturating_sub(power);
        for _ in 0..power.saturating_sub(self.scale) {
            mantissa = mantissa.checked_mul(10)?;
        }
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        Some(Decimal { mantissa, scale })
    }

    /// The sum of two whole numbers.
    pub(super) fn plus(self, other: Decimal) -> Option<Decimal> {
        (self.scale == 0 && other.scale == 0).then_some(())?;
        Some(Decimal {
            mantissa: self.mantissa.checked_add(other.mantissa)?,
            scale: 0,
        })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return write!(f, "{}", self.mantissa);
        }
        let unit = 10_u128.pow(self.scale.min(MOST_DIGITS as u32));
        let width = self.scale as usize;
        write!(
            f,
            "{}.{:0width$}",
            self.mantissa / unit,
            self.mantissa % unit
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values() {
        for (text, values) in [
            ("26100", &["26100"][..]),
            ("26,100", &["26100"]),
            ("1,234,567.89", &["1234567.89"]),
            ("1.234.567,89", &["1234567.89"]),
            ("26\u{A0}100", &["26100"]),
            ("26.100", &["26.100", "26100"]),
            ("0,15", &["0.15"]),
            ("0.15", &["0.15"]),
            ("3.0", &["3.0"]),
            ("1,2,3", &["1"]),
            ("2014,2015", &["2014"]),
            ("192.168.0.1", &[]),
            ("0144", &["144"]),
            ("99999999999999999999999999999999999999", &[]),
        ] {
            let mut runs = Vec::new();
            crate::runs::scan(text, &mut runs);
            let literal = Literal::read(text, &runs).unwrap();
            let found: Vec<String> = [literal.value, literal.other]
                .into_iter()
                .flatten()
                .map(|v| v.to_string())
                .collect();
            assert_eq!(found, values, "{text}");
        }
    }
}
