//! Counts what the passages that were found are about: authors, years, languages, sites, kinds, documents.

use std::collections::BTreeMap;

use seoji_schema::PassageKind;
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, SegmentReader};

use super::{Clock, Engine, Found};

/// The columns of a segment that are counted.
struct Columns {
    author: Option<StrColumn>,
    site: Option<StrColumn>,
    language: Option<StrColumn>,
    kind: Option<StrColumn>,
    year: Option<Column<i64>>,
    extra: Option<StrColumn>,
}

/// How many passages have each value.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    pub(crate) authors: BTreeMap<String, u64>,
    pub(crate) sites: BTreeMap<String, u64>,
    pub(crate) languages: BTreeMap<String, u64>,
    pub(crate) kinds: BTreeMap<String, u64>,
    pub(crate) years: BTreeMap<i64, u64>,
    /// By the name of the field and the value ([`seoji_schema::field_and_value`]).
    pub(crate) extra: BTreeMap<String, u64>,
}

impl Engine {
    /// Counts over all that was found. A passage of the text that cites no works of its own counts for its document's
    /// authors and year, an entry or note without works for nobody's. When the time is over the rest is not counted.
    pub(crate) fn count(&self, found: &Found, clock: &Clock) -> tantivy::Result<Counts> {
        let mut passages: Vec<(DocAddress, DocAddress)> = found
            .groups
            .iter()
            .flat_map(|group| {
                found
                    .hits(group)
                    .iter()
                    .map(|hit| (hit.address, group.record))
            })
            .collect();
        passages.sort_unstable();
        let mut counts = Counts::default();
        for passages in passages.chunk_by(|a, b| a.0.segment_ord == b.0.segment_ord) {
            let segment = self.searcher.segment_reader(passages[0].0.segment_ord);
            count_segment(&Columns::open(segment)?, passages, clock, &mut counts)?;
        }
        Ok(counts)
    }
}

impl Columns {
    fn open(segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self {
            author: columns.str("author_facet")?,
            site: columns.str("site_facet")?,
            language: columns.str("language")?,
            kind: columns.str("kind")?,
            year: columns.i64("year_facet").ok(),
            extra: columns.str("extra_facet")?,
        })
    }
}

fn count_segment(
    columns: &Columns,
    passages: &[(DocAddress, DocAddress)],
    clock: &Clock,
    counts: &mut Counts,
) -> tantivy::Result<()> {
    let mut authors: BTreeMap<u64, u64> = BTreeMap::new();
    let mut sites: BTreeMap<u64, u64> = BTreeMap::new();
    let mut languages: BTreeMap<u64, u64> = BTreeMap::new();
    let mut kinds: BTreeMap<u64, u64> = BTreeMap::new();
    let mut extra: BTreeMap<u64, u64> = BTreeMap::new();
    let entries: Vec<u64> = match &columns.kind {
        Some(column) => {
            let mut ords = Vec::new();
            for kind in [PassageKind::Entry, PassageKind::Note] {
                ords.extend(column.dictionary().term_ord(kind.name())?);
            }
            ords
        }
        None => Vec::new(),
    };
    for &(passage, record) in passages {
        if clock.is_over() {
            break;
        }
        let (passage, record) = (passage.doc_id, record.doc_id);
        let any = |column: &Option<StrColumn>| {
            let column = column.as_ref();
            column.is_some_and(|column| column.term_ords(passage).next().is_some())
        };
        let has_year = |doc| columns.year.as_ref().and_then(|column| column.first(doc));
        let is_entry = columns
            .kind
            .as_ref()
            .is_some_and(|column| column.term_ords(passage).any(|ord| entries.contains(&ord)));
        let own =
            is_entry || any(&columns.author) || any(&columns.site) || has_year(passage).is_some();
        let work = if own { passage } else { record };
        add(&columns.author, work, &mut authors);
        add(&columns.site, passage, &mut sites);
        add(&columns.language, passage, &mut languages);
        add(&columns.kind, passage, &mut kinds);
        // What a program said of a document counts for all of it.
        add(&columns.extra, record, &mut extra);
        for year in columns
            .year
            .iter()
            .flat_map(|column| column.values_for_doc(work))
        {
            *counts.years.entry(year).or_default() += 1;
        }
    }
    name(&columns.author, authors, &mut counts.authors)?;
    name(&columns.site, sites, &mut counts.sites)?;
    name(&columns.language, languages, &mut counts.languages)?;
    name(&columns.kind, kinds, &mut counts.kinds)?;
    name(&columns.extra, extra, &mut counts.extra)
}

fn add(column: &Option<StrColumn>, doc: u32, counts: &mut BTreeMap<u64, u64>) {
    for ord in column.iter().flat_map(|column| column.term_ords(doc)) {
        *counts.entry(ord).or_default() += 1;
    }
}

/// Gives the numbers of a segment's column their values.
fn name(
    column: &Option<StrColumn>,
    counts: BTreeMap<u64, u64>,
    named: &mut BTreeMap<String, u64>,
) -> tantivy::Result<()> {
    let Some(column) = column else {
        return Ok(());
    };
    for (ord, count) in counts {
        let mut value = String::new();
        if column.ord_to_str(ord, &mut value)? {
            *named.entry(value).or_default() += count;
        }
    }
    Ok(())
}
