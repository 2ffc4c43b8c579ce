//! Common words whose everyday neighbours are not the usual ones.
//!
//! The table `learned.tsv` is made by `seoji-measure neighbours` from running text: a line for each eojeol that is
//! read otherwise inside most of its sentences than between the usual neighbours, with neighbours that give that
//! reading.

use std::cmp::Ordering;

use super::context::{After, Before};

/// Eojeol, kind of neighbour before, kind after; sorted by the bytes of the eojeol.
const TABLE: &str = include_str!("learned.tsv");

/// The neighbours learned for an eojeol.
///
/// Searches the lines of the table as they are: nothing is built at the start of a program.
pub(super) fn neighbours(eojeol: &str) -> Option<(Before, After)> {
    let mut table = TABLE;
    while !table.is_empty() {
        // The line around the middle.
        let mut middle = table.len() / 2;
        while !table.is_char_boundary(middle) {
            middle -= 1;
        }
        let start = table[..middle].rfind('\n').map_or(0, |newline| newline + 1);
        let end = table[middle..]
            .find('\n')
            .map_or(table.len(), |newline| middle + newline + 1);
        let mut fields = table[start..end].trim_end().split('\t');
        match eojeol.cmp(fields.next().unwrap_or("")) {
            Ordering::Less => table = &table[..start],
            Ordering::Greater => table = &table[end..],
            Ordering::Equal => {
                let before = Before::from_name(fields.next()?)?;
                return Some((before, After::from_name(fields.next()?)?));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found() {
        for line in TABLE.lines() {
            let mut fields = line.split('\t');
            let (eojeol, before, after) = (fields.next(), fields.next(), fields.next());
            let found = neighbours(eojeol.expect("an eojeol")).map(|(b, a)| (b.name(), a.name()));
            assert_eq!(found, before.zip(after), "{line}");
        }
        assert!(TABLE.lines().count() > 50, "the table is filled");
        assert_eq!(neighbours("서지"), None);
        assert_eq!(neighbours(""), None);
        assert_eq!(neighbours("힣힣"), None);
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(
            TABLE
                .lines()
                .is_sorted_by_key(|line| line.split('\t').next())
        );
    }
}
