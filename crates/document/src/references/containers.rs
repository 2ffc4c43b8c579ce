//! Where a title ends and its journal begins and ends, mended by what the fields around them tell.

use std::ops::Range;

use super::labels::{Label, State, each_work};
use super::persons;
use super::tokens::{Class, Token};
use super::work::Work;

/// Mends titles and containers, work by work.
///
/// - `…. 2008 Goals for adults. Journal 2009;41:8`: a year that no sign parts from the title, with another behind, is the
///   title's.
/// - `Marxism 21, Vol. 9`, `Periodontol 2000 2003;33`: a number that no sign parts from the journal, with volume or year
///   behind, is the journal's.
/// - `Journal of Mechanics, ASME, Vol. 28`: the society is no part of the journal's name.
/// - `유아교육.보육복지연구`: a dot without a space joins the words of a Korean name.
/// - `…. The Harbour: A Journal of Ports, 26(5)`: what stands in capitals between a stop and the colon before a journal is
///   the journal's.
/// - `해양학회, 해양학회지, 제23권`: of two names right before a volume the first is who publishes the second.
/// - `월명 향가의 특성 새국어생활13(3)`: a word of Hangul or Chinese characters that a volume touches is a journal.
/// - An article with a volume has a journal: where none was found, it is what the title ends in behind its last stop or
///   quotation mark, else behind its last comma.
pub(super) fn mend(entry: &str, tokens: &[Token], states: &mut [State]) {
    each_work(states, |states, all| {
        if all.is_empty() {
            return;
        }
        let mut work = Work::of(entry, tokens, states, all);
        work.year_of_title();
        work.number_of_container();
        work.publisher_before();
        work.glued();
        work.subtitle();
        work.container();
        work.dotted();
        work.institution();
    });
}

