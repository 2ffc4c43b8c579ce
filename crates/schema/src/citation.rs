//! What an entry or note says it cites, as plain data: citations with their parts, and where a passage cites them.
//!
//! All spans are ranges of bytes of the passage's text, written `[start, end]`.

use serde::{Deserialize, Serialize};

use crate::WorkKind;

/// A range of bytes of a passage's text: first byte and the byte after the last.
pub type TextSpan = (u32, u32);

/// What an entry or note is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntryKind {
    /// It cites one or more works and does nothing else.
    Citation,
    /// It gives another name of what its marker touches (`A.k.a. Pak Jin-hek.`).
    Alias,
    /// It remarks on the text.
    Comment,
    /// It remarks and cites.
    Mixed,
}

impl EntryKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Citation, Self::Alias, Self::Comment, Self::Mixed];

    /// The name that users see and type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Citation => "citation",
            Self::Alias => "alias",
            Self::Comment => "comment",
            Self::Mixed => "mixed",
        }
    }
}

/// A part of a citation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The part without quotes, markup and the punctuation around it.
    pub text: String,
    /// Where it stands.
    pub span: TextSpan,
    /// How sure the parser is of it, in percent.
    pub confidence: u8,
}

/// A person of a citation: author, editor or translator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name as written (`Tudor, D.`, `이유지`).
    pub name: String,
    /// The family name, where it can be told.
    pub family: Option<String>,
    /// The given name or its initials, where they can be told.
    pub given: Option<String>,
    /// Whether it names an institution rather than a person.
    pub is_institution: bool,
    /// Where the name stands.
    pub span: TextSpan,
    /// How sure the parser is of it, in percent.
    pub confidence: u8,
}

/// A calendar date, as exact as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    /// The year of our era.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: Option<u8>,
    /// The day of the month, 1 to 31; only with a month.
    pub day: Option<u8>,
}

impl Date {
    /// The first date in a document's metadata that begins with a year (`2019`, `2019-06-14`, `June 2019`), as exact as it
    /// is plain to read; none where there is no year.
    pub fn first_in(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let number = |at: usize, digits: usize| -> Option<i32> {
            let run = bytes.get(at..at + digits)?;
            let alone = run.iter().all(u8::is_ascii_digit)
                && !bytes.get(at + digits).is_some_and(u8::is_ascii_digit);
            alone.then(|| std::str::from_utf8(run).ok()?.parse().ok())?
        };
        let starts = (0..bytes.len())
            .filter(|&at| at == 0 || !bytes[at - 1].is_ascii_digit())
            .find_map(|at| {
                Some((
                    at,
                    number(at, 4).filter(|year| (1000..=2999).contains(year))?,
                ))
            });
        let (at, year) = starts?;
        let part = |at: usize, most: i32| -> Option<u8> {
            let separated = matches!(bytes.get(at - 1), Some(b'-' | b'.' | b'/'));
            let value = number(at, 2).filter(|value| separated && (1..=most).contains(value))?;
            u8::try_from(value).ok()
        };
        let month = part(at + 5, 12);
        let day = month.and_then(|_| part(at + 8, 31));
        Some(Self { year, month, day })
    }
}

impl std::fmt::Display for Date {
    /// Writes the date as ISO 8601 has it: `2019`, `2019-06`, `2019-06-20`.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(formatter, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(formatter, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

/// A date with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatePart {
    /// The date.
    pub date: Date,
    /// Where it stands.
    pub span: TextSpan,
    /// How sure the parser is of it, in percent.
    pub confidence: u8,
}

/// Where the year of a work comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum YearSource {
    /// It is printed in the citation.
    Printed,
    /// It was read from the address (`…/2016/07/28/…`).
    Address,
}

/// The year of a work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Year {
    /// The year of our era.
    pub value: i32,
    /// Where it comes from.
    pub from: YearSource,
}

/// One work that an entry or note cites.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Where the citation stands in its entry.
    pub span: TextSpan,
    /// What kind of work it is of, where its format states it or its words and fields tell it.
    pub kind: Option<WorkKind>,
    /// Authors in the order of the citation.
    pub authors: Vec<Person>,
    /// Editors in the order of the citation.
    pub editors: Vec<Person>,
    /// Translators in the order of the citation.
    pub translators: Vec<Person>,
    /// An institution named beside the authors.
    pub organization: Option<Part>,
    /// Title.
    pub title: Option<Part>,
    /// What the work is a part of: a journal, a newspaper, an edited book, a series.
    pub container: Option<Part>,
    /// The series.
    pub series: Option<Part>,
    /// Publisher, university of a thesis.
    pub publisher: Option<Part>,
    /// Place of publication.
    pub place: Option<Part>,
    /// Volume.
    pub volume: Option<Part>,
    /// Issue or number.
    pub issue: Option<Part>,
    /// Pages, of the work or those cited.
    pub pages: Option<Part>,
    /// The edition as written (`2nd ed.`, 개정판).
    pub edition: Option<Part>,
    /// A number of a catalogue or archive: ISBN, arXiv, PMID.
    pub identifier: Option<Part>,
    /// The printed date of the work.
    pub date: Option<DatePart>,
    /// The year of the work, never that of the access.
    pub year: Option<Year>,
    /// Address.
    pub url: Option<Part>,
    /// Host of the address without `www.`, in lower case.
    pub host: Option<String>,
    /// Digital object identifier, without resolver.
    pub doi: Option<Part>,
    /// When the address was last looked at.
    pub accessed: Option<DatePart>,
    /// Language of the citation, an ISO 639-1 code.
    pub language: Option<String>,
    /// The label of the note whose citation this one repeats (`Ibid., p. 5`, `위의 책, 34쪽`); the other fields are
    /// those of that citation then, only `pages` is its own, and `span` is the place of the words that repeat it.
    pub repeats: Option<String>,
}

impl Citation {
    /// Whether anything in it can tell the work from others.
    pub fn names_a_work(&self) -> bool {
        self.title.is_some()
            || self.url.is_some()
            || self.doi.is_some()
            || self.year.is_some() && (!self.authors.is_empty() || self.container.is_some())
    }

    /// The year with its source, as most readers want it.
    pub fn year_value(&self) -> Option<i32> {
        self.year.map(|year| year.value)
    }
}

/// A place in a passage where entries or notes are cited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where the marker stands.
    pub marker: TextSpan,
    /// The sentence around it.
    pub sentence: TextSpan,
    /// Labels that the marker names, as [`crate::PassageRecord::cites`] has them.
    pub labels: Vec<String>,
    /// Ordinals of the entries and notes that it means.
    pub entries: Vec<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_metadata_are_read_as_exactly_as_they_are_written() {
        let read = |text: &str| Date::first_in(text).map(|date| date.to_string());
        for (text, date) in [
            ("2019", Some("2019")),
            ("2019-06-14", Some("2019-06-14")),
            ("2019.06", Some("2019-06")),
            ("14 June 2019", Some("2019")),
            ("2019년 6월", Some("2019")),
            ("Spring", None),
            ("20190614", None),
            ("2019-13-99", Some("2019")),
            ("", None),
        ] {
            assert_eq!(read(text).as_deref(), date, "{text}");
        }
    }
}
