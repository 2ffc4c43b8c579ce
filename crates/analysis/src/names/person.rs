//! Words of Hangul that may be a person's name by the committed table.

use super::table::Table;

/// Whether a word of Hangul is a surname with one or two syllables behind it, whatever else it may be.
///
/// ```
/// use seoji_analysis::names::has_the_shape_of_a_person;
///
/// assert!(has_the_shape_of_a_person("로성실") && has_the_shape_of_a_person("남궁억"));
/// assert!(!has_the_shape_of_a_person("라자루스") && !has_the_shape_of_a_person("뚝섬"));
/// ```
pub fn has_the_shape_of_a_person(word: &str) -> bool {
    let syllables = word.chars().count();
    let surname = Table::committed().surname_of(word);
    surname.is_some_and(|(_, surname)| (1..=2).contains(&(syllables - surname)))
}

/// Whether a word of Hangul is a given name of two syllables that was seen.
///
/// ```
/// use seoji_analysis::names::is_given_name;
///
/// assert!(is_given_name("진혁") && !is_given_name("문제"));
/// ```
pub fn is_given_name(word: &str) -> bool {
    Table::committed().given.seen.value(word).is_some()
}
