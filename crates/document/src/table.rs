//! Tables without a table's markup: rows parted by tabs, captions before them, sources behind them.

/// Whether a text is rows of cells parted by tabs.
///
/// Every line has a tab; among three rows and more a few short lines without one are rows with a single cell.
pub(crate) fn is_rows(text: &str) -> bool {
    let (mut rows, mut single) = (0, 0);
    for line in text.trim_matches(['\n', '\r', ' ']).split('\n') {
        if line.trim().is_empty() {
            continue;
        }
        // A tab at the first line's start alone is an indent.
        let inner = line.trim_end_matches([' ', '\r']);
        let inner = if rows == 0 { inner.trim_start() } else { inner };
        if is_item(inner) {
            return false;
        }
        if inner.contains('\t') {
            rows += 1;
        } else if inner.chars().nth(60).is_some() || crate::joins::ends_sentence(inner) {
            return false;
        } else {
            single += 1;
        }
    }
    rows > 0 && (single == 0 || rows >= 3 && single * 2 <= rows)
}

/// Whether a line is a list's item or an entry whose sign a tab parts from its text.
fn is_item(line: &str) -> bool {
    let Some((sign, text)) = line.split_once('\t') else {
        return false;
    };
    let sign = sign.trim();
    let bullet = sign.chars().count() == 1 && !sign.starts_with(char::is_alphanumeric);
    let numbered = sign.len() <= 6
        && sign.ends_with(['.', ')', ']'])
        && sign
            .trim_matches(['[', '(', ']', ')', '.'])
            .bytes()
            .all(|byte| byte.is_ascii_digit());
    (bullet || numbered) && !text.trim().contains('\t')
}

/// The words that name what a caption belongs to.
const CAPTIONS: [&str; 14] = [
    "table", "tab.", "figure", "fig.", "chart", "graph", "box", "map", "exhibit", "표", "그림",
    "도표", "<표", "[표",
];

/// Words for tables among them.
const TABLES: [&str; 6] = ["table", "tab.", "표", "도표", "<표", "[표"];

/// The label of a caption as markers name it: `Table 2` of `Table 2. Number of addresses`.
pub(crate) fn caption_label(text: &str) -> Option<String> {
    let text = text.trim_start();
    let lead = text.trim_start_matches(['<', '[', '〈', '【', '(']);
    let word = CAPTIONS.iter().find(|word| {
        lead.get(..word.len())
            .is_some_and(|head| head.to_lowercase() == **word)
    })?;
    let rest = lead[word.len()..].trim_start_matches(['.', ' ', '\u{a0}']);
    let upper = rest.len()
        - rest
            .trim_start_matches(|ch: char| ch.is_ascii_uppercase())
            .len();
    let upper = if upper <= 4 { upper } else { 0 };
    let tail = rest[upper..].trim_start_matches(['.', '-']);
    let digits = tail.len()
        - tail
            .trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == '-' || ch == '.')
            .len();
    let roman = upper > 0 && digits == 0 && crate::number::roman(&rest[..upper]).is_some();
    if digits == 0 && !roman || digits > 0 && !tail.starts_with(|ch: char| ch.is_ascii_digit()) {
        return None;
    }
    let number_end = text.len() - tail.len() + digits;
    let start = text.len() - lead.len();
    let label = text[start..number_end].trim_end_matches(['.', '-']);
    // `Table 2 shows that …` is a sentence; a caption has a sign behind its number, or is short.
    let behind = text[start + label.len()..].chars().next();
    let signed = behind.is_none_or(|ch| ".:|)>〉】]-–—\n\t".contains(ch));
    let short = text.chars().count() <= 160 && !crate::joins::ends_sentence(text);
    (signed || short).then(|| label.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether a paragraph is the caption of a table or figure.
pub(crate) fn is_caption(text: &str) -> bool {
    text.len() <= 2000 && caption_label(text).is_some()
}

/// Whether a caption names a table.
pub(crate) fn is_table_caption(text: &str) -> bool {
    let lead = text
        .trim_start()
        .trim_start_matches(['<', '[', '〈', '【', '('])
        .to_lowercase();
    is_caption(text) && TABLES.iter().any(|word| lead.starts_with(word))
}

/// Whether a paragraph tells a table's source or explains it: `Source: own research`, `출처: 통일부`.
pub(crate) fn is_source(text: &str) -> bool {
    const LEADS: [&str; 12] = [
        "source",
        "sources",
        "note",
        "notes",
        "data",
        "출처",
        "자료",
        "주",
        "자료출처",
        "비고",
        "źródło",
        "quelle",
    ];
    let Some((lead, _)) = text.trim_start().split_once([':', '：']) else {
        return false;
    };
    let lead = lead.trim().to_lowercase();
    text.len() <= 1000 && LEADS.contains(&lead.as_str())
}
