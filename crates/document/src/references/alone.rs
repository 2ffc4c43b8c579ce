//! A work of which nothing but its name is told apart: `『북한의 시장』, 서울: 한강, 2010`, `*Kim Il Sung*. New York: 1988`.
//!
//! A work has a title. Where the only thing in the brackets of a book or in emphasis was taken for a journal or for a
//! person, and nothing says that it is one, it is the title.

use std::ops::Range;

use super::emphasis::Emphasis;
use super::kinds::is_newspaper;
use super::labels::{Label, State, each_work, lay};
use super::tokens::{Class, Token};

/// The brackets of books.
const BOOK: [(&str, &str); 2] = [("『", "』"), ("《", "》")];

/// The longest name of a work, in tokens.
const LONGEST: usize = 60;

/// Words that stand beside a name without saying more of the work.
const BESIDE: [&str; 9] = ["p", "pp", "쪽", "면", "참조", "참고", "see", "cf", "in"];

/// Mends works without a title.
///
/// - `『북한의 시장』, 서울: 한강, 2010`: with a publisher, a place or an author, what stands in the brackets of a book or in
///   emphasis is no journal; with a year alone, where it has several words. Volumes, issues, days and the names of
///   newspapers say that it is one.
/// - `*Kim Il Sung*. New York: Columbia University Press, 1988`: who stands in emphasis alone is a title.
/// - `『장마당의 어제와 오늘』.`: an entry that is nothing else is a work; whether this one is is returned.
pub(super) fn mend(
    entry: &str,
    tokens: &[Token],
    states: &mut [State],
    emphatic: &[Emphasis],
) -> bool {
    let mut names = brackets(entry, tokens);
    names.extend(emphatic.iter().map(|own| own.inner.clone()));
    if names.is_empty() {
        return false;
    }
    names.sort_by_key(|name| name.start);
    each_work(states, |states, all| {
        let from = names.partition_point(|name| name.start < all.start);
        let mut own = names[from..].iter().take_while(|name| name.end <= all.end);
        if let (Some(name), None) = (own.next(), own.next()) {
            let emphasis = emphatic.iter().find(|own| own.inner == *name);
            work(entry, tokens, states, all, name.clone(), emphasis);
        }
    });
    let [name] = names.as_slice() else {
        return false;
    };
    entry_of_a_name(entry, tokens, states, name.clone(), !emphatic.is_empty())
}

/// What stands in the brackets of books, without them.
fn brackets(entry: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    for (at, token) in tokens.iter().enumerate() {
        let text = token.text(entry);
        if let Some((_, close)) = BOOK.iter().find(|(own, _)| *own == text) {
            open = Some((at, close));
        } else if let Some((start, close)) = open
            && close == text
        {
            if at > start + 1 && at - start <= LONGEST {
                found.push(start + 1..at);
            }
            open = None;
        }
    }
    found
}

fn work(
    entry: &str,
    tokens: &[Token],
    states: &mut [State],
    all: Range<usize>,
    name: Range<usize>,
    emphasis: Option<&Emphasis>,
) {
    let has = |wanted: Label| {
        let outside = (all.start..name.start).chain(name.end..all.end);
        outside
            .into_iter()
            .any(|at| tokens[at].class != Class::Sign && states[at].label() == wanted)
    };
    let is_word = |at: &usize| tokens[*at].class != Class::Sign;
    let words: Vec<usize> = name.clone().filter(is_word).collect();
    let (Some(&first), Some(&last)) = (words.first(), words.last()) else {
        return;
    };
    let label = states[first].label();
    let alike = words.iter().all(|&at| states[at].label() == label);
    let titled = [Label::Title, Label::Volume, Label::Issue, Label::Note]
        .into_iter()
        .any(has);
    if !alike || titled {
        return;
    }
    let published = has(Label::Publisher) || has(Label::Place);
    let text = &entry[tokens[first].start..tokens[last].end];
    let is_title = match label {
        Label::Container => {
            let named = published || has(Label::Author) || has(Label::Editor);
            let several = words.len() > 1 && text.contains(' ');
            !has(Label::Container)
                && !is_newspaper(text)
                && !is_dated(entry, tokens, &states[..], all.clone())
                && (named || several && has(Label::Date))
        }
        // Bold letters stand around the names of some lists.
        Label::Author if emphasis.is_some_and(|own| !own.is_bold(entry, tokens)) => {
            let other = [Label::Author, Label::Container].into_iter().any(has);
            !other && (published || has(Label::Date))
        }
        _ => false,
    };
    if is_title {
        lay(states, Label::Title, first..last + 1);
    }
}