impl Work<'_> {
    /// The first run of a label.
    fn run(&self, label: Label) -> Option<Range<usize>> {
        let first = self
            .states
            .iter()
            .position(|state| state.label() == label)?;
        let length = self.states[first + 1..]
            .iter()
            .take_while(|state| **state == State::new(label, false))
            .count();
        Some(first..first + 1 + length)
    }

    fn is(&self, at: usize, label: Label) -> bool {
        self.states
            .get(at)
            .is_some_and(|state| state.label() == label)
    }

    fn has_behind(&self, at: usize, label: Label) -> bool {
        self.states[at..].iter().any(|state| state.label() == label)
    }

    fn year_of_title(&mut self) {
        let Some(title) = self.run(Label::Title) else {
            return;
        };
        let first = title.start;
        let is_year = first > 1
            && self.tokens[first - 1].class == Class::Number
            && self.text(first - 1).len() == 4
            && self.tokens[first].class == Class::Letters
            && self.tokens[first - 2].class == Class::Sign
            && matches!(self.states[first - 1].label(), Label::Date | Label::Other);
        if is_year && self.has_behind(title.end, Label::Date) {
            self.states[first - 1] = State::new(Label::Title, true);
            self.states[first] = State::new(Label::Title, false);
        }
    }

    fn number_of_container(&mut self) {
        let Some(container) = self.run(Label::Container) else {
            return;
        };
        let at = container.end;
        if self.tokens.get(at).map(|token| token.class) != Some(Class::Number) {
            return;
        }
        let next = (at + 1..self.states.len().min(at + 5))
            .find(|&at| self.tokens[at].class != Class::Sign)
            .unwrap_or(self.states.len());
        // `Marxism 21, Vol. 9`, `Periodontol 2000 2003;33`, `담론201, 11(3)`: what is behind tells which the volume is.
        let word = self.text(next).to_lowercase();
        let goes_on = matches!(
            self.states[at].label(),
            Label::Date | Label::Volume | Label::Other
        ) && ((word.starts_with("vol") || word == "제")
            && self.has_behind(next, Label::Volume)
            || next == at + 1 && self.is(next, Label::Date)
            || self.is_second_year(at, container.start)
            || !self.tokens[at].spaced
                && self.tokens[at - 1].class == Class::Hangul
                && self.tokens.get(next).map(|token| token.class) == Some(Class::Number)
                && self.text(next + 1) == "(");
        if goes_on {
            self.states[at] = State::new(Label::Container, false);
        }
    }

    /// `(2016). …. Periodontology 2000, 71(1)`: a year behind the work's own, with a volume and an issue behind it.
    fn is_second_year(&self, at: usize, container: usize) -> bool {
        let dated = self.states[..container]
            .iter()
            .any(|state| state.label() == Label::Date);
        let is_number = |at: usize| self.tokens.get(at).map(|own| own.class) == Some(Class::Number);
        dated
            && self.text(at).len() == 4
            && self.tokens[at].spaced
            && self.text(at + 1) == ","
            && is_number(at + 2)
            && self.text(at + 3) == "("
            && is_number(at + 4)
    }

    fn publisher_before(&mut self) {
        let Some(container) = self.run(Label::Container) else {
            return;
        };
        let is_eastern = |at: usize| {
            let token = self.tokens.get(at);
            token.is_some_and(|token| matches!(token.class, Class::Hangul | Class::Han))
        };
        let sign = container.end;
        let name = &self.entry[self.tokens[container.start].start..self.tokens[sign - 1].end];
        let first = sign + 1;
        if !matches!(self.text(sign), "," | ".") || !persons::is_institution(name) {
            return;
        }
        let end = (first..self.tokens.len())
            .find(|&at| {
                let volume = matches!(self.text(at), "제" | "第" | "Vol" | "vol" | "Vol.");
                !is_eastern(at) || volume
            })
            .unwrap_or(self.tokens.len());
        let free = (first..end).all(|at| {
            let label = self.states[at].label();
            !matches!(label, Label::Title | Label::Author | Label::Editor)
        });
        let numbered = (end..self.tokens.len().min(end + 4))
            .find(|&at| self.tokens[at].class == Class::Number)
            .is_some_and(|at| matches!(self.states[at].label(), Label::Volume | Label::Issue));
        if first < end && free && numbered && self.tokens[first].spaced {
            for at in container.clone() {
                self.states[at] = State::new(Label::Organization, at == container.start);
            }
            for at in first..end {
                self.states[at] = State::new(Label::Container, at == first);
            }
        }
    }

    fn glued(&mut self) {
        let Some(title) = self.run(Label::Title) else {
            return;
        };
        let number = title.end;
        let glued = self.tokens.get(number).is_some_and(|token| {
            token.class == Class::Number && !token.spaced && self.is(number, Label::Volume)
        });
        let is_eastern = |at: usize| matches!(self.tokens[at].class, Class::Hangul | Class::Han);
        if !glued || self.text(number + 1) != "(" || !is_eastern(number - 1) {
            return;
        }
        // Back to the space before the word.
        let first = title.clone().rev().find(|&at| self.tokens[at].spaced);
        let Some(first) = first.filter(|first| *first > title.start + 1) else {
            return;
        };
        let last = (title.start..first)
            .rev()
            .find(|&at| self.tokens[at].class != Class::Sign);
        if let Some(last) = last.filter(|_| (first..number).all(is_eastern)) {
            self.states[last + 1..first].fill(State::new(Label::Other, true));
            for at in first..number {
                self.states[at] = State::new(Label::Container, at == first);
            }
        }
    }

    fn subtitle(&mut self) {
        let (Some(title), Some(container)) = (self.run(Label::Title), self.run(Label::Container))
        else {
            return;
        };
        let colon = title.end;
        let numbered = self.states[container.end..]
            .iter()
            .filter(|state| state.label().is_field())
            .take(2)
            .any(|state| matches!(state.label(), Label::Volume | Label::Issue));
        let parted = colon + 1 == container.start && self.text(colon) == ":";
        // `…National Park. The Report on the Conservation of` `Nature 1995;34`: cut in the midst of the name.
        let touches = colon == container.start && !self.text(colon).starts_with('(');
        if !(parted || touches && self.has_behind(container.end, Label::Volume))
            || parted && !numbered
        {
            return;
        }
        let Some(cut) = self.last(title.clone(), STOPS) else {
            return;
        };
        // The words of a journal's name begin with capitals, but for small ones.
        let is_capital = |at: usize| {
            let word = self.text(at);
            self.tokens[at].class != Class::Letters
                || word.starts_with(char::is_uppercase)
                || word.chars().count() <= 3
        };
        let words = |range: Range<usize>| {
            range
                .filter(|&at| self.tokens[at].class != Class::Sign)
                .count()
        };
        let named = (cut + 1..colon).all(is_capital) && words(cut + 1..colon) <= MOST_WORDS;
        let last = (title.start..cut)
            .rev()
            .find(|&at| self.tokens[at].class != Class::Sign);
        let first = (cut + 1..colon).find(|&at| self.tokens[at].class != Class::Sign);
        if let (Some(last), Some(first)) = (last, first)
            && named
            && words(title.start..cut) >= LEAST_WORDS
        {
            self.states[last + 1..first].fill(State::new(Label::Other, true));
            for at in first..container.end {
                self.states[at] = State::new(Label::Container, at == first);
            }
        }
    }

    fn container(&mut self) {
        let has = |label: Label| self.states.iter().any(|state| state.label() == label);
        if [Label::Container, Label::Publisher, Label::Series]
            .into_iter()
            .any(has)
        {
            return;
        }
        let Some(title) = self.run(Label::Title) else {
            return;
        };
        // The volume or issue stands right behind, with no more than its word between.
        let near = &self.states[title.end..self.states.len().min(title.end + 5)];
        let is_volume = |state: &State| matches!(state.label(), Label::Volume | Label::Issue);
        let numbered = near
            .iter()
            .position(|state| state.label().is_field())
            .map(|at| title.end + at)
            // `2006;24(3)`: the year stands before the volume.
            .is_some_and(|at| {
                is_volume(&self.states[at])
                    || self.is(at, Label::Date)
                        && self.text(at + 1) == ";"
                        && self.states.get(at + 2).is_some_and(is_volume)
            });
        if !numbered {
            return;
        }
        let Some(cut) = self.cut(title.clone()) else {
            return;
        };
        let last = (title.start..cut)
            .rev()
            .find(|&at| self.tokens[at].class != Class::Sign);
        let Some(last) = last else { return };
        self.states[last + 1..=cut].fill(State::new(Label::Other, true));
        let first = (cut + 1..title.end).find(|&at| self.tokens[at].class != Class::Sign);
        let Some(first) = first else { return };
        self.states[cut + 1..first].fill(State::new(Label::Other, true));
        for at in first..title.end {
            self.states[at] = State::new(Label::Container, at == first);
        }
    }

    /// A Korean name with a dot in it: `유아교육.보육복지연구`, unlike a stop before the next field, which a space follows.
    fn dotted(&mut self) {
        let Some(mut container) = self.run(Label::Container) else {
            return;
        };
        let is_dot = |work: &Self, at: usize| {
            at > 0
                && work.text(at) == "."
                && work.tokens[at - 1].class == Class::Hangul
                && work
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.class == Class::Hangul && !next.spaced)
        };
        if is_dot(self, container.end) {
            let end = (container.end + 1..self.tokens.len())
                .find(|&at| self.tokens[at].class != Class::Hangul)
                .unwrap_or(self.tokens.len());
            self.states[container.end..end].fill(State::new(Label::Container, false));
            container.end = end;
        }
        let Some(dot) = container.start.checked_sub(1) else {
            return;
        };
        if is_dot(self, dot) && self.is(dot - 1, Label::Title) {
            let first = (0..dot)
                .rev()
                .find(|&at| self.tokens[at].class == Class::Sign)
                .map_or(0, |at| at + 1);
            // A title before it is left.
            if first > 1 && self.is(first - 2, Label::Title) {
                self.states[first - 1] = State::new(Label::Other, true);
                self.states[first..container.end].fill(State::new(Label::Container, false));
                self.states[first] = State::new(Label::Container, true);
            }
        }
    }

    /// `Journal of Mechanics, ASME, Vol. 28`: the society that publishes a journal is no part of its name.
    fn institution(&mut self) {
        let Some(container) = self.run(Label::Container) else {
            return;
        };
        let word = self.text(container.end + 1).to_lowercase();
        if self.text(container.end) != "," || !word.starts_with("vol") {
            return;
        }
        let comma = container.clone().rev().find(|&at| self.text(at) == ",");
        let Some(comma) =
            comma.filter(|comma| *comma > container.start && comma + 1 < container.end)
        else {
            return;
        };
        let own = self.tokens[comma + 1].start..self.tokens[container.end - 1].end;
        let name = &self.entry[own];
        let acronym =
            (3..=6).contains(&name.len()) && name.chars().all(|ch| ch.is_ascii_uppercase());
        if acronym || persons::is_institution(name) {
            self.states[comma] = State::new(Label::Other, true);
            for at in comma + 1..container.end {
                self.states[at] = State::new(Label::Organization, at == comma + 1);
            }
        }
    }

    /// The sign in a title at which its journal begins.
    fn cut(&self, title: Range<usize>) -> Option<usize> {
        self.last(title.clone(), STOPS)
            .or_else(|| self.last(title, ",，、"))
    }

    /// The last of these signs in a title behind which a name may begin.
    fn last(&self, title: Range<usize>, signs: &str) -> Option<usize> {
        let is_word = |at: usize| {
            let token = &self.tokens[at];
            token.class != Class::Sign && token.class != Class::Number
        };
        let fits = |&at: &usize| {
            let next = at + 1;
            let begins = self.tokens[next].spaced
                && self
                    .text(next)
                    .starts_with(|ch: char| !ch.is_lowercase() && ch.is_alphabetic());
            begins
                && (title.start..at).filter(|at| is_word(*at)).count() >= 1
                && (next..title.end).any(|at| {
                    is_word(at)
                        && (self.text(at).chars().count() > 3
                            || self.tokens[at].class != Class::Letters)
                })
        };
        (title.start + 1..title.end.saturating_sub(1))
            .rev()
            .filter(|&at| self.tokens[at].class == Class::Sign && signs.contains(self.text(at)))
            .filter(|&at| {
                // A stop behind a short word may be an abbreviation's.
                let before = &self.tokens[at - 1];
                let length = before.end - before.start;
                self.text(at) != "."
                    || before.class != Class::Letters
                    || length > 4
                    || length > 3 && self.text(at - 1).starts_with(char::is_lowercase)
            })
            .take(MOST_SIGNS)
            .find(fits)
    }
}

