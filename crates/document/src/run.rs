//! A run: text that remembers where in the source each of its pieces stands, and can be cut, joined and edited.

use std::ops::Range;

use crate::tree::{Link, Marker, Piece};

/// Text under construction. Pieces cover the text in order, see [`crate::SourceMap`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    pub(crate) text: String,
    pub(crate) pieces: Vec<Piece>,
    /// Links in order of their start.
    pub(crate) links: Vec<Link>,
    /// Citation markers that the format itself shows, in order and apart from each other.
    pub(crate) markers: Vec<Marker>,
    /// Code spans in bytes of the text: nothing in them is repaired or read as a marker.
    pub(crate) code: Vec<Range<usize>>,
    /// Bytes of text, white space apart, that stand in bold.
    pub(crate) bold: usize,
    /// Stretches of the text that stand in italics, in order.
    pub(crate) italic: Vec<Range<usize>>,
}

/// A replacement of a range of a run's text.
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) range: Range<usize>,
    pub(crate) with: &'static str,
}

impl Run {
    /// The run that is a range of the source as it stands.
    pub(crate) fn of_source(source: &str, range: Range<usize>) -> Run {
        let mut run = Run::default();
        run.push_source(source, range);
        run
    }

    /// Appends a range of the source as it stands.
    pub(crate) fn push_source(&mut self, source: &str, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(&source[range.clone()]);
        self.push_piece(Piece {
            text: start..self.text.len(),
            source: range,
            verbatim: true,
        });
    }

