//! Fonts: what text the bytes of a string stand for, and how wide each code is.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object};

use super::cmap::{CMap, Cut, number, predefined};
use super::metrics::Face;

/// The largest stream of a font that is unpacked, in bytes.
const LARGEST: usize = 8 << 20;

/// A font as text needs it.
#[derive(Debug)]
pub(super) struct Font {
    cut: Cut,
    /// The map to Unicode that the file holds.
    unicode: Option<CMap>,
    /// The encoding of the codes' bytes, of a predefined CMap.
    encoding: Option<&'static encoding_rs::Encoding>,
    /// Texts of codes of one byte.
    simple: Option<Vec<String>>,
    /// The file's own map from codes to glyphs.
    glyphs: Option<CMap>,
    /// Unicode of the glyphs of an embedded TrueType font.
    of_glyph: HashMap<u32, char>,
    widths: HashMap<u32, f32>,
    default_width: f32,
    /// Whether its name says that it is bold, italic.
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Type 3 fonts have a scale of their own.
    scale: f32,
}

/// A code of a string.
pub(super) struct Code {
    /// Its text; empty where nothing tells it.
    pub(super) text: String,
    /// How far it moves the pen, for a size of 1.
    pub(super) width: f32,
    /// Whether it is the code 32 of one byte, at which word spacing counts.
    pub(super) is_space: bool,
}

pub(super) fn entry<'d>(
    document: &'d Document,
    dictionary: &'d Dictionary,
    key: &[u8],
) -> Option<&'d Object> {
    let object = dictionary.get(key).ok()?;
    document.dereference(object).ok().map(|(_, object)| object)
}

pub(super) fn stream_bytes(object: &Object, limit: usize) -> Option<Vec<u8>> {
    object
        .as_stream()
        .ok()?
        .decompressed_content_with_limit(limit)
        .ok()
}

/// Whether a font's name says that it is bold, and that it is italic.
pub(super) fn style_of(name: &str) -> (bool, bool) {
    let name = name.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    (
        says(&["bold", "heavy", "black"]),
        says(&["italic", "oblique"]),
    )
}

impl Font {
    pub(super) fn read(document: &Document, font: &Dictionary) -> Font {
        let name_of = |object: Option<&Object>| {
            object
                .and_then(|object| object.as_name().ok())
                .map(|name| String::from_utf8_lossy(name).into_owned())
        };
        let kind = name_of(entry(document, font, b"Subtype")).unwrap_or_default();
        let base = name_of(entry(document, font, b"BaseFont")).unwrap_or_default();
        let (bold, italic) = style_of(&base);
        let unicode = entry(document, font, b"ToUnicode")
            .and_then(|object| stream_bytes(object, LARGEST))
            .map(|program| CMap::read(&program))
            .filter(|map| !map.text.is_empty());
        let mut read = Font {
            cut: Cut::Fixed(1),
            unicode,
            encoding: None,
            simple: None,
            glyphs: None,
            of_glyph: HashMap::new(),
            widths: HashMap::new(),
            default_width: 0.5,
            bold,
            italic,
            scale: 0.001,
        };
        match kind.as_str() {
            "Type0" => read.composite(document, font),
            _ => read.simple(document, font, kind == "Type3"),
        }
        read
    }

    fn simple(&mut self, document: &Document, font: &Dictionary, is_type3: bool) {
        if is_type3 {
            let matrix =
                entry(document, font, b"FontMatrix").and_then(|object| object.as_array().ok());
            let first = matrix.and_then(|matrix| matrix.first()?.as_float().ok());
            self.scale = first
                .filter(|scale| scale.is_finite() && *scale != 0.0)
                .unwrap_or(0.001);
        }
        let first = entry(document, font, b"FirstChar")
            .and_then(|object| object.as_i64().ok())
            .unwrap_or(0);
        if let Some(widths) =
            entry(document, font, b"Widths").and_then(|object| object.as_array().ok())
        {
            for (at, width) in widths.iter().take(256).enumerate() {
                let width = document
                    .dereference(width)
                    .ok()
                    .and_then(|(_, width)| width.as_float().ok());
                if let (Some(width), Ok(code)) = (width, u32::try_from(first + at as i64)) {
                    self.widths.insert(code, width * self.scale);
                }
            }
        }
        let encoding = font.get_font_encoding(document).ok();
        let table = (0..=255u8).map(|code| {
            let text = encoding
                .as_ref()
                .and_then(|encoding| encoding.bytes_to_string(&[code]).ok())
                .unwrap_or_default();
            match text.as_str() {
                "\u{fffd}" | "" if (32..127).contains(&code) && encoding.is_none() => {
                    char::from(code).to_string()
                }
                "\u{fffd}" => String::new(),
                _ => text,
            }
        });
        let table: Vec<String> = table.collect();
        if !is_type3 {
            self.widths_of_letters(document, font, &table);
        }
        self.simple = Some(table);
    }

    /// Widths that the file leaves to the reader: of the standard fonts it may leave all, of others those of rare codes.
    fn widths_of_letters(&mut self, document: &Document, font: &Dictionary, letters: &[String]) {
        let descriptor =
            entry(document, font, b"FontDescriptor").and_then(|object| object.as_dict().ok());
        let missing = descriptor.and_then(|descriptor| {
            entry(document, descriptor, b"MissingWidth")?
                .as_float()
                .ok()
        });
        if let Some(missing) = missing {
            self.default_width = missing * self.scale;
        }
        if !self.widths.is_empty() {
            return;
        }
        let base = entry(document, font, b"BaseFont").and_then(|object| object.as_name().ok());
        let face = Face::of(&String::from_utf8_lossy(base.unwrap_or_default()));
        for (code, text) in (0u32..).zip(letters) {
            // A ligature that the table does not hold is as wide as its letters.
            let widths: Option<Vec<u16>> = text.chars().map(|letter| face.width(letter)).collect();
            if let Some(widths) = widths.filter(|widths| !widths.is_empty()) {
                let width: f32 = widths.into_iter().map(f32::from).sum();
                self.widths.insert(code, width * self.scale);
            }
        }
    }

