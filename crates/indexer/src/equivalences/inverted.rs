//! Names as lists of persons write them: `KIM, Yo Jong`, the surname before a comma.

use std::ops::Range;

use seoji_schema::ThingKind;

use super::kind::{is_group_head, is_surname, kind_of};
use super::phrase::is_function_word;
use super::script::{begins_sentence, floor, words_before};

/// The name in the order of lists of persons (`KIM, Yo Jong`) that ends at byte `end`.
pub(super) fn inverted_before(text: &str, end: usize) -> Option<Range<usize>> {
    let given = words_before(text, end, 5);
    let last = given.first()?.span.end;
    // The given names go back to the comma.
    let start = given.last()?.span.start;
    let surname_end = text[..start].trim_end_matches(' ').strip_suffix(',')?.len();
    if given.len() > 4 || !text[last..end].trim().is_empty() {
        return None;
    }
    let surnames = words_before(text, surname_end, 3);
    let fits = |count: usize, catalogue: bool| {
        let from = surnames[count - 1].span.start;
        is_inverted(&text[from..surname_end], &text[start..last], catalogue).then_some(from..last)
    };
    // A sentence may say `in the DPRK, Kim …`; an entry of a list begins with the surname.
    let opens = |from: usize| {
        let window = floor(text, from.saturating_sub(16));
        let before = text[window..from].trim_end_matches(['-', '*', '•', ' ']);
        before.ends_with('\n') || before.is_empty() && window == 0 || begins_sentence(text, from)
    };
    (1..=surnames.len())
        .rev()
        .filter(|&count| opens(surnames[count - 1].span.start))
        .find_map(|count| fits(count, true))
        .or_else(|| surnames.first().and_then(|_| fits(1, false)))
}

/// Whether `surname, given` is one name as lists of persons write it.
///
/// A Korean surname and syllables behind it are; where the names of a text are known to stand so, every surname in
/// capitals.
pub(super) fn is_inverted(surname: &str, given: &str, catalogue: bool) -> bool {
    let surnames: Vec<&str> = surname.split_whitespace().collect();
    let givens: Vec<&str> = given.split_whitespace().collect();
    if surnames.is_empty() || surnames.len() > 3 || givens.is_empty() || givens.len() > 4 {
        return false;
    }
    let person = surnames.len() == 1
        && kind_of(&format!("{surname} {given}")) == ThingKind::Person
        && is_surname(surname)
        && kind_of(given) != ThingKind::Person
        && surname.starts_with(char::is_uppercase)
        && given.starts_with(char::is_uppercase);
    person || catalogue && is_catalogue_name(&surnames, &givens)
}

/// `PARK, Jin Hyok`, `DE LA CRUZ, Juan`: a surname in capitals before given names that are not.
fn is_catalogue_name(surnames: &[&str], givens: &[&str]) -> bool {
    let letters = |word: &str| word.chars().all(|c| c.is_alphabetic() || "-'’".contains(c));
    let capitals = |word: &str| !word.chars().any(char::is_lowercase);
    surnames.iter().all(|word| letters(word) && capitals(word))
        && givens
            .iter()
            .all(|word| letters(word.trim_end_matches('.')) && word.starts_with(char::is_uppercase))
        && givens.iter().any(|word| !capitals(word))
        && !givens
            .iter()
            .any(|word| is_group_head(word) || is_function_word(word))
}
