//! Equivalences that a document states itself: alias notes, `also known as`, glosses in brackets, acronyms.
//!
//! An alias binds only to the noun phrase that its marker or bracket touches, one step and no further, and a person
//! never equals a group. Where the phrase cannot be told, nothing is bound: precision first.
//! Reading takes time linear in the text: what is looked at around a place is bounded, and so is what is kept.

mod acronym;
mod called;
mod called_korean;
mod country;
mod gloss;
mod initials;
mod inverted;
mod kind;
mod leads;
mod list;
mod notes;
mod person;
mod phrase;
mod romanised;
mod rows;
mod script;
mod sound;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use seoji_analysis::korean::Korean;
use seoji_analysis::{Analyzer, Normalised};
use seoji_document::{Block, BlockKind, Document};
use seoji_schema::{Equivalence, Evidence, PassageRecord, Stated, ThingKind};

use called::Subject;
use leads::LEADS;

/// A document keeps at most this many equivalences.
const MOST_EQUIVALENCES: usize = 2_000;
/// An equivalence keeps at most this many places that state it.
const MOST_EVIDENCE: usize = 3;
/// A form has at most this many chars.
const LONGEST_FORM: usize = 100;
/// What stands in a bracket is read up to this many bytes.
const LONGEST_BRACKET: usize = 600;
/// The words shown as evidence, in bytes.
const LONGEST_WORDS: usize = 320;

/// The equivalences that a document's text states, in its order; what the rows of a list state is added to their
/// passages.
pub(crate) fn equivalences(
    document: &Document,
    passages: &mut [PassageRecord],
    analyzer: &Analyzer,
) -> Vec<Equivalence> {
    rows::read(document, passages);
    let mut reader = Reader {
        document,
        korean: analyzer.korean(),
        notes: BTreeMap::new(),
        initials: initials::Initials::default(),
        found: Vec::new(),
    };
    reader.read_blocks();
    reader.read_markers();
    reader.read_initials();
    collect(reader.found, document, passages)
}

/// A statement, before it has its place among the passages.
struct Statement {
    block: usize,
    /// Bytes of the block's text.
    span: Range<usize>,
    forms: Vec<String>,
    stated: Stated,
}

struct Reader<'a> {
    document: &'a Document,
    korean: &'a Korean,
    /// Notes that give names, by label in lower case: the number of the block and what it gives.
    notes: BTreeMap<String, Vec<usize>>,
    initials: initials::Initials,
    found: Vec<Statement>,
}

/// The brackets and leads that are looked for, in one pass.
static TRIGGERS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(
            ["(", "（", "["]
                .into_iter()
                .chain(LEADS.iter().map(|(lead, _)| *lead)),
        )
        .expect("the leads are few and short")
});
/// Triggers before the first lead.
const BRACKETS: usize = 3;

