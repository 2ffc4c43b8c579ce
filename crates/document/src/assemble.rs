//! From a draft to a document: pages, title, sections, joins, blocks, repairs, markers, in this order.

mod captions;
mod labelled;

use std::collections::HashSet;
use std::ops::Range;

use captions::{caption_before, captions, is_labelled};
use labelled::Listed;

use crate::backrefs;
use crate::draft::{Draft, Part, Shape, Stated};
use crate::entries;
use crate::footnotes;
use crate::heading::{self, Tree};
use crate::joins::{self, Placed};
use crate::language_code;
use crate::links;
use crate::markers::{Labels, markers, merged};
use crate::name_columns;
use crate::number::{self, Style};
use crate::numbered;
use crate::orphans;
use crate::pages::Pages;
use crate::repair::{Evidence, Space, repaired};
use crate::run::{Edit, Run};
use crate::source::{Lines, Warning, WarningKind};
use crate::table;
use crate::title;
use crate::tree::{Block, BlockKind, Document, Marker, Section, SectionKind, SourceMap};

/// Fills the document from the draft of a source.
pub(crate) fn assemble(
    source: &str,
    draft: Draft,
    document: &mut Document,
    warnings: &mut Vec<Warning>,
) {
    let lines = Lines::new(source);
    let evidence = Evidence::of(source);
    let mut parts = draft.parts;
    let pages = Pages::take(source, &mut parts);
    settle_headings(&mut parts);
    title::take(&mut parts, document, &evidence);
    let placed = sections(parts, document, &evidence, &lines);
    let placed = footnotes::settle(placed, &document.sections);
    let mut placed = joins::joined(placed, &document.sections);
    numbered::settle(&mut placed, |section| {
        section.is_none_or(|section| document.sections[section].kind == SectionKind::Body)
    });
    let stubs = group(placed, &document.sections);
    finish(source, stubs, document, &evidence, &lines, &pages, warnings);
}

/// Headings that are none (a paragraph over a page rule, a table's caption), paragraphs that are headings (bold,
/// numbered or known by name).
fn settle_headings(parts: &mut [Part]) {
    let headings = parts
        .iter()
        .filter(|part| matches!(part.shape, Shape::Heading { .. }))
        .count();
    for part in parts.iter_mut().filter(|part| !part.stated.is_settled) {
        let text = part.run.text.trim();
        match part.shape {
            Shape::Heading { .. } => {
                let long = text.chars().nth(250).is_some();
                let sentence = text.chars().nth(100).is_some() && joins::ends_sentence(text);
                if long
                    || sentence
                    || text.is_empty()
                    || table::is_table_caption(text)
                    || entries_line(text)
                {
                    part.shape = Shape::Paragraph;
                }
            }
            Shape::Paragraph if part.run.is_bold() && text.chars().nth(150).is_none() => {
                let known = heading::kind_of(text) != SectionKind::Body;
                let numbered =
                    number::split_number(text).is_some_and(|(_, start)| start < text.len());
                if (known || numbered)
                    && !joins::ends_sentence(text)
                    && !table::is_caption(text)
                    && !entries_line(text)
                {
                    part.shape = Shape::Heading {
                        level: if headings == 0 { 2 } else { 4 },
                    };
                }
            }
            _ => {}
        }
    }
}

/// `[12] Smith …` is an entry, whatever its markup.
fn entries_line(text: &str) -> bool {
    text.starts_with('[') && entries::label(text).is_some()
}

