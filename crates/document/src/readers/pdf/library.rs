//! Pages as PDFium reads them: what text each code stands for, and where. What it makes of them as text (words, lines,
//! hyphens) is left aside; that is done here, for its glyphs as for our own.

use pdfium_render::prelude::*;

use super::content::{Glyph, MOST_GLYPHS, Shown, seen_along, turn_of};
use super::font::style_of;
use crate::properties;
use crate::transcript::Transcript;

/// A file that PDFium has open.
pub(super) struct Opened<'b> {
    document: PdfDocument<'b>,
}

impl<'b> Opened<'b> {
    /// Opens a file, where there is a library and it takes the file.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let document = crate::pdfium::pdfium()?.load_pdf_from_byte_slice(bytes, None);
        document.ok().map(|document| Opened { document })
    }

    pub(super) fn pages(&self) -> u32 {
        u32::try_from(self.document.pages().len()).unwrap_or(0)
    }

    /// What a page shows, counted from 1; `None` where the library cannot open it.
    pub(super) fn show(&self, number: u32) -> Option<Shown> {
        let index = PdfPageIndex::try_from(number.checked_sub(1)?).ok()?;
        let page = self.document.pages().get(index).ok()?;
        let mut shown = Shown::default();
        let text = page.text().ok()?;
        let mut reading = Reading::default();
        for char in text.chars().iter() {
            if shown.glyphs.len() > MOST_GLYPHS {
                shown.is_damaged = true;
                break;
            }
            reading.take(&char, &mut shown);
        }
        if shown.glyphs.is_empty() {
            shown.pictures = page.objects().iter().filter(holds_picture).count();
        }
        Some(shown)
    }

    /// What the file says of itself.
    pub(super) fn metadata(&self, transcript: &mut Transcript) {
        use PdfDocumentMetadataTagType as Tag;
        let metadata = self.document.metadata();
        let value = |tag| metadata.get(tag).map(|tag| tag.value().to_owned());
        if let Some(title) = value(Tag::Title) {
            properties::set_title(transcript, &title);
        }
        if let Some(author) = value(Tag::Author) {
            properties::add_authors(transcript, &author);
        }
        if let Some(date) = value(Tag::CreationDate) {
            properties::set_date(transcript, &date);
        }
        for (tag, name) in [(Tag::Subject, "subject"), (Tag::Keywords, "keywords")] {
            if let Some(value) = value(tag) {
                properties::add(transcript, name, &value);
            }
        }
    }
}

/// A form may hold a scan as well.
fn holds_picture(object: &PdfPageObject<'_>) -> bool {
    let kind = object.object_type();
    kind == PdfPageObjectType::Image || kind == PdfPageObjectType::XObjectForm
}

/// What the characters before leave for the next.
#[derive(Default)]
struct Reading {
    /// The first half of a character beyond U+FFFF.
    half: Option<u16>,
    /// Where the code of the last glyph stands.
    place: Option<(f32, f32)>,
}

impl Reading {
    fn take(&mut self, char: &PdfPageTextChar<'_>, shown: &mut Shown) {
        // Spaces and ends of lines that the library puts between what stands apart.
        if char.is_generated().unwrap_or(false) {
            return;
        }
        let Some(text) = self.text(char) else {
            return;
        };
        let (Ok(matrix), Ok((x, y)), Ok(bounds)) =
            (char.matrix(), char.origin(), char.loose_bounds())
        else {
            return;
        };
        if text == '\0' || text == '\u{fffe}' || text == '\u{ffff}' {
            shown.unknown += 1;
            return;
        }
        let place = (x.value, y.value);
        // A code may stand for several letters; each is given at the place of the code.
        if self.place == Some(place)
            && let Some(last) = shown.glyphs.last_mut()
        {
            last.text.push(text);
            return;
        }
        self.place = Some(place);
        let matrix = [matrix.a(), matrix.b(), matrix.c(), matrix.d(), 0.0, 0.0];
        let turn = turn_of(&matrix);
        let (x, y) = seen_along(turn, place.0, place.1);
        let end = match turn {
            0 => bounds.right().value,
            1 => bounds.top().value,
            2 => -bounds.left().value,
            _ => -bounds.bottom().value,
        };
        let scale = (matrix[2] * matrix[2] + matrix[3] * matrix[3]).sqrt();
        let (bold, italic) = style_of(&char.font_name());
        shown.push(Glyph {
            text: text.to_string(),
            x,
            y,
            end: end.max(x),
            size: scale * char.unscaled_font_size().value.abs(),
            bold,
            italic,
            turn,
        });
    }

    /// The letter of a character; none of the first half of one.
    fn text(&mut self, char: &PdfPageTextChar<'_>) -> Option<char> {
        let value = char.unicode_value();
        let half = self.half.take();
        match value {
            // The library's own sign for a hyphen at the end of a line.
            2 => Some('-'),
            0xD800..0xDC00 => {
                self.half = u16::try_from(value).ok();
                None
            }
            0xDC00..0xE000 => {
                let pair = [half?, u16::try_from(value).ok()?];
                char::decode_utf16(pair).next()?.ok()
            }
            value => char::from_u32(value),
        }
    }
}
