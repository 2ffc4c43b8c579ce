//! Who wrote, edited and translated a book in Hangul or Chinese characters: `브루스 커밍스, 김자동 옮김, 『한국전쟁의 기원』`.
//!
//! Korean and Japanese styles print names and what their persons did before a title in brackets.

use std::ops::Range;

use super::labels::{Label, State, each_work, lay};
use super::persons;
use super::tokens::{Class, Token};
use super::work::Work;

/// What persons do, as it stands behind their names.
#[rustfmt::skip]
const ROLES: [(&str, Label); 29] = [
    ("저", Label::Author), ("지음", Label::Author), ("著", Label::Author), ("글", Label::Author), ("공저", Label::Author),
    ("共著", Label::Author), ("역", Label::Translator), ("옮김", Label::Translator), ("번역", Label::Translator),
    ("공역", Label::Translator), ("역주", Label::Translator), ("譯", Label::Translator), ("訳", Label::Translator),
    ("譯註", Label::Translator), ("편", Label::Editor), ("엮음", Label::Editor), ("편저", Label::Editor),
    ("편집", Label::Editor), ("공편", Label::Editor), ("편역", Label::Editor), ("책임편집", Label::Editor),
    ("編", Label::Editor), ("編著", Label::Editor), ("編集", Label::Editor), ("編輯", Label::Editor),
    ("共編", Label::Editor), ("엮고옮김", Label::Editor), ("편찬", Label::Editor), ("編纂", Label::Editor),
];

/// The longest names before a title, in tokens.
const LONGEST: usize = 40;
/// The most words and syllables of one name: `테사 모리스 스즈키`.
const MOST_WORDS: usize = 4;
/// The most tokens of names that were taken for prose.
const MOST_PROSE: usize = 8;
const MOST_SYLLABLES: usize = 14;

/// Mends the persons of books, work by work.
///
/// - `小此木政夫 編, 『北朝鮮ハンドブック』`, `북한연구학회 엮음`: the word behind a name tells what its person did, and is
///   no part of it.
/// - `브루스 커밍스, 김자동 옮김, 『한국전쟁의 기원』`: names before a book's title are not its title.
/// - `에릭 홉스봄, 『극단의 시대』, 까치, 1997`: before a book with a publisher too, where they may be a name.
pub(super) fn mend(entry: &str, tokens: &[Token], states: &mut [State]) {
    let opens = |token: &Token| matches!(token.text(entry), "『" | "《");
    if !tokens.iter().any(opens) {
        return;
    }
    each_work(states, |states, all| {
        let begin = begin(states, all.start);
        Work::of(entry, tokens, states, begin..all.end).persons();
    });
}

/// Where a work begins of which the names may have been taken for prose: `푸코, 미셸. 『감시와 처벌』`.
fn begin(states: &[State], start: usize) -> usize {
    let prose = states[..start]
        .iter()
        .rev()
        .take(MOST_PROSE + 1)
        .take_while(|state| state.label() == Label::Prose)
        .count();
    let is_first = prose == start || states[start - prose - 1].label() == Label::Separator;
    match prose <= MOST_PROSE && is_first {
        true => start - prose,
        false => start,
    }
}

/// Names before a title.
struct Named {
    names: Range<usize>,
    role: Option<Label>,
}