/// Makes sections of the headings and gives every other part its section.
fn sections(
    parts: Vec<Part>,
    document: &mut Document,
    evidence: &Evidence,
    lines: &Lines,
) -> Vec<Placed> {
    let mut tree = Tree::default();
    let headings = || {
        parts
            .iter()
            .filter(|part| matches!(part.shape, Shape::Heading { .. }))
            .map(|part| part.run.text.trim())
    };
    let numbering = heading::Numbering::of(headings());
    let firsts = headings().filter(|heading| {
        let (number, _) = numbering.split(heading);
        number.is_some_and(|own| own.style == number::Style::Decimal && own.path == [1])
    });
    tree.restarts = firsts.count() > 1;
    let mut placed = Vec::with_capacity(parts.len());
    let mut signs = heading::Signs::default();
    for part in parts {
        let Shape::Heading { level } = part.shape else {
            let section = tree.sections.len().checked_sub(1);
            placed.push(Placed { section, part });
            continue;
        };
        let text = repaired(&part.run, Space::Reduce, evidence).text;
        let (number, start) = match numbering.split(&text) {
            // A letter alone is a title, a number alone is a number.
            (Some(number), start)
                if (start < text.len()
                    || !matches!(number.style, Style::Letter | Style::Roman | Style::Hangul))
                    && signs.accept(&number) =>
            {
                (Some(number), start)
            }
            (Some(_), _) => (None, 0),
            (None, start) => (None, start),
        };
        let title = text[start..].trim().trim_end_matches('#').trim_end();
        let known = || heading::kind_of(title.trim_end_matches(':'));
        let kind = part.stated.section.unwrap_or_else(known);
        let section = Section {
            number: number.as_ref().map(|number| number.written.clone()),
            title: title.to_owned(),
            parent: None,
            kind,
            line: lines.line(part.span.start),
            span: part.span,
        };
        tree.push(section, number, level);
    }
    document.sections = tree.sections;
    placed
}

/// A block before its repairs.
struct Stub {
    kind: BlockKind,
    section: Option<usize>,
    label: Option<String>,
    /// Lines of the block, each repaired on its own.
    lines: Vec<(Run, Space)>,
    span: Range<usize>,
    stated: Stated,
}

impl Stub {
    fn new(kind: BlockKind, placed: Placed) -> Self {
        let Placed { section, part } = placed;
        Stub {
            kind,
            section,
            label: part.stated.number.clone(),
            lines: vec![(part.run, Space::Reduce)],
            span: part.span,
            stated: part.stated,
        }
    }

    /// The text before its repairs, where it is one line.
    fn text(&self) -> &str {
        self.lines.first().map_or("", |(run, _)| run.text.trim())
    }
}

