//! What kind of work a citation is of: stated by a library or a format, else told by words and fields.
//!
//! Words count outside of the title, since works are about theses, patents and conferences too. Where neither words nor
//! fields are plain nothing is told.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::citation::{Citation, Part};

/// The kind of a cited work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WorkKind {
    /// An article of a scholarly journal.
    Article,
    /// An article of a newspaper, a magazine or a news site.
    News,
    /// A book, also one that its editors head.
    Book,
    /// A part of a book: a chapter, an entry of an encyclopedia.
    Chapter,
    /// A paper of a conference.
    Conference,
    /// A thesis for a doctorate, or for a degree that is not told.
    Thesis,
    /// A thesis for a degree below a doctorate.
    MastersThesis,
    /// A report of an institution, a working paper.
    Report,
    /// A text that was not published by a publisher: a preprint, a manuscript.
    Manuscript,
    /// A page of the web.
    Web,
    /// A patent.
    Patent,
    /// A law, a bill, a judgement.
    Law,
    /// A set of data.
    Dataset,
    /// A program.
    Software,
}

/// Types of works as BibTeX and BibLaTeX, RIS, CSL-JSON, Zotero and JATS call them, in lower case and without signs.
const STATED: [(&str, WorkKind); 110] = {
    use WorkKind::*;
    [
        ("aggr", Dataset),
        ("article", Article),
        ("articlejournal", Article),
        ("articlemagazine", News),
        ("articlenewspaper", News),
        ("bill", Law),
        ("blog", Web),
        ("blogpost", Web),
        ("book", Book),
        ("bookchapter", Chapter),
        ("booklet", Book),
        ("booksection", Chapter),
        ("case", Law),
        ("chap", Chapter),
        ("chapter", Chapter),
        ("classic", Book),
        ("collection", Book),
        ("comp", Software),
        ("computerprogram", Software),
        ("conf", Conference),
        ("conference", Conference),
        ("conferencepaper", Conference),
        ("conferenceproceedings", Conference),
        ("confpaper", Conference),
        ("confproc", Conference),
        ("cpaper", Conference),
        ("data", Dataset),
        ("dataset", Dataset),
        ("dbase", Dataset),
        ("dict", Chapter),
        ("dictionaryentry", Chapter),
        ("dissertation", Thesis),
        ("ebook", Book),
        ("echap", Chapter),
        ("edbook", Book),
        ("ejour", Article),
        ("elec", Web),
        ("electronic", Web),
        ("encyc", Chapter),
        ("encyclopediaarticle", Chapter),
        ("entry", Chapter),
        ("entrydictionary", Chapter),
        ("entryencyclopedia", Chapter),
        ("forumpost", Web),
        ("gov", Report),
        ("govdoc", Report),
        ("government", Report),
        ("hear", Law),
        ("hearing", Law),
        ("inbook", Chapter),
        ("incollection", Chapter),
        ("inpr", Article),
        ("inproceedings", Conference),
        ("inreference", Chapter),
        ("jour", Article),
        ("journal", Article),
        ("journalarticle", Article),
        ("jurisdiction", Law),
        ("law", Law),
        ("legal", Law),
        ("legalcase", Law),
        ("legislation", Law),
        ("magazine", News),
        ("magazinearticle", News),
        ("manscpt", Manuscript),
        ("manual", Book),
        ("manuscript", Manuscript),
        ("mastersthesis", MastersThesis),
        ("mathesis", MastersThesis),
        ("mgzn", News),
        ("mvbook", Book),
        ("mvcollection", Book),
        ("news", News),
        ("newspaper", News),
        ("newspaperarticle", News),
        ("online", Web),
        ("paperconference", Conference),
        ("pat", Patent),
        ("patent", Patent),
        ("phdthesis", Thesis),
        ("post", Web),
        ("postweblog", Web),
        ("preprint", Manuscript),
        ("proceedings", Book),
        ("regulation", Law),
        ("report", Report),
        ("review", Article),
        ("reviewbook", Article),
        ("rprt", Report),
        ("software", Software),
        ("stat", Law),
        ("statute", Law),
        ("suppbook", Chapter),
        ("suppcollection", Chapter),
        ("suppperiodical", Article),
        ("technicalreport", Report),
        ("techreport", Report),
        ("thes", Thesis),
        ("thesis", Thesis),
        ("treaty", Law),
        ("unpb", Manuscript),
        ("unpublished", Manuscript),
        ("web", Web),
        ("weblink", Web),
        ("webpage", Web),
        ("website", Web),
        ("webportal", Web),
        ("wiki", Web),
        ("workingpaper", Report),
        ("www", Web),
    ]
};

