//! Dates in the forms of the field: `14.06.2019`, `2 April 2019`, `2019년 4월 2일`, `26. März 2019`, `Fall 1961`.

use time::Month;

use super::citation::{Date, Season};
use super::tokens::{Class, Token};

/// Years that a reference can have: from print to the next century.
const YEARS: std::ops::RangeInclusive<i32> = 1400..=2100;

/// A date that was read.
pub(crate) struct Read {
    pub(crate) date: Date,
    /// How many tokens it takes.
    pub(crate) taken: usize,
    /// It has the form of a date, but no calendar has it.
    pub(crate) is_impossible: bool,
}

/// The months' words in English, German, French, Polish, Spanish, Italian and Portuguese, with their abbreviations.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "januar", "jänner", "janvier", "janv", "styczeń", "stycznia", "sty", "enero", "ene", "gennaio", "gen", "genn", "janeiro"],
    &["february", "feb", "febr", "februar", "février", "fevrier", "févr", "fév", "luty", "lutego", "lut", "febrero", "febbraio", "febbr", "fevereiro", "fev"],
    &["march", "mar", "märz", "mrz", "mär", "mars", "marzec", "marca", "marzo", "março"],
    &["april", "apr", "avril", "avr", "kwiecień", "kwietnia", "kwi", "abril", "abr", "aprile"],
    &["may", "mai", "maj", "maja", "mayo", "maggio", "magg", "mag", "maio"],
    &["june", "jun", "juni", "juin", "czerwiec", "czerwca", "cze", "junio", "giugno", "giu", "junho"],
    &["july", "jul", "juli", "juillet", "juil", "lipiec", "lipca", "lip", "julio", "luglio", "lug", "julho"],
    &["august", "aug", "août", "aout", "sierpień", "sierpnia", "sie", "agosto", "ago"],
    &["september", "sept", "sep", "septembre", "wrzesień", "września", "wrz", "septiembre", "setiembre", "settembre", "setembro"],
    &["october", "oct", "oktober", "okt", "octobre", "październik", "października", "paź", "octubre", "ottobre", "ott", "outubro", "out"],
    &["november", "nov", "novembre", "listopad", "listopada", "lis", "noviembre", "novembro"],
    &["december", "dec", "dezember", "dez", "décembre", "decembre", "déc", "grudzień", "grudnia", "gru", "diciembre", "dic", "dicembre", "dezembro"],
];

/// The month that a word names.
pub(crate) fn month(word: &str) -> Option<u8> {
    if !(3..=14).contains(&word.len()) {
        return None;
    }
    let word = word.to_lowercase();
    let at = MONTHS
        .iter()
        .position(|words| words.contains(&word.as_str()))?;
    Some(at as u8 + 1)
}

fn season(word: &str) -> Option<Season> {
    Some(match word.to_lowercase().as_str() {
        "spring" | "봄" | "봄호" | "frühjahr" | "frühling" | "printemps" | "wiosna" => {
            Season::Spring
        }
        "summer" | "여름" | "여름호" | "sommer" | "été" | "lato" => Season::Summer,
        "autumn" | "fall" | "가을" | "가을호" | "herbst" | "automne" | "jesień" => {
            Season::Autumn
        }
        "winter" | "겨울" | "겨울호" | "hiver" | "zima" => Season::Winter,
        _ => return None,
    })
}

/// A reader of the tokens of one entry.
pub(crate) struct Reader<'t> {
    pub(crate) entry: &'t str,
    pub(crate) tokens: &'t [Token],
}