/// Whether a date has more than a year: a month or a day.
fn is_dated(entry: &str, tokens: &[Token], states: &[State], all: Range<usize>) -> bool {
    let date = all.filter(|at| states[*at].label() == Label::Date);
    let mut numbers = 0;
    let mut month = false;
    for at in date {
        let text = tokens[at].text(entry);
        numbers += usize::from(tokens[at].class == Class::Number);
        month |= tokens[at].class == Class::Letters && text.len() > 2 || text == "월";
    }
    month || numbers > 1
}

/// An entry of nothing but a name, with a page or a year at most.
fn entry_of_a_name(
    entry: &str,
    tokens: &[Token],
    states: &mut [State],
    name: Range<usize>,
    is_emphatic: bool,
) -> bool {
    let outside = (0..name.start).chain(name.end..tokens.len());
    let nothing_else = outside.into_iter().all(|at| {
        let token = &tokens[at];
        let small = token.text(entry).to_lowercase();
        let numbered = matches!(
            states[at].label(),
            Label::Date | Label::Volume | Label::Issue
        );
        token.class == Class::Sign
            || token.class == Class::Number && !numbered
            || BESIDE.contains(&small.as_str())
    });
    let is_word = |at: &usize| tokens[*at].class != Class::Sign;
    let words: Vec<usize> = name.filter(is_word).collect();
    let (Some(&first), Some(&last)) = (words.first(), words.last()) else {
        return false;
    };
    // `*Emphasis added.*` is a remark; a title has its words in capitals.
    let own = words.iter().map(|&at| tokens[at].text(entry));
    let long: Vec<&str> = own.filter(|word| word.chars().count() > 3).collect();
    let in_capitals = long
        .iter()
        .all(|word| !word.starts_with(char::is_lowercase));
    let is_title = !is_emphatic || words.len() > 1 && !long.is_empty() && in_capitals;
    let text = &entry[tokens[first].start..tokens[last].end];
    let is_work = nothing_else && is_title && !is_newspaper(text);
    if is_work {
        lay(states, Label::Title, first..last + 1);
    }
    is_work
}

#[cfg(test)]
mod tests {
    use super::super::parse;

    /// Title, container and first author of the only citation.
    fn told(entry: &str) -> [Option<String>; 3] {
        let reference = parse(entry);
        let Some(own) = reference.citations.first() else {
            return [None, None, None];
        };
        let author = own.authors.first().map(|own| own.written.clone());
        let part = |part: &Option<super::super::Part>| part.as_ref().map(|part| part.text.clone());
        [part(&own.title), part(&own.container), author]
    }

    #[test]
    fn a_name_alone_is_the_title() {
        for (entry, title) in [
            ("『이광수』, 서울: 한강, 2001.", "이광수"),
            ("《북한의 시장》, 2010.", "북한의 시장"),
            (
                "『조선중앙년감』, 평양: 조선중앙통신사, 1949, 12쪽.",
                "조선중앙년감",
            ),
            ("『장마당의 어제와 오늘』.", "장마당의 어제와 오늘"),
            (
                "_Kim Il Sung_. New York: Columbia University Press, 1988.",
                "Kim Il Sung",
            ),
            ("*Nothing to Envy*", "Nothing to Envy"),
        ] {
            assert_eq!(told(entry), [Some(title.to_owned()), None, None], "{entry}");
        }
    }

    #[test]
    fn a_journal_or_newspaper_stays_one() {
        for (entry, container) in [
            ("『로동신문』, 2010.3.4.", "로동신문"),
            ("『근로자』 제12호, 1958.", "근로자"),
            ("《조선문학》 1956년.", "조선문학"),
            ("*The Korea Times*, 3 May 2010.", "The Korea Times"),
            (
                "*Journal of Korean Studies* 12 (2010).",
                "Journal of Korean Studies",
            ),
        ] {
            assert_eq!(
                told(entry),
                [None, Some(container.to_owned()), None],
                "{entry}"
            );
        }
        assert_eq!(told("*Emphasis added*."), [None, None, None]);
    }
}
