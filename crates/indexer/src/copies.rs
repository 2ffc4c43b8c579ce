//! Documents with the same text: a report as PDF, HWP and DOCX is one text in three files.
//!
//! Readers of formats lose and move a little each, so texts are compared by a sketch of what they hold: MinHash with
//! one permutation (Li, Owen & Zhang, NIPS 2012) over the rows of [`SHINGLE`] letters and digits in it. Spaces, hyphens
//! and line ends, which layout changes, are not in them.

use std::collections::HashMap;

use seoji_analysis::Normalised;
use seoji_schema::{COPIES_FILE, Copies, NewGeneration, PassageRecord, Zone};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::files::FileRow;

/// Letters and digits of a row that is compared.
const SHINGLE: usize = 12;
/// Numbers of a sketch: with so many a similarity is known within .04.
const NUMBERS: usize = 128;
/// Neighbouring numbers by which candidates are found: of documents as similar as [`SAME_WHOLE`] one in 7,000 is missed.
const BAND: usize = 4;
/// Shorter documents, in letters and digits, are not compared: a form or a heading alone is no text.
const SHORTEST: usize = 40;
/// Of texts that share a band so many are compared: of a form that is filled in a thousand times not all pairs.
const MOST_ALIKE: usize = 32;
/// So similar are the texts of two files of one document, notes and bibliographies included.
const SAME_WHOLE: f64 = 0.7;
/// So similar they are where the text is short: a page of a manual differs from the next by a sentence.
const SAME_SHORT: f64 = 0.9;
/// A text of fewer letters and digits is short.
const SHORT: u32 = 1_000;
/// So similar is their running text. Where a reader takes a bibliography for text it is less alike than the whole, but
/// documents that merely cite the same have nothing of it in common.
const SAME_BODY: f64 = 0.5;

/// A sketch of a text: for each class of rows the least of their numbers, 0 where there is none.
type Sketch = Vec<u16>;

/// What is known of a document's text for comparing it with others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Signature {
    /// Letters and digits.
    length: u32,
    whole: Sketch,
    body: Sketch,
}

impl Signature {
    /// The signature of a document with these passages; none of one that has hardly any text.
    pub(crate) fn of(passages: &[PassageRecord]) -> Option<Self> {
        let (mut whole, mut body) = (Sketcher::new(), Sketcher::new());
        for passage in passages {
            let parts = [&passage.heading, &passage.text];
            let is_body = passage.kind.zone() == Zone::Body;
            for part in parts {
                let normal = Normalised::new(part);
                let mut push = |c| {
                    whole.push(c);
                    if is_body {
                        body.push(c);
                    }
                };
                for c in normal.as_str().chars() {
                    match c {
                        // Told without a look into tables, as most are.
                        '\0'..='\x7f' if !c.is_ascii_alphanumeric() => {}
                        '\0'..='\x7f' => push(c.to_ascii_lowercase()),
                        '가'..='힣' => push(c),
                        _ if c.is_alphanumeric() => c.to_lowercase().for_each(&mut push),
                        _ => {}
                    }
                }
            }
        }
        (whole.pushed >= SHORTEST).then(|| Self {
            length: u32::try_from(whole.pushed).unwrap_or(u32::MAX),
            whole: whole.sketch(),
            body: body.sketch(),
        })
    }

    fn is_of_same_text(&self, other: &Self) -> bool {
        let same_whole = match self.length.min(other.length) {
            0..SHORT => SAME_SHORT,
            _ => SAME_WHOLE,
        };
        similarity(&self.whole, &other.whole) >= same_whole
            && similarity(&self.body, &other.body) >= SAME_BODY
    }

    /// What documents with the same text share at least one of.
    fn bands(&self) -> impl Iterator<Item = (usize, [u16; BAND])> {
        let bands = self.whole.chunks_exact(BAND).enumerate();
        bands.filter_map(|(at, numbers)| {
            let band: [u16; BAND] = numbers.try_into().ok()?;
            (band != [0; BAND]).then_some((at, band))
        })
    }
}

/// The share of rows that two texts have in common (the Jaccard index), estimated.
fn similarity(one: &[u16], other: &[u16]) -> f64 {
    let pairs = || one.iter().zip(other).filter(|&(&a, &b)| a != 0 || b != 0);
    match pairs().count() {
        // Neither has such text: that makes no difference.
        0 => 1.0,
        all => pairs().filter(|(a, b)| a == b).count() as f64 / all as f64,
    }
}