    fn composite(&mut self, document: &Document, font: &Dictionary) {
        self.cut = Cut::Fixed(2);
        self.default_width = 1.0;
        match entry(document, font, b"Encoding") {
            Some(Object::Name(name)) => {
                let name = String::from_utf8_lossy(name);
                if let Some((cut, encoding)) = predefined(&name) {
                    self.cut = cut;
                    self.encoding = Some(encoding);
                }
            }
            Some(stream @ Object::Stream(_)) => {
                if let Some(program) = stream_bytes(stream, LARGEST) {
                    let map = CMap::read(&program);
                    if !map.codes.is_empty() {
                        self.cut = Cut::Ranges(map.codes.iter().copied().take(256).collect());
                    }
                    self.glyphs = Some(map);
                }
            }
            _ => {}
        }
        let descendant = entry(document, font, b"DescendantFonts")
            .and_then(|object| object.as_array().ok())
            .and_then(|fonts| document.dereference(fonts.first()?).ok())
            .and_then(|(_, object)| object.as_dict().ok());
        let Some(descendant) = descendant else { return };
        if let Some(width) =
            entry(document, descendant, b"DW").and_then(|object| object.as_float().ok())
        {
            self.default_width = width / 1000.0;
        }
        if let Some(widths) =
            entry(document, descendant, b"W").and_then(|object| object.as_array().ok())
        {
            self.read_widths(document, widths);
        }
        let maps_glyphs = !matches!(
            entry(document, descendant, b"CIDToGIDMap"),
            Some(Object::Stream(_))
        );
        if self.unicode.is_none() && self.encoding.is_none() && maps_glyphs {
            let program = entry(document, descendant, b"FontDescriptor")
                .and_then(|object| object.as_dict().ok())
                .and_then(|descriptor| entry(document, descriptor, b"FontFile2"))
                .and_then(|object| stream_bytes(object, 4 * LARGEST));
            if let Some(program) = program {
                self.of_glyph = super::truetype::unicode_of_glyphs(&program);
            }
        }
    }

    /// Widths: `c [w1 w2 …]` and `first last w`.
    fn read_widths(&mut self, document: &Document, widths: &[Object]) {
        let number = |at: usize| {
            let object = document.dereference(widths.get(at)?).ok()?.1;
            object.as_float().ok()
        };
        let mut at = 0;
        while at + 1 < widths.len() && self.widths.len() < 100_000 {
            let Some(first) = number(at) else {
                at += 1;
                continue;
            };
            let first = first as u32;
            let next = document
                .dereference(&widths[at + 1])
                .ok()
                .map(|(_, object)| object);
            if let Some(Object::Array(own)) = next {
                for (step, width) in own.iter().enumerate() {
                    if let Ok(width) = width.as_float() {
                        self.widths
                            .insert(first.saturating_add(step as u32), width / 1000.0);
                    }
                }
                at += 2;
            } else {
                if let (Some(last), Some(width)) = (number(at + 1), number(at + 2)) {
                    for code in first..=(last as u32).min(first.saturating_add(0xFFFF)) {
                        self.widths.insert(code, width / 1000.0);
                    }
                }
                at += 3;
            }
        }
    }

    /// The codes of a string.
    pub(super) fn codes(&self, bytes: &[u8]) -> Vec<Code> {
        let mut codes = Vec::with_capacity(bytes.len());
        let mut at = 0;
        while at < bytes.len() {
            let length = self.cut.length(&bytes[at..]);
            let own = &bytes[at..at + length];
            at += length;
            let code = number(own);
            codes.push(Code {
                text: self.text(code, own),
                width: self.width(code, own),
                is_space: length == 1 && code == 32,
            });
        }
        codes
    }

    fn text(&self, code: u32, bytes: &[u8]) -> String {
        if let Some(text) = self.unicode.as_ref().and_then(|map| map.text.get(&code)) {
            return text.clone();
        }
        if let Some(encoding) = self.encoding {
            let (text, broken) = encoding.decode_without_bom_handling(bytes);
            return match broken {
                true => String::new(),
                false => text.into_owned(),
            };
        }
        if let Some(simple) = &self.simple {
            return simple.get(code as usize).cloned().unwrap_or_default();
        }
        let glyph = self
            .glyphs
            .as_ref()
            .map_or(Some(code), |map| map.glyph(code));
        glyph
            .and_then(|glyph| self.of_glyph.get(&glyph))
            .map(char::to_string)
            .unwrap_or_default()
    }

    fn width(&self, code: u32, bytes: &[u8]) -> f32 {
        let glyph = match (&self.glyphs, self.encoding) {
            (Some(map), _) => map.glyph(code).unwrap_or(code),
            // Adobe's collections begin with the letters of ASCII; of the others the numbers are not known.
            (None, Some(_)) if bytes.len() == 1 || code < 0x7F => {
                let letter = code.saturating_sub(31);
                return self.widths.get(&letter).copied().unwrap_or(0.5);
            }
            (None, Some(_)) => return self.default_width,
            _ => code,
        };
        self.widths
            .get(&glyph)
            .copied()
            .unwrap_or(self.default_width)
    }
}
