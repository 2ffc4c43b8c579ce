//! Titles of books and names of journals by the italics that they stand in.
//!
//! Styles from Chicago and APA to Harvard set them so, and set articles and chapters upright or in quotation marks. Polish
//! ones set articles in italics and journals in quotation marks.

use std::ops::Range;

use super::super::labels::{Label, State, each_work, lay};
use super::super::tokens::{Class, Token, is_one_of};
use super::super::work::Work;
use super::Emphasis;

/// Words in italics that are none of a work: `et al.`, `ibid.`, `in`.
#[rustfmt::skip]
const SMALL: [&str; 41] = [
    "et", "al", "ibid", "ibidem", "idem", "eadem", "passim", "op", "cit", "loc", "in", "see", "also", "cf", "ed", "eds", "sic",
    "vs", "vol", "no", "nr", "nos", "pp", "p", "s", "a", "o", "ff", "hg", "hrsg", "red", "trans", "tenże", "tamże", "dies",
    "ders", "ebd", "apud", "supra", "infra", "available",
];

/// Words before the book that a chapter stands in.
const IN: [&str; 5] = ["in", "w", "dans", "en", "within"];

/// No work has more books and journals in italics.
const MOST: usize = 8;

/// Mends the fields of what stands in emphasis, work by work.
///
/// Between signs, what stands in emphasis is one field:
/// - behind a title, or behind `in`, it is what the work stands in;
/// - with a publisher, a place or an author it is the title, and quotation marks behind it hold the journal then;
/// - else it is what most of its words were taken for.
///
/// Inside of running words (`Effects of *Bacillus subtilis* on rats`) it says nothing.
pub(super) fn mend(entry: &str, tokens: &[Token], states: &mut [State], all: &[Emphasis]) {
    if all.is_empty() {
        return;
    }
    each_work(states, |states, work| {
        let from = all.partition_point(|own| own.outer.start < work.start);
        let inside = all[from..]
            .iter()
            .take_while(|own| own.outer.end <= work.end);
        let moved = |range: &Range<usize>| range.start - work.start..range.end - work.start;
        let own: Vec<Emphasis> = inside
            .map(|own| Emphasis {
                inner: moved(&own.inner),
                outer: moved(&own.outer),
            })
            .collect();
        Work::of(entry, tokens, states, work.clone()).emphasised(&own);
    });
}

