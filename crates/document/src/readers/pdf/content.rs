//! The content of a page: its operators are run as far as they place text (PDF 32000-1, 9.4).

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::font::{Font, entry, stream_bytes};

/// The largest content of a page that is unpacked, in bytes.
const LARGEST: usize = 32 << 20;
/// The most glyphs of a page; a full page of small print has 10,000.
pub(super) const MOST_GLYPHS: usize = 200_000;
/// The most operators that are run on a page, those of its forms included.
const MOST_OPERATORS: usize = 3_000_000;
/// Forms within forms further than this are not run.
const DEEPEST: usize = 8;

/// A piece of text of one code, where it stands on the page in units of 1/72 inch, `y` from the bottom.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) text: String,
    pub(super) x: f32,
    pub(super) y: f32,
    /// Where the pen stands behind it.
    pub(super) end: f32,
    /// The size of the font as shown.
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// The direction of its line: 0 to the right, 1 up, 2 to the left, 3 down.
    pub(super) turn: u8,
}

/// The direction of a line of text that is set by a matrix; see [`Glyph::turn`].
pub(super) fn turn_of(matrix: &Matrix) -> u8 {
    let (a, b) = (matrix[0], matrix[1]);
    match (a.abs() >= b.abs(), a >= 0.0, b >= 0.0) {
        (true, true, _) => 0,
        (true, false, _) => 2,
        (false, _, true) => 1,
        (false, _, false) => 3,
    }
}

/// A place seen along the direction of its line.
pub(super) fn seen_along(turn: u8, x: f32, y: f32) -> (f32, f32) {
    match turn {
        0 => (x, y),
        1 => (y, -x),
        2 => (-x, -y),
        _ => (-y, x),
    }
}

/// What a page shows.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) glyphs: Vec<Glyph>,
    /// Codes that nothing tells the text of.
    pub(super) unknown: usize,
    /// Whether there is a picture as large as a scan.
    pub(super) pictures: usize,
    /// Whether not all of it could be read.
    pub(super) is_damaged: bool,
}

impl Shown {
    /// Adds a glyph unless it stands nowhere near a page.
    pub(super) fn push(&mut self, glyph: Glyph) {
        let Glyph { x, y, size, .. } = glyph;
        if x.is_finite() && y.is_finite() && size.is_finite() && x.abs() <= 1e5 && y.abs() <= 1e5 {
            self.glyphs.push(glyph);
        }
    }

    /// How many letters and digits are told of it.
    pub(super) fn letters(&self) -> usize {
        let chars = self.glyphs.iter().flat_map(|glyph| glyph.text.chars());
        chars.filter(|ch| ch.is_alphanumeric()).count()
    }

    /// Whether so many of its codes tell no text that a reader misses it.
    pub(super) fn is_mostly_unknown(&self) -> bool {
        self.unknown > self.glyphs.len() / 4 && self.unknown > 20
    }
}