/// Groups parts into blocks.
fn group(parts: Vec<Placed>, sections: &[Section]) -> Vec<Stub> {
    let mut stubs: Vec<Stub> = Vec::new();
    let mut parts = parts.into_iter().peekable();
    while let Some(placed) = parts.next() {
        let section = placed.section;
        let kind = section.map_or(SectionKind::Body, |section| sections[section].kind);
        if is_row(&placed.part) {
            let mut rows = vec![placed];
            while let Some(next) = parts.next_if(|next| {
                next.section == section && is_row(&next.part) && same_table(&rows, &next.part)
            }) {
                rows.push(next);
            }
            // What names a figure before the table gives way to what names the table.
            let named = caption_before(&stubs, section, &captions(&rows), table::is_table_caption)
                || is_labelled(&captions(&rows));
            let behind = parts.next_if(|next| {
                let text = next.part.run.text.trim();
                next.section == section
                    && next.part.shape == Shape::Paragraph
                    && (table::is_source(text) || table::is_table_caption(text) && !named)
            });
            rows.extend(behind);
            // `*Source:*` behind a caption that itself stands behind the table.
            let source = parts.next_if(|next| {
                next.section == section
                    && next.part.shape == Shape::Paragraph
                    && table::is_source(next.part.run.text.trim())
                    && !table::is_source(rows.last().map_or("", |last| last.part.run.text.trim()))
            });
            rows.extend(source);
            let own = captions(&rows);
            let is_caption = match own.is_empty() {
                true => table::is_caption,
                false => table::is_table_caption,
            };
            let caption = if caption_before(&stubs, section, &own, is_caption) {
                stubs.pop()
            } else {
                None
            };
            stubs.push(table_of(caption, rows));
            continue;
        }
        if matches!(kind, SectionKind::Bibliography | SectionKind::Notes)
            && !placed.part.stated.is_settled
            && matches!(
                placed.part.shape,
                Shape::Paragraph | Shape::Item { .. } | Shape::Note { .. }
            )
        {
            let mut run = vec![placed];
            while let Some(next) = parts.next_if(|next| {
                next.section == section
                    && matches!(
                        next.part.shape,
                        Shape::Paragraph | Shape::Item { .. } | Shape::Note { .. }
                    )
                    && !next.part.stated.is_settled
                    && !is_row(&next.part)
            }) {
                run.push(next);
            }
            stubs.extend(entries::read(run).into_iter().map(|found| {
                let own = match (found.is_entry, kind) {
                    (false, _) => BlockKind::Paragraph,
                    (true, SectionKind::Notes) => BlockKind::Note,
                    (true, _) if matches!(found.placed.part.shape, Shape::Note { .. }) => {
                        BlockKind::Note
                    }
                    (true, _) => BlockKind::Entry,
                };
                Stub {
                    label: found.label,
                    ..Stub::new(own, found.placed)
                }
            }));
            continue;
        }
        if placed.part.stated.row.is_some() {
            stubs.push(Stub::new(BlockKind::Row, placed));
            continue;
        }
        match placed.part.shape.clone() {
            Shape::Note { label } => stubs.push(Stub {
                label: Some(label),
                ..Stub::new(BlockKind::Note, placed)
            }),
            Shape::Entry { label } => stubs.push(Stub {
                label,
                ..Stub::new(BlockKind::Entry, placed)
            }),
            Shape::Item { list, .. } => {
                let mut items = vec![placed];
                while let Some(next) = parts.next_if(|next| {
                    next.section == section
                        && matches!(next.part.shape, Shape::Item { list: own, .. } if own == list)
                }) {
                    items.push(next);
                }
                stubs.extend(list_of(items));
            }
            Shape::Preformatted => stubs.push(Stub::new(BlockKind::Preformatted, placed)),
            _ if kind == SectionKind::Definitions => {
                stubs.push(Stub::new(BlockKind::Definition, placed))
            }
            _ => stubs.extend(loose_notes(placed)),
        }
    }
    stubs
}

/// A paragraph; or, where it begins with `[^1]:`, a note that the format's reader did not know for one.
fn loose_notes(placed: Placed) -> Vec<Stub> {
    let text = placed.part.run.text.trim_start();
    let note = text.starts_with("[^") && text.contains("]:");
    match note
        .then(|| entries::label(&placed.part.run.text))
        .flatten()
    {
        Some((label, start)) => {
            let run = placed.part.run.slice(start..placed.part.run.text.len());
            vec![Stub {
                label: Some(label),
                lines: vec![(run, Space::Reduce)],
                ..Stub::new(BlockKind::Note, placed)
            }]
        }
        None => vec![Stub::new(BlockKind::Paragraph, placed)],
    }
}

fn is_row(part: &Part) -> bool {
    match part.shape {
        Shape::Row { .. } | Shape::Caption { .. } => true,
        Shape::Paragraph | Shape::Preformatted => {
            !part.stated.is_settled && table::is_rows(&part.run.text)
        }
        _ => false,
    }
}

/// Rows of one marked table, or rows parted by tabs that blank lines or page breaks part.
fn same_table(rows: &[Placed], next: &Part) -> bool {
    let number = |shape: &Shape| match shape {
        Shape::Row { table } | Shape::Caption { table } => Some(*table),
        _ => None,
    };
    rows.last().and_then(|row| number(&row.part.shape)) == number(&next.shape)
}

