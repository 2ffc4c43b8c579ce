//! What an entry tells in two scripts or with a translation: `"Hyŏndaesŏng kwa yŏnghwa" 현대성과 영화 [Contemporaneity and
//! film]`, `Kim Sŏng-bo 김성보`, `Seoul 서울`.
//!
//! Words in their own script stand right behind the romanised ones and a translation in brackets behind both (Chicago
//! Manual of Style, 17th edition, 11.90 and 14.99); no sign parts them, so that they are one field.

use std::ops::Range;

use super::labels::{Label, State, each_work, lay};
use super::romanised;
use super::tokens::{Class, Token, is_one_of};
use super::work::Work;

/// The longest title in quotation marks, run of words in their own script and translation, in tokens.
const LONGEST: usize = 60;

/// Words that begin what stands in brackets behind a title without being its translation: on what it is published, what
/// kind of work it is.
#[rustfmt::skip]
const NO_TRANSLATION: [&str; 24] = [
    "online", "film", "video", "dvd", "cd", "motion", "television", "tv", "podcast", "audio", "blog", "software", "computer",
    "data", "dataset", "letter", "editorial", "abstract", "review", "electronic", "internet", "web", "poster", "in",
];

/// Words behind a title that begin something else than the name of a journal.
#[rustfmt::skip]
const NO_JOURNAL: [&str; 24] = [
    "in", "ed", "eds", "edited", "trans", "transl", "translated", "interview", "unpublished", "phd", "ma", "diss", "master",
    "doctoral", "paper", "record", "box", "vol", "no", "nr", "p", "pp", "chap", "by",
];

/// Words of numbers, before which the name of a journal ends.
const NUMBERS: [&str; 8] = ["no", "nos", "nr", "vol", "vols", "issue", "t", "z"];

/// Mends what is told in two scripts, work by work.
///
/// - `"Hyŏndaesŏng kwa yŏnghwa" 현대성과 영화 [Contemporaneity and film], Chosŏn yŏnghwa 조선영화, no. 4`: the words in
///   their own script and the translation belong to the title, and the journal is what stands behind.
/// - `Kim Myŏngsu 김명수`, `Seoul 서울: Sodo 소도`: words in their own script belong to the field of the Latin ones before.
/// - `Han'guk yŏnghwa chŏnsa 한국영화전사 [A complete history]`: so does a translation in square brackets.
pub(super) fn mend(entry: &str, tokens: &[Token], states: &mut [State]) {
    let is_latin = tokens.iter().any(|token| token.class == Class::Letters);
    let more = |token: &Token| {
        matches!(token.class, Class::Hangul | Class::Han) || token.text(entry) == "["
    };
    if !is_latin || !tokens.iter().any(more) {
        return;
    }
    each_work(states, |states, all| {
        let mut work = Work::of(entry, tokens, states, all);
        work.quoted();
        work.beside();
        work.translated();
    });
}

