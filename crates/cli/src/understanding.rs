//! How a document was understood, for people: title, outline, passages with their labels and markers, warnings.

use std::fmt::Write as _;

use seoji_indexer::{Understanding, UnderstoodPassage};
use seoji_query::YearSource;

use crate::report::counted;
use crate::terminal::{escape, shorten};

/// The whole page that `search-index show` prints.
pub(crate) fn render(document: &Understanding) -> String {
    let mut out = String::new();
    let title = document.title.as_deref().unwrap_or("(no title found)");
    let _ = writeln!(out, "{}", escape(title));
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "{:<12}{}", format!("{name}:"), escape(value));
        }
    };
    line("id", &document.id);
    line("file", &document.path.display().to_string());
    line("authors", &document.authors.join("; "));
    line("date", document.date.as_deref().unwrap_or_default());
    line("language", document.language.as_deref().unwrap_or_default());
    for (key, value) in &document.metadata {
        line(key, value);
    }
    render_outline(&mut out, document);
    render_passages(&mut out, document);
    render_warnings(&mut out, document);
    out
}

fn render_outline(out: &mut String, document: &Understanding) {
    let _ = writeln!(
        out,
        "\nOutline: {}",
        counted(document.outline.len() as u64, "section")
    );
    for section in &document.outline {
        let number = section
            .number
            .as_ref()
            .map(|number| format!("{number}  "))
            .unwrap_or_default();
        let heading = format!("{}{number}{}", "  ".repeat(section.depth), section.title);
        let _ = writeln!(
            out,
            "  {} · {} · line {} · {}",
            escape(&shorten(&heading, 100)),
            section.kind,
            section.line,
            counted(section.blocks as u64, "block")
        );
    }
}

fn render_passages(out: &mut String, document: &Understanding) {
    let _ = writeln!(out, "\nPassages: {}", document.passages.len());
    for passage in &document.passages {
        let mut about = vec![passage.kind.clone()];
        about.extend(passage.label.clone());
        about.extend((!passage.section.is_empty()).then(|| passage.section.join(" › ")));
        about.extend(passage.page.map(|page| format!("page {page}")));
        about.extend(passage.line.map(|line| format!("line {line}")));
        about.push(passage.language.clone());
        let short_id = passage
            .id
            .rsplit_once('#')
            .map_or(passage.id.as_str(), |(_, hash)| hash);
        about.push(format!("#{short_id}"));
        let _ = writeln!(
            out,
            "  {:>3} {}",
            passage.ordinal,
            escape(&about.join(" · "))
        );
        // One line of the text is enough to know it again; --json has it whole.
        let text = passage.text.replace(['\n', '\t'], " ");
        let _ = writeln!(out, "      {}", escape(&shorten(&text, 110)));
        render_entry(out, passage);
        if !passage.cites.is_empty() {
            let _ = writeln!(out, "      cites {}", escape(&passage.cites.join(", ")));
        }
        if !passage.cited_by.is_empty() {
            let _ = writeln!(
                out,
                "      cited by {}",
                escape(&passage.cited_by.join(", "))
            );
        }
    }
}

/// What an entry was taken for, and its citations with how sure the parser is of their parts.
fn render_entry(out: &mut String, passage: &UnderstoodPassage) {
    if let Some(kind) = passage.entry {
        let _ = writeln!(out, "      is a {}", kind.name());
    }
    for citation in &passage.citations {
        let mut parts: Vec<String> = Vec::new();
        let people = [
            ("author", &citation.authors),
            ("editor", &citation.editors),
            ("translator", &citation.translators),
        ];
        for (name, people) in people {
            for person in people {
                parts.push(format!("{name} {} {}%", person.name, person.confidence));
            }
        }
        let named = [
            ("organization", &citation.organization),
            ("title", &citation.title),
            ("container", &citation.container),
            ("publisher", &citation.publisher),
            ("place", &citation.place),
            ("volume", &citation.volume),
            ("issue", &citation.issue),
            ("pages", &citation.pages),
            ("url", &citation.url),
            ("doi", &citation.doi),
        ];
        for (name, part) in named {
            let told = part
                .iter()
                .map(|part| format!("{name} {} {}%", shorten(&part.text, 60), part.confidence));
            parts.extend(told);
        }
        let source = |from| match from {
            YearSource::Printed => "",
            YearSource::Address => " from the address",
        };
        parts.extend(
            citation
                .year
                .map(|year| format!("year {}{}", year.value, source(year.from))),
        );
        parts.extend(citation.date.map(|date| format!("date {}", date.date)));
        parts.extend(
            citation
                .accessed
                .map(|date| format!("accessed {}", date.date)),
        );
        parts.extend(
            citation
                .language
                .as_ref()
                .map(|code| format!("language {code}")),
        );
        parts.extend(
            citation
                .repeats
                .as_ref()
                .map(|label| format!("repeats {label}")),
        );
        let _ = writeln!(out, "      – {}", escape(&parts.join(" · ")));
    }
}

fn render_warnings(out: &mut String, document: &Understanding) {
    if document.warnings.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nWarnings: {}", document.warnings.len());
    for warning in &document.warnings {
        let line = warning
            .line
            .map(|line| format!(":{line}"))
            .unwrap_or_default();
        let place = format!("{}{line}", warning.path.display());
        let _ = writeln!(out, "  {}: {}", escape(&place), escape(&warning.message));
    }
}