impl Work<'_> {
    fn persons(&mut self) {
        let opens = |at: &usize| matches!(self.text(*at), "『" | "《" | "「" | "〈" | "“" | "\"");
        let Some(open) = (0..self.tokens.len().min(LONGEST)).find(opens) else {
            return;
        };
        let Some(named) = self.named(open) else {
            return;
        };
        let is_told = named.iter().any(|own| own.role.is_some());
        let is_book = matches!(self.text(open), "『" | "《");
        let title = match is_book {
            true => self.closed(open),
            false => None,
        };
        if !is_told {
            let Some(title) = &title else { return };
            let is_known = (0..open).any(|at| self.states[at].label() == Label::Author);
            let label = self.states[title.start].label();
            let is_free = matches!(label, Label::Title | Label::Container | Label::Other);
            let is_name = match named.as_slice() {
                [_] => !is_known,
                [family, given] => persons::is_turned(self.name(family), self.name(given)),
                _ => false,
            };
            if !is_free || !is_name || !self.is_published(title.end) {
                return;
            }
        }
        let other = self.tokens[open + 1..]
            .iter()
            .any(|token| matches!(token.text(self.entry), "「" | "〈"));
        self.states[..open].fill(State::new(Label::Other, true));
        self.names(&named);
        if let Some(title) = title.filter(|_| !other) {
            lay(self.states, Label::Title, title.clone());
            self.publisher(title.end);
        }
    }

    fn name(&self, own: &Named) -> &str {
        let (first, last) = (self.tokens[own.names.start], self.tokens[own.names.end - 1]);
        &self.entry[first.start..last.end]
    }

    /// `『북한 워크아웃』, 시대정신, 2009`: words between a title and the year are who published it.
    fn publisher(&mut self, close: usize) {
        let has = |label: Label| self.states.iter().any(|state| state.label() == label);
        let is_comma = |at: usize| matches!(self.text(at), "," | ".");
        let first = close + 2;
        let end = (first..self.tokens.len().min(first + MOST_WORDS))
            .find(|&at| !self.is_word(at))
            .unwrap_or(first);
        let is_year = self
            .tokens
            .get(end + 1)
            .is_some_and(|token| token.class == Class::Number && token.end - token.start == 4);
        let is_role = (first..end).any(|at| ROLES.iter().any(|(word, _)| *word == self.text(at)));
        if !has(Label::Publisher)
            && end > first
            && is_comma(close + 1)
            && is_comma(end)
            && is_year
            && !is_role
        {
            lay(self.states, Label::Publisher, first..end);
        }
    }

    /// Lays names by what their persons did; those of whom nothing is said wrote.
    fn names(&mut self, named: &[Named]) {
        let mut at = 0;
        while at < named.len() {
            let role = named[at].role.unwrap_or(Label::Author);
            // `푸코, 미셸`: names without a role go on.
            let mut last = at;
            while named[last].role.is_none()
                && named.get(last + 1).is_some_and(|next| next.role.is_none())
            {
                last += 1;
            }
            let names = named[at].names.start..named[last].names.end;
            lay(self.states, role, names);
            at = last + 1;
        }
    }

    /// The names before the sign that opens a title; none where something else stands there.
    fn named(&self, open: usize) -> Option<Vec<Named>> {
        let mut named: Vec<Named> = Vec::new();
        let mut first: Option<usize> = None;
        let mut end = 0;
        let close = |first: &mut Option<usize>, end: usize, role: Option<Label>| {
            first.take().map(|first| Named {
                names: first..end,
                role,
            })
        };
        let mut at = 0;
        while at < open {
            let text = self.text(at);
            let role = ROLES.iter().find(|(word, _)| *word == text);
            let next = self.text(at + 1);
            let ends =
                at + 1 == open || matches!(next, "," | "." | "·" | "/" | ";" | ":" | "、" | "(");
            match self.tokens[at].class {
                Class::Hangul | Class::Han | Class::Letters => match role {
                    Some((_, role)) if first.is_some() && ends => {
                        named.extend(close(&mut first, end, Some(*role)));
                    }
                    _ => {
                        first.get_or_insert(at);
                        end = at + 1;
                    }
                },
                Class::Sign if matches!(text, "," | "/" | ";" | ":" | "、") => {
                    named.extend(close(&mut first, end, None));
                }
                // `B. R. 마이어스`, `푸코, 미셸. 『`
                Class::Sign if text == "." => {
                    let is_initial = at > 0
                        && self.tokens[at - 1].class == Class::Letters
                        && self.text(at - 1).chars().count() <= 2;
                    match is_initial {
                        true => end = at + 1,
                        false => named.extend(close(&mut first, end, None)),
                    }
                }
                Class::Sign if matches!(text, "·" | "ㆍ" | "・" | "-" | "'" | "’" | "=") => {}
                // `홍길동(2003), `: the year.
                Class::Number | Class::Sign => {
                    let is_year = text == "(" || self.tokens[at].class == Class::Number;
                    let rest = at..open;
                    if !is_year || rest.clone().any(|at| self.is_word(at)) {
                        return None;
                    }
                    break;
                }
                _ => return None,
            }
            at += 1;
        }
        named.extend(close(&mut first, end, None));
        let fits = |own: &Named| {
            let words = own.names.clone().filter(|&at| self.is_word(at)).count();
            let name = self.name(own);
            let lists = own
                .names
                .clone()
                .filter(|&at| matches!(self.text(at), "·" | "ㆍ" | "・"))
                .count();
            let eastern = own
                .names
                .clone()
                .any(|at| matches!(self.tokens[at].class, Class::Hangul | Class::Han));
            let short = words <= MOST_WORDS * (lists + 1)
                && name.chars().count() <= MOST_SYLLABLES * (lists + 1);
            (eastern || own.role.is_none()) && (short || persons::is_institution(name))
        };
        (!named.is_empty() && named.iter().all(fits)).then_some(named)
    }

    /// What stands between the sign at `open` and the one that closes it.
    fn closed(&self, open: usize) -> Option<Range<usize>> {
        let close = match self.text(open) {
            "『" => "』",
            "《" => "》",
            _ => return None,
        };
        let end = (open + 1..self.tokens.len().min(open + 2 * LONGEST))
            .find(|&at| self.text(at) == close)?;
        (end > open + 1).then_some(open + 1..end)
    }

    /// Whether a translator, or a publisher with a year, stands behind the sign that closes a title, and no number.
    fn is_published(&self, close: usize) -> bool {
        let mut words = 0;
        for at in close + 1..self.tokens.len().min(close + LONGEST) {
            let text = self.text(at);
            match self.tokens[at].class {
                Class::Number => return words > 0 && text.len() == 4,
                Class::Hangul | Class::Han | Class::Letters => {
                    let role = ROLES.iter().find(|(word, _)| *word == text);
                    if role.is_some_and(|(_, role)| *role == Label::Translator) {
                        return true;
                    }
                    if matches!(text, "제" | "第" | "권" | "호") {
                        return false;
                    }
                    words += 1;
                }
                Class::Sign if matches!(text, "," | "." | ":" | "(" | "·" | "ㆍ" | "&") => {}
                _ => return false,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Part, Person, parse};

    /// Authors, editors, translators, title and container of the first work.
    fn told(entry: &str) -> String {
        let reference = parse(entry);
        let Some(own) = reference.citations.first() else {
            return String::new();
        };
        let names = |people: &[Person]| {
            let own: Vec<&str> = people.iter().map(|own| own.written.as_str()).collect();
            own.join("; ")
        };
        let part = |part: &Option<Part>| part.as_ref().map_or(String::new(), |p| p.text.clone());
        format!(
            "{} | {} | {} | {} | {}",
            names(&own.authors),
            names(&own.editors),
            names(&own.translators),
            part(&own.title),
            part(&own.container)
        )
    }

    #[test]
    fn persons_before_a_book_are_told_by_what_they_did() {
        for (entry, expected) in [
            (
                "브루스 강물, 홍자동 옮김, 『한국 항구의 기원』, 일월서각, 1986, 50쪽.",
                "브루스 강물 |  | 홍자동 | 한국 항구의 기원 | ",
            ),
            (
                "나루 하루키 지음, 서동길·남기강 옮김, 『북쪽 항구』, 돌베개, 2002, 90쪽.",
                "나루 하루키 |  | 서동길; 남기강 | 북쪽 항구 | ",
            ),
            (
                "테사 모리스 나루 지음, 한철강 옮김, 『북으로 가는 배』, 책과함께, 2008.",
                "테사 모리스 나루 |  | 한철강 | 북으로 가는 배 | ",
            ),
            (
                "小此木政夫 編, 『北朝鮮ハンドブック』, 講談社, 1997.",
                " | 小此木政夫 |  | 北朝鮮ハンドブック | ",
            ),
            (
                "森田芳夫·長田かな子 編, 『朝鮮終戰の記錄: 資料篇』 3, 東京: 巖南堂書店, 1980, 102~104쪽.",
                " | 森田芳夫; 長田かな子 |  | 朝鮮終戰の記錄: 資料篇 | ",
            ),
            (
                "항구연구학회 엮음, 『항구학의 이해』, 경인문화사, 2006, 77쪽",
                " | 항구연구학회 |  | 항구학의 이해 | ",
            ),
            (
                "서중강 외 편, 『항구의 두 얼굴』, 역사비평사, 2005.",
                " | 서중강 |  | 항구의 두 얼굴 | ",
            ),
        ] {
            assert_eq!(told(entry), expected, "{entry}");
        }
    }

    #[test]
    fn a_name_before_a_book_is_not_its_title() {
        for (entry, expected) in [
            (
                "에릭 홉스강, 『극단의 바다』, 이용길 옮김, 까치, 1997, 33쪽.",
                "에릭 홉스강 |  | 이용길 | 극단의 바다 | ",
            ),
            (
                "안드레이 나루, 『북쪽 워크아웃』, 시대정신, 2009.",
                "안드레이 나루 |  |  | 북쪽 워크아웃 | ",
            ),
            (
                "앤더슨, 베네딕트, 『상상된 공동체』, 서지원 옮김, 길, 2018.",
                "앤더슨, 베네딕트 |  | 서지원 | 상상된 공동체 | ",
            ),
            (
                "푸코, 미셸. 『감시와 처벌』. 오생근 역. 서울: 나남, 2003.",
                "푸코, 미셸 |  | 오생근 | 감시와 처벌 | ",
            ),
            ("『로동신문』, 1956년 4월 24일.", " |  |  |  | 로동신문"),
            (
                "홍길동, 「영화예술론」, 『항구선집』 3, 평양: 강출판사, 1994, 12쪽.",
                "홍길동 |  |  | 영화예술론 | 항구선집",
            ),
            (
                "나루의 역사, 『항구연구』 제12호, 2003.",
                " |  |  | 나루의 역사 | 항구연구",
            ),
        ] {
            assert_eq!(told(entry), expected, "{entry}");
        }
    }
}