impl Reader<'_> {
    fn read_blocks(&mut self) {
        for (number, block) in self.document.blocks.iter().enumerate() {
            if self.found.len() >= MOST_EQUIVALENCES * 2 || block.kind == BlockKind::Preformatted {
                continue;
            }
            if is_reference(block)
                && gives_name(&block.text, self.korean)
                && let Some(label) = &block.label
            {
                self.notes
                    .entry(label.to_lowercase())
                    .or_default()
                    .push(number);
            }
            // What is not composed (NFD) has no Hangul syllables to read.
            self.read_text(number, block);
            if !is_reference(block) && !matches!(block.kind, BlockKind::Table | BlockKind::Row) {
                self.initials.read(number, &block.text);
            }
        }
    }

    fn read_text(&mut self, number: usize, block: &Block) {
        let text = &block.text;
        let citation = is_reference(block) && is_citation(text);
        let before_marker = |end: usize| before_marker(block, end);
        let mut behind = 0;
        for trigger in TRIGGERS.find_iter(text) {
            let (at, end) = (trigger.start(), trigger.end());
            if at < behind {
                continue;
            }
            let which = trigger.pattern().as_usize();
            if which < BRACKETS {
                // A title or publisher in a citation has brackets of its own kind.
                if citation {
                    continue;
                }
                let Some(close) = closing(text, at, end) else {
                    continue;
                };
                if is_marker(block, at) {
                    continue;
                }
                let content = &text[end..close];
                let close_end = close + text[close..].chars().next().map_or(0, char::len_utf8);
                let edge = before_marker(at);
                let statements = self.bracket(number, text, edge, content, close_end, which == 2);
                if !statements.is_empty() {
                    self.found.extend(statements);
                    behind = close;
                }
                continue;
            }
            let (lead, stated) = LEADS[which - BRACKETS];
            // A column of that name is read with its row.
            if block.kind == BlockKind::Row && text[end..].starts_with(':') {
                continue;
            }
            if lead != ", or " && !stands_alone(text, at, end, lead)
                || text[..at].trim_end().ends_with(['(', '（'])
            {
                continue;
            }
            if let Some(named) = called::around(text, at..end, self.korean, &before_marker) {
                self.add_named(number, text, named, stated);
            }
        }
    }

    /// What a bracket states: other names of what stands before it, its other spellings, or one behind the other
    /// (`(李泰俊, pen name Sanghŏ)`).
    fn bracket(
        &self,
        block: usize,
        text: &str,
        at: usize,
        content: &str,
        close: usize,
        square: bool,
    ) -> Vec<Statement> {
        let catalogue = inverted::inverted_before(text, at).is_some();
        let called = |content: &str| match square {
            true => None,
            false => called::in_bracket(content, catalogue, self.korean)
                .map(|(stated, forms)| (stated, forms, called::is_birth_name(content))),
        };
        let mut statements = Vec::new();
        let mut spelled = content;
        let mut names = called(content);
        if names.is_none() {
            for (place, sign) in content.match_indices([',', ';']).take(4) {
                if let Some(found) = called(&content[place + sign.len()..]) {
                    names = Some(found);
                    spelled = &content[..place];
                    break;
                }
            }
        } else {
            spelled = "";
        }
        // 신라[新羅]: Hanja alone, read otherwise or in a title.
        let may_spell = !square || spelled.chars().all(|c| script::is_hanja(c) || c == ' ');
        let gloss = match may_spell && !spelled.is_empty() {
            true => gloss::gloss(text, at, spelled, self.korean),
            false => None,
        };
        let mut of = gloss.as_ref().map(|gloss| gloss.of.clone());
        if let Some((stated, forms, is_birth)) = names {
            of = of.or_else(|| called::subject_of_bracket(text, at, &forms, self.korean));
            if let Some(of) = of
                && (!is_birth || called::may_be_birth_name(&text[of.clone()], &forms))
            {
                statements.push(Statement {
                    block,
                    span: of.start..close,
                    forms: std::iter::once(text[of].to_owned()).chain(forms).collect(),
                    stated,
                });
            }
        }
        if let Some(gloss) = gloss {
            statements.push(Statement {
                block,
                span: gloss.of.start..close,
                forms: std::iter::once(text[gloss.of].to_owned())
                    .chain(gloss.forms)
                    .collect(),
                stated: gloss.stated,
            });
        }
        statements
    }

    fn add_named(&mut self, block: usize, text: &str, named: called::Named, stated: Stated) {
        let of = match named.of {
            Subject::Phrase(span) => match self.person_of_heading(block, &text[span.clone()]) {
                Some(person) => person.to_owned(),
                None => text[span].to_owned(),
            },
            Subject::Person => {
                let Some(span) = person::only_person_before(text, named.span.start.max(1)) else {
                    return;
                };
                // He is a person and so are his names.
                if named.forms.iter().any(|form| {
                    !matches!(kind::kind_of(form), ThingKind::Person | ThingKind::Thing)
                }) {
                    return;
                }
                text[span].to_owned()
            }
            // What a note is about is what its marker touches.
            Subject::Topic => {
                let is_note = is_reference(&self.document.blocks[block]);
                if let (true, Some(label)) = (is_note, &self.document.blocks[block].label) {
                    let known = self.notes.entry(label.to_lowercase()).or_default();
                    if known.last() != Some(&block) {
                        known.push(block);
                    }
                }
                return;
            }
        };
        self.found.push(Statement {
            block,
            span: named.span,
            forms: std::iter::once(of).chain(named.forms).collect(),
            stated,
        });
    }

    /// The person that a heading names, where the paragraph behind it begins with a word that says what the person was:
    /// `Collector, known by his pen name Kansong`, as handbooks write.
    fn person_of_heading(&self, block: usize, subject: &str) -> Option<&str> {
        let block = &self.document.blocks[block];
        if subject.contains([' ', '-']) || !block.text.starts_with(subject) {
            return None;
        }
        let title = &self.document.sections.get(block.section?)?.title;
        // Of `Chŏn Hyŏngp'il 전형필 (1906–1962)` what is in Latin letters.
        let end = title
            .find(|c: char| c == '(' || c == ',' || script::is_hangul(c) || script::is_hanja(c));
        let name = title[..end.unwrap_or(title.len())].trim();
        let is_other = !fold(name).split(' ').any(|word| word == fold(subject));
        (is_other && kind::kind_of(name) == ThingKind::Person).then_some(name)
    }

    /// Binds what notes say to the phrases that their markers touch.
    fn read_markers(&mut self) {
        // Statements with a subject of their own (`The Lazarus Group is also known as …`), by their note.
        let mut with_subject: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, statement) in self.found.iter().enumerate() {
            let block = &self.document.blocks[statement.block];
            if is_reference(block) && statement.stated == Stated::Called {
                with_subject.entry(statement.block).or_default().push(at);
                if let Some(label) = &block.label {
                    let known = self.notes.entry(label.to_lowercase()).or_default();
                    if !known.contains(&statement.block) {
                        known.push(statement.block);
                    }
                }
            }
        }
        if self.notes.is_empty() {
            return;
        }
        // In the order of the blocks, whatever the order of the statements.
        self.notes
            .values_mut()
            .for_each(|known| known.sort_unstable());
        let labels = repeated_labels(self.document);
        let mut more = Vec::new();
        for (number, block) in self.document.blocks.iter().enumerate() {
            for marker in &block.markers {
                let [label] = marker.labels.as_slice() else {
                    continue;
                };
                let label = label.to_lowercase();
                let Some(notes) = self.notes.get(&label) else {
                    continue;
                };
                // Where labels are counted anew in each chapter, a marker means the next note.
                let meant = match labels.get(&label) {
                    Some(all) => {
                        let next = all.partition_point(|&note| note < number);
                        all[next.min(all.len() - 1)]
                    }
                    None => notes[0],
                };
                if meant == number
                    || !notes.contains(&meant)
                    || self.found.len() + more.len() > MOST_EQUIVALENCES * 2
                {
                    continue;
                }
                let Some(span) = notes::marked(&block.text, marker.span.start, self.korean) else {
                    continue;
                };
                let phrase = &block.text[span];
                self.bind(phrase, meant, with_subject.get(&meant), &mut more);
            }
        }
        self.found.append(&mut more);
    }

    fn bind(
        &mut self,
        phrase: &str,
        note: usize,
        stated: Option<&Vec<usize>>,
        more: &mut Vec<Statement>,
    ) {
        let text = &self.document.blocks[note].text;
        if let Some(names) = notes::read(text, self.korean) {
            let mut forms = vec![phrase.to_owned()];
            forms.extend(names.forms);
            more.push(Statement {
                block: note,
                span: names.span,
                forms,
                stated: names.stated,
            });
        }
        // `The company is a.k.a. Korea Expo Joint Venture Corporation`.
        for trigger in TRIGGERS.find_iter(text).take(64) {
            let Some(lead) = trigger.pattern().as_usize().checked_sub(BRACKETS) else {
                continue;
            };
            let (at, end) = (trigger.start(), trigger.end());
            if at == 0 || !stands_alone(text, at, end, LEADS[lead].0) {
                continue;
            }
            if let Some(named) = called::around(text, at..end, self.korean, &|end| end)
                && named.of == Subject::Topic
            {
                more.push(Statement {
                    block: note,
                    span: named.span,
                    forms: std::iter::once(phrase.to_owned())
                        .chain(named.forms)
                        .collect(),
                    stated: LEADS[lead].1,
                });
            }
        }
        for &at in stated.into_iter().flatten() {
            let statement = &mut self.found[at];
            let own = without_article(&statement.forms[0]);
            let bare = without_article(phrase);
            let opens = text[..statement.span.start].trim().is_empty();
            // A note that opens with the whole name, or with the name in another script, is about what its marker
            // touches: `Namgang[3]`, `Namgang Construction Corporation, a.k.a. Nam Kang`.
            let is_begun = |name: &str| {
                let rest = name.strip_prefix(bare);
                rest.is_some_and(|rest| rest.starts_with(' '))
            };
            let is_about = opens
                && (is_begun(own)
                    || script::Script::of(own) != script::Script::of(bare)
                        && kind::common(&[own, bare]).is_some());
            if (is_about || is_same_name(own, bare))
                && !statement
                    .forms
                    .iter()
                    .any(|form| fold(form) == fold(phrase))
            {
                statement.forms.insert(1, phrase.to_owned());
            }
        }
    }

    fn read_initials(&mut self) {
        let known: BTreeSet<String> = self
            .found
            .iter()
            .flat_map(|statement| statement.forms.iter().map(|form| fold(form)))
            .collect();
        for (acronym, name, (block, span)) in std::mem::take(&mut self.initials).pairs() {
            if known.contains(&fold(&acronym)) {
                continue;
            }
            self.found.push(Statement {
                block,
                span,
                forms: vec![name, acronym],
                stated: Stated::Initials,
            });
        }
    }
}