impl WorkKind {
    /// The kind that a format's type of a work stands for; none for one that tells nothing (`misc`, `GEN`).
    pub fn stated(kind: &str) -> Option<WorkKind> {
        let bare: String = kind
            .chars()
            .filter(char::is_ascii_alphabetic)
            .map(|ch| ch.to_ascii_lowercase())
            .collect();
        let known = STATED.iter().find(|(own, _)| *own == bare);
        known.map(|&(_, kind)| kind)
    }

    /// The kind with what is said of a thesis' degree (`Master's thesis`, 석사학위논문).
    pub fn with_degree(self, degree: &str) -> WorkKind {
        const BELOW: [&str; 8] = [
            "master", "m.a", "m.sc", "mathesis", "bachelor", "magist", "diplom", "석사",
        ];
        let degree = degree.to_lowercase();
        match self {
            WorkKind::Thesis if BELOW.iter().any(|own| degree.contains(own)) => {
                WorkKind::MastersThesis
            }
            own => own,
        }
    }
}

/// What kind of work a citation of an entry is of, by its words and fields.
pub(crate) fn tell(entry: &str, citation: &Citation) -> Option<WorkKind> {
    tell_emphasised(entry, &[], citation)
}

/// The same of an entry of which some stretches stand in italics, in bytes and in order.
pub(super) fn tell_emphasised(
    entry: &str,
    italics: &[Range<usize>],
    citation: &Citation,
) -> Option<WorkKind> {
    let words = Words::outside_title(entry, citation);
    by_words(&words, citation).or_else(|| by_fields(entry, italics, citation))
}

fn by_words(words: &Words, citation: &Citation) -> Option<WorkKind> {
    let (volume, issue) = (citation.volume.is_some(), citation.issue.is_some());
    let numbered = citation.container.is_some() && (volume || issue);
    if words.any(&["[data set]", "[dataset]", "[데이터셋]"]) {
        return Some(WorkKind::Dataset);
    }
    if words.any(&["[software]", "[computer software]", "[computer program]"]) {
        return Some(WorkKind::Software);
    }
    if !numbered && words.any(PATENT) {
        return Some(WorkKind::Patent);
    }
    if !numbered && words.any(MASTERS) {
        return Some(WorkKind::MastersThesis);
    }
    if !numbered && words.any(THESIS) {
        return Some(WorkKind::Thesis);
    }
    if !numbered && words.any(LAW) {
        return Some(WorkKind::Law);
    }
    let container = Words::of(citation.container.as_ref());
    // `Proceedings of the Royal Society, 27(1)` is a journal.
    if container.any(MEETING)
        || !volume && container.any(&["proceedings", "proc"])
        || words.any(&["paper presented", "presented at"])
    {
        return Some(WorkKind::Conference);
    }
    if !(volume && issue) && words.any(REPORT) {
        return Some(WorkKind::Report);
    }
    let own_container = citation.container.is_none() || container.any(MANUSCRIPT);
    (!numbered && own_container && words.any(MANUSCRIPT)).then_some(WorkKind::Manuscript)
}

fn by_fields(entry: &str, italics: &[Range<usize>], citation: &Citation) -> Option<WorkKind> {
    let numbered = citation.volume.is_some() || citation.issue.is_some();
    let date = citation.date.as_ref();
    let dated = date.is_some_and(|date| date.day.is_some());
    // An address at doi.org names a work rather than a page.
    let page = citation.url.is_some() && citation.doi.is_none();
    match (&citation.container, &citation.publisher) {
        (Some(container), _) if !numbered && is_newspaper(&container.text) => Some(WorkKind::News),
        (Some(_), _) if !citation.editors.is_empty() => Some(WorkKind::Chapter),
        (Some(_), _) if numbered => Some(WorkKind::Article),
        (Some(container), _) if stands_in(entry, container.span.start) => Some(WorkKind::Chapter),
        (Some(_), _) if dated => Some(WorkKind::News),
        (Some(_), Some(_)) => Some(WorkKind::Chapter),
        (Some(_), None) if page && citation.pages.is_none() => Some(WorkKind::News),
        (Some(_), None) => Some(WorkKind::Article),
        (None, _) if page => Some(WorkKind::Web),
        (None, Some(_)) => Some(WorkKind::Book),
        (None, None) if citation.place.is_some() || is_book(entry, italics, citation) => {
            Some(WorkKind::Book)
        }
        (None, None) => None,
    }
}

/// 조선일보, 로동신문, 연합뉴스: what daily papers and agencies are called.
pub(super) fn is_newspaper(container: &str) -> bool {
    let name = container.trim_end_matches(|ch: char| !ch.is_alphanumeric());
    ["신문", "일보", "뉴스", "통신"]
        .iter()
        .any(|end| name.ends_with(end))
}