/// Makes a sketch of the letters and digits that it is given.
struct Sketcher {
    /// The last ones, the oldest at `pushed % SHINGLE`.
    row: [char; SHINGLE],
    hash: u64,
    pushed: usize,
    least: [u64; NUMBERS],
}

impl Sketcher {
    /// An odd number whose powers are well mixed (the golden ratio's, Knuth 6.4).
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

    fn new() -> Self {
        Self {
            row: ['\0'; SHINGLE],
            hash: 0,
            pushed: 0,
            least: [u64::MAX; NUMBERS],
        }
    }

    fn push(&mut self, c: char) {
        // A polynomial over the row, brought on by one place (Karp & Rabin 1987).
        let oldest = &mut self.row[self.pushed % SHINGLE];
        let leaves = u64::from(*oldest).wrapping_mul(const { power(Self::BASE, SHINGLE) });
        *oldest = c;
        let moved = self.hash.wrapping_mul(Self::BASE);
        self.hash = moved.wrapping_add(u64::from(c)).wrapping_sub(leaves);
        self.pushed += 1;
        if self.pushed >= SHINGLE {
            let mixed = mix(self.hash);
            let least = &mut self.least[(mixed % NUMBERS as u64) as usize];
            *least = (*least).min(mixed);
        }
    }

    fn sketch(&self) -> Sketch {
        let number = |&least: &u64| match least {
            u64::MAX => 0,
            // The low bits say which of the numbers it is, the high ones are small in all.
            least => ((least >> 8) as u16).max(1),
        };
        self.least.iter().map(number).collect()
    }
}

const fn power(base: u64, times: usize) -> u64 {
    let mut power = 1_u64;
    let mut at = 0;
    while at < times {
        power = power.wrapping_mul(base);
        at += 1;
    }
    power
}

/// The finaliser of SplitMix64 (Steele, Lea & Flood 2014).
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Puts the groups of documents with the same text into a generation. Most have none; then there is no file.
pub(crate) fn write(rows: &[FileRow], generation: &NewGeneration) -> Result<(), Error> {
    let documents = rows.iter().filter(|row| row.share.indexed);
    let groups = groups(documents.filter_map(|row| {
        let format = row.path.rsplit_once('.').map_or("", |(_, ending)| ending);
        Some(Signed {
            id: &row.id,
            format,
            content: row.hash,
            signature: row.share.signature.as_ref()?,
        })
    }));
    if !groups.is_empty() {
        let copies = Copies::new(groups);
        generation.write_side_file(COPIES_FILE, &copies.to_bytes())?;
    }
    Ok(())
}

/// A document to be compared with others.
struct Signed<'r> {
    id: &'r str,
    /// The ending of its file's name.
    format: &'r str,
    /// SHA-256 of the file.
    content: Option<[u8; 32]>,
    signature: &'r Signature,
}

