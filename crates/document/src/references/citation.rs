//! What a reference says: citations, their parts and dates, persons, oddities.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::kinds::WorkKind;

/// A bibliography entry or note as it was understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// What the entry is.
    pub kind: ReferenceKind,
    /// The works it cites, in the order of the text; empty for an alias or a comment.
    pub citations: Vec<Citation>,
    /// What was odd, in the order of the text.
    pub oddities: Vec<Oddity>,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ReferenceKind {
    /// It cites one or more works and says nothing else.
    Citation,
    /// It tells another name of something: `A.k.a. Pak Jin-hek.`, `라자루스 그룹 in Korean.`
    Alias,
    /// It is prose.
    Comment,
    /// Prose or another name, and a citation.
    Mixed,
}

/// A cited work.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Citation {
    /// The whole citation in bytes of the entry.
    pub span: Range<usize>,
    /// What kind of work it is of, where its format states it or its words and fields tell it.
    pub kind: Option<WorkKind>,
    /// Authors in order, institutions among them.
    pub authors: Vec<Person>,
    /// The authors as they stand in the entry, from the first to the last.
    pub byline: Option<Part>,
    /// Editors (`ed.`, `(Hg.)`, 편, `red.`).
    pub editors: Vec<Person>,
    /// Translators (`tr.`, 역, 옮김, `przeł.`).
    pub translators: Vec<Person>,
    /// The title of the work, or of the article or chapter.
    pub title: Option<Part>,
    /// What the work stands in: a journal, newspaper, site, proceedings, a book of chapters.
    pub container: Option<Part>,
    /// The series.
    pub series: Option<Part>,
    /// The publisher.
    pub publisher: Option<Part>,
    /// The place of publication, or of a conference.
    pub place: Option<Part>,
    /// The volume (`제12권` → 12, `vol. 5` → 5).
    pub volume: Option<Part>,
    /// The issue (`3호` → 3, `no. 2` → 2).
    pub issue: Option<Part>,
    /// Pages without their word (`pp. 3–7` → `3–7`, `p. 347; p. 610` → `347; 610`).
    pub pages: Option<Part>,
    /// The edition as written (`2nd ed.`, 개정판).
    pub edition: Option<Part>,
    /// An institution named beside the authors.
    pub organization: Option<Part>,
    /// A number of a catalogue or archive: arXiv, ISBN, PMID.
    pub identifier: Option<Part>,
    /// The date of the work as printed; never the day of access.
    pub date: Option<Date>,
    /// The year of the work, and whether it is printed or read from the address.
    pub year: Option<Year>,
    /// The address, repaired.
    pub url: Option<Part>,
    /// The host of the address without `www.`, in lower case.
    pub host: Option<String>,
    /// The DOI without prefix (`10.1000/182`).
    pub doi: Option<Part>,
    /// The day on which the address was read.
    pub accessed: Option<Date>,
    /// Language of the title, else of the container, as an ISO 639-1 code, where script or words tell it.
    pub language: Option<String>,
}

/// A field of a citation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The text without quotation signs, markup and the signs that part fields.
    pub text: String,
    /// Where it stands, in bytes of the entry.
    pub span: Range<usize>,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
}

/// An author, editor or translator.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// The name as written, without signs around it.
    pub written: String,
    /// The family name, where the order of the name is decidable.
    pub family: Option<String>,
    /// Given names or initials.
    pub given: Option<String>,
    /// Whether it names an institution rather than a person.
    pub is_institution: bool,
    /// Where it stands, in bytes of the entry.
    pub span: Range<usize>,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
}

/// A date as written and what it says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Date {
    /// The date as written.
    pub written: String,
    /// The year; `None` where the date is impossible (`0.06.2019`).
    pub year: Option<i32>,
    /// The month, from 1 to 12.
    pub month: Option<u8>,
    /// The day of the month, from 1 to 31.
    pub day: Option<u8>,
    /// The season, of quarterlies.
    pub season: Option<Season>,
    /// Where it stands, in bytes of the entry.
    pub span: Range<usize>,
    /// How sure it is, from 0 to 1.
    pub confidence: f32,
}

/// A season of the year, as quarterlies are dated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// The year of a work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Year {
    /// The year.
    pub value: i32,
    /// Where it is from.
    pub from: YearSource,
}

/// Where a year is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum YearSource {
    /// It is printed in the entry.
    Printed,
    /// A date stands in the address: `…/2019/05/23-43/`.
    Address,
}

/// Something odd in an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Oddity {
    /// What is odd.
    pub kind: OddityKind,
    /// Where, in bytes of the entry.
    pub span: Range<usize>,
}

/// What can be odd in an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum OddityKind {
    /// A date that no calendar has: `0.06.2019`, `31.02.2020`.
    ImpossibleDate,
    /// The entry is too long to be a reference and was not parsed to its end.
    TooLong,
}

impl Part {
    /// Language of the text as an ISO 639-1 code, where script or words tell it.
    pub fn language(&self) -> Option<&'static str> {
        super::languages::language(&self.text)
    }
}

impl Date {
    /// The date as far as it is known, as ISO 8601 writes it: `2019`, `2019-04`, `2019-04-02`.
    ///
    /// ```
    /// let note = seoji_document::references::parse("북한의 인터넷, https://example.org/1 (검색일: 2019. 4. 2.)");
    /// let accessed = note.citations[0].accessed.as_ref().unwrap();
    /// assert_eq!(accessed.iso().as_deref(), Some("2019-04-02"));
    /// ```
    pub fn iso(&self) -> Option<String> {
        let year = self.year?;
        Some(match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (Some(month), None) => format!("{year:04}-{month:02}"),
            _ => format!("{year:04}"),
        })
    }
}