    /// Appends text that stands for a range of the source.
    pub(crate) fn push_text(&mut self, text: &str, source: Range<usize>) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.push_piece(Piece {
            text: start..self.text.len(),
            source,
            verbatim: false,
        });
    }

    fn push_piece(&mut self, piece: Piece) {
        if let Some(last) = self.pieces.last_mut()
            && last.verbatim
            && piece.verbatim
            && last.source.end == piece.source.start
        {
            last.text.end = piece.text.end;
            last.source.end = piece.source.end;
            return;
        }
        self.pieces.push(piece);
    }

    /// Appends another run.
    pub(crate) fn append(&mut self, other: Run) {
        let shift = self.text.len();
        self.text.push_str(&other.text);
        for piece in other.pieces {
            self.push_piece(Piece {
                text: piece.text.start + shift..piece.text.end + shift,
                ..piece
            });
        }
        for link in other.links {
            self.links.push(Link {
                span: link.span.start + shift..link.span.end + shift,
                ..link
            });
        }
        for marker in other.markers {
            self.markers.push(Marker {
                span: marker.span.start + shift..marker.span.end + shift,
                ..marker
            });
        }
        self.code.extend(
            other
                .code
                .into_iter()
                .map(|span| span.start + shift..span.end + shift),
        );
        self.bold += other.bold;
        for span in other.italic {
            self.push_italic(span.start + shift..span.end + shift);
        }
    }

    /// Says that a stretch behind those before stands in italics.
    pub(crate) fn push_italic(&mut self, span: Range<usize>) {
        push_stretch(&mut self.italic, span);
    }

    /// Whether everything in it is bold.
    pub(crate) fn is_bold(&self) -> bool {
        self.bold > 0 && self.bold >= solid(&self.text)
    }

    /// Whether everything in it stands in italics.
    pub(crate) fn is_italic(&self) -> bool {
        let inside = solid_in(&self.text, &self.italic);
        inside > 0 && inside >= solid(&self.text)
    }

    /// The part of the run in `range` (bytes of its text).
    pub(crate) fn slice(&self, range: Range<usize>) -> Run {
        let mut out = Run::default();
        let mut cursor = self
            .pieces
            .partition_point(|piece| piece.text.end <= range.start);
        self.copy(range.clone(), &mut cursor, &mut out);
        let from = self
            .links
            .partition_point(|link| link.span.end <= range.start);
        for link in self.links[from..]
            .iter()
            .take_while(|link| link.span.start < range.end)
        {
            let span = link.span.start.max(range.start) - range.start
                ..link.span.end.min(range.end) - range.start;
            if !span.is_empty() {
                out.links.push(Link {
                    target: link.target.clone(),
                    span,
                });
            }
        }
        let from = self
            .markers
            .partition_point(|marker| marker.span.end <= range.start);
        for marker in self.markers[from..]
            .iter()
            .take_while(|marker| marker.span.start < range.end)
        {
            let span = marker.span.start.max(range.start) - range.start
                ..marker.span.end.min(range.end) - range.start;
            if !span.is_empty() {
                let labels = marker.labels.clone();
                out.markers.push(Marker { labels, span });
            }
        }
        let from = self.code.partition_point(|span| span.end <= range.start);
        for span in self.code[from..]
            .iter()
            .take_while(|span| span.start < range.end)
        {
            out.code.push(
                span.start.max(range.start) - range.start..span.end.min(range.end) - range.start,
            );
        }
        let from = self.italic.partition_point(|span| span.end <= range.start);
        for span in self.italic[from..]
            .iter()
            .take_while(|span| span.start < range.end)
        {
            let start = span.start.max(range.start) - range.start;
            out.push_italic(start..span.end.min(range.end) - range.start);
        }
        if self.is_bold() {
            out.bold = solid(&out.text);
        }
        out
    }

    /// The run without white space at its ends.
    pub(crate) fn trimmed(&self) -> Run {
        let start = self.text.len() - self.text.trim_start().len();
        let end = self.text.trim_end().len();
        if start == 0 && end == self.text.len() {
            return self.clone();
        }
        self.slice(start.min(end)..end)
    }

    /// The lines of the run, without their ends.
    pub(crate) fn lines(&self) -> Vec<Run> {
        let mut lines = Vec::new();
        let mut start = 0;
        for (at, _) in self.text.match_indices('\n') {
            lines.push(self.slice(start..at));
            start = at + 1;
        }
        lines.push(self.slice(start..self.text.len()));
        lines
    }

    /// The bytes of the source from its first to its last piece.
    pub(crate) fn source(&self) -> Option<Range<usize>> {
        Some(self.pieces.first()?.source.start..self.pieces.last()?.source.end)
    }

    /// Applies edits; they must be in order and must not overlap.
    pub(crate) fn edited(&self, edits: &[Edit]) -> Run {
        if edits.is_empty() {
            return self.clone();
        }
        let mut out = Run {
            bold: self.bold,
            ..Run::default()
        };
        // (old start, old end, new start) of every stretch that stays.
        let mut kept: Vec<(usize, usize, usize)> = Vec::with_capacity(edits.len() + 1);
        let mut cursor = 0;
        let mut at = 0;
        for edit in edits {
            kept.push((at, edit.range.start, out.text.len()));
            self.copy(at..edit.range.start, &mut cursor, &mut out);
            if !edit.with.is_empty() {
                let from = self.source_at(edit.range.start, &mut cursor);
                let to = self.source_before(edit.range.end, &mut cursor);
                out.push_text(edit.with, from.min(to)..to.max(from));
            }
            at = edit.range.end;
        }
        kept.push((at, self.text.len(), out.text.len()));
        self.copy(at..self.text.len(), &mut cursor, &mut out);
        let moved = |old: usize| {
            let (from, to, new) = kept[kept
                .partition_point(|stretch| stretch.0 <= old)
                .saturating_sub(1)];
            new + old.min(to).saturating_sub(from)
        };
        for link in &self.links {
            let span = moved(link.span.start)..moved(link.span.end);
            if span.start < span.end {
                out.links.push(Link {
                    target: link.target.clone(),
                    span,
                });
            }
        }
        for marker in &self.markers {
            let span = moved(marker.span.start)..moved(marker.span.end);
            if span.start < span.end {
                let labels = marker.labels.clone();
                out.markers.push(Marker { labels, span });
            }
        }
        out.code.extend(
            self.code
                .iter()
                .map(|span| moved(span.start)..moved(span.end)),
        );
        for span in &self.italic {
            out.push_italic(moved(span.start)..moved(span.end));
        }
        out
    }

    /// Copies a range to `out`; `cursor` is the index of a piece at or before its start and is moved on.
    fn copy(&self, range: Range<usize>, cursor: &mut usize, out: &mut Run) {
        if range.start >= range.end {
            return;
        }
        let shift = out.text.len();
        out.text.push_str(&self.text[range.clone()]);
        while *cursor < self.pieces.len() && self.pieces[*cursor].text.end <= range.start {
            *cursor += 1;
        }
        let mut index = *cursor;
        while let Some(piece) = self
            .pieces
            .get(index)
            .filter(|piece| piece.text.start < range.end)
        {
            let text = piece.text.start.max(range.start)..piece.text.end.min(range.end);
            let source = match piece.verbatim {
                true => {
                    let start = piece.source.start + (text.start - piece.text.start);
                    start..start + text.len()
                }
                false => piece.source.clone(),
            };
            let text = text.start - range.start + shift..text.end - range.start + shift;
            out.push_piece(Piece {
                text,
                source,
                verbatim: piece.verbatim,
            });
            index += 1;
        }
        *cursor = index.saturating_sub(1).max(*cursor);
    }

    /// The byte of the source where the character at `at` begins.
    fn source_at(&self, at: usize, cursor: &mut usize) -> usize {
        while *cursor + 1 < self.pieces.len() && self.pieces[*cursor].text.end <= at {
            *cursor += 1;
        }
        match self.pieces.get(*cursor) {
            Some(piece) if piece.verbatim => {
                piece.source.start + at.saturating_sub(piece.text.start).min(piece.text.len())
            }
            Some(piece) if at >= piece.text.end => piece.source.end,
            Some(piece) => piece.source.start,
            None => 0,
        }
    }

    /// The byte of the source where the character before `at` ends.
    fn source_before(&self, at: usize, cursor: &mut usize) -> usize {
        while *cursor + 1 < self.pieces.len() && self.pieces[*cursor].text.end < at {
            *cursor += 1;
        }
        match self.pieces.get(*cursor) {
            Some(piece) if piece.verbatim => {
                piece.source.start + at.saturating_sub(piece.text.start).min(piece.text.len())
            }
            Some(piece) => piece.source.end,
            None => 0,
        }
    }
}

/// Adds a stretch to others that stand before it, or makes the last longer where it goes on.
pub(crate) fn push_stretch(stretches: &mut Vec<Range<usize>>, span: Range<usize>) {
    match stretches.last_mut() {
        _ if span.is_empty() => {}
        Some(last) if last.end >= span.start => last.end = last.end.max(span.end),
        _ => stretches.push(span),
    }
}

/// Bytes of some stretches of a text, white space apart.
pub(crate) fn solid_in(text: &str, stretches: &[Range<usize>]) -> usize {
    let own = stretches.iter().filter_map(|span| text.get(span.clone()));
    own.map(solid).sum()
}

/// Bytes of a text, white space apart.
pub(crate) fn solid(text: &str) -> usize {
    text.chars()
        .filter(|ch| !ch.is_whitespace())
        .map(char::len_utf8)
        .sum()
}
