//! The reader for PDF (ISO 32000-1): pages, columns in reading order, headings by font, tables by alignment, footnotes
//! with their marks; running heads and page numbers are left out.
//!
//! A PDF says where each letter stands, and little more. What makes words, lines and paragraphs of letters is ours.

mod cmap;
mod content;
mod font;
mod furniture;
mod lines;
mod structure;
mod truetype;

use lopdf::{Document, LoadOptions, Object};

use crate::fault::Fault;
use crate::properties;
use crate::transcript::{Transcript, Trouble};

use content::{Fonts, show};
use lines::Line;

/// The most pages that are read.
const MOST_PAGES: usize = 20_000;
/// The most bytes that an object of the file may unpack to while it is opened.
const LARGEST_OBJECT: usize = 64 << 20;

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8]) -> Result<Transcript, Fault> {
    let options = LoadOptions {
        max_decompressed_size: Some(LARGEST_OBJECT),
        ..LoadOptions::default()
    };
    let document =
        Document::load_mem_with_options(bytes, options).map_err(|error| match error {
            lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => Fault::guarded(),
            error => Fault::damaged(format!("damaged PDF: {error}")),
        })?;
    if document.is_encrypted() && document.encryption_state.is_none() {
        return Err(Fault::guarded());
    }
    let mut transcript = Transcript::default();
    metadata(&document, &mut transcript);
    let pages = document.get_pages();
    if pages.is_empty() {
        return Err(Fault::damaged("damaged PDF: no pages in it"));
    }
    let mut fonts = Fonts::default();
    let mut read: Vec<(u32, Vec<Line>)> = Vec::new();
    let (mut without, mut unknown, mut damaged) = (Vec::new(), Vec::new(), Vec::new());
    for (&number, &id) in pages.iter().take(MOST_PAGES) {
        let shown = show(&document, id, &mut fonts);
        if shown.is_damaged {
            damaged.push(number);
        }
        if shown.unknown > shown.glyphs.len() / 4 && shown.unknown > 20 {
            unknown.push(number);
        }
        if shown.glyphs.is_empty() && shown.pictures > 0 {
            without.push(number);
        }
        read.push((number, lines::lines(shown.glyphs)));
    }
    if pages.len() > MOST_PAGES {
        let message = format!("only the first {MOST_PAGES} pages are read");
        transcript.warn(Trouble::TooLarge, message);
    }
    tell(
        &mut transcript,
        &without,
        Trouble::WithoutText,
        "no text layer",
    );
    let message = "fonts that do not tell their letters";
    tell(&mut transcript, &unknown, Trouble::WithoutText, message);
    tell(
        &mut transcript,
        &damaged,
        Trouble::Damaged,
        "damaged content",
    );
    furniture::take(&mut read);
    structure::write(read, &mut transcript);
    Ok(transcript)
}

/// Tells of pages in one warning: `no text layer on pages 1–4, 7`.
fn tell(transcript: &mut Transcript, pages: &[u32], trouble: Trouble, what: &str) {
    let Some(&first) = pages.first() else { return };
    let mut ranges: Vec<(u32, u32)> = vec![(first, first)];
    for &page in &pages[1..] {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => ranges.push((page, page)),
        }
    }
    /// A person wants to see the first few.
    const NAMED: usize = 20;
    let told: Vec<String> = ranges
        .iter()
        .take(NAMED)
        .map(|(first, last)| match first == last {
            true => first.to_string(),
            false => format!("{first}–{last}"),
        })
        .collect();
    let more = if ranges.len() > NAMED { " …" } else { "" };
    let noun = if pages.len() == 1 { "page" } else { "pages" };
    transcript.warn(
        trouble,
        format!("{what} on {noun} {}{more}", told.join(", ")),
    );
}

fn metadata(document: &Document, transcript: &mut Transcript) {
    let info = document
        .trailer
        .get(b"Info")
        .ok()
        .and_then(|object| document.dereference(object).ok())
        .and_then(|(_, object)| object.as_dict().ok());
    let text = |key: &[u8]| {
        let value = font::entry(document, info?, key)?;
        lopdf::decode_text_string(value).ok()
    };
    if let Some(title) = text(b"Title") {
        properties::set_title(transcript, &title);
    }
    if let Some(author) = text(b"Author") {
        properties::add_authors(transcript, &author);
    }
    if let Some(date) = text(b"CreationDate") {
        properties::set_date(transcript, &date);
    }
    for (key, name) in [(&b"Subject"[..], "subject"), (b"Keywords", "keywords")] {
        if let Some(value) = text(key) {
            properties::add(transcript, name, &value);
        }
    }
    let language = document
        .catalog()
        .ok()
        .and_then(|catalog| font::entry(document, catalog, b"Lang"));
    if let Some(Object::String(tag, _)) = language {
        properties::set_language(transcript, &String::from_utf8_lossy(tag));
    }
}