/// Labels that stand at several entries or notes, with their blocks in order.
fn repeated_labels(document: &Document) -> HashMap<String, Vec<usize>> {
    let mut labels: HashMap<String, Vec<usize>> = HashMap::new();
    for (number, block) in document.blocks.iter().enumerate() {
        if let (true, Some(label)) = (is_reference(block), &block.label) {
            labels.entry(label.to_lowercase()).or_default().push(number);
        }
    }
    labels.retain(|_, blocks| blocks.len() > 1);
    labels
}

fn is_reference(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Entry | BlockKind::Note)
}

fn gives_name(text: &str, korean: &Korean) -> bool {
    notes::read(text, korean).is_some()
}

/// Whether an entry cites a work, as against saying something: it has an address, pages, or a year in a place that
/// sentences have none.
fn is_citation(text: &str) -> bool {
    let year_in_brackets = text.match_indices('(').take(8).any(|(at, _)| {
        text[at + 1..]
            .bytes()
            .take(4)
            .filter(u8::is_ascii_digit)
            .count()
            == 4
    });
    [
        "://", "www.", "doi", "pp.", " p. ", "Press", "Vol.", "vol.", "『", "「", "쪽", " ed.",
        "eds.", "et al",
    ]
    .iter()
    .any(|sign| text.contains(sign))
        || year_in_brackets
}