impl Work<'_> {
    fn is_eastern(&self, at: usize) -> bool {
        matches!(self.class(at), Some(Class::Hangul | Class::Han))
    }

    fn is_emphasis(&self, at: usize) -> bool {
        matches!(self.text(at), "*" | "_")
    }

    /// The words of some tokens, with what stands between.
    fn words(&self, range: Range<usize>) -> &str {
        match (self.tokens.get(range.start), range.end.checked_sub(1)) {
            (Some(first), Some(last)) if last >= range.start => {
                &self.entry[first.start..self.tokens[last].end]
            }
            _ => "",
        }
    }

    /// Behind the words in their own script that stand at a token without a sign between; the token where there are none.
    fn own_script(&self, from: usize) -> usize {
        let begins = self.tokens.get(from).is_some_and(|token| token.spaced);
        if !begins || !self.is_eastern(from) {
            return from;
        }
        let mut end = from + 1;
        let last = self.tokens.len().min(from + LONGEST);
        let mut at = end;
        while at < last {
            let inside = match self.class(at) {
                Some(Class::Hangul | Class::Han) => {
                    end = at + 1;
                    true
                }
                // What parts the words of a title, where more of them follow.
                Some(Class::Number) => true,
                Some(Class::Sign) => matches!(
                    self.text(at),
                    "·" | "ㆍ" | "・" | "-" | "–" | "—" | "~" | ":" | "‘" | "’" | "'" | "?" | "!"
                ),
                _ => false,
            };
            if !inside {
                break;
            }
            at += 1;
        }
        end
    }

    /// Behind a translation in brackets that opens at a token; the token where there is none. Of a title that `is_foreign`
    /// any words are a translation.
    fn translation(&self, open: usize, brackets: (&str, &str), is_foreign: bool) -> usize {
        if self.text(open) != brackets.0 {
            return open;
        }
        let close = (open + 1..self.tokens.len().min(open + LONGEST))
            .find(|&at| self.text(at) == brackets.1);
        let Some(close) = close else { return open };
        let words = open + 1..close;
        let is_word = |at: &usize| self.class(*at) == Some(Class::Letters);
        // `[J]` tells that it stands in a journal.
        let letters = words.clone().filter(is_word).map(|at| self.text(at).len());
        let told = letters.sum::<usize>() > 3;
        // `[2nd ed.]`, `[1945]`, `[sic]`
        let begins = self.text(words.start).starts_with(char::is_uppercase);
        let is_other = words.clone().any(|at| self.is_eastern(at))
            || is_one_of(self.words(words.clone()), &NO_TRANSLATION)
            || !is_foreign && is_one_of(self.text(words.start), &NO_TRANSLATION);
        match begins && told && !is_other {
            true => close + 1,
            false => open,
        }
    }

    /// Titles in quotation marks with more of them behind, and the journals that follow.
    fn quoted(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            let closes = match self.text(at) {
                "\"" => "\"",
                "“" | "„" => "”",
                "‘" => "’",
                _ => {
                    at += 1;
                    continue;
                }
            };
            let end = self.tokens.len().min(at + LONGEST);
            let Some(close) = (at + 1..end).find(|&own| self.text(own) == closes) else {
                at += 1;
                continue;
            };
            at = match self.quoted_title(at + 1..close) {
                Some(title) => {
                    lay(self.states, Label::Title, at + 1..title);
                    self.journal(title);
                    title
                }
                None => close + 1,
            };
        }
    }

    /// Where the title ends that begins with some words in quotation marks, if it goes on behind them.
    fn quoted_title(&self, inner: Range<usize>) -> Option<usize> {
        let is_latin = self.class(inner.start) == Some(Class::Letters)
            && !inner.clone().any(|at| self.is_eastern(at));
        let titled = inner.clone().any(|at| self.label(at) == Some(Label::Title));
        let named = (0..inner.start).any(|at| self.label(at) == Some(Label::Title));
        // A comma before the closing sign ends the title.
        let is_ended = matches!(self.text(inner.end - 1), "," | ".");
        if !is_latin || !titled || named || is_ended {
            return None;
        }
        let script = self.own_script(inner.end + 1);
        let is_foreign = script > inner.end + 1 || romanised::is_title(self.words(inner.clone()));
        let mut end = self.translation(script, ("[", "]"), is_foreign);
        if end == script && is_foreign {
            end = self.translation(script, ("(", ")"), is_foreign);
        }
        (end > inner.end + 1).then_some(end)
    }

    /// The journal behind a title, where none was found at all.
    fn journal(&mut self, title: usize) {
        if !matches!(self.text(title), "," | ".") {
            return;
        }
        let first = title + 1 + usize::from(self.is_emphasis(title + 1));
        let ends = |at: &usize| {
            let sign = matches!(
                self.text(*at),
                "," | "." | "(" | ":" | ";" | "<" | "[" | "*" | "_"
            );
            let atom = matches!(
                self.class(*at),
                Some(Class::Number | Class::Address | Class::Doi | Class::Accessed)
            );
            sign || atom || is_one_of(self.text(*at), &NUMBERS)
        };
        let end = (first..self.tokens.len())
            .find(ends)
            .unwrap_or(self.tokens.len());
        let end = match self.is_emphasis(end) && self.own_script(end + 1) > end + 1 {
            true => self.own_script(end + 1),
            false => end,
        };
        let begins = matches!(
            self.class(first),
            Some(Class::Letters | Class::Hangul | Class::Han)
        ) && !self.text(first).starts_with(char::is_lowercase);
        if !begins || end == first || is_one_of(self.text(first), &NO_JOURNAL) {
            return;
        }
        let behind =
            |label: Label| (end..self.states.len()).any(|at| self.label(at) == Some(label));
        let other = [Label::Title, Label::Container, Label::Publisher]
            .into_iter()
            .any(behind);
        let numbered = [Label::Volume, Label::Issue, Label::Pages, Label::Date]
            .into_iter()
            .any(behind);
        if !other && numbered {
            self.states[title..first].fill(State::new(Label::Other, true));
            lay(self.states, Label::Container, first..end);
        }
    }

    /// Words in their own script go on with the field of the Latin words before them.
    fn beside(&mut self) {
        let mut at = 1;
        while at < self.tokens.len() {
            let end = self.own_script(at);
            if end == at {
                at += 1;
                continue;
            }
            // `*Chosŏn yŏnghwa* 조선영화`
            let last = at - 1 - usize::from(self.is_emphasis(at - 1) && at > 1);
            let label = self.label(last).filter(|label| JOINED.contains(label));
            let is_latin = self.class(last) == Some(Class::Letters)
                || self.class(last) == Some(Class::Number) && label == Some(Label::Title);
            if let (Some(label), true) = (label, is_latin) {
                self.join(label, last, at..end);
            }
            at = end;
        }
    }

    fn join(&mut self, label: Label, last: usize, script: Range<usize>) {
        let mut first = last;
        while first > 0 && last - first < LONGEST && self.states[first].goes_on() {
            first -= 1;
        }
        if self.states[first].goes_on() {
            return;
        }
        let latin = first..last + 1;
        let is_mixed = latin.clone().any(|at| self.is_eastern(at));
        let begins = self.text(first).starts_with(char::is_uppercase);
        let ends = match self.class(script.end) {
            Some(Class::Sign) => !matches!(self.text(script.end), "「" | "『" | "《" | "〈"),
            Some(Class::Number) | None => true,
            _ => false,
        };
        // Of a Korean title the words in Latin letters may be the last, and its journal in Hangul stand behind.
        let title = label != Label::Title || romanised::is_title(self.words(latin));
        if is_mixed || !begins || !ends || !title {
            return;
        }
        // What of the field stands behind goes on with it.
        let end = match self.states.get(script.end) {
            Some(state) if state.goes_on() && state.label() == label => {
                let rest = &self.states[script.end..];
                let length = rest
                    .iter()
                    .take(LONGEST)
                    .take_while(|state| **state == State::new(label, false))
                    .count();
                script.end + length
            }
            _ => {
                self.close(script.end);
                script.end
            }
        };
        for at in last + 1..end {
            self.states[at] = State::new(label, false);
        }
    }

    /// Begins the field anew that went on at a token.
    fn close(&mut self, at: usize) {
        let Some(state) = self.states.get(at).copied().filter(|state| state.goes_on()) else {
            return;
        };
        let label = state.label();
        let length = self.states[at..]
            .iter()
            .take(LONGEST)
            .take_while(|own| **own == state)
            .count();
        let is_word = |at: &usize| self.class(*at) != Some(Class::Sign);
        let rest = at..at + length;
        let first = rest.clone().find(is_word).unwrap_or(rest.end);
        self.states[at..first].fill(State::new(Label::Other, true));
        lay(self.states, label, first..rest.end);
    }

    /// A translation in square brackets goes on with the title that it stands behind.
    fn translated(&mut self) {
        let Some(first) = self
            .states
            .iter()
            .position(|state| state.label() == Label::Title)
        else {
            return;
        };
        let length = self.states[first + 1..]
            .iter()
            .take_while(|state| **state == State::new(Label::Title, false))
            .count();
        let end = first + 1 + length;
        let closed = end + usize::from(matches!(self.text(end), "\"" | "”" | "’" | "*" | "_"));
        let title = self.words(first..end);
        let is_foreign = (first..end).any(|at| self.is_eastern(at)) || romanised::is_title(title);
        let close = self.translation(closed, ("[", "]"), is_foreign);
        if is_foreign && close > closed {
            self.close(close);
            for at in end..close {
                self.states[at] = State::new(Label::Title, false);
            }
        }
    }
}

