//! What a token of an entry can be, and the states of the labeller: the first token of a field is told from the others.

use std::ops::Range;

#[cfg(test)]
use super::tokens::Token;

/// What a token is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[expect(
    missing_docs,
    reason = "the names say it; `citation.rs` has the fields"
)]
pub enum Label {
    /// Signs and words between fields.
    Other,
    /// A sentence beside the citation.
    Prose,
    /// Between two works of an entry.
    Separator,
    /// An address, a DOI, a date of access: known by rule.
    Atom,
    Author,
    Editor,
    Translator,
    Title,
    Container,
    Series,
    Publisher,
    Place,
    Organization,
    Date,
    Volume,
    Issue,
    Pages,
    Edition,
    Note,
    Identifier,
    /// The entry's own number.
    Number,
}

impl Label {
    /// All labels, in the order of their numbers.
    #[rustfmt::skip]
    pub const ALL: [Label; 21] = [
        Label::Other, Label::Prose, Label::Separator, Label::Atom, Label::Author, Label::Editor, Label::Translator, Label::Title,
        Label::Container, Label::Series, Label::Publisher, Label::Place, Label::Organization, Label::Date, Label::Volume,
        Label::Issue, Label::Pages, Label::Edition, Label::Note, Label::Identifier, Label::Number,
    ];

    /// Whether its runs are fields, so that a first token is told from the others.
    pub const fn is_field(self) -> bool {
        self as u8 >= Label::Author as u8
    }
}

/// How many states there are: one for each label's first token, and one for the later tokens of each field.
pub const STATES: usize = OPENING + Label::ALL.len() - Label::Author as usize;

/// States below this are first tokens and may follow any state.
pub const OPENING: usize = Label::ALL.len();

/// A state of the labeller: a label, and whether the token is the first of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct State(pub u8);

impl State {
    /// The state of a label's first or later token.
    pub const fn new(label: Label, is_first: bool) -> State {
        let number = label as u8;
        match label.is_field() && !is_first {
            true => State(OPENING as u8 + number - Label::Author as u8),
            false => State(number),
        }
    }

    /// The label.
    pub const fn label(self) -> Label {
        match self.goes_on() {
            true => Label::ALL[self.0 as usize - OPENING + Label::Author as usize],
            false => Label::ALL[self.0 as usize],
        }
    }

    /// Whether it stands between works rather than in one.
    pub const fn parts_works(self) -> bool {
        matches!(self.label(), Label::Separator | Label::Prose)
    }

    /// Whether it goes on with a field.
    pub const fn goes_on(self) -> bool {
        self.0 as usize >= OPENING
    }
}

/// The tokens of the work that begins at `start`, up to what parts it from the next; `start` at most where the states end.
fn work_from(states: &[State], start: usize) -> Range<usize> {
    let mut rest = states[start..].iter();
    let length = rest.position(|state| state.parts_works());
    start..length.map_or(states.len(), |length| start + length)
}

/// Gives the works of an entry one after another, without what parts them.
pub(super) fn each_work(states: &mut [State], mut mend: impl FnMut(&mut [State], Range<usize>)) {
    let mut start = 0;
    while start < states.len() {
        let work = work_from(states, start);
        let end = work.end;
        mend(states, work);
        start = end + 1;
    }
}

/// Makes a run of tokens one field, or part of none.
pub(super) fn lay(states: &mut [State], label: Label, run: Range<usize>) {
    for (number, state) in states[run].iter_mut().enumerate() {
        *state = State::new(label, number == 0);
    }
}

/// The tokens of an entry and their states where its fields are told, each by the first place of its text.
#[cfg(test)]
pub(super) fn told(entry: &str, fields: &[(&str, Label)]) -> (Vec<Token>, Vec<State>) {
    let mut read = Vec::new();
    super::tokens::read(entry, 0..entry.len(), &mut read);
    let mut states = vec![State::new(Label::Other, true); read.len()];
    for (text, label) in fields {
        lay(&mut states, *label, place(entry, &read, text));
    }
    (read, states)
}

/// The tokens of the first place of a text in its entry.
#[cfg(test)]
pub(super) fn place(entry: &str, tokens: &[Token], text: &str) -> Range<usize> {
    let start = entry.find(text).expect("the field is in the entry");
    let own = |token: &Token| token.start >= start && token.end <= start + text.len();
    let from = tokens.iter().position(own).expect("it has tokens");
    from..from + tokens[from..].iter().take_while(|token| own(token)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_tells_its_label() {
        for label in Label::ALL {
            assert_eq!(Label::ALL[label as usize], label);
            assert_eq!(State::new(label, true).label(), label);
            assert_eq!(State::new(label, false).label(), label);
            assert_eq!(State::new(label, false).goes_on(), label.is_field());
            assert!((State::new(label, false).0 as usize) < STATES);
        }
    }
}