/// Documents with the same text as the first of their group, in the order in which they are given.
///
/// Always compared with the first, so that a chain of small changes does not make one text of many. Files of one format
/// must be the same byte for byte: there no reader has lost or moved anything, and another year of a report or another
/// draft is another text.
fn groups<'r>(documents: impl Iterator<Item = Signed<'r>>) -> Vec<Vec<String>> {
    let mut groups: Vec<Vec<Signed<'r>>> = Vec::new();
    let mut by_band: HashMap<(usize, [u16; BAND]), Vec<usize>> = HashMap::new();
    for document in documents {
        let mut candidates: Vec<usize> = document
            .signature
            .bands()
            .filter_map(|band| by_band.get(&band))
            .flatten()
            .copied()
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        let same = |&at: &usize| {
            groups[at][0].signature.is_of_same_text(document.signature)
                && groups[at]
                    .iter()
                    .filter(|known| known.format.eq_ignore_ascii_case(document.format))
                    .all(|known| known.content == document.content)
        };
        if let Some(at) = candidates.into_iter().find(same) {
            groups[at].push(document);
            continue;
        }
        for band in document.signature.bands() {
            let known = by_band.entry(band).or_default();
            if known.len() < MOST_ALIKE {
                known.push(groups.len());
            }
        }
        groups.push(vec![document]);
    }
    let groups = groups.into_iter().filter(|group| group.len() > 1);
    groups
        .map(|group| group.iter().map(|of| of.id.to_owned()).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use seoji_schema::PassageKind;

    use super::*;
    use crate::passages::tests::record;

    fn passage(kind: PassageKind, text: &str) -> PassageRecord {
        PassageRecord {
            text: text.to_owned(),
            ..record(kind, 0, None)
        }
    }

    /// Sentences that share no row of letters.
    fn sentences(topic: u64, numbers: std::ops::Range<u64>) -> String {
        let word = |at: u64| -> String {
            let mixed = mix(topic << 32 | at);
            let syllable = |shift: u32| char::from_u32(0xac00 + (mixed >> shift) as u32 % 11_172);
            [0, 16, 32].into_iter().filter_map(syllable).collect()
        };
        let words = numbers.map(|number| word(2 * number) + "은 " + &word(2 * number + 1));
        words.collect::<Vec<_>>().join(". ")
    }

    fn document(body: &str, notes: &str) -> Signature {
        let passages = [
            passage(PassageKind::Paragraph, body),
            passage(PassageKind::Entry, notes),
        ];
        Signature::of(&passages).unwrap()
    }

    #[test]
    fn the_same_text_in_other_layout_is_one() {
        let (body, notes) = (sentences(1, 0..300), sentences(2, 0..90));
        let whole = document(&body, &notes);
        let broken = body.replace(". ", ".\n").replace('은', "은-\n");
        let torn = document(&broken, &notes);
        assert!(whole.is_of_same_text(&torn), "spaces and line ends");
        let lost = document(&sentences(1, 12..300), &notes);
        assert!(whole.is_of_same_text(&lost), "a lost page");
        let all_text = document(&format!("{body} {notes}"), "");
        assert!(whole.is_of_same_text(&all_text), "notes read as text");
        let other = document(&sentences(3, 0..300), &notes);
        assert!(!whole.is_of_same_text(&other));
    }

    #[test]
    fn a_shared_bibliography_makes_no_copies() {
        let notes = sentences(2, 0..500);
        let one = document(&sentences(1, 0..40), &notes);
        let other = document(&sentences(3, 0..40), &notes);
        assert!(similarity(&one.whole, &other.whole) > SAME_WHOLE);
        assert!(!one.is_of_same_text(&other));
    }

    fn grouped(many: &[(String, &'static str, u8, Signature)]) -> Vec<Vec<String>> {
        groups(many.iter().map(|(id, format, content, signature)| Signed {
            id,
            format,
            content: Some([*content; 32]),
            signature,
        }))
    }

    #[test]
    fn short_pages_of_one_pattern_are_several() {
        let page = sentences(1, 0..30);
        let next = format!("{page}. {}", sentences(4, 0..5));
        assert!(!document(&page, "").is_of_same_text(&document(&next, "")));
        assert!(document(&page, "").is_of_same_text(&document(&page.replace(' ', "\n"), "")));
    }

    #[test]
    fn groups_are_found_among_many() {
        let many: Vec<(String, &str, u8, Signature)> = (0..300_u64)
            .map(|number| {
                let text = sentences(number / 3 * 3, number % 3..120);
                let format = ["pdf", "hwp", "docx"][number as usize % 3];
                let content = (number % 251) as u8;
                (
                    format!("d{number:03}"),
                    format,
                    content,
                    document(&text, ""),
                )
            })
            .collect();
        let found = grouped(&many);
        assert_eq!(found.len(), 100);
        assert_eq!(found[0], ["d000", "d001", "d002"]);
    }

    #[test]
    fn drafts_in_one_format_are_texts_of_their_own() {
        let row = |id: &str, format, content, text: &str| {
            (id.to_owned(), format, content, document(text, ""))
        };
        let (first, second) = (sentences(1, 0..120), sentences(1, 2..122));
        let found = grouped(&[
            row("first", "md", 1, &first),
            row("second", "MD", 2, &second),
            row("first again", "md", 1, &first),
            row("as pdf", "pdf", 3, &first),
        ]);
        assert_eq!(found, [["first", "first again", "as pdf"]]);
    }

    #[test]
    fn a_few_words_are_no_text() {
        assert!(Signature::of(&[passage(PassageKind::Paragraph, "북한 2019")]).is_none());
    }
}