impl Work<'_> {
    fn has(&self, range: Range<usize>, label: Label) -> bool {
        range
            .into_iter()
            .any(|at| self.states[at].label() == label && self.is_word(at))
    }

    fn emphasised(&mut self, all: &[Emphasis]) {
        let named = all.iter().filter(|own| self.is_name(own));
        let named: Vec<&Emphasis> = named.take(MOST).collect();
        let mut title: Option<Range<usize>> = None;
        for emphasis in named {
            let Some(run) = self.without_signs(emphasis.inner.clone()) else {
                continue;
            };
            if let Some(label) = self.label_of(emphasis, &run, title.is_some()) {
                let run = match label {
                    Label::Container => self.without_number(run),
                    _ => run,
                };
                self.lay(emphasis, label, run.clone());
                if label == Label::Title {
                    title = Some(run);
                }
            }
        }
    }

    /// Whether what stands in emphasis may be a field: names stand between signs, and begin with a capital.
    fn is_name(&self, own: &Emphasis) -> bool {
        let is_small = |at: usize| {
            !self.is_word(at)
                || is_one_of(self.text(at), &SMALL)
                || self.text(at).chars().count() < 2
        };
        let is_data = |at: usize| {
            matches!(
                self.states[at].label(),
                Label::Edition
                    | Label::Note
                    | Label::Date
                    | Label::Volume
                    | Label::Issue
                    | Label::Pages
                    | Label::Identifier
                    | Label::Number
            )
        };
        let words = own.inner.clone().filter(|&at| self.is_word(at));
        let is_whole = !(own.outer.end..self.tokens.len()).any(|at| self.is_word(at))
            && !(0..own.outer.start).any(|at| self.is_word(at));
        let begins = own.inner.clone().find(|&at| self.is_word(at));
        let is_capital = begins.is_some_and(|at| {
            !self.text(at).starts_with(char::is_lowercase)
                || self.text(at).contains(char::is_uppercase)
        });
        // `the *Korea Herald* of`, `*Bacillus subtilis* on`
        let before = own.outer.start.checked_sub(1);
        let stands_free = before.is_none_or(|at| {
            let sign = self.tokens[at].class == Class::Sign
                && !matches!(
                    self.text(at),
                    "(" | "[" | "-" | "–" | "/" | "'" | "’" | "*" | "_"
                );
            sign || is_one_of(self.text(at), &IN) || self.is_quote(at)
        });
        let behind = self.tokens.get(own.outer.end);
        let ends_free = behind.is_none_or(|token| match token.class {
            Class::Sign => !matches!(
                self.text(own.outer.end),
                "-" | "–" | "/" | "'" | "’" | "*" | "_"
            ),
            Class::Number | Class::Address | Class::Doi | Class::Accessed => true,
            // The same in its own script.
            Class::Hangul | Class::Han => token.spaced,
            Class::Letters => ends_sentence(self.text(own.outer.end - 1)),
        }) || own
            .inner
            .clone()
            .next_back()
            .is_some_and(|at| matches!(self.text(at), "," | "." | ":"));
        !is_whole
            && is_capital
            && stands_free
            && ends_free
            && !own.is_bold(self.entry, self.tokens)
            && !words.clone().all(is_small)
            && !words.clone().all(is_data)
    }

    fn is_quote(&self, at: usize) -> bool {
        matches!(self.text(at), "\"" | "”" | "’" | "»" | "」")
    }

    /// From the first to the last word, with the signs that belong to them.
    fn without_signs(&self, inner: Range<usize>) -> Option<Range<usize>> {
        let is_more = |at: &usize| self.tokens[*at].class != Class::Sign;
        let first = inner.clone().find(is_more)?;
        let last = inner.rev().find(is_more)?;
        Some(first..last + 1)
    }

    /// The name of a journal without its volume, which some styles set in italics too.
    fn without_number(&self, run: Range<usize>) -> Range<usize> {
        let mut end = run.end;
        while end > run.start + 1
            && (self.tokens[end - 1].class == Class::Number
                || is_one_of(self.text(end - 1), &["vol", "no", "nr"]) && end < run.end)
        {
            let before = end - 1;
            let sign = (run.start..before)
                .rev()
                .find(|&at| self.tokens[at].class != Class::Sign)
                .map_or(run.start, |at| at + 1);
            // `Marxism 21`: the number is parted from a name by a comma.
            if sign == before {
                break;
            }
            end = sign;
        }
        run.start..end
    }

    fn label_of(&self, own: &Emphasis, run: &Range<usize>, titled: bool) -> Option<Label> {
        let (before, behind) = (0..own.outer.start, own.outer.end..self.tokens.len());
        let count = |label: Label| {
            let words = run.clone().filter(|&at| self.is_word(at));
            words.filter(|&at| self.states[at].label() == label).count()
        };
        let lead = before
            .clone()
            .rev()
            .find(|&at| self.tokens[at].class != Class::Sign);
        let stands_in = lead.is_some_and(|at| is_one_of(self.text(at), &IN));
        if titled {
            // `*Title*: *Subtitle*`
            return stands_in.then_some(Label::Container);
        }
        let quoted = self.first_quoted(before.clone()).is_some();
        let published =
            self.has(behind.clone(), Label::Publisher) || self.has(behind.clone(), Label::Place);
        if quoted || stands_in {
            return Some(Label::Container);
        }
        if self.has(before.clone(), Label::Title) {
            let named = self.has(before.clone(), Label::Author)
                || self.has(before.clone(), Label::Editor)
                || self.has(before.clone(), Label::Organization);
            // What was taken for the title stands where authors stand, before a book.
            return Some(match named || !published {
                true => Label::Container,
                false => Label::Title,
            });
        }
        let most = count(Label::Author) * 2 > count(Label::Title) + count(Label::Container);
        if self.has(behind.clone(), Label::Title)
            && self.first_quoted(behind.clone()).is_none()
            && most
        {
            return None;
        }
        let by_somebody = [Label::Author, Label::Editor, Label::Translator]
            .into_iter()
            .any(|label| self.has(before.clone(), label));
        if published || by_somebody {
            return Some(Label::Title);
        }
        match count(Label::Container) > count(Label::Title) {
            true => Some(Label::Container),
            false if count(Label::Title) > 0 => Some(Label::Title),
            false => None,
        }
    }

    /// The words in quotation marks that a stretch holds first.
    fn first_quoted(&self, range: Range<usize>) -> Option<Range<usize>> {
        let closes = |open: &str| match open {
            "\"" => Some("\""),
            "“" | "„" => Some("”"),
            "«" => Some("»"),
            "「" => Some("」"),
            _ => None,
        };
        let open = range.clone().find(|&at| closes(self.text(at)).is_some())?;
        let close = closes(self.text(open))?;
        let end = (open + 1..range.end).find(|&at| self.text(at) == close)?;
        (open + 1..end)
            .any(|at| self.is_word(at))
            .then_some(open + 1..end)
    }

    /// Makes what stands in emphasis one field, and lets what stands around it begin and end there.
    fn lay(&mut self, own: &Emphasis, label: Label, run: Range<usize>) {
        // Signs that the field before went on with.
        let mut at = own.outer.start;
        while at > 0 && self.tokens[at - 1].class == Class::Sign && self.states[at - 1].goes_on() {
            // An initial keeps its stop.
            if self.text(at - 1) == "." && at > 1 && self.text(at - 2).chars().count() == 1 {
                break;
            }
            at -= 1;
        }
        // `*American Historical Review, 123*(2)`
        let data = run.end..own.inner.end;
        let volume = data
            .clone()
            .find(|&at| self.tokens[at].class == Class::Number);
        let told = data
            .clone()
            .any(|at| self.states[at].label() == Label::Volume);
        self.states[at..run.end].fill(State::new(Label::Other, true));
        for at in run.end..own.outer.end {
            if self.tokens[at].class == Class::Sign || !data.contains(&at) {
                self.states[at] = State::new(Label::Other, true);
            }
        }
        if let Some(volume) = volume.filter(|_| label == Label::Container && !told) {
            self.states[volume] = State::new(Label::Volume, true);
        }
        if label == Label::Title
            && self.states[..at]
                .iter()
                .any(|own| own.label() == Label::Title)
        {
            self.authors(at);
        }
        lay(self.states, label, run.clone());
        self.begin_anew(own.outer.end, label);
        if label == Label::Title && !self.has(own.outer.end..self.tokens.len(), Label::Container) {
            self.quoted_journal(own.outer.end);
        }
    }

    /// What was taken for the title before a book in italics, or for part of it, are its authors.
    fn authors(&mut self, end: usize) {
        let first = self.states[..end]
            .iter()
            .position(|own| own.label() == Label::Title);
        let Some(first) = first else { return };
        let last = (first..end)
            .rev()
            .find(|&at| self.states[at].label() == Label::Title);
        if let Some(last) = last {
            lay(self.states, Label::Author, first..last + 1);
        }
    }

    /// Begins the field anew that went on behind what stands in emphasis.
    fn begin_anew(&mut self, at: usize, own: Label) {
        let Some(state) = self.states.get(at).copied().filter(|state| state.goes_on()) else {
            return;
        };
        let length = self.states[at..]
            .iter()
            .take_while(|next| **next == state)
            .count();
        let rest = at..at + length;
        // `*Title*: a subtitle`, `*Journal* 저널`
        if state.label() == own && !matches!(self.text(at), "," | "." | "(" | ";") {
            let last = (0..at).rev().find(|&at| self.states[at].label() == own);
            if let Some(last) = last {
                for at in last + 1..rest.end {
                    self.states[at] = State::new(own, false);
                }
            }
            return;
        }
        let first = rest
            .clone()
            .find(|&at| self.tokens[at].class != Class::Sign)
            .unwrap_or(rest.end);
        self.states[at..first].fill(State::new(Label::Other, true));
        lay(self.states, state.label(), first..rest.end);
    }

    /// `M. Rzeka, *Historia rzek*, „Azja-Pacyfik” 2012, nr 15`: quotation marks right behind a title hold its journal.
    fn quoted_journal(&mut self, title: usize) {
        let Some(name) = self.first_quoted(title..self.tokens.len()) else {
            return;
        };
        let near = (title..name.start - 1).all(|at| matches!(self.text(at), "," | "*" | "_" | "."));
        let numbered = self
            .tokens
            .get(name.end + 1..)
            .and_then(|rest| rest.iter().find(|token| token.class != Class::Sign))
            .is_some_and(|token| token.class == Class::Number || token.class == Class::Letters);
        if near && numbered {
            lay(self.states, Label::Container, name);
        }
    }
}