/// Signs that end a title.
const STOPS: &str = ".?”’'\"」』»";

/// The most words of a journal's name before its colon, and the fewest of a title before that name.
const MOST_WORDS: usize = 10;
const LEAST_WORDS: usize = 2;

/// How many signs are tried, from the end of a title.
const MOST_SIGNS: usize = 6;

#[cfg(test)]
mod tests {
    use super::super::tokens;
    use super::*;

    /// Title and container of an entry in which `[…]` marks the title, `{…}` the container, `<…>` volumes, `@…@` dates.
    fn mended(marked: &str) -> String {
        let mut entry = String::new();
        let mut fields: Vec<(Label, Range<usize>)> = Vec::new();
        let mut open: Option<(Label, usize)> = None;
        for ch in marked.chars() {
            let label = match ch {
                '[' | ']' => Label::Title,
                '{' | '}' => Label::Container,
                '<' | '>' => Label::Volume,
                '@' => Label::Date,
                _ => {
                    entry.push(ch);
                    continue;
                }
            };
            match open.take() {
                Some((own, start)) => fields.push((own, start..entry.len())),
                None => open = Some((label, entry.len())),
            }
        }
        let mut read = Vec::new();
        tokens::read(&entry, 0..entry.len(), &mut read);
        let mut states = vec![State::new(Label::Other, true); read.len()];
        for (label, span) in fields {
            let own = |at: &usize| span.start <= read[*at].start && read[*at].end <= span.end;
            for (number, at) in (0..read.len()).filter(own).enumerate() {
                states[at] = State::new(label, number == 0);
            }
        }
        mend(&entry, &read, &mut states);
        let of = |label: Label| {
            let own = (0..read.len()).filter(|at| states[*at].label() == label);
            own.map(|at| read[at].text(&entry))
                .collect::<Vec<_>>()
                .join(" ")
        };
        format!("{} | {}", of(Label::Title), of(Label::Container))
    }

