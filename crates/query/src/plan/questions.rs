//! Questions: what makes a query one, and which of its words need not stand in the answer.

use super::spacing::is_hangul;
use super::{Item, Planner};

/// The words that begin an English question; the closed class of interrogatives (Huddleston and Pullum, *The Cambridge
/// Grammar of the English Language*, chapter 10 §7). Sorted.
const INTERROGATIVES: [&str; 9] = [
    "how", "what", "when", "where", "which", "who", "whom", "whose", "why",
];

impl Planner<'_> {
    /// Whether a query that begins with this word is a question. Many a question is typed without its mark.
    pub(super) fn begins_question(&self, first: &str) -> bool {
        INTERROGATIVES
            .binary_search(&first.to_ascii_lowercase().as_str())
            .is_ok()
    }

    /// Whether a query with this word among others is a question: Korean interrogatives stand where the answer would.
    pub(super) fn asks(&self, word: &str) -> bool {
        let bare = word.trim_end_matches(['?', '？', '.', ',']);
        self.is_korean(bare, |eojeol| eojeol.asks())
    }

    /// Whether a query that ends with this word is a question.
    pub(super) fn ends_question(&self, last: &str) -> bool {
        let bare = last.trim_end_matches(['?', '？']);
        bare.len() < last.len() || self.is_korean(bare, |eojeol| eojeol.ends_question(bare))
    }

    /// Makes the words of a Korean question that ask or relate such as need not be there, as English stop words are;
    /// whether there are any.
    pub(super) fn loosen_question_words(&self, items: &mut [Item]) -> bool {
        let loose: Vec<bool> = items.iter().map(|item| self.only_asks(item)).collect();
        if items
            .iter()
            .zip(&loose)
            .all(|(item, loose)| *loose || !item.required)
        {
            // Nothing else is said: then they are what is asked for.
            return false;
        }
        let any = loose.contains(&true);
        for (item, _) in items.iter_mut().zip(loose).filter(|(_, loose)| *loose) {
            item.required = false;
        }
        any
    }

    fn only_asks(&self, item: &Item) -> bool {
        let word = item.text.trim_end_matches(['?', '？', '.', ',']);
        item.required && !item.literal && self.is_korean(word, |eojeol| eojeol.asks_or_relates())
    }

    fn is_korean(&self, word: &str, is: impl Fn(&seoji_analysis::korean::Eojeol) -> bool) -> bool {
        !word.is_empty() && is_hangul(word) && is(&self.analyzer.korean().eojeol(word))
    }
}
