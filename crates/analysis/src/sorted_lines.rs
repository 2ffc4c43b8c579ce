//! Tables that are searched as they stand in the program: nothing is built at its start.

use std::cmp::Ordering;
use std::ops::Range;

/// The fields behind `key` in a table of lines, parted by tabs and sorted by the bytes of their first field.
pub(crate) fn find(mut table: &'static str, key: &str) -> Option<std::str::Split<'static, char>> {
    while !table.is_empty() {
        let line = line_around_middle(table);
        let mut fields = table[line.clone()].trim_end().split('\t');
        match key.cmp(fields.next().unwrap_or("")) {
            Ordering::Less => table = &table[..line.start],
            Ordering::Greater => table = &table[line.end..],
            Ordering::Equal => return Some(fields),
        }
    }
    None
}

/// Whether the first field of any line begins with `start`.
pub(crate) fn any_begins(mut table: &'static str, start: &str) -> bool {
    while !table.is_empty() {
        let line = line_around_middle(table);
        let first = &table[line.clone()];
        if first.starts_with(start) {
            return true;
        }
        table = if start < first {
            &table[..line.start]
        } else {
            &table[line.end..]
        };
    }
    false
}

/// The bytes of the line around the middle of a table that is not empty.
fn line_around_middle(table: &str) -> Range<usize> {
    let mut middle = table.len() / 2;
    while !table.is_char_boundary(middle) {
        middle -= 1;
    }
    let start = table[..middle].rfind('\n').map_or(0, |newline| newline + 1);
    let end = table[middle..].find('\n');
    start..end.map_or(table.len(), |newline| middle + newline + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_by_their_first_field_and_its_beginning() {
        let table = "가\t1\n가나\t2\n나다\t3\n";
        let found = |key| find(table, key).and_then(|mut fields| fields.next());
        assert_eq!(
            [found("가"), found("가나"), found("나다"), found("나")],
            [Some("1"), Some("2"), Some("3"), None]
        );
        for (start, any) in [
            ("가", true),
            ("나", true),
            ("나다", true),
            ("나다라", false),
            ("다", false),
            ("ㄱ", false),
        ] {
            assert_eq!(any_begins(table, start), any, "{start}");
        }
    }
}