    #[test]
    fn fields_around_tell_where_a_journal_is() {
        for (entry, expected) in [
            (
                "Berg A. @2008@ [Goals for adults]. {Korean J} @2009@;<41>",
                "2008 Goals for adults | Korean J",
            ),
            (
                "Berg A. @2008@ [Goals for adults]. {Korean J} <41>",
                "Goals for adults | Korean J",
            ),
            (
                "Berg A. [Goals]. {Harbour} 21, Vol. <9>, @2012@.",
                "Goals | Harbour 21",
            ),
            (
                "Berg A. [Goals]. {Harbour} @2000@ @2003@;<9>",
                "Goals | Harbour 2000",
            ),
            (
                "Berg A. [Goals]. {Harbour} <21>, @2003@.",
                "Goals | Harbour",
            ),
            (
                "Berg A. [Goals of ports. Harbour Studies] <12>: 3",
                "Goals of ports | Harbour Studies",
            ),
            (
                "Berg A. '[Goals of ports,' Harbour Studies] <12>",
                "Goals of ports | Harbour Studies",
            ),
            (
                "Berg A. [Goals of ports, Harbour Studies], vol. <12>",
                "Goals of ports | Harbour Studies",
            ),
            (
                "Berg A. [Goals of ports, and towns], vol. <12>",
                "Goals of ports , and towns | ",
            ),
            (
                "Berg A. [港의 歷史. 바다학보], <12>",
                "港 의 歷史 | 바다학보",
            ),
            (
                "Berg A. [Goals of ports. Harbour Studies]. @2012@",
                "Goals of ports . Harbour Studies | ",
            ),
            (
                "Berg A. [Goals of ports. The Harbour]: {A Journal of Ports}, <26>",
                "Goals of ports | The Harbour : A Journal of Ports",
            ),
            (
                "Berg A. [Goals of ports. A study]: {Harbour Studies}, <26>",
                "Goals of ports . A study | Harbour Studies",
            ),
            (
                "Berg A. [Goals of ports. The harbour of Busan]: {Harbour Studies}, <26>",
                "Goals of ports . The harbour of Busan | Harbour Studies",
            ),
            (
                "Berg A. [Goals of ports. Harbour Studies]. @2012@;<26>",
                "Goals of ports | Harbour Studies",
            ),
            (
                "Berg A. (@2016@). [Goals]. {Harbour} @2000@, <71>(1)",
                "Goals | Harbour 2000",
            ),
            (
                "Berg A. [Goals of ports. The Report of the Korean Office for Conservation of] {Nature} @1995@;<34>",
                "Goals of ports | The Report of the Korean Office for Conservation of Nature",
            ),
            (
                "Berg A. [Feeding of rats. Cell Studies: cellular studies of rats]. @2006@;<24>(3)",
                "Feeding of rats | Cell Studies : cellular studies of rats",
            ),
            (
                "홍길동, [항구의 역사], {대한바다학회}, 바다학회지, 제<3>권",
                "항구의 역사 | 바다학회지",
            ),
            (
                "홍길동, [항구의 역사], {바다학회지}, 제<3>권",
                "항구의 역사 | 바다학회지",
            ),
            (
                "홍길동, [항구에서 본 역사 바다학보]<13>(3)",
                "항구에서 본 역사 | 바다학보",
            ),
            (
                "홍길동, [항구에서 본 역사 바다학보] <13>(3)",
                "항구에서 본 역사 바다학보 | ",
            ),
        ] {
            assert_eq!(mended(entry), expected, "{entry}");
        }
    }
}
