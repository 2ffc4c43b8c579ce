//! The reader for PDF (ISO 32000-1): pages, columns in reading order, headings by font, tables by alignment, footnotes
//! with their marks; running heads and page numbers are left out.
//!
//! A PDF says where each letter stands, and little more. What makes words, lines and paragraphs of letters is ours.

mod cmap;
mod content;
mod font;
mod furniture;
#[cfg(feature = "pdfium")]
mod library;
mod lines;
mod metrics;
mod structure;
mod truetype;

use std::collections::BTreeMap;

use lopdf::{Document, LoadOptions, Object, ObjectId};

use crate::fault::Fault;
use crate::properties;
use crate::transcript::{Transcript, Trouble};

use content::{Fonts, Shown, show};
use library::Opened;
use lines::Line;

/// The most pages that are read.
const MOST_PAGES: usize = 20_000;
/// The most bytes that an object of the file may unpack to while it is opened.
const LARGEST_OBJECT: usize = 64 << 20;

/// Reads a PDF.
pub(crate) fn read(bytes: &[u8]) -> Result<Transcript, Fault> {
    let (own, library) = match (Own::open(bytes), Opened::open(bytes)) {
        (Err(fault), None) => return Err(fault),
        (own, library) => (own.ok(), library),
    };
    let mut pages = Pages { own, library };
    let mut transcript = Transcript::default();
    match (&pages.own, &pages.library) {
        (Some(own), _) => metadata(&own.document, &mut transcript),
        (None, Some(library)) => library.metadata(&mut transcript),
        (None, None) => {}
    }
    let count = pages.count();
    if count == 0 {
        return Err(Fault::damaged("damaged PDF: no pages in it"));
    }
    let mut read: Vec<(u32, Vec<Line>)> = Vec::new();
    let (mut without, mut unknown, mut damaged) = (Vec::new(), Vec::new(), Vec::new());
    for number in (1..=count).take(MOST_PAGES) {
        let shown = pages.show(number);
        if shown.is_damaged {
            damaged.push(number);
        }
        if shown.is_mostly_unknown() {
            unknown.push(number);
        }
        if shown.glyphs.is_empty() && shown.pictures > 0 {
            without.push(number);
        }
        read.push((number, lines::lines(shown.glyphs)));
    }
    if count as usize > MOST_PAGES {
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

/// A file that our own reader has open.
struct Own {
    document: Document,
    pages: BTreeMap<u32, ObjectId>,
    fonts: Fonts,
}

impl Own {
    fn open(bytes: &[u8]) -> Result<Own, Fault> {
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
        let pages = document.get_pages();
        Ok(Own {
            document,
            pages,
            fonts: Fonts::default(),
        })
    }

    fn show(&mut self, number: u32) -> Option<Shown> {
        let id = *self.pages.get(&number)?;
        Some(show(&self.document, id, &mut self.fonts))
    }
}

/// The pages of a file by those of the two readers that can open it.
struct Pages<'b> {
    own: Option<Own>,
    library: Option<Opened<'b>>,
}

impl Pages<'_> {
    fn count(&self) -> u32 {
        let own = self.own.as_ref().map_or(0, |own| own.pages.len());
        let library = self.library.as_ref().map_or(0, Opened::pages);
        library.max(u32::try_from(own).unwrap_or(u32::MAX))
    }

    /// What a page shows. The library's reading goes before our own, which counts where the library cannot open the page
    /// or finds nothing, or where codes stay without text and our own tells more of them.
    ///
    /// Of the PDFs that were compared the library's reading is our own or better (signs of punctuation and spaces beside
    /// Hangul stand where they were set), so that the page need not be read twice.
    fn show(&mut self, number: u32) -> Shown {
        let library = self.library.as_ref();
        let by_library = library.and_then(|library| library.show(number));
        let is_whole = |shown: &Shown| shown.unknown == 0 && !shown.glyphs.is_empty();
        let by_library = match by_library {
            Some(shown) if is_whole(&shown) => return shown,
            other => other,
        };
        let own = self.own.as_mut().and_then(|own| own.show(number));
        match (by_library, own) {
            (Some(by_library), Some(own)) => match own.letters() > by_library.letters() {
                true => own,
                // That it is a picture and no text is known by either.
                false => Shown {
                    pictures: by_library.pictures.max(own.pictures),
                    ..by_library
                },
            },
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => Shown {
                is_damaged: true,
                ..Shown::default()
            },
        }
    }
}

/// No library in this build.
#[cfg(not(feature = "pdfium"))]
mod library {
    use super::{Shown, Transcript};

    pub(super) struct Opened<'b>(std::convert::Infallible, std::marker::PhantomData<&'b ()>);

    impl Opened<'_> {
        pub(super) fn open(_: &[u8]) -> Option<Self> {
            None
        }

        pub(super) fn pages(&self) -> u32 {
            match self.0 {}
        }

        pub(super) fn show(&self, _: u32) -> Option<Shown> {
            match self.0 {}
        }

        pub(super) fn metadata(&self, _: &mut Transcript) {
            match self.0 {}
        }
    }
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