/// A matrix `a b c d e f`.
pub(super) type Matrix = [f32; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn times(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    letter: f32,
    word: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
}

/// The fonts of a document, read once.
#[derive(Default)]
pub(super) struct Fonts {
    /// By their dictionaries, which live as long as the document: not every font has a number.
    fonts: HashMap<*const Dictionary, Rc<Font>>,
}

struct Machine<'d, 'f> {
    document: &'d Document,
    fonts: &'f mut Fonts,
    shown: Shown,
    operators: usize,
}

/// Runs the content of a page.
pub(super) fn show(document: &Document, page: ObjectId, fonts: &mut Fonts) -> Shown {
    let mut machine = Machine {
        document,
        fonts,
        shown: Shown::default(),
        operators: 0,
    };
    let Ok(content) = document.get_page_content_with_limit(page, LARGEST) else {
        machine.shown.is_damaged = true;
        return machine.shown;
    };
    let mut resources = Vec::new();
    if let Ok((own, inherited)) = document.get_page_resources(page) {
        resources.extend(own);
        resources.extend(
            inherited
                .into_iter()
                .filter_map(|id| document.get_dictionary(id).ok()),
        );
    }
    let state = State {
        matrix: IDENTITY,
        font: None,
        size: 0.0,
        letter: 0.0,
        word: 0.0,
        stretch: 1.0,
        leading: 0.0,
        rise: 0.0,
    };
    machine.run(&content, &resources, state, 0);
    machine.shown
}

impl<'d> Machine<'d, '_> {
    fn run(
        &mut self,
        content: &[u8],
        resources: &[&'d Dictionary],
        mut state: State,
        depth: usize,
    ) {
        let Ok(content) = Content::decode(content) else {
            self.shown.is_damaged = true;
            return;
        };
        let mut saved: Vec<State> = Vec::new();
        let (mut text, mut line) = (IDENTITY, IDENTITY);
        for operation in &content.operations {
            self.operators += 1;
            if self.operators > MOST_OPERATORS || self.shown.glyphs.len() > MOST_GLYPHS {
                self.shown.is_damaged = true;
                return;
            }
            let number = |at: usize| {
                let value = operation
                    .operands
                    .get(at)
                    .and_then(|object| object.as_float().ok());
                value.filter(|value| value.is_finite()).unwrap_or(0.0)
            };
            let matrix = || {
                [
                    number(0),
                    number(1),
                    number(2),
                    number(3),
                    number(4),
                    number(5),
                ]
            };
            let name = || {
                operation
                    .operands
                    .first()
                    .and_then(|object| object.as_name().ok())
            };
            match operation.operator.as_str() {
                "q" if saved.len() < 512 => saved.push(state.clone()),
                "Q" => {
                    if let Some(before) = saved.pop() {
                        state = before;
                    }
                }
                "cm" => state.matrix = times(&matrix(), &state.matrix),
                "BT" => (text, line) = (IDENTITY, IDENTITY),
                "Tc" => state.letter = number(0),
                "Tw" => state.word = number(0),
                "Tz" => state.stretch = number(0) / 100.0,
                "TL" => state.leading = number(0),
                "Ts" => state.rise = number(0),
                "Tf" => {
                    if let Some(name) = name() {
                        state.font = self.font(resources, name);
                    }
                    state.size = number(1);
                }
                "Td" | "TD" => {
                    if operation.operator == "TD" {
                        state.leading = -number(1);
                    }
                    line = times(&[1.0, 0.0, 0.0, 1.0, number(0), number(1)], &line);
                    text = line;
                }
                "Tm" => {
                    line = matrix();
                    text = line;
                }
                "T*" => {
                    line = times(&[1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], &line);
                    text = line;
                }
                "Tj" | "'" | "\"" => {
                    if operation.operator != "Tj" {
                        line = times(&[1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], &line);
                        text = line;
                    }
                    if operation.operator == "\"" {
                        state.word = number(0);
                        state.letter = number(1);
                    }
                    if let Some(bytes) = operation
                        .operands
                        .last()
                        .and_then(|object| object.as_str().ok())
                    {
                        self.write(&state, &mut text, bytes);
                    }
                }
                "TJ" => {
                    let pieces = operation
                        .operands
                        .first()
                        .and_then(|object| object.as_array().ok());
                    for piece in pieces.into_iter().flatten() {
                        if let Ok(bytes) = piece.as_str() {
                            self.write(&state, &mut text, bytes);
                        } else if let Ok(back) = piece.as_float()
                            && back.is_finite()
                        {
                            let shift = -back / 1000.0 * state.size * state.stretch;
                            text = times(&[1.0, 0.0, 0.0, 1.0, shift, 0.0], &text);
                        }
                    }
                }
                "Do" => {
                    if let Some(name) = name() {
                        self.object(resources, name, &state, depth);
                    }
                }
                "BI" => self.shown.pictures += 1,
                _ => {}
            }
        }
    }

    fn font(&mut self, resources: &[&'d Dictionary], name: &[u8]) -> Option<Rc<Font>> {
        let document = self.document;
        let object = resources.iter().find_map(|resources| {
            entry(document, resources, b"Font")?
                .as_dict()
                .ok()?
                .get(name)
                .ok()
        })?;
        let (_, object) = document.dereference(object).ok()?;
        let dictionary = object.as_dict().ok()?;
        let known = self.fonts.fonts.entry(std::ptr::from_ref(dictionary));
        let font = known.or_insert_with(|| Rc::new(Font::read(document, dictionary)));
        Some(Rc::clone(font))
    }

    /// Runs a form, counts a picture.
    fn object(&mut self, resources: &[&'d Dictionary], name: &[u8], state: &State, depth: usize) {
        let document = self.document;
        let found = resources.iter().find_map(|own| {
            entry(
                document,
                entry(document, own, b"XObject")?.as_dict().ok()?,
                name,
            )
        });
        let Some(object @ Object::Stream(stream)) = found else {
            return;
        };
        let kind =
            entry(document, &stream.dict, b"Subtype").and_then(|object| object.as_name().ok());
        if kind == Some(b"Image") {
            self.shown.pictures += 1;
            return;
        }
        if kind != Some(b"Form") || depth >= DEEPEST {
            return;
        }
        let Some(content) = stream_bytes(object, LARGEST) else {
            self.shown.is_damaged = true;
            return;
        };
        let mut own: Vec<&Dictionary> = Vec::new();
        own.extend(
            entry(document, &stream.dict, b"Resources").and_then(|object| object.as_dict().ok()),
        );
        own.extend(resources);
        let mut inner = state.clone();
        let matrix =
            entry(document, &stream.dict, b"Matrix").and_then(|object| object.as_array().ok());
        if let Some(values) = matrix {
            let values: Vec<f32> = values
                .iter()
                .filter_map(|value| value.as_float().ok())
                .collect();
            if let Ok(matrix) = Matrix::try_from(values) {
                inner.matrix = times(&matrix, &inner.matrix);
            }
        }
        self.run(&content, &own, inner, depth + 1);
    }

    fn write(&mut self, state: &State, text: &mut Matrix, bytes: &[u8]) {
        let Some(font) = state.font.clone() else {
            return;
        };
        for code in font.codes(bytes) {
            let place = times(
                &[1.0, 0.0, 0.0, 1.0, 0.0, state.rise],
                &times(text, &state.matrix),
            );
            let mut move_by = code.width * state.size + state.letter;
            if code.is_space {
                move_by += state.word;
            }
            let advance = code.width * state.size * state.stretch;
            *text = times(&[1.0, 0.0, 0.0, 1.0, move_by * state.stretch, 0.0], text);
            if code.text.is_empty() {
                self.shown.unknown += 1;
                continue;
            }
            let turn = turn_of(&place);
            let along = (place[0] * place[0] + place[1] * place[1]).sqrt();
            let size = (place[2] * place[2] + place[3] * place[3]).sqrt() * state.size.abs();
            let (x, y) = seen_along(turn, place[4], place[5]);
            self.shown.push(Glyph {
                text: code.text,
                x,
                y,
                end: x + advance * along,
                size,
                bold: font.bold,
                italic: font.italic,
                turn,
            });
        }
    }
}
