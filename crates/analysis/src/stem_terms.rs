//! Which terms of the stem field are looked for: what cannot give one of them needs no analysis.

use crate::hangul::is_hangul;
use crate::stem::STEM_MARK;

/// What the terms that are looked for may come from, by their looks.
///
/// A highlighter asks where a few terms stand in a text; most of its words can be passed over unread.
///
/// ```
/// use seoji_analysis::{Analyzer, Language, StemTerms, TokenBuffer};
///
/// let analyzer = Analyzer::embedded();
/// let mut tokens = TokenBuffer::new();
/// let sought = StemTerms::of(["network\u{1F}en"]);
/// analyzer.stems_among(&sought, "Networks of 해커부대", Language::English, &mut tokens);
/// assert_eq!(tokens.iter().map(|token| token.term).collect::<Vec<_>>(), ["network\u{1F}en"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StemTerms {
    /// By the first byte of a stem: no stemmer changes how a word begins, but the Dutch one, which takes `ge` off.
    stems: [bool; 256],
    /// Whether words in Hangul, Hanja or Kana may give one.
    pub(crate) eojeols: bool,
    /// Whether numbers, dates and sums may give one.
    pub(crate) values: bool,
}

impl StemTerms {
    /// All terms that there are.
    pub const ALL: StemTerms = StemTerms {
        stems: [true; 256],
        eojeols: true,
        values: true,
    };

    /// These terms of the stem field.
    pub fn of<'t>(terms: impl IntoIterator<Item = &'t str>) -> StemTerms {
        let mut sought = StemTerms {
            stems: [false; 256],
            eojeols: false,
            values: false,
        };
        for term in terms {
            if term.contains(STEM_MARK) {
                sought.stems[usize::from(term.as_bytes()[0])] = true;
            } else if is_hangul(term) {
                sought.eojeols = true;
            } else {
                sought.eojeols |= !term.is_ascii();
                sought.values = true;
            }
        }
        sought
    }

    /// Whether words of an alphabet may give one.
    pub(crate) fn words(&self) -> bool {
        self.values || self.stems.contains(&true)
    }

    /// Whether the stem of a word, given folded, may be one.
    pub(crate) fn stem(&self, folded: &str) -> bool {
        folded.starts_with("ge")
            || folded
                .bytes()
                .next()
                .is_some_and(|first| self.stems[usize::from(first)])
    }
}
