//! Normal forms of dates, numbers, sums, quantities and ranges: the same thing written differently has one term.
//!
//! | written | term | rule |
//! |---|---|---|
//! | `15 August 1994`, `Aug. 15, 1994`, `1994-08-15`, `15.08.1994`, `1994년 8월 15일`, `19940815` | `1994-08-15` | ISO 8601 |
//! | `4/5/2019` | `2019-05-04` and `2019-04-05` | with slashes both readings that exist |
//! | `10.5.2019`, `10-05-2019` | `2019-05-10` | with dots and hyphens the day comes first, unless it cannot |
//! | `March 2019`, `2019년 3월`, `2019-03`, `2019. 3.` | `2019-03` | a month |
//! | `15 August`, `8월 15일` | `--08-15` | a day of every year, as ISO 8601 had it |
//! | `26,100`, `26 100` (no-break space), `26100` | `26100` | groups of three digits |
//! | `0,15`, `0.15` | `0.15` | a comma before one or two digits, or after 0, is a decimal one |
//! | `26.100` | `26.100` and `26100` | a dot before three digits is read both ways |
//! | `192.168.0.1`, `1.2.3` | as written, and its parts | |
//! | `81 million`, `8100만` | `81000000` | |
//! | `USD 81 million`, `\$ 81m`, `81 million dollars`, `8100만 달러` | `usd 81000000` | ISO 4217; `$` alone is usd |
//! | `15%`, `15 percent`, `15퍼센트` | `15 %` | |
//! | `70 ~ 80Mbps`, `70–80 Mbps` | `70-80` and `70-80 mbps` | |
//! | `80 Mbps`, `80Mbps` | `80 mbps` | units of a short list |
//!
//! Month names: English, Polish, German, French, Spanish, Italian. A year alone is a number.

mod date;
mod names;
mod number;
mod sum;

use std::fmt::Write as _;
use std::ops::Range;

use crate::TokenKind;
use crate::emit::Emit;
use crate::runs::{Link, Run, Script};

pub(crate) use number::Literal;

/// The expressions of a text, in the order of their first runs.
#[derive(Debug, Default)]
pub(crate) struct Expressions {
    terms: String,
    found: Vec<Expression>,
    /// The first that was not written yet.
    next: usize,
}

/// An expression that has a normal form.
#[derive(Clone, Debug)]
struct Expression {
    /// Index of the first run.
    run: usize,
    /// Bytes of the normalised text.
    span: Range<u32>,
    term: Range<u32>,
}

impl Expressions {
    /// Finds the expressions of `text`.
    pub(crate) fn find(&mut self, text: &str, runs: &[Run]) {
        self.terms.clear();
        self.found.clear();
        self.next = 0;
        let view = View { text, runs };
        let mut at = 0;
        while at < runs.len() {
            let number_next = runs.get(at + 1).is_some_and(Run::is_number);
            let taken = match runs[at].script {
                _ if runs[at].link == Link::Marker => 1,
                Script::Number => self.at_number(view, at),
                Script::Latin if number_next => {
                    date::month_first(view, at, self).unwrap_or_else(|| {
                        sum::code_first(view, at, self);
                        1
                    })
                }
                _ => 1,
            };
            debug_assert!(taken > 0, "the loop goes on");
            at += taken;
        }
        self.found.sort_by_key(|expression| expression.run);
    }

    /// Writes the expressions that start no later than run `run` and were not written yet, at `position`.
    pub(crate) fn emit_until(&mut self, run: usize, position: u32, emit: &mut Emit<'_>) {
        while let Some(expression) = self.found.get(self.next).filter(|next| next.run <= run) {
            let term = &self.terms[expression.term.start as usize..expression.term.end as usize];
            let span = expression.span.start as usize..expression.span.end as usize;
            emit.push(term, span, position, TokenKind::Normal);
            self.next += 1;
        }
    }

    /// Finds what starts with the number at run `at`; how many runs it takes for itself.
    fn at_number(&mut self, view: View<'_>, at: usize) -> usize {
        if let Some(taken) = date::number_first(view, at, self) {
            return taken;
        }
        let Some(literal) = Literal::read(view.text, &view.runs[at..]) else {
            return 1;
        };
        // A number of an address or an identifier (`CVE-2017-0144`) measures nothing.
        let run = &view.runs[at];
        let part = at > 0
            && !view.runs[at - 1].is_number()
            && matches!(run.link, Link::Touching | Link::Hyphen);
        if run.in_address || part && view.runs[at - 1].script == Script::Latin {
            return literal.runs;
        }
        sum::number_first(view, at, &literal, self)
    }

