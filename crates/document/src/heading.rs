//! Headings: their numbers, what their sections are for, and the tree they make.
//!
//! Numbers decide the nesting, because levels lie (`### 1.`, `## 2.`, `#### 4.`); levels place only headings without
//! a number.

use crate::number::{Number, Style, split_number};
use crate::tree::{Section, SectionKind};

/// What a section is for by its title, in English and Korean; letters and Hanja only are compared.
pub(crate) fn kind_of(title: &str) -> SectionKind {
    let bare: String = title
        .chars()
        .filter(|ch| ch.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    KINDS
        .iter()
        .find(|(_, names)| names.contains(&bare.as_str()))
        .map_or(SectionKind::Body, |(kind, _)| *kind)
}

/// Titles without spaces and signs, in lower case.
const KINDS: [(SectionKind, &[&str]); 5] = [
    (
        SectionKind::Bibliography,
        &[
            "bibliography",
            "references",
            "reference",
            "referencelist",
            "listofreferences",
            "referencescited",
            "literaturecited",
            "literature",
            "workscited",
            "worksconsulted",
            "citedworks",
            "citations",
            "sources",
            "selectedbibliography",
            "selectbibliography",
            "furtherreading",
            "referencesandnotes",
            "notesandreferences",
            "bibliographyandreferences",
            "sourcesandreferences",
            "참고문헌",
            "참고문헌및자료",
            "참고자료",
            "인용문헌",
            "참고문헌목록",
            "참고도서",
            "문헌목록",
            "參考文獻",
            "参考文献",
            "bibliografia",
            "literatur",
            "literaturverzeichnis",
            "bibliographie",
            "références",
            "referencias",
            "bibliografía",
        ],
    ),
    (
        SectionKind::Notes,
        &[
            "notes",
            "note",
            "endnotes",
            "footnotes",
            "endnote",
            "footnote",
            "주석",
            "각주",
            "미주",
            "주",
            "註",
            "脚註",
            "후주",
            "註釋",
            "przypisy",
            "anmerkungen",
        ],
    ),
    (
        SectionKind::Definitions,
        &[
            "definitions",
            "definition",
            "glossary",
            "glossaryofterms",
            "abbreviations",
            "listofabbreviations",
            "abbreviationsandacronyms",
            "acronyms",
            "listofacronyms",
            "terms",
            "terminology",
            "keyterms",
            "definitionofterms",
            "용어정의",
            "용어의정의",
            "용어해설",
            "용어설명",
            "용어집",
            "약어",
            "약어표",
            "약어목록",
        ],
    ),
    (
        SectionKind::Abstract,
        &[
            "abstract",
            "summary",
            "executivesummary",
            "authorsummary",
            "synopsis",
            "digest",
            "elifedigest",
            "editorssummary",
            "초록",
            "국문초록",
            "영문초록",
            "요약",
            "국문요약",
            "영문요약",
            "요약문",
            "논문요약",
            "抄錄",
            "streszczenie",
            "zusammenfassung",
            "résumé",
            "resumen",
        ],
    ),
    (
        SectionKind::Matter,
        &[
            "abouttheauthor",
            "abouttheauthors",
            "authorbiography",
            "authorsbiography",
            "aboutus",
            "acknowledgements",
            "acknowledgments",
            "acknowledgement",
            "acknowledgment",
            "funding",
            "authorcontributions",
            "authorscontributions",
            "competinginterests",
            "conflictofinterest",
            "conflictsofinterest",
            "conflictofintereststatement",
            "declarationofinterest",
            "disclosure",
            "dataavailability",
            "dataavailabilitystatement",
            "dedication",
            "colophon",
            "imprint",
            "저자소개",
            "필자소개",
            "글쓴이",
            "지은이",
            "감사의글",
            "감사의말",
            "사사",
            "저자약력",
        ],
    ),
];

/// How the headings of a document are numbered.
pub(crate) struct Numbering {
    /// Whether layout counts the headings once more than their author did: `2.1 4. Findings`.
    twice: bool,
}

impl Numbering {
    /// Tells it from the headings. A program that numbers headings puts its number before the one that was typed; a
    /// single heading may begin with two numbers for other reasons (`3. 1. FC Köln`).
    pub(crate) fn of<'a>(headings: impl Iterator<Item = &'a str>) -> Self {
        /// Fewer may be chance.
        const FEWEST: usize = 3;
        let (mut numbered, mut twice) = (0, 0);
        for heading in headings {
            if let Some(start) = decimal(heading) {
                numbered += 1;
                let own = decimal(&heading[start..]);
                twice += usize::from(own.is_some_and(|own| start + own < heading.len()));
            }
        }
        Self {
            twice: twice >= FEWEST && twice * 2 > numbered,
        }
    }

    /// The number that the author gave to a heading and the byte where its title begins.
    pub(crate) fn split(&self, heading: &str) -> (Option<Number>, usize) {
        let skipped = match self.twice {
            true => decimal(heading).unwrap_or(0),
            false => 0,
        };
        match split_number(&heading[skipped..]) {
            Some((number, start)) => (Some(number), skipped + start),
            None => (None, skipped),
        }
    }
}

/// Where a heading goes on behind its decimal number.
fn decimal(heading: &str) -> Option<usize> {
    split_number(heading)
        .filter(|(number, _)| number.style == Style::Decimal)
        .map(|(_, start)| start)
}

/// The single letters that numbered headings so far: `C. elegans` is a name where no `A.` and `B.` went before.
#[derive(Default)]
pub(crate) struct Signs {
    seen: u64,
}