/// Whether the title stands in the brackets of a book, or in emphasis.
fn is_book(entry: &str, italics: &[Range<usize>], citation: &Citation) -> bool {
    let title = citation.title.as_ref();
    title.is_some_and(|title| {
        let before = entry.get(..title.span.start).unwrap_or_default();
        let is_emphatic = italics.iter().any(|own| own.contains(&title.span.start));
        is_emphatic || before.ends_with(['『', '《', '*', '_'])
    })
}

/// Whether `In`, `in:` or `[w:]` stands right before a container.
fn stands_in(entry: &str, container: usize) -> bool {
    let before = entry.get(..container).unwrap_or_default();
    let before = before.trim_end_matches(|ch: char| !ch.is_alphanumeric());
    let mut words = before.rsplit(|ch: char| !ch.is_alphanumeric());
    let word = words.next().unwrap_or_default();
    ["in", "w", "dans"]
        .iter()
        .any(|own| word.eq_ignore_ascii_case(own))
}

const PATENT: &[&str] = &[
    "patent no",
    "patent number",
    "patent application",
    "u s patent",
    "us patent",
    "european patent",
    "korean patent",
    "patentschrift",
    "특허 제",
    "특허제",
    "특허번호",
    "특허출원",
    "특허등록",
    "등록특허",
    "공개특허",
    "대한민국특허",
    "대한민국 특허",
];
const THESIS: &[&str] = &[
    "ph d",
    "phd",
    "dissertation",
    "diss",
    "thesis",
    "habilitation",
    "habilitationsschrift",
    "inauguraldissertation",
    "thèse",
    "tesis doctoral",
    "tesi di dottorato",
    "praca doktorska",
    "rozprawa doktorska",
    "диссертация",
    "박사학위",
    "박사 학위",
    "박사논문",
    "학위논문",
    "학위 논문",
    "博士論文",
    "學位論文",
];
const MASTERS: &[&str] = &[
    "master s thesis",
    "masters thesis",
    "master thesis",
    "master s dissertation",
    "m a thesis",
    "ma thesis",
    "m sc thesis",
    "msc thesis",
    "m phil thesis",
    "bachelor s thesis",
    "bachelor thesis",
    "diplomarbeit",
    "masterarbeit",
    "praca magisterska",
    "석사학위",
    "석사 학위",
    "석사논문",
    "碩士論文",
    "修士論文",
];
const LAW: &[&str] = &[
    "pub l no",
    "public law no",
    "법률 제",
    "대통령령 제",
    "의안번호",
    "국회회의록",
    "선고",
];
const MEETING: &[&str] = &[
    "conference",
    "conf",
    "symposium",
    "workshop",
    "congress",
    "colloquium",
    "konferenz",
    "학술대회",
    "학술발표",
    "학술회의",
    "발표논문집",
    "발표대회",
    "심포지엄",
    "심포지움",
    "세미나",
    "콘퍼런스",
    "컨퍼런스",
    "워크숍",
    "워크샵",
];
const REPORT: &[&str] = &[
    "technical report",
    "tech rep",
    "technical memorandum",
    "research report",
    "working paper",
    "discussion paper",
    "occasional paper",
    "policy brief",
    "policy paper",
    "white paper",
    "보고서",
    "이슈브리프",
    "정책자료",
];
const MANUSCRIPT: &[&str] = &[
    "unpublished",
    "unpublished manuscript",
    "arxiv",
    "biorxiv",
    "medrxiv",
    "preprint",
    "미간행",
    "미발표",
];

/// A text as words: in lower case, each with a space before and behind, square brackets kept.
struct Words {
    text: String,
    /// Which two bytes stand one behind the other in it, by their hash: most of what is looked for has others.
    pairs: [u64; PAIR_BITS / 64],
}

const PAIR_BITS: usize = 1024;

/// The place of two bytes among the bits.
fn pair_bit(pair: &[u8]) -> usize {
    (usize::from(pair[0]) * 31 + usize::from(pair[1])) % PAIR_BITS
}

impl Words {
    fn of(part: Option<&Part>) -> Words {
        let mut words = Words::new();
        words.push(part.map_or("", |part| part.text.as_str()));
        words.pairs_read()
    }

    /// The words of a citation but for those of its title and its address.
    fn outside_title(entry: &str, citation: &Citation) -> Words {
        let mut out: Vec<&Range<usize>> = [&citation.title, &citation.url, &citation.doi]
            .into_iter()
            .flatten()
            .map(|part| &part.span)
            .collect();
        out.sort_by_key(|span| span.start);
        let mut words = Words::new();
        let mut from = citation.span.start;
        for span in out {
            words.push(entry.get(from..span.start).unwrap_or_default());
            from = from.max(span.end);
        }
        words.push(entry.get(from..citation.span.end).unwrap_or_default());
        words.pairs_read()
    }

