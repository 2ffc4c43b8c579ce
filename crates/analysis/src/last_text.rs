//! A text read once for the fields that are made of it.

use crate::normalise::Normalised;
use crate::runs::{self, Run};

/// A text longer than this (bytes) is not kept: one long passage would hold its memory for the life of the thread.
const MOST_KEPT: usize = 1 << 20;

/// The text that was read last: its one spelling and its runs.
///
/// The literal and the stem field are made of the same passage one after the other, by the writer of an index and by
/// whoever marks an answer; each of them would do the same work again.
#[derive(Default)]
pub(crate) struct LastText {
    /// As it was given, where that is not its one spelling.
    given: Option<String>,
    normal: Normalised<'static>,
    runs: Vec<Run>,
}

impl LastText {
    /// Reads `text`, unless it is the one that was read last.
    pub(crate) fn read(&mut self, text: &str) -> (&Normalised<'static>, &[Run]) {
        let known = self.given.as_deref().unwrap_or(self.normal.as_str());
        if known != text {
            self.normal.read_again(text);
            self.given = (!self.normal.is_original()).then(|| text.to_owned());
            runs::scan(self.normal.as_str(), &mut self.runs);
        }
        (&self.normal, &self.runs)
    }

    /// Forgets a text that is too long to keep.
    pub(crate) fn end(&mut self) {
        if self.normal.as_str().len() > MOST_KEPT {
            *self = LastText::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_as_if_it_were_the_first() {
        let long = "가 a ".repeat(MOST_KEPT);
        let texts = [
            "",
            "북한은",
            "\u{1107}\u{116E}\u{11A8}\u{1112}\u{1161}\u{11AB}은",
            "북한은",
            "북한은",
            &long,
            "Ｋｉｍ",
            "Kim",
            "",
        ];
        let mut last = LastText::default();
        for text in texts {
            let normal = Normalised::new(text);
            let mut runs = Vec::new();
            runs::scan(normal.as_str(), &mut runs);
            let (read, read_runs) = last.read(text);
            assert_eq!(read.as_str(), normal.as_str());
            assert_eq!(format!("{read_runs:?}"), format!("{runs:?}"));
            let whole = 0..normal.as_str().len();
            assert_eq!(read.original(whole.clone()), normal.original(whole));
            last.end();
            assert!(last.normal.as_str().len() <= MOST_KEPT);
        }
    }
}
