//! The analysis tables of `tests/tables/*.md`: each row a text, a field and the tokens that it gives.
//!
//! Each row runs through the writer's function and through the tokenizer that a reader is given.
//! `UPDATE_TABLES=1 cargo test -p seoji-analysis --test tables` writes what the analysis gives today; review the
//! difference as carefully as code.
//! In a text `\u{200B}` stands for that character, in a term `␟` for U+001F.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use seoji_analysis::{Analyzer, Field, FieldTokenizer, Language, TokenBuffer, frame};
use tantivy_tokenizer_api::{TokenStream as _, Tokenizer as _};

#[test]
fn tables_hold() {
    let analyzer = Analyzer::embedded();
    let update = std::env::var_os("UPDATE_TABLES").is_some();
    let mut rows = 0;
    let mut wrong = String::new();
    for path in pages() {
        let page = std::fs::read_to_string(&path).unwrap();
        let mut written = String::new();
        for (number, line) in page.lines().enumerate() {
            let Some((text, field)) = row(line) else {
                writeln!(written, "{line}").unwrap();
                continue;
            };
            rows += 1;
            let tokens = tokens(&analyzer, &unescape(text), field);
            let now = format!("| `{text}` | {field} | {tokens} |");
            if now != line {
                let file = path.file_name().unwrap().to_string_lossy().into_owned();
                writeln!(
                    wrong,
                    "{file}:{}\n  table: {line}\n  now:   {now}",
                    number + 1
                )
                .unwrap();
            }
            writeln!(written, "{now}").unwrap();
        }
        if update {
            std::fs::write(&path, written).unwrap();
        }
    }
    assert!(rows > 40, "only {rows} rows were found");
    assert!(
        update || wrong.is_empty(),
        "the tables do not hold:\n{wrong}"
    );
}

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    let entries = std::fs::read_dir(folder).expect("the folder of tables is part of the crate");
    let mut pages: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    pages
}

/// The text and the field of a row: `| `text` | stem en | … |`.
fn row(line: &str) -> Option<(&str, &str)> {
    let (text, rest) = line.strip_prefix("| `")?.split_once("` | ")?;
    Some((text, rest.split_once(" |")?.0.trim()))
}

fn tokens(analyzer: &Analyzer, text: &str, field: &str) -> String {
    let (field, language) = match field.split_once(' ') {
        Some(("stem", code)) => (
            Field::Stem,
            Language::from_code(code).expect("a known language"),
        ),
        None if field == "literal" => (Field::Literal, Language::English),
        _ => panic!("a field is `literal` or `stem` and a language, not {field:?}"),
    };
    let mut buffer = TokenBuffer::new();
    analyzer.analyse(field, text, language, &mut buffer);
    let mut tokenizer = FieldTokenizer::new(analyzer.clone(), field);
    let framed = frame(language, text);
    let mut stream = tokenizer.token_stream(&framed);
    let mut shown = Vec::new();
    for token in buffer.iter() {
        assert!(
            stream.advance(),
            "the tokenizer gives fewer tokens of {text:?}"
        );
        let other = stream.token();
        let same = (
            other.text.as_str(),
            other.offset_from..other.offset_to,
            other.position,
        );
        assert_eq!(same, (token.term, token.span(), token.position as usize));
        let (term, span) = (token.term.replace('\u{1F}', "␟"), token.span());
        shown.push(format!(
            "`{term} {}..{} @{} {:?}`",
            span.start, span.end, token.position, token.kind
        ));
    }
    assert!(
        !stream.advance(),
        "the tokenizer gives more tokens of {text:?}"
    );
    if shown.is_empty() {
        "nothing".to_owned()
    } else {
        shown.join(" ")
    }
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\u{") {
        let (code, after) = after.split_once('}').expect("an escape ends with }");
        let code = u32::from_str_radix(code, 16).expect("an escape is hexadecimal");
        out.push_str(before);
        out.push(char::from_u32(code).expect("an escape is a character"));
        rest = after;
    }
    out + rest
}