    fn add(
        &mut self,
        view: View<'_>,
        run: usize,
        start: usize,
        end: usize,
        term: std::fmt::Arguments<'_>,
    ) {
        debug_assert!(start < end && end <= view.text.len());
        let from = self.terms.len() as u32;
        self.terms
            .write_fmt(term)
            .expect("writing to a string does not fail");
        self.found.push(Expression {
            run,
            span: start as u32..end as u32,
            term: from..self.terms.len() as u32,
        });
    }
}

/// A text with its runs.
#[derive(Clone, Copy)]
struct View<'a> {
    text: &'a str,
    runs: &'a [Run],
}

impl<'a> View<'a> {
    fn word(&self, at: usize) -> Option<&'a str> {
        let run = self.runs.get(at).filter(|run| run.link != Link::Marker)?;
        Some(&self.text[run.span()])
    }

    /// What stands between run `at` and the one before it.
    fn gap(&self, at: usize) -> Option<&'a str> {
        let before = self.runs.get(at.checked_sub(1)?)?;
        let run = self.runs.get(at)?;
        self.text.get(before.taken as usize..run.start as usize)
    }

    /// Whether run `at` follows directly or after one space.
    fn follows(&self, at: usize) -> bool {
        matches!(
            self.gap(at),
            Some("" | " " | "\u{A0}" | "\u{202F}" | "\u{2009}")
        )
    }

    /// The value of run `at` when it has at most `digits` digits.
    fn number(&self, at: usize, digits: usize) -> Option<u32> {
        let run = self
            .runs
            .get(at)
            .filter(|run| run.is_number() && run.link != Link::Marker)?;
        let text = &self.text[run.span()];
        (text.len() <= digits).then(|| text.parse().ok()).flatten()
    }

    fn start(&self, at: usize) -> usize {
        self.runs[at].start as usize
    }

    fn end(&self, at: usize) -> usize {
        self.runs[at].end as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<String> {
        let mut runs = Vec::new();
        crate::runs::scan(text, &mut runs);
        let mut found = Expressions::default();
        found.find(text, &runs);
        let term = |found: &Expressions, expression: &Expression| {
            found.terms[expression.term.start as usize..expression.term.end as usize].to_owned()
        };
        found
            .found
            .iter()
            .map(|expression| term(&found, expression))
            .collect()
    }

    #[test]
    fn dates() {
        for text in [
            "15 August 1994",
            "on the 15 August 1994,",
            "Aug. 15 1994",
            "August 15th, 1994",
            "15th of August, 1994",
            "1994-08-15",
            "15.08.1994",
            "15.8.1994",
            "1994년 8월 15일에",
            "1994. 8. 15.",
            "1994년8월15일",
            "15 sierpnia 1994 r.",
            "15. August 1994",
            "15 août 1994",
            "15 de agosto de 1994",
            "1994/08/15",
            "19940815",
            "15-Aug-1994",
            "August 15 1994",
            "8/15/1994",
        ] {
            assert_eq!(terms(text), ["1994-08-15"], "{text}");
        }
        assert_eq!(terms("10.5.2019"), terms("10.05.2019"));
        assert_eq!(terms("4/5/2019"), ["2019-05-04", "2019-04-05"]);
        assert_eq!(terms("March 2019"), ["2019-03"]);
        assert_eq!(terms("2019년 3월"), ["2019-03"]);
        assert_eq!(terms("『문예』, 2019. 3."), ["2019-03"]);
        assert!(terms("in 2019. 3 of them").is_empty());
        assert_eq!(terms("October 4."), ["--10-04"]);
        assert_eq!(terms("10월 4일"), ["--10-04"]);
        assert!(terms("31.02.2019").is_empty());
    }

    #[test]
    fn sums_and_quantities() {
        for text in [
            "USD 81 million",
            "\\$ 81 million",
            "$81m",
            "81 million dollars",
            "8100만 달러",
            "8,100만 달러를",
        ] {
            assert!(
                terms(text).contains(&"usd 81000000".to_owned()),
                "{text}: {:?}",
                terms(text)
            );
        }
        assert_eq!(terms("EUR 0,15"), ["eur 0.15"]);
        assert_eq!(terms("1억 2000만 원"), ["krw 120000000"]);
        assert_eq!(terms("3조 5천억원"), ["krw 3500000000000"]);
        assert_eq!(terms("571 million dollars"), ["usd 571000000"]);
        assert_eq!(terms("1.5 billion"), ["1500000000"]);
        assert_eq!(terms("15%"), ["15 %"]);
        assert_eq!(terms("15 percent"), ["15 %"]);
        for text in ["70 ~ 80Mbps", "70-80 Mbps", "70–80 Mbps"] {
            assert_eq!(terms(text), ["70-80 mbps", "70-80", "80 mbps"], "{text}");
        }
        assert_eq!(terms("pp. 29-71"), ["29-71"]);
    }
}