impl Signs {
    /// Whether a number can stand where it stands; it is remembered if so.
    pub(crate) fn accept(&mut self, number: &Number) -> bool {
        let Some(letter) = number.written.bytes().next().filter(|_| {
            number.written.len() == 1 && matches!(number.style, Style::Letter | Style::Roman)
        }) else {
            return true;
        };
        let roman = match number.style {
            Style::Roman => number.path.first().copied().unwrap_or(1),
            _ => 0,
        };
        // Bits 0 to 25 are letters, 32 and on Roman numbers.
        let ordinal = letter.wrapping_sub(b'A') % 26;
        let by_letter = ordinal == 0 || self.seen & (1 << (ordinal - 1)) != 0;
        let by_roman =
            roman == 1 || (2..=25).contains(&roman) && self.seen & (1 << (32 + roman - 1)) != 0;
        if by_letter {
            self.seen |= 1 << ordinal;
        }
        if by_roman {
            self.seen |= 1 << (32 + roman);
        }
        by_letter || by_roman
    }
}

/// Builds the tree of sections from headings in reading order.
#[derive(Default)]
pub(crate) struct Tree {
    pub(crate) sections: Vec<Section>,
    /// Open sections from the outermost.
    open: Vec<Open>,
    /// Whether `1.` begins anew under headings without a number, so that those are the chapters.
    pub(crate) restarts: bool,
}

struct Open {
    section: usize,
    level: u8,
    number: Option<Number>,
}

impl Tree {
    /// Adds a section behind all others; its `parent` and inherited kind are set here.
    pub(crate) fn push(&mut self, mut section: Section, mut number: Option<Number>, level: u8) {
        if let Some(number) = &mut number {
            self.settle_letter(number);
        }
        let body_seen = self
            .sections
            .iter()
            .rev()
            .take(64)
            .any(|own| own.kind == SectionKind::Body);
        if section.kind == SectionKind::Abstract && body_seen && number.is_none() && level > 1 {
            // A "Summary" behind the text is a part of the text.
            section.kind = SectionKind::Body;
        }
        let nested = number.as_ref().is_some_and(|number| number.path.len() > 1);
        match &number {
            _ if section.kind != SectionKind::Body && !nested => self.open.clear(),
            Some(number) => self.make_room(number, level),
            None => {
                while self.open.last().is_some_and(|open| open.level >= level) {
                    self.open.pop();
                }
            }
        }
        section.parent = self.open.last().map(|open| open.section);
        if let Some(parent) = section.parent
            && section.kind == SectionKind::Body
        {
            section.kind = self.sections[parent].kind;
        }
        self.open.push(Open {
            section: self.sections.len(),
            level,
            number,
        });
        self.sections.push(section);
    }

    /// `I.` behind `H.` is a letter, and so are `V.` behind `U.` and `X.` behind `W.`
    fn settle_letter(&self, number: &mut Number) {
        let letter = match number.written.as_bytes() {
            [byte @ (b'I' | b'V' | b'X' | b'L')] if number.style == Style::Roman => {
                u32::from(byte - b'A') + 1
            }
            _ => return,
        };
        let before = self
            .open
            .iter()
            .filter_map(|open| open.number.as_ref())
            .find(|own| own.style == Style::Letter);
        if before.is_some_and(|own| own.path == [letter - 1]) {
            (number.style, number.path) = (Style::Letter, vec![letter]);
        }
    }

    /// Closes sections until the one that holds a section with this number is innermost.
    fn make_room(&mut self, number: &Number, level: u8) {
        if number.path.len() > 1 {
            // `2.1.3` belongs to the longest of `2.1`, `2` that is open.
            let holder = self.open.iter().rposition(|open| {
                open.number.as_ref().is_some_and(|own| {
                    own.path.len() < number.path.len()
                        && number.path.starts_with(&own.path)
                        && matches!(
                            own.style,
                            Style::Decimal
                                | Style::Roman
                                | Style::Letter
                                | Style::Chapter
                                | Style::Appendix
                                | Style::Section
                        )
                })
            });
            if let Some(holder) = holder {
                self.open.truncate(holder + 1);
                return;
            }
        }
        let same = |open: &Open| {
            open.number
                .as_ref()
                .is_some_and(|own| own.style == number.style && own.path.len() >= number.path.len())
        };
        if let Some(sibling) = self.open.iter().position(same) {
            self.open.truncate(sibling);
            return;
        }
        let first = number.path.last() == Some(&1);
        let outer = |open: &Open| match &open.number {
            // An enumeration that begins inside a numbered section is its part; one that goes on is placed by rank.
            Some(own) => {
                own.style < number.style
                    || own.style == number.style && own.path.len() < number.path.len()
                    || first && number.style > Style::Item
            }
            None => self.restarts && open.level < level && number.style >= Style::Roman,
        };
        let kept = self.open.iter().take_while(|open| outer(open)).count();
        self.open.truncate(kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_layout_before_those_of_the_author_are_dropped() {
        let shown = |headings: &[&str]| -> Vec<String> {
            let numbering = Numbering::of(headings.iter().copied());
            let one = |heading: &&str| {
                let (number, start) = numbering.split(heading);
                let number = number.map_or(String::new(), |number| number.written);
                format!("{number}|{}", &heading[start..])
            };
            headings.iter().map(one).collect()
        };
        assert_eq!(
            shown(&[
                "1 Introduction",
                "1.1 1. Sector",
                "2 2. Internet",
                "4.1 6.1 각주"
            ]),
            ["|Introduction", "1|Sector", "2|Internet", "6.1|각주"]
        );
        assert_eq!(
            shown(&[
                "1 Introduction",
                "2 1. FC Köln",
                "3 2020 and after",
                "4 Findings"
            ]),
            [
                "1|Introduction",
                "2|1. FC Köln",
                "3|2020 and after",
                "4|Findings"
            ]
        );
    }
}
