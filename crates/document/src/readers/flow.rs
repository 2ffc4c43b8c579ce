//! What the formats of word processors share: notes and asides that wait for their place, looks of paragraphs.

use crate::transcript::{Form, Transcript, Words};

/// Elements deeper than this are not looked into; documents of word processors nest 40 deep.
pub(super) const DEEPEST: usize = 120;

/// What a paragraph's shape makes of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Look {
    #[default]
    Text,
    /// A heading with its level from 1.
    Outline(u8),
    /// Numbered or marked by a bullet.
    Item,
}

/// The text as it comes, and what waits for its place in it.
#[derive(Default)]
pub(super) struct Flow {
    pub(super) transcript: Transcript,
    /// Whether endnotes are numbered i, ii, iii, because footnotes are numbered 1, 2, 3.
    pub(super) roman: bool,
    footnotes: u32,
    endnotes: u32,
    /// Notes that were called and are not written yet: label and paragraphs.
    notes: Vec<(String, Vec<Words>)>,
    /// Headers, footers, hidden comments: they stand behind the text.
    asides: Vec<Words>,
    /// The list that the paragraph before belonged to.
    list: Option<usize>,
}

impl Flow {
    pub(super) fn new(transcript: Transcript, roman: bool) -> Flow {
        Flow {
            transcript,
            roman,
            ..Flow::default()
        }
    }

    /// Counts one more note and writes its marker; the label is to be given to [`Flow::note`].
    pub(super) fn call(&mut self, is_endnote: bool, words: &mut Words) -> (String, usize) {
        let count = match is_endnote {
            true => &mut self.endnotes,
            false => &mut self.footnotes,
        };
        *count += 1;
        let label = match is_endnote && self.roman {
            true => crate::number::to_roman(*count),
            false => count.to_string(),
        };
        words.call(&label);
        (label, self.notes.len())
    }

    /// A note's text; `place` is what [`Flow::call`] gave, since a note may call notes of its own.
    pub(super) fn note(&mut self, (label, place): (String, usize), paragraphs: Vec<Words>) {
        let paragraphs = paragraphs.into_iter().map(trimmed).collect();
        self.notes
            .insert(place.min(self.notes.len()), (label, paragraphs));
    }

    pub(super) fn aside(&mut self, paragraphs: Vec<Words>) {
        self.asides.extend(paragraphs);
    }

    /// Ends the list that the paragraph before belonged to.
    pub(super) fn end_list(&mut self) {
        self.list = None;
    }

    /// Writes a paragraph.
    pub(super) fn push(&mut self, look: Look, words: Words) {
        if words.is_blank() {
            return;
        }
        match look {
            Look::Outline(level) => {
                self.list = None;
                // Notes of the section that ends; those that the heading calls stay.
                let own = words.text.matches("[^").count().min(self.notes.len());
                let own = self.notes.split_off(self.notes.len() - own);
                self.write_notes();
                self.notes = own;
                self.transcript.push(Form::Heading(level), words);
            }
            Look::Item => {
                let list = match self.list {
                    Some(list) => list,
                    None => self.transcript.new_list(),
                };
                self.list = Some(list);
                self.transcript.push(Form::Item(list, None), words);
            }
            Look::Text => {
                self.list = None;
                self.transcript.push(Form::Paragraph, words);
            }
        }
    }

    fn write_notes(&mut self) {
        for (label, paragraphs) in std::mem::take(&mut self.notes) {
            let mut label = Some(label);
            for words in paragraphs.into_iter().filter(|words| !words.is_blank()) {
                let form = label.take().map_or(Form::More, Form::Note);
                self.transcript.push(form, words);
            }
        }
    }

    /// Writes what has waited.
    pub(super) fn finish(mut self) -> Transcript {
        self.write_notes();
        for words in std::mem::take(&mut self.asides) {
            self.transcript.push(Form::Paragraph, words);
        }
        self.transcript
    }
}

/// Words without white space before them.
pub(super) fn trimmed(mut words: Words) -> Words {
    let cut = words.text.len() - words.text.trim_start().len();
    words.drop_head(cut);
    words
}

/// The address in a link's command, which escapes colons and ends with options: `http\://example.org;1;0;0;`.
pub(super) fn address(command: &str) -> Option<String> {
    let path = command.replace("\\:", ":").replace("\\;", ";");
    let path = path.split(';').next().unwrap_or_default().trim().to_owned();
    (!path.is_empty()).then_some(path)
}