    fn new() -> Words {
        Words {
            text: String::from(" "),
            pairs: [0; PAIR_BITS / 64],
        }
    }

    fn pairs_read(mut self) -> Words {
        for pair in self.text.as_bytes().windows(2) {
            let bit = pair_bit(pair);
            self.pairs[bit / 64] |= 1 << (bit % 64);
        }
        self
    }

    /// Whether all pairs of bytes of a word may stand in it.
    fn may_hold(&self, wanted: &str) -> bool {
        let mut pairs = wanted.as_bytes().windows(2).map(pair_bit);
        pairs.all(|bit| self.pairs[bit / 64] >> (bit % 64) & 1 == 1)
    }

    fn push(&mut self, text: &str) {
        for ch in text.chars() {
            if ch.is_alphanumeric() {
                self.text.extend(ch.to_lowercase());
                continue;
            }
            if ch == ']' && self.text.ends_with(' ') {
                self.text.pop();
            }
            if matches!(ch, '[' | ']') {
                self.text.push(ch);
            }
            if ch != '[' && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
        }
        if !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Whether any of these stands in it: as words of their own, in Hangul and Hanja anywhere.
    fn any(&self, wanted: &[&str]) -> bool {
        let mut wanted = wanted.iter().filter(|wanted| self.may_hold(wanted));
        wanted.any(|wanted| {
            let is_syllabic = wanted.starts_with(|ch: char| ch >= '\u{2e80}');
            let is_bracketed = wanted.starts_with('[');
            self.text.match_indices(wanted).any(|(at, _)| {
                let behind = &self.text[at + wanted.len()..];
                is_syllabic
                    || is_bracketed
                    || self.text[..at].ends_with([' ', '[']) && behind.starts_with([' ', ']'])
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::references::parse;

    fn told(entry: &str) -> Option<WorkKind> {
        let reference = parse(entry);
        reference.citations.first().and_then(|own| own.kind)
    }

    #[test]
    fn words_outside_the_title_tell_the_kind() {
        for (entry, kind) in [
            (
                "Armstrong, C. K. State and Social Transformation in North Korea. PhD diss., University of Chicago, 1994.",
                WorkKind::Thesis,
            ),
            (
                "김하늘, 「북한 시장의 변화」, 한강대학교 대학원 박사학위논문, 2015.",
                WorkKind::Thesis,
            ),
            (
                "박바다, 「장마당 연구」, 한강대학교 석사학위논문, 2012.",
                WorkKind::MastersThesis,
            ),
            (
                "Stone, J. Markets of the North. M.A. thesis, University of Leeds, 2003.",
                WorkKind::MastersThesis,
            ),
            (
                "이강, “하천 신호의 분류”, 한국하천학회 추계학술발표대회 논문집, pp. 33-36, 2011.",
                WorkKind::Conference,
            ),
            (
                "Hart, A. and Cole, B. Reading rivers. In Proceedings of the 3rd Conference on Rivers, pp. 11–20, 2009.",
                WorkKind::Conference,
            ),
            (
                "Moon, G. (2018). A history of patents and theses. Journal of Northern Studies, 27(1), 29–71.",
                WorkKind::Article,
            ),
            (
                "Moon, G. (2018). Confluence. In P. Lake (Ed.), Rivers of the north (pp. 3–20). Oxford: Delta Press.",
                WorkKind::Chapter,
            ),
            (
                "Tudor, D., & Pearson, J. (2015). North Korea confidential. Tokyo: Tuttle Publishing.",
                WorkKind::Book,
            ),
        ] {
            assert_eq!(told(entry), Some(kind), "{entry}");
        }
    }

    #[test]
    fn what_formats_call_types_is_known() {
        for (stated, kind) in [
            ("phdthesis", Some(WorkKind::Thesis)),
            ("paper-conference", Some(WorkKind::Conference)),
            ("CPAPER", Some(WorkKind::Conference)),
            ("journalArticle", Some(WorkKind::Article)),
            ("legal_case", Some(WorkKind::Law)),
            ("misc", None),
            ("GEN", None),
            ("", None),
        ] {
            assert_eq!(WorkKind::stated(stated), kind, "{stated}");
        }
        let degree = |text: &str| WorkKind::Thesis.with_degree(text);
        assert_eq!(degree("Master's thesis"), WorkKind::MastersThesis);
        assert_eq!(degree("박사학위논문"), WorkKind::Thesis);
    }
}
