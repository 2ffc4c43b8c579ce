//! Common words whose everyday neighbours are not the usual ones.
//!
//! The table `learned.tsv` is made by `seoji-measure neighbours` from running text: a line for each eojeol that is
//! read otherwise inside most of its sentences than between the usual neighbours, with neighbours that give that
//! reading.

use super::context::{After, Before};
use crate::sorted_lines::SortedLines;

/// Eojeol, kind of neighbour before, kind after; sorted by the bytes of the eojeol.
static TABLE: SortedLines = SortedLines::new(LINES);
const LINES: &str = include_str!("learned.tsv");

/// The neighbours learned for an eojeol.
pub(super) fn neighbours(eojeol: &str) -> Option<(Before, After)> {
    let mut fields = TABLE.find(eojeol)?;
    let before = Before::from_name(fields.next()?)?;
    Some((before, After::from_name(fields.next()?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found() {
        for line in LINES.lines() {
            let mut fields = line.split('\t');
            let (eojeol, before, after) = (fields.next(), fields.next(), fields.next());
            let found = neighbours(eojeol.expect("an eojeol")).map(|(b, a)| (b.name(), a.name()));
            assert_eq!(found, before.zip(after), "{line}");
        }
        assert!(LINES.lines().count() > 50, "the table is filled");
        assert_eq!(neighbours("서지"), None);
        assert_eq!(neighbours(""), None);
        assert_eq!(neighbours("힣힣"), None);
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(
            LINES
                .lines()
                .is_sorted_by_key(|line| line.split('\t').next())
        );
    }
}