/// The byte of the bracket that closes the one at `open`, on the same line, without others between.
fn closing(text: &str, open: usize, inner: usize) -> Option<usize> {
    let close = match &text[open..inner] {
        "(" => ')',
        "[" => ']',
        _ => '）',
    };
    let mut length = 0;
    for (at, c) in text[inner..].char_indices() {
        length += c.len_utf8();
        if c == close {
            return Some(inner + at);
        }
        if length > LONGEST_BRACKET || matches!(c, '(' | '（' | '\n' | '[') {
            return None;
        }
    }
    None
}

/// Bytes up to the marker that ends at byte `end` (one space may part them), else `end`.
fn before_marker(block: &Block, end: usize) -> usize {
    let bare = block.text[..end].trim_end_matches(' ').len();
    let next = block
        .markers
        .partition_point(|marker| marker.span.end <= bare);
    match next.checked_sub(1).map(|at| &block.markers[at]) {
        Some(marker) if marker.span.end == bare && end - bare <= 1 => marker.span.start,
        _ => end,
    }
}

/// Whether a marker begins at or around a byte.
fn is_marker(block: &Block, at: usize) -> bool {
    let next = block
        .markers
        .partition_point(|marker| marker.span.end <= at);
    block
        .markers
        .get(next)
        .is_some_and(|marker| marker.span.start <= at)
}

/// Whether a lead is a word of its own.
fn stands_alone(text: &str, start: usize, end: usize, lead: &str) -> bool {
    if lead.chars().any(script::is_hangul) {
        // 라고도 follows its word; 일명 is one.
        return !matches!(lead, "일명") || !text[..start].ends_with(|c: char| c.is_alphanumeric());
    }
    !text[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '/' | '_'))
        && !text[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '_'))
}

/// Form for comparison: composed, folded, without signs.
pub(crate) fn fold(form: &str) -> String {
    seoji_schema::fold_form(form)
}

fn without_article(name: &str) -> &str {
    ["The ", "the "].iter().fold(name, |name, article| {
        name.strip_prefix(article).unwrap_or(name)
    })
}

/// `Lazarus Group` and `Lazarus`.
fn is_same_name(one: &str, other: &str) -> bool {
    let bare = |name: &str| fold(kind::without_head(name).unwrap_or(name));
    bare(one) == bare(other)
}

