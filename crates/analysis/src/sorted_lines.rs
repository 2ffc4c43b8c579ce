//! Tables that are searched as they stand in the program: nothing is built at its start.

use std::cmp::Ordering;

/// The fields behind `key` in a table of lines, parted by tabs and sorted by the bytes of their first field.
pub(crate) fn find(mut table: &'static str, key: &str) -> Option<std::str::Split<'static, char>> {
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
        match key.cmp(fields.next().unwrap_or("")) {
            Ordering::Less => table = &table[..start],
            Ordering::Greater => table = &table[end..],
            Ordering::Equal => return Some(fields),
        }
    }
    None
}