/// The fields that are told in two scripts.
const JOINED: [Label; 9] = [
    Label::Author,
    Label::Editor,
    Label::Translator,
    Label::Title,
    Label::Container,
    Label::Series,
    Label::Publisher,
    Label::Place,
    Label::Organization,
];

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::super::{Part, Person};

    /// Authors, title, container, place and publisher of the first work.
    fn told(entry: &str) -> String {
        let reference = parse(entry);
        let Some(own) = reference.citations.first() else {
            return String::new();
        };
        let part = |part: &Option<Part>| part.as_ref().map_or(String::new(), |p| p.text.clone());
        let name = |person: &Person| match (&person.family, &person.given) {
            (Some(family), Some(given)) => format!("{family}, {given}"),
            _ => person.written.clone(),
        };
        let names: Vec<String> = own.authors.iter().map(name).collect();
        let fields = [&own.title, &own.container, &own.place, &own.publisher].map(part);
        format!("{} | {}", names.join("; "), fields.join(" | "))
    }

    #[test]
    fn titles_go_on_in_their_own_script_and_in_a_translation() {
        for (entry, expected) in [
            (
                "Kim Myŏngsu 김명수, \"Hyŏndaesŏng kwa yŏnghwa\" 현대성과 영화 [Contemporaneity and film], Chosŏn yŏnghwa 조선영화, no. 4 (1964): 12.",
                "Kim, Myŏngsu | Hyŏndaesŏng kwa yŏnghwa 현대성과 영화 [Contemporaneity and film] | Chosŏn yŏnghwa 조선영화 |  | ",
            ),
            (
                "Yi Haeyŏng, “Pundan sidae ŭi munhak” 분단시대의 문학 [Literature in the age of division], *Ch'angjak kwa pip'yŏng* 창작과비평 12, no. 3 (1977): 45–60.",
                "Yi, Haeyŏng | Pundan sidae ŭi munhak 분단시대의 문학 [Literature in the age of division] | Ch'angjak kwa pip'yŏng 창작과비평 |  | ",
            ),
            (
                "\"Yŏnghwa ŭi pam\" 영화의 밤 [Film night], Rodong sinmun 로동신문, September 9, 1961, 4.",
                " | Yŏnghwa ŭi pam 영화의 밤 [Film night] | Rodong sinmun 로동신문 |  | ",
            ),
            (
                "\"Chōsen eiga no yūbe\" 朝鮮映画の夕べ, Asahi shinbun 朝日新聞, September 9, 1961.",
                " | Chōsen eiga no yūbe 朝鮮映画の夕べ | Asahi shinbun 朝日新聞 |  | ",
            ),
            (
                "\"Yŏngsagi kwŏnhaengp'yo\" [Projectionist work table], 1949, National Archives.",
                " | Yŏngsagi kwŏnhaengp'yo [Projectionist work table] |  |  | National Archives",
            ),
            (
                "Kim Chaeyong 김재용, Pukhan munhak ŭi yŏksajŏk ihae 북한문학의 역사적 이해 [A historical understanding] (Seoul 서울: Munhak kwa chisŏngsa 문학과지성사, 1994), 33.",
                "Kim, Chaeyong | Pukhan munhak ŭi yŏksajŏk ihae 북한문학의 역사적 이해 [A historical understanding] |  | Seoul 서울 | Munhak kwa chisŏngsa 문학과지성사",
            ),
            (
                "Wada Haruki 和田春樹. 2012. Kita Chōsen gendaishi 北朝鮮現代史 [A modern history]. Tokyo 東京: Iwanami shoten 岩波書店.",
                "Wada, Haruki | Kita Chōsen gendaishi 北朝鮮現代史 [A modern history] |  | Tokyo 東京 | Iwanami shoten 岩波書店",
            ),
            (
                "Yi Chongsŏk 이종석, \"Pukhan ch'eje ŭi sŏngnip\" 북한체제의 성립, in Pukhan hyŏndaesa 북한현대사, ed. Kim Sŏngbo 김성보 (Seoul: Hanul, 2004), 33–60.",
                "Yi, Chongsŏk | Pukhan ch'eje ŭi sŏngnip 북한체제의 성립 | Pukhan hyŏndaesa 북한현대사 | Seoul | Hanul",
            ),
            (
                "Gabor Sebo, \"North Korean Film\" (paper presented at the annual meeting, Denver, CO, March 2019).",
                "Sebo, Gabor | North Korean Film |  | Denver, CO | ",
            ),
        ] {
            assert_eq!(told(entry), expected, "{entry}");
        }
    }
}