fn ends_sentence(text: &str) -> bool {
    matches!(text, "." | "?" | "!")
}

#[cfg(test)]
mod tests {
    use super::super::super::{Part, parse, parse_emphasised};

    /// Authors, title, container, volume and pages of the first work; `{}` is around what stands in italics.
    fn told(marked: &str) -> String {
        let mut entry = String::new();
        let mut italics = Vec::new();
        for (number, piece) in marked.split(['{', '}']).enumerate() {
            let start = entry.len();
            entry.push_str(piece);
            if number % 2 == 1 {
                italics.push(start..entry.len());
            }
        }
        let reference = parse_emphasised(&entry, &italics);
        let Some(own) = reference.citations.first() else {
            return String::new();
        };
        let part = |part: &Option<Part>| part.as_ref().map_or(String::new(), |p| p.text.clone());
        let names: Vec<&str> = own.authors.iter().map(|own| own.written.as_str()).collect();
        let fields = [&own.title, &own.container, &own.volume, &own.pages].map(part);
        format!("{} | {}", names.join("; "), fields.join(" | "))
    }

    #[test]
    fn books_and_journals_are_told_by_italics() {
        for (entry, expected) in [
            (
                "J. Rzeka, {Jan Most. Dzieło i wizje}, Warszawa 2000, s. 12.",
                "J. Rzeka | Jan Most. Dzieło i wizje |  |  | 12",
            ),
            (
                "J. Rzeka, {Korea. Pokój czy wojna}, Warszawa 2003, s. 77.",
                "J. Rzeka | Korea. Pokój czy wojna |  |  | 77",
            ),
            (
                "J. Rzeka, {Współpraca portów}, „Azja-Pacyfik” 2012, nr 15, s. 104–120.",
                "J. Rzeka | Współpraca portów | Azja-Pacyfik |  | 104–120",
            ),
            (
                "J. Rzeka, {Gospodarka portów}, w: {Korea: dwa państwa}, red. M. Most, Warszawa 2010, s. 20–33.",
                "J. Rzeka | Gospodarka portów | Korea: dwa państwa |  | 20–33",
            ),
            (
                "Moon, A. (2018). Historicizing the harbours. {American Harbour Review, 123}(2), 439–462.",
                "Moon, A. | Historicizing the harbours | American Harbour Review | 123 | 439–462",
            ),
            (
                "Moon, {Cleanest Race}, 30–31.",
                "Moon | Cleanest Race |  |  | 30–31",
            ),
            (
                "Smith, J. Effects of {Bacillus subtilis} on rats. {Nature}. 2010;12:3–9.",
                "Smith, J. | Effects of Bacillus subtilis on rats | Nature | 12 | 3–9",
            ),
            (
                "Smith J, Lee K, {et al}. Diet in the north. {Lancet} 2009;373:12–9.",
                "Smith J; Lee K | Diet in the north | Lancet | 373 | 12–9",
            ),
            (
                "Choe Sang-Hun, “North Korea Tests Missile,” {New York Times}, March 3, 2016.",
                "Choe Sang-Hun | North Korea Tests Missile | New York Times |  | ",
            ),
        ] {
            assert_eq!(told(entry), expected, "{entry}");
        }
    }

    #[test]
    fn an_entry_all_in_italics_is_read_as_any_other() {
        let entry = "Moon, A. (2018). Historicizing the harbours. Harbour Review, 123(2), 439–462.";
        let all = 0..entry.len();
        assert_eq!(parse_emphasised(entry, &[all]), parse(entry));
    }
}
