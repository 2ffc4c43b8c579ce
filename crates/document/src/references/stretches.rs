//! Which stretches of an entry are works and which are prose, and so what the entry is.

use std::ops::Range;

use super::aliases::is_alias;
use super::citation::{Citation, ReferenceKind};
use super::labels::{Label, State};
use super::tokens::{Class, Token};

/// The stretches of an entry.
pub(super) struct Stretches {
    /// Works, in tokens.
    pub(super) works: Vec<Range<usize>>,
    /// Words of prose.
    prose: usize,
}

/// Fewer words of prose than these are a word that leads to the citation: `See`, `For this`.
const LEAST_PROSE: usize = 4;

/// Reads the stretches: separators and prose part works.
pub(super) fn read(entry: &str, tokens: &[Token], states: &[State]) -> Stretches {
    let mut stretches = Stretches {
        works: Vec::new(),
        prose: 0,
    };
    let mut start = 0;
    let close = |range: Range<usize>, works: &mut Vec<Range<usize>>| {
        if range.clone().any(|at| is_field(states[at], &tokens[at])) {
            works.push(range);
        }
    };
    for (at, state) in states.iter().enumerate() {
        match state.label() {
            Label::Prose => {
                stretches.prose += usize::from(tokens[at].class != Class::Sign);
                close(start..at, &mut stretches.works);
                start = at + 1;
            }
            Label::Separator => {
                close(start..at, &mut stretches.works);
                start = at + 1;
            }
            _ => {}
        }
    }
    close(start..states.len(), &mut stretches.works);
    stretches.join(entry, tokens, states);
    stretches
}

/// Whether a token tells something of a work.
fn is_field(state: State, token: &Token) -> bool {
    let atom = matches!(token.class, Class::Address | Class::Doi | Class::Accessed);
    atom || state.label().is_field() && !matches!(state.label(), Label::Number | Label::Note)
}

impl Stretches {
    /// A stretch that names no work of its own belongs to the one before: pages, a date of access, an address.
    fn join(&mut self, entry: &str, tokens: &[Token], states: &[State]) {
        let names = |range: &Range<usize>| {
            range.clone().any(|at| {
                matches!(
                    states[at].label(),
                    Label::Title | Label::Author | Label::Container | Label::Organization
                ) || tokens[at].class == Class::Address
            })
        };
        let mut works: Vec<Range<usize>> = Vec::new();
        for range in self.works.drain(..) {
            match works.last_mut() {
                Some(last)
                    if !names(&range)
                        && !is_prose_between(entry, tokens, last.end..range.start, states) =>
                {
                    last.end = range.end
                }
                _ => works.push(range),
            }
        }
        self.works = works;
    }

    /// What the entry is, from its prose and what its works tell.
    pub(super) fn kind(&self, entry: &str, citations: &[Citation]) -> ReferenceKind {
        let alias = is_alias(entry);
        // Beside another name, a sentence with a date is no title of a work.
        let cites = citations
            .iter()
            .any(|citation| is_cited(citation) && (!alias || names_more(citation)));
        match (cites, alias, self.prose >= LEAST_PROSE) {
            (true, true, _) | (true, _, true) => ReferenceKind::Mixed,
            (true, false, false) => ReferenceKind::Citation,
            (false, true, _) => ReferenceKind::Alias,
            (false, false, _) => ReferenceKind::Comment,
        }
    }
}

fn is_prose_between(
    _entry: &str,
    tokens: &[Token],
    between: Range<usize>,
    states: &[State],
) -> bool {
    between
        .filter(|&at| states[at].label() == Label::Prose && tokens[at].class != Class::Sign)
        .count()
        >= LEAST_PROSE
}

/// Whether fields make a citation: an address, a DOI, or two kinds of fields of which one names the work.
fn is_cited(citation: &Citation) -> bool {
    if citation.url.is_some() || citation.doi.is_some() || citation.accessed.is_some() {
        return true;
    }
    let names = [
        citation.title.is_some(),
        citation.container.is_some(),
        !citation.authors.is_empty(),
        citation.organization.is_some(),
    ];
    let others = [
        citation.date.is_some(),
        citation.pages.is_some(),
        citation.publisher.is_some(),
        citation.place.is_some(),
        citation.volume.is_some() || citation.issue.is_some(),
        citation.identifier.is_some(),
    ];
    let count = |flags: &[bool]| flags.iter().filter(|flag| **flag).count();
    count(&names) >= 1 && count(&names) + count(&others) >= 2
}

/// Whether a citation says more than a title and a date.
fn names_more(citation: &Citation) -> bool {
    let fields = [
        &citation.url,
        &citation.doi,
        &citation.container,
        &citation.publisher,
        &citation.pages,
        &citation.volume,
        &citation.organization,
    ];
    fields.into_iter().any(Option::is_some) || !citation.authors.is_empty()
}