fn table_of(caption: Option<Stub>, rows: Vec<Placed>) -> Stub {
    let section = rows.first().and_then(|row| row.section);
    let span = caption.as_ref().map(|caption| caption.span.clone());
    let span = span
        .or_else(|| rows.first().map(|row| row.part.span.clone()))
        .unwrap_or(0..0);
    let mut stub = Stub {
        kind: BlockKind::Table,
        section,
        label: None,
        lines: Vec::new(),
        span,
        stated: Stated::default(),
    };
    if let Some(caption) = caption {
        stub.label = table::caption_label(caption.text());
        stub.lines = caption.lines;
    }
    for row in rows {
        let part = row.part;
        stub.span.end = stub.span.end.max(part.span.end);
        match part.shape {
            Shape::Row { .. } => stub.lines.push((part.run, Space::KeepCells)),
            Shape::Caption { .. } => {
                let label = table::caption_label(part.run.text.trim());
                stub.label = stub.label.or(label);
                stub.lines.push((part.run, Space::Reduce));
            }
            _ if table::is_rows(&part.run.text) => {
                stub.lines.extend(
                    part.run
                        .lines()
                        .into_iter()
                        // In a text without marks of cells a tab at the begin is an indent.
                        .map(|line| (line.trimmed(), Space::KeepCells)),
                );
            }
            _ => {
                stub.label = stub
                    .label
                    .or_else(|| table::caption_label(part.run.text.trim()));
                stub.lines.push((part.run, Space::Reduce));
            }
        }
    }
    stub
}

/// A list's items, one a line.
fn list_of(items: Vec<Placed>) -> Option<Stub> {
    let mut items = items.into_iter().map(|mut item| {
        item.part.take_head();
        item
    });
    let mut stub = Stub::new(BlockKind::List, items.next()?);
    for item in items {
        stub.span.end = stub.span.end.max(item.part.span.end);
        stub.lines.push((item.part.run, Space::Reduce));
    }
    Some(stub)
}

/// Repairs the blocks, gives them labels, markers, lines and pages, and tells what does not fit together.
fn finish(
    source: &str,
    stubs: Vec<Stub>,
    document: &mut Document,
    evidence: &Evidence,
    lines: &Lines,
    pages: &Pages,
    warnings: &mut Vec<Warning>,
) {
    let mut labels = Labels::default();
    let mut codes: Vec<Vec<Range<usize>>> = Vec::with_capacity(stubs.len());
    let mut shown: Vec<Vec<Marker>> = Vec::with_capacity(stubs.len());
    let mut by_author = Listed::default();
    let mut called_by_author: Vec<(usize, String, String)> = Vec::new();
    for stub in stubs {
        let run = whole(&stub, evidence);
        if run.text.is_empty() {
            continue;
        }
        let label = stub.label;
        labels.paren |= label.is_some() && signed_by_paren(&source[stub.span.clone()]);
        let called = matches!(stub.kind, BlockKind::Entry | BlockKind::Note);
        if let (true, Some(label)) = (called, &label)
            && !labels.add(label)
        {
            let message =
                format!("a second entry or note is labelled {label}; markers lead to the first");
            warnings.push(
                Warning::new(WarningKind::DuplicateLabel, message).at(lines, stub.span.clone()),
            );
        }
        let mut reference = stub.stated.reference;
        if stub.kind == BlockKind::Entry {
            let own = by_author.read(
                (&run.text, &run.italic),
                stub.section,
                label.is_none(),
                reference.as_deref(),
            );
            if label.is_none()
                && let Some((base, name)) = own.label
            {
                called_by_author.push((document.blocks.len(), base, name));
            }
            reference = reference.or(own.parsed);
        }
        let names = match stub.kind {
            BlockKind::Table => name_columns::in_table(&run.text),
            _ => stub.stated.row.map(|row| row.names).unwrap_or_default(),
        };
        codes.push(run.code);
        document.blocks.push(Block {
            kind: stub.kind,
            section: stub.section,
            label,
            text: run.text,
            map: SourceMap::from_pieces(run.pieces),
            line: lines.line(stub.span.start),
            page: pages.at(stub.span.start),
            span: stub.span,
            markers: Vec::new(),
            links: run.links,
            italics: match called {
                true => run.italic,
                false => Vec::new(),
            },
            back_references: Vec::new(),
            language: stub.stated.language.as_deref().and_then(language_code),
            reference,
            tags: crate::tags::distinct(&stub.stated.tags),
            collections: stub.stated.collections,
            names,
        });
        shown.push(run.markers);
    }
    labelled::by_author(called_by_author, &mut document.blocks, &mut labels);
    labels.round = round_brackets(&document.blocks, &codes, &labels);
    let mut numbers_only = labels.clone();
    numbers_only.author_date = false;
    for ((block, code), shown) in document.blocks.iter_mut().zip(&codes).zip(shown) {
        if block.kind == BlockKind::Preformatted {
            block.markers = shown;
            continue;
        }
        // An entry's own author and year are no citation.
        let own = match block.kind {
            BlockKind::Entry => &numbers_only,
            _ => &labels,
        };
        block.markers = merged(shown, markers(&block.text, code, own));
    }
    warnings.extend(orphans::warning(&document.blocks, &codes, &labels, lines));
    let unresolved = backrefs::find(&mut document.blocks);
    warnings.extend(orphans::repeats_nothing(document, &unresolved, lines));
}

