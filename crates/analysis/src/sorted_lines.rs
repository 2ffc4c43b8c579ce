//! Tables that are searched as they stand in the program.

use std::cmp::Ordering;
use std::sync::OnceLock;

/// A table of lines, their fields parted by tabs, sorted by the bytes of their first field.
pub(crate) struct SortedLines {
    table: &'static str,
    /// Where each line begins, in bytes: found when the table is first asked.
    starts: OnceLock<Box<[u32]>>,
}

impl SortedLines {
    pub(crate) const fn new(table: &'static str) -> SortedLines {
        SortedLines {
            table,
            starts: OnceLock::new(),
        }
    }

    /// The fields behind `key`.
    pub(crate) fn find(&self, key: &str) -> Option<std::str::Split<'static, char>> {
        let line = self.search(|first| first.cmp(key.as_bytes()))?;
        let mut fields = line.split('\t');
        fields.next();
        Some(fields)
    }

    /// Whether the first field of any line begins with `start`.
    pub(crate) fn any_begins(&self, start: &str) -> bool {
        let start = start.as_bytes();
        let found = self.search(|first| first[..first.len().min(start.len())].cmp(start));
        found.is_some()
    }

    /// A line whose first field is equal by `compare`, without its end.
    fn search(&self, compare: impl Fn(&[u8]) -> Ordering) -> Option<&'static str> {
        let starts = self.starts.get_or_init(|| {
            let ends = self.table.match_indices('\n').map(|(at, _)| at as u32 + 1);
            let starts = std::iter::once(0).chain(ends);
            starts
                .filter(|&start| (start as usize) < self.table.len())
                .collect()
        });
        let rest = |start: u32| &self.table.as_bytes()[start as usize..];
        let first_field = |start: u32| {
            let rest = rest(start);
            let end = rest.iter().position(|byte| matches!(byte, b'\t' | b'\n'));
            &rest[..end.unwrap_or(rest.len())]
        };
        let at = starts.binary_search_by(|&start| compare(first_field(start)));
        let start = starts[at.ok()?] as usize;
        self.table[start..].lines().next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_found_by_their_first_field_and_its_beginning() {
        let table = SortedLines::new("가\t1\n가나\t2\n나다\t3\n");
        let found = |key| table.find(key).and_then(|mut fields| fields.next());
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
            assert_eq!(table.any_begins(start), any, "{start}");
        }
        assert!(SortedLines::new("").find("가").is_none());
    }
}