impl Reader<'_> {
    fn text(&self, at: usize) -> &str {
        self.tokens
            .get(at)
            .map_or("", |token| token.text(self.entry))
    }

    /// The value of a number of at most `digits` digits.
    fn number(&self, at: usize, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        let token = self
            .tokens
            .get(at)
            .filter(|token| token.class == Class::Number)?;
        digits
            .contains(&(token.end - token.start))
            .then(|| self.text(at).parse().ok())
            .flatten()
    }

    /// The value of a year, not a part of a longer word (`CVE2017`).
    pub(crate) fn year(&self, at: usize) -> Option<i32> {
        let value = self.number(at, 4..=4)? as i32;
        YEARS.contains(&value).then_some(value)
    }

    fn month(&self, at: usize) -> Option<u8> {
        let token = self
            .tokens
            .get(at)
            .filter(|token| token.class == Class::Letters)?;
        month(token.text(self.entry))
    }

    /// Skips a sign, if it is one of these.
    fn skip(&self, at: usize, signs: &str) -> usize {
        let text = self.text(at);
        at + usize::from(!text.is_empty() && signs.contains(text))
    }

    /// The date that begins at a token.
    pub(crate) fn date(&self, at: usize) -> Option<Read> {
        let token = self.tokens.get(at)?;
        match token.class {
            Class::Number => self
                .korean(at)
                .or_else(|| self.year_first(at))
                .or_else(|| self.day_first(at))
                .or_else(|| self.day_month(at))
                .or_else(|| self.year_month(at))
                .or_else(|| self.year_alone(at)),
            Class::Letters | Class::Hangul => self.month_first(at),
            _ => None,
        }
    }

    fn read(&self, from: usize, to: usize, year: i32, month: Option<u8>, day: Option<u8>) -> Read {
        let possible = is_possible(year, month, day);
        let span = self.tokens[from].start..self.tokens[to - 1].end;
        let date = Date {
            written: self.entry[span.clone()].to_owned(),
            year: possible.then_some(year),
            month: month.filter(|_| possible),
            day: day.filter(|_| possible),
            season: None,
            span,
            confidence: 1.0,
        };
        Read {
            date,
            taken: to - from,
            is_impossible: !possible,
        }
    }

    /// `2019년 4월 2일`, `2019년 4월`, `2019년 가을`, `2019년`; the same with 年 月 日.
    fn korean(&self, at: usize) -> Option<Read> {
        let year = self.year(at)?;
        let unit =
            |at: usize, units: [&str; 2]| units.iter().any(|unit| self.text(at).starts_with(unit));
        if !unit(at + 1, ["년", "年"]) {
            return None;
        }
        let Some(month) = self
            .number(at + 2, 1..=2)
            .filter(|_| unit(at + 3, ["월", "月"]))
        else {
            let season = season(self.text(at + 2));
            let mut read = self.read(at, at + 2 + usize::from(season.is_some()), year, None, None);
            read.date.season = season;
            return Some(read);
        };
        match self
            .number(at + 4, 1..=2)
            .filter(|_| unit(at + 5, ["일", "日"]))
        {
            Some(day) => Some(self.read(at, at + 6, year, Some(month as u8), Some(day as u8))),
            None => Some(self.read(at, at + 4, year, Some(month as u8), None)),
        }
    }

    /// `2019. 4. 2.`, `2019-04-02`, `2019/4/2`.
    fn year_first(&self, at: usize) -> Option<Read> {
        let year = self.year(at)?;
        let sign = self.text(at + 1);
        if !matches!(sign, "." | "-" | "/" | "–" | "‐" | "‑" | "．") || self.text(at + 3) != sign
        {
            return None;
        }
        let (month, day) = (self.number(at + 2, 1..=2)?, self.number(at + 4, 1..=2)?);
        // `2009. 8. 48` is a year, a volume, a page: only what a calendar can have.
        let spaced = self.tokens[at + 2].spaced;
        let sound = is_possible(year, Some(month as u8), Some(day as u8));
        (sound || !spaced && sign == ".").then(|| {
            let end = match sign == "." && self.text(at + 5) == "." {
                true => at + 6,
                false => at + 5,
            };
            let mut read = self.read(at, at + 5, year, Some(month as u8), Some(day as u8));
            read.taken = end - at;
            read
        })
    }

    /// `14.06.2019`, `14. 6. 2019`, `14/06/2019`.
    fn day_first(&self, at: usize) -> Option<Read> {
        let (first, second) = (self.number(at, 1..=2)?, self.number(at + 2, 1..=2)?);
        let sign = self.text(at + 1);
        let year = self.year(at + 4)?;
        if !matches!(sign, "." | "-" | "/") || self.text(at + 3) != sign {
            return None;
        }
        let (first, second) = (first as u8, second as u8);
        if sign == "/" && first <= 12 && second <= 12 && first != second {
            // Day or month first: only the year is sure.
            return Some(self.read(at, at + 5, year, None, None));
        }
        Some(match sign != "." && second > 12 && first <= 12 {
            true => self.read(at, at + 5, year, Some(first), Some(second)),
            false => self.read(at, at + 5, year, Some(second), Some(first)),
        })
    }

    /// `2 April 2019`, `26. März 2019`, `2nd of April, 2019`, `26-30 March 2019`.
    fn day_month(&self, at: usize) -> Option<Read> {
        let day = self.number(at, 1..=2)?;
        let mut next = at + 1;
        if matches!(self.text(next), "-" | "–") && self.number(next + 1, 1..=2).is_some() {
            next += 2;
        }
        if matches!(self.text(next), "st" | "nd" | "rd" | "th" | "er") {
            next += 1;
        }
        next = self.skip(next, ".-");
        if matches!(self.text(next), "of" | "de" | "d") {
            next += 1;
        }
        let month = self.month(next)?;
        next = self.skip(next + 1, ".,-");
        next = self.skip(next, ",");
        if self.text(next) == "de" {
            next += 1;
        }
        let year = self.year(next)?;
        Some(self.read(at, next + 1, year, Some(month), Some(day as u8)))
    }

    /// `2019 Apr 2`, `2019, April 2`, `2019년` is elsewhere.
    fn year_month(&self, at: usize) -> Option<Read> {
        let year = self.year(at)?;
        let mut next = self.skip(at + 1, ",");
        if let Some(season) = season(self.text(next)) {
            let mut read = self.read(at, next + 1, year, None, None);
            read.date.season = Some(season);
            return Some(read);
        }
        let month = self.month(next)?;
        let bare = next + 1;
        next = self.skip(bare, ".");
        match self
            .number(next, 1..=2)
            .filter(|day| (1..=31).contains(day))
        {
            Some(day) => Some(self.read(at, next + 1, year, Some(month), Some(day as u8))),
            None => Some(self.read(at, bare, year, Some(month), None)),
        }
    }

    /// `April 2, 2019`, `April 2019`, `March–April 2001`, `Fall 1961`, `봄 2019`.
    fn month_first(&self, at: usize) -> Option<Read> {
        if let Some(season) = season(self.text(at)) {
            let next = self.skip(at + 1, ",");
            let year = self.year(next)?;
            let mut read = self.read(at, next + 1, year, None, None);
            read.date.season = Some(season);
            return Some(read);
        }
        let month = self.month(at)?;
        let mut next = self.skip(at + 1, ".");
        if matches!(self.text(next), "-" | "–" | "/" | "&" | "and")
            && self.month(next + 1).is_some()
        {
            next = self.skip(next + 2, ".");
        }
        if let Some(day) = self.number(next, 1..=2) {
            let mut after = next + 1;
            if matches!(self.text(after), "-" | "–") && self.number(after + 1, 1..=2).is_some() {
                after += 2;
            }
            if matches!(self.text(after), "st" | "nd" | "rd" | "th") {
                after += 1;
            }
            after = self.skip(after, ",.");
            let year = self.year(after)?;
            return Some(self.read(at, after + 1, year, Some(month), Some(day as u8)));
        }
        next = self.skip(next, ",");
        if matches!(self.text(next), "de" | "of") {
            next += 1;
        }
        let year = self.year(next)?;
        Some(self.read(at, next + 1, year, Some(month), None))
    }

    /// `2019`, `2010a`.
    fn year_alone(&self, at: usize) -> Option<Read> {
        let year = self.year(at)?;
        let glued = self
            .tokens
            .get(at + 1)
            .is_some_and(|token| !token.spaced && token.class == Class::Letters);
        let letter = glued
            && self.text(at + 1).len() == 1
            && self
                .text(at + 1)
                .bytes()
                .all(|byte| byte.is_ascii_lowercase());
        let inside = at > 0
            && !self.tokens[at].spaced
            && matches!(self.tokens[at - 1].class, Class::Letters);
        if glued && !letter || inside {
            return None;
        }
        Some(self.read(at, at + 1 + usize::from(letter), year, None, None))
    }
}

/// Whether a calendar has this date.
fn is_possible(year: i32, month: Option<u8>, day: Option<u8>) -> bool {
    let Some(month) = month else { return true };
    let Ok(month) = Month::try_from(month) else {
        return false;
    };
    day.is_none_or(|day| (1..=month.length(year)).contains(&day))
}