/// Whether an entry's label is written `1)`, so that the text calls it `word1)`.
fn signed_by_paren(entry: &str) -> bool {
    let head = entry.trim_start_matches(['-', '*', ' ', '\t', '주', '註']);
    let digits = head.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && head[digits..].trim_start_matches('\\').starts_with(')')
}

/// Whether a document calls its numbered entries by round brackets: it never does by square or raised ones, and
/// brackets with numbers name at least half of the entries.
fn round_brackets(blocks: &[Block], codes: &[Vec<Range<usize>>], labels: &Labels) -> bool {
    let own = |block: &&Block| matches!(block.kind, BlockKind::Entry | BlockKind::Note);
    if labels.author_date || labels.count() < 3 {
        return false;
    }
    let body = || {
        blocks
            .iter()
            .zip(codes)
            .filter(|(block, _)| !own(block) && block.kind != BlockKind::Preformatted)
    };
    if body().any(|(block, code)| !markers(&block.text, code, labels).is_empty()) {
        return false;
    }
    let mut round = labels.clone();
    round.round = true;
    let named: HashSet<String> = body()
        .flat_map(|(block, code)| markers(&block.text, code, &round))
        .flat_map(|marker| marker.labels)
        .collect();
    named.len() * 2 >= labels.count()
}

/// Preformatted text line by line: a form feed of the source is a line's end in the text.
fn as_lines(run: &Run) -> Run {
    let run = run.trimmed();
    let breaks: Vec<_> = run
        .text
        .match_indices('\n')
        .map(|(at, _)| Edit {
            range: at..at + 1,
            with: "\n",
        })
        .collect();
    run.edited(&breaks)
}

/// The lines of a block repaired and put together; their breaks stand for the source between them.
fn whole(stub: &Stub, evidence: &Evidence) -> Run {
    if stub.stated.is_settled {
        let mut out = Run::default();
        for (run, _) in &stub.lines {
            if let (Some(last), Some(next)) = (out.source(), run.source()) {
                out.push_text("\n", last.end.min(next.start)..next.start);
            }
            out.append(run.clone());
        }
        return out;
    }
    if stub.kind == BlockKind::Preformatted {
        return stub
            .lines
            .first()
            .map(|(run, _)| as_lines(run))
            .unwrap_or_default();
    }
    let mut out = Run::default();
    for (run, space) in &stub.lines {
        let line = links::settled(&repaired(run, *space, evidence));
        let Some(source) = line.source() else {
            continue;
        };
        if !out.text.is_empty() {
            let before = out.source().map_or(source.start, |range| range.end);
            out.push_text("\n", before.min(source.start)..source.start);
        }
        out.append(line);
    }
    out
}
