//! Bibliographies as reference managers keep them: every entry an entry with its fields and its citation key.

mod bibtex;
mod csl;
mod ris;

use super::works::Keyed;
use super::{Content, Source, Works};
use crate::format::Format;
use crate::rendering::Rendering;
use crate::source::{self, Warning, WarningKind};

pub(super) fn read_bibtex(input: &Source<'_>) -> Result<Content, Warning> {
    bibtex::works(input).map(|(works, warnings)| content(works, warnings))
}

pub(super) fn read_csl(input: &Source<'_>) -> Result<Content, Warning> {
    csl::works(input).map(|(works, warnings)| content(works, warnings))
}

pub(super) fn read_ris(input: &Source<'_>) -> Result<Content, Warning> {
    ris::works(input).map(|(works, warnings)| content(works, warnings))
}

/// The works of a bibliography; none where the format is another.
pub(super) fn works(format: Format, input: &Source<'_>) -> Option<Works> {
    Some(match format {
        Format::BibTex => bibtex::works(input),
        Format::Ris => ris::works(input),
        Format::CslJson => csl::works(input),
        _ => return None,
    })
}

/// The most entries of a file; larger libraries exist in parts.
const MOST_ENTRIES: usize = 200_000;

/// The text of a bibliography.
fn text_of(input: &Source<'_>, warnings: &mut Vec<Warning>) -> String {
    source::decode(input.bytes, warnings)
}

/// The content that the works of a file make.
fn content(works: Vec<Keyed>, warnings: Vec<Warning>) -> Content {
    let mut out = Rendering::default();
    let many = works.len() > MOST_ENTRIES;
    for Keyed { key, work } in works.into_iter().take(MOST_ENTRIES) {
        if !work.is_empty() {
            work.write(key, &mut out);
        }
    }
    let message = format!("more than {MOST_ENTRIES} entries; those behind are missing");
    Content::rendered(
        out,
        crate::draft::Metadata::default(),
        warnings,
        many,
        &message,
    )
}

/// The code of a language, by its tag or as BibLaTeX names it.
fn language_of(name: &str) -> Option<String> {
    let code = match name.trim().to_lowercase().as_str() {
        "korean" | "한국어" => "ko",
        "english" | "american" | "british" | "usenglish" | "ukenglish" => "en",
        "german" | "ngerman" => "de",
        "french" => "fr",
        "polish" => "pl",
        "russian" => "ru",
        "japanese" => "ja",
        "chinese" => "zh",
        _ => return crate::language_code(name).filter(|code| code.len() == 2),
    };
    Some(code.to_owned())
}

/// A DOI without the address of its resolver.
fn bare_doi(doi: &str) -> String {
    doi[doi.find("10.").unwrap_or(0)..].to_owned()
}

/// One warning that names what could not be read, the first few by name.
fn unread(what: &[String]) -> Option<Warning> {
    /// A person wants to see the first few.
    const NAMED: usize = 5;
    if what.is_empty() {
        return None;
    }
    let mut message = format!(
        "entries that could not be read: {}",
        what[..what.len().min(NAMED)].join(", ")
    );
    if what.len() > NAMED {
        message.push_str(&format!(" and {} more", what.len() - NAMED));
    }
    Some(Warning::new(WarningKind::Incomplete, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_have_codes_of_two_letters() {
        for (name, code) in [
            ("ko-KR", Some("ko")),
            ("pol", Some("pl")),
            ("jpn", Some("ja")),
            ("Polish", Some("pl")),
            ("eng", Some("en")),
            ("Klingon", None),
            ("", None),
        ] {
            assert_eq!(language_of(name).as_deref(), code, "{name}");
        }
    }
}