/// Brings statements into the order of the document, unites repeated ones and gives them their passages.
fn collect(
    mut found: Vec<Statement>,
    document: &Document,
    passages: &[PassageRecord],
) -> Vec<Equivalence> {
    found.sort_by_key(|statement| (statement.block, statement.span.start));
    let mut equivalences: Vec<Equivalence> = Vec::new();
    let mut known: HashMap<Vec<String>, usize> = HashMap::new();
    for statement in found {
        let Some((forms, kind)) = settled(statement.forms) else {
            continue;
        };
        let mut key: Vec<String> = forms.iter().map(|form| fold(form)).collect();
        key.sort();
        let block = &document.blocks[statement.block];
        let place = || evidence(block, &statement.span, passages);
        match known.get(&key) {
            Some(&at) => {
                let equivalence = &mut equivalences[at];
                if equivalence.evidence.len() < MOST_EVIDENCE
                    && let Some(place) = place()
                    && !equivalence.evidence.contains(&place)
                {
                    equivalence.evidence.push(place);
                }
            }
            None if equivalences.len() < MOST_EQUIVALENCES => {
                let Some(place) = place() else { continue };
                known.insert(key, equivalences.len());
                equivalences.push(Equivalence {
                    forms,
                    kind,
                    stated: statement.stated,
                    evidence: vec![place],
                });
            }
            None => break,
        }
    }
    equivalences
}

/// Forms as they are kept: composed, without article, each once however it is folded.
#[derive(Default)]
struct Forms {
    written: Vec<String>,
    folded: Vec<String>,
}

impl Forms {
    fn push(&mut self, form: &str) {
        let form = Normalised::new(without_article(form.trim()))
            .as_str()
            .trim()
            .to_owned();
        let key = fold(&form);
        let fits = form.chars().count() <= LONGEST_FORM && key.chars().count() >= 2;
        if fits && !self.folded.contains(&key) {
            self.folded.push(key);
            self.written.push(form);
        }
    }

    fn written(self) -> Vec<String> {
        self.written
    }
}

/// Forms trimmed and each once, with their common kind; none when fewer than two are left or they cannot be the same.
fn settled(stated: Vec<String>) -> Option<(Vec<String>, ThingKind)> {
    let mut forms = Forms::default();
    for form in &stated {
        // What follows the names of firms, and what catalogues tell behind a name.
        if !script::is_firm_ending(form) && !list::is_detail(form) {
            forms.push(form);
        }
    }
    // `Lazarus group` and `라자루스 그룹` name the same without their last words too.
    let bare: Vec<&str> = stated
        .iter()
        .filter_map(|form| kind::without_group(without_article(form)))
        .collect();
    if bare.len() == stated.len() && stated.len() == 2 {
        bare.iter().for_each(|form| forms.push(form));
    }
    let mut forms = forms.written();
    // A surname alone is that of many others.
    if forms
        .iter()
        .any(|form| kind::kind_of(form) == ThingKind::Person)
    {
        forms.retain(|form| !kind::is_surname(form));
    }
    if forms.len() < 2 {
        return None;
    }
    let kind = kind::common(&forms.iter().map(String::as_str).collect::<Vec<_>>())?;
    Some((forms, kind))
}

/// The place of a statement among the passages.
fn evidence(block: &Block, span: &Range<usize>, passages: &[PassageRecord]) -> Option<Evidence> {
    let end = script::floor(&block.text, span.end.min(span.start + LONGEST_WORDS));
    let words = block.text[span.start..end].trim();
    let source = block
        .map
        .source_range(span.clone())
        .unwrap_or(block.span.clone())
        .start as u64;
    // Passages stand in order of their sources, but for moved captions; the one that holds the words is meant.
    let after = passages.partition_point(|passage| passage.source.0 <= source);
    let near = (after.saturating_sub(3)..(after + 2).min(passages.len())).rev();
    let mut candidates = near.clone().filter_map(|at| {
        let found = passages[at].text.find(words)?;
        Some((at, Some((found as u32, (found + words.len()) as u32))))
    });
    let (at, place) = candidates
        .next()
        .or_else(|| after.checked_sub(1).map(|at| (at, None)))?;
    let passage = &passages[at];
    let label = matches!(block.kind, BlockKind::Entry | BlockKind::Note)
        .then(|| passage.label.clone())
        .flatten();
    Some(Evidence {
        passage: passage.ordinal,
        label,
        words: words.split_whitespace().collect::<Vec<_>>().join(" "),
        span: place,
    })
}
