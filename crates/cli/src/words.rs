//! The words of a query among the arguments of `search`.
//!
//! A query says `-Sony` for "without Sony", which looks like a flag. The rule is easy to say: options have two dashes
//! (and `-h`, `-V`), every other argument is a word of the query, and after `--` everything is.

use std::ffi::{OsStr, OsString};

use crate::outcome::Trouble;

/// The arguments of `search`, sorted.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Sorted {
    /// The program's name and its options with their values, in order.
    pub(crate) options: Vec<OsString>,
    /// The words of the query, in order.
    pub(crate) words: Vec<OsString>,
}

/// Sorts arguments into options and words; `takes_value` tells of an option (with its dashes) whether the argument
/// after it is its value.
pub(crate) fn sort(
    arguments: impl IntoIterator<Item = OsString>,
    takes_value: impl Fn(&str) -> bool,
) -> Sorted {
    let mut arguments = arguments.into_iter();
    let mut options = Vec::from_iter(arguments.next());
    let mut words = Vec::new();
    while let Some(argument) = arguments.next() {
        if argument == "--" {
            words.extend(arguments);
            break;
        }
        let is_option =
            argument == "-h" || argument == "-V" || argument.as_encoded_bytes().starts_with(b"--");
        if !is_option {
            words.push(argument);
            continue;
        }
        let wants_value = argument.to_str().is_some_and(&takes_value);
        options.push(argument);
        if wants_value {
            options.extend(arguments.next());
        }
    }
    Sorted { options, words }
}

/// Joins the words to the query that they stand for.
///
/// The shell takes the quotes off `-"Sony Group"`; what is left out as one argument is left out as one phrase, so they
/// are put back. A query given as one argument is taken as it is.
///
/// # Errors
/// No words, or words that are not UTF-8.
pub(crate) fn join(words: &[OsString]) -> Result<String, Trouble> {
    let mut query = String::new();
    for word in words {
        let word = utf8(word)?;
        if !query.is_empty() {
            query.push(' ');
        }
        match word.strip_prefix('-') {
            Some(phrase) if words.len() > 1 && phrase.contains(' ') && !phrase.contains('"') => {
                query.push_str("-\"");
                query.push_str(phrase);
                query.push('"');
            }
            _ => query.push_str(word),
        }
    }
    if query.trim().is_empty() {
        return Err(Trouble::new(
            "no query; say what to look for, as in: search Lazarus group  (see search --help)",
        ));
    }
    Ok(query)
}

fn utf8(word: &OsStr) -> Result<&str, Trouble> {
    word.to_str().ok_or_else(|| {
        let shown = word.to_string_lossy();
        let shown = crate::terminal::shorten(&shown, 60);
        Trouble::new(format!(
            "the query is not valid UTF-8 at {shown:?}; set the terminal to UTF-8 and type it again"
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(arguments: &[&str]) -> (Vec<String>, Vec<String>) {
        let takes_value = |option: &str| matches!(option, "--index" | "--limit");
        let sorted = sort(arguments.iter().map(OsString::from), takes_value);
        let text = |arguments: Vec<OsString>| {
            arguments
                .into_iter()
                .map(|a| a.into_string().unwrap())
                .collect()
        };
        (text(sorted.options), text(sorted.words))
    }

    #[test]
    fn options_have_two_dashes_and_everything_else_is_a_word() {
        let cases: &[(&[&str], &[&str], &[&str])] = &[
            (
                &["search", "Lazarus", "-Sony"],
                &["search"],
                &["Lazarus", "-Sony"],
            ),
            (
                &["search", "-Sony", "--json", "Lazarus"],
                &["search", "--json"],
                &["-Sony", "Lazarus"],
            ),
            (
                &["search", "--limit", "-5", "a"],
                &["search", "--limit", "-5"],
                &["a"],
            ),
            (
                &["search", "--limit=5", "a"],
                &["search", "--limit=5"],
                &["a"],
            ),
            (&["search", "--index"], &["search", "--index"], &[]),
            (
                &["search", "--", "--json", "-h"],
                &["search"],
                &["--json", "-h"],
            ),
            (&["search", "a", "--", "--"], &["search"], &["a", "--"]),
            (&["search", "-h"], &["search", "-h"], &[]),
            (
                &["search", "-hyok", "-", "-5"],
                &["search"],
                &["-hyok", "-", "-5"],
            ),
            (&["search", "--jsno", "a"], &["search", "--jsno"], &["a"]),
            (&[], &[], &[]),
        ];
        for (arguments, options, words) in cases {
            let (found_options, found_words) = sorted(arguments);
            assert_eq!(
                (found_options.as_slice(), found_words.as_slice()),
                (&own(options)[..], &own(words)[..])
            );
        }
    }

    fn own(words: &[&str]) -> Vec<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    fn joined(words: &[&str]) -> Result<String, Trouble> {
        join(&words.iter().map(OsString::from).collect::<Vec<_>>())
    }

    #[test]
    fn words_are_joined_by_spaces() {
        assert_eq!(joined(&["Park", "Jin-hyok"]).unwrap(), "Park Jin-hyok");
        assert_eq!(joined(&["\"Park Jin-hyok\""]).unwrap(), "\"Park Jin-hyok\"");
        assert_eq!(
            joined(&["Lazarus -Sony Group"]).unwrap(),
            "Lazarus -Sony Group"
        );
    }

    #[test]
    fn quotes_that_the_shell_took_off_an_exclusion_are_put_back() {
        assert_eq!(
            joined(&["Lazarus", "-Sony Group"]).unwrap(),
            "Lazarus -\"Sony Group\""
        );
        assert_eq!(
            joined(&["Lazarus", "-\"Sony Group\""]).unwrap(),
            "Lazarus -\"Sony Group\""
        );
        assert_eq!(joined(&["-Sony Lazarus"]).unwrap(), "-Sony Lazarus");
    }

    #[test]
    fn a_query_says_something() {
        for words in [&[][..], &[""], &["  ", "\t"]] {
            let message = joined(words).unwrap_err().to_string();
            assert!(message.starts_with("no query"), "{message}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_query_is_utf8() {
        use std::os::unix::ffi::OsStringExt;
        let message = join(&[OsString::from_vec(b"Wo\xb3owiec".to_vec())])
            .unwrap_err()
            .to_string();
        assert!(message.contains("not valid UTF-8"), "{message}");
        assert!(message.contains("owiec"), "{message}");
    }
}
