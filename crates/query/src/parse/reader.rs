//! Reads a query from its begin to its end: operators, brackets, fields, quotes and words.

use std::ops::Range;

use seoji_analysis::Normalised;

use super::glob::is_glob;
use super::near::nearest_field;
use super::query::{Node, joined};
use super::{
    Clause, FIELDS, FilterField, Form, Glob, MOST_BYTES, MOST_CLAUSES, MOST_DEPTH, MOST_SLOP,
    Query, field_named,
};
use crate::citations::CitationField;
use crate::results::Hint;

/// Opening quotes with the closing ones that end them.
const QUOTES: &[(char, &[char])] = &[
    ('"', &['"']),
    ('“', &['”', '“', '"']),
    ('„', &['”', '“', '"']),
    ('«', &['»']),
    ('「', &['」']),
    ('『', &['』']),
];

/// With so many words in capitals and none in small letters a query is a title in capitals.
const WORDS_OF_A_TITLE: usize = 5;

/// A word between or before others that says how they belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    And,
    Or,
    Not,
}

/// A value as it stands in the query.
struct Value {
    span: Range<usize>,
    quoted: bool,
    /// By how many words those of a phrase may be moved.
    slop: Option<u32>,
}

pub(super) struct Reader<'q> {
    query: &'q str,
    at: usize,
    end: usize,
    depth: usize,
    clauses: usize,
    /// Fields that a program gave its documents.
    extra: &'q [String],
    /// Whether words such as `OR` are operators.
    operators: bool,
    hints: Vec<Hint>,
}

impl<'q> Reader<'q> {
    pub(super) fn new(query: &'q str, extra: &'q [String], operators: bool) -> Self {
        let mut reader = Self {
            query,
            at: 0,
            end: query.len(),
            depth: 0,
            clauses: 0,
            extra,
            operators: operators && !is_title_in_capitals(query),
            hints: Vec::new(),
        };
        if query.len() > MOST_BYTES {
            reader.end = (0..=MOST_BYTES)
                .rev()
                .find(|&at| query.is_char_boundary(at))
                .unwrap_or(0);
            let message =
                format!("the query is very long; only its first {MOST_BYTES} bytes were used");
            reader.hint(message, reader.end..query.len());
        }
        reader
    }

    pub(super) fn read(mut self) -> (Query, Vec<Hint>) {
        let mut nodes = Vec::new();
        loop {
            nodes.push(self.any(None));
            if self.at >= self.end {
                break;
            }
            // Only a bracket that closes nothing ends the reading here.
            self.hint(
                "a bracket is closed here that was never opened",
                self.at..self.at + 1,
            );
            self.at += 1;
        }
        (Query::from_node(Node::All(nodes)), self.hints)
    }

    /// Tells something once, however often it is odd.
    fn hint(&mut self, message: impl Into<String>, span: Range<usize>) {
        self.offer(message, None, span);
    }

    /// Tells something once, with what could be asked instead.
    fn offer(&mut self, message: impl Into<String>, query: Option<String>, span: Range<usize>) {
        let message = message.into();
        if self.hints.iter().all(|hint| hint.message != message) {
            self.hints.push(Hint {
                message,
                query,
                span: Some(span.into()),
            });
        }
    }

    fn rest(&self) -> &'q str {
        &self.query[self.at..self.end]
    }

    fn blank(&mut self) {
        let rest = self.rest();
        let text = rest.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
        self.at += rest.len() - text.len();
    }

    /// The operator that stands here, and its length in bytes.
    fn operator(&self) -> Option<(Operator, usize)> {
        if !self.operators {
            return None;
        }
        let rest = self.rest();
        for (word, operator) in [
            ("AND", Operator::And),
            ("OR", Operator::Or),
            ("NOT", Operator::Not),
        ] {
            let ends = |after: &str| {
                after.is_empty()
                    || after
                        .starts_with(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '"'))
            };
            if rest.strip_prefix(word).is_some_and(ends) {
                return Some((operator, word.len()));
            }
        }
        let bars = rest.len() - rest.trim_start_matches('|').len();
        (bars > 0).then_some((Operator::Or, bars))
    }

    /// Reads alternatives up to the end or to a bracket that closes; `field` is that of the words in brackets.
    fn any(&mut self, field: Option<Form>) -> Node {
        let mut sides: Vec<Vec<(Node, Range<usize>)>> = Vec::new();
        let mut open: Option<Range<usize>> = None;
        loop {
            let side = self.all(field);
            let or = match self.operator() {
                Some((Operator::Or, length)) if self.at < self.end => {
                    Some(self.at..self.at + length)
                }
                _ => None,
            };
            let alone = match (&open, &or) {
                (Some(open), _) if side.is_empty() => Some(open.clone()),
                (None, Some(or)) if side.is_empty() => Some(or.clone()),
                _ => None,
            };
            if let Some(alone) = alone {
                let word = &self.query[alone.clone()];
                self.hint(
                    format!("{word} stands between two words; here one of them is missing"),
                    alone,
                );
            }
            if !side.is_empty() {
                sides.push(side);
            }
            let Some(or) = or else { break };
            self.at = or.end;
            open = Some(or);
        }
        self.tell_reading(&sides);
        let side = |side: Vec<(Node, Range<usize>)>| {
            Node::All(side.into_iter().map(|(node, _)| node).collect())
        };
        Node::Any(sides.into_iter().map(side).collect())
    }

    /// Tells how words beside an `OR` were read, where another reading is as near.
    fn tell_reading(&mut self, sides: &[Vec<(Node, Range<usize>)>]) {
        let middle_is_single = sides
            .iter()
            .skip(1)
            .rev()
            .skip(1)
            .all(|side| side.len() == 1);
        if sides.len() < 2 || !middle_is_single || sides.iter().all(|side| side.len() == 1) {
            return;
        }
        let text = |parts: &[(Node, Range<usize>)]| {
            let span = joined(parts.iter().map(|(_, span)| span.clone()));
            self.query[span].trim().to_owned()
        };
        let read: Vec<String> = sides
            .iter()
            .map(|side| match side.as_slice() {
                [_] => text(side),
                _ => format!("({})", text(side)),
            })
            .collect();
        let (Some((first, rest)), Some((last, before))) = (
            sides.first().and_then(|side| side.split_last()),
            sides.last().and_then(|side| side.split_first()),
        ) else {
            return;
        };
        let mut inner = vec![text(std::slice::from_ref(first))];
        inner.extend(sides[1..sides.len() - 1].iter().map(|side| text(side)));
        inner.push(text(std::slice::from_ref(last)));
        let other = format!("{} ({}) {}", text(rest), inner.join(" OR "), text(before));
        let span = joined(sides.iter().flatten().map(|(_, span)| span.clone()));
        // Brackets around one clause or around the whole would say nothing.
        let (before, after) = (&self.query[..span.start], &self.query[span.end..]);
        let whole = before.trim().is_empty() && after.trim().is_empty();
        self.hints.push(Hint {
            message: format!("read as {}; brackets group otherwise", read.join(" OR ")),
            query: whole.then(|| other.trim().to_owned()),
            span: Some(span.into()),
        });
    }

    /// Reads what stands side by side up to an `OR`, the end, or a bracket that closes.
    fn all(&mut self, field: Option<Form>) -> Vec<(Node, Range<usize>)> {
        let mut nodes: Vec<(Node, Range<usize>)> = Vec::new();
        loop {
            self.blank();
            if self.at >= self.end || self.rest().starts_with(')') {
                return nodes;
            }
            match self.operator() {
                Some((Operator::Or, _)) => return nodes,
                Some((Operator::And, length)) => {
                    self.at += length;
                    continue;
                }
                _ => {}
            }
            if self.clauses == MOST_CLAUSES {
                let message = format!(
                    "the query is very long; only its first {MOST_CLAUSES} words were used"
                );
                self.hint(message, self.at..self.query.len());
                self.end = self.at;
                return nodes;
            }
            let start = self.at;
            let Some(node) = self.signed(field) else {
                continue;
            };
            if let (Some((Node::Clause(last), span)), Node::Clause(next)) =
                (nodes.last_mut(), &node)
                && are_one_value(last, next, field)
            {
                // `author:(Kim Jong Un)` is one name.
                last.text = format!("{} {}", last.text, next.text);
                last.span.end = next.span.end;
                last.text_span.end = next.text_span.end;
                span.end = self.at;
                continue;
            }
            nodes.push((node, start..self.at));
        }
    }

    /// Reads one thing with the signs before it.
    fn signed(&mut self, field: Option<Form>) -> Option<Node> {
        let start = self.at;
        let mut excluded = false;
        let mut not: Option<Range<usize>> = None;
        while let Some((Operator::Not, length)) = self.operator() {
            not = Some(self.at..self.at + length);
            excluded = !excluded;
            self.at += length;
            self.blank();
        }
        // A sign counts only where something follows it at once: `a - b` is text.
        let follows = |rest: &str, sign: char| {
            rest.strip_prefix(sign)
                .is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace() && c != sign))
        };
        let mut must = false;
        if follows(self.rest(), '-') {
            excluded = !excluded;
            self.at += 1;
        } else if follows(self.rest(), '+') {
            must = true;
            self.at += 1;
        }
        let behind = matches!(self.operator(), Some((Operator::And | Operator::Or, _)));
        let node = if behind || self.at >= self.end || self.rest().starts_with(')') {
            None
        } else {
            self.primary(start, must, field)
        };
        if let (None, Some(not)) = (&node, not) {
            self.hint(
                "NOT leaves out what stands behind it; here nothing does",
                not,
            );
        }
        let node = node?;
        Some(if excluded {
            match node {
                Node::Clause(mut clause) => {
                    clause.excluded = true;
                    Node::Clause(clause)
                }
                node => Node::Not(Box::new(node)),
            }
        } else {
            node
        })
    }

    /// Reads brackets, or a clause that began at `start` with its sign.
    fn primary(&mut self, start: usize, must: bool, field: Option<Form>) -> Option<Node> {
        if self.rest().starts_with('(') {
            return self.brackets(field);
        }
        let (form, from) = self.field(self.at);
        self.at = from;
        // Its hint says what is missing; the field's name is no word to look for.
        let form = form?;
        if form != Form::Word && self.rest().starts_with('(') {
            return self.brackets(Some(form));
        }
        let form = match (form, field) {
            (Form::Word, Some(field)) => field,
            (form, _) => form,
        };
        let value = self.value(form);
        self.clause(start, form, must, value)
    }

    fn brackets(&mut self, field: Option<Form>) -> Option<Node> {
        let open = self.at..self.at + 1;
        self.at += 1;
        if self.depth == MOST_DEPTH {
            let message = format!("brackets are read {MOST_DEPTH} deep; this one was passed over");
            self.hint(message, open);
            return None;
        }
        self.depth += 1;
        let node = self.any(field);
        self.depth -= 1;
        if self.rest().starts_with(')') {
            self.at += 1;
        } else if self.clauses < MOST_CLAUSES {
            self.hint("the bracket is never closed; read to the end", open);
        }
        let empty = matches!(&node, Node::Any(sides) if sides.is_empty());
        (!empty).then_some(node)
    }

    /// Makes a clause of a value, unless it asks for nothing.
    fn clause(&mut self, start: usize, form: Form, must: bool, value: Value) -> Option<Node> {
        let typed = &self.query[value.span.clone()];
        // Composed, so that a decomposed query is the same query; the spans stay those of the query.
        let text = Normalised::new(typed).as_str().to_owned();
        if !text.chars().any(char::is_alphanumeric) {
            if form != Form::Word && value.quoted {
                let message = format!(
                    "{} asks for nothing and was left out",
                    self.query[start..self.at].trim()
                );
                self.hint(message, start..self.at);
            }
            // Punctuation alone asks for nothing; it is common around pasted text and needs no hint.
            return None;
        }
        let form = match form {
            Form::Word if value.quoted => match value.slop {
                Some(slop) if slop > 0 => Form::Near(slop),
                _ => Form::Phrase,
            },
            Form::Word if is_glob(&text) => {
                if Glob::new(&text).is_some() {
                    Form::Glob
                } else {
                    self.hint(
                        format!("\"{text}\" leaves too much open: searched as text; type two letters or more before * or ?"),
                        value.span.clone(),
                    );
                    Form::Word
                }
            }
            Form::Citation { field, .. } => Form::Citation {
                field,
                quoted: value.quoted,
            },
            form => form,
        };
        self.clauses += 1;
        Some(Node::Clause(Clause {
            text,
            form,
            excluded: false,
            must,
            span: start..self.at,
            text_span: value.span,
        }))
    }

    /// The field of this name among those that a program gave its documents.
    fn extra_named(&self, name: &str) -> Option<Form> {
        let name = Normalised::new(name).as_str().to_lowercase();
        let at = self.extra.iter().position(|own| *own == name)?;
        Some(Form::Filter(FilterField::Extra(u16::try_from(at).ok()?)))
    }

    /// Reads `name:` when a known field stands there; no form where its value is missing.
    fn field(&mut self, from: usize) -> (Option<Form>, usize) {
        let text = (Some(Form::Word), from);
        let rest = &self.query[from..self.end];
        let Some(colon) = rest.find(':') else {
            return text;
        };
        let (name, value) = (&rest[..colon], &rest[colon + 1..]);
        let end = from + colon + 1;
        if name.is_empty() || !name.chars().all(is_letter) {
            return text;
        }
        let own: Option<(&str, Form)> = field_named(name);
        let known = own.or_else(|| Some((name, self.extra_named(name)?)));
        let no_value = value.is_empty() || value.starts_with(char::is_whitespace);
        match known {
            Some((field, _)) if no_value => {
                let next = value.split_whitespace().next();
                let missing = format!("{field}: has no value right behind it and was left out");
                match next.filter(|next| next.starts_with(char::is_alphanumeric)) {
                    Some(next) => self.offer(
                        format!("{missing}; did you mean {name}:{next}?"),
                        Some(format!("{}{}", &self.query[..end], value.trim_start())),
                        from..end,
                    ),
                    None => self.hint(missing, from..end),
                }
                (None, end)
            }
            Some((_, form)) => (Some(form), end),
            // `https://…` and `10:30` are text; `autor:Levi` looks like a field that does not exist.
            None if no_value || value.starts_with("//") => text,
            None => {
                if let Some(near) = nearest_field(name) {
                    let message =
                        format!("no field \"{name}\": searched as text; did you mean {near}:?");
                    let (before, after) = (&self.query[..from], &self.query[end..]);
                    self.hints.push(Hint {
                        message,
                        query: Some(format!("{before}{near}:{after}")),
                        span: Some((from..end).into()),
                    });
                } else if name.is_ascii() {
                    let known: Vec<String> = FIELDS
                        .iter()
                        .map(|(known, _)| format!("{known}:"))
                        .collect();
                    let message = format!(
                        "no field \"{name}\": searched as text; fields are {}",
                        known.join(" ")
                    );
                    self.hint(message, from..end);
                }
                text
            }
        }
    }

    /// Reads a quoted or a bare value and moves on behind it.
    fn value(&mut self, form: Form) -> Value {
        let from = self.at;
        let rest = self.rest();
        let first = rest.chars().next();
        if let Some((open, closing)) = QUOTES.iter().find(|(open, _)| Some(*open) == first) {
            let inside = from + open.len_utf8();
            let closed = self.query[inside..self.end]
                .char_indices()
                .find(|(_, c)| closing.contains(c));
            return match closed {
                Some((length, close)) => {
                    self.at = inside + length + close.len_utf8();
                    Value {
                        span: inside..inside + length,
                        quoted: true,
                        slop: self.slop(form),
                    }
                }
                None => {
                    self.hint(
                        "the quotation mark is never closed; read to the end",
                        from..inside,
                    );
                    self.at = self.end;
                    Value {
                        span: inside..self.end,
                        quoted: true,
                        slop: None,
                    }
                }
            };
        }
        self.at = from + bare_length(rest, self.depth > 0, self.operators);
        Value {
            span: from..self.at,
            quoted: false,
            slop: None,
        }
    }

    /// Reads `~3` behind a phrase.
    fn slop(&mut self, form: Form) -> Option<u32> {
        let digits = self.rest().strip_prefix('~')?;
        let length = digits.len()
            - digits
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        if length == 0 || form != Form::Word {
            return None;
        }
        let start = self.at;
        self.at += 1 + length;
        let slop = digits[..length].parse().unwrap_or(u32::MAX);
        if slop > MOST_SLOP {
            let message = format!("words of a phrase are looked for at most {MOST_SLOP} apart");
            self.hint(message, start..self.at);
        }
        Some(slop.min(MOST_SLOP))
    }
}

/// Letters of a field's name; a decomposed one has marks.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}' | '\u{1100}'..='\u{11ff}')
}

/// How many bytes a bare value has: up to a space, a quotation mark or a bar, in brackets up to the one that closes
/// them.
fn bare_length(rest: &str, in_brackets: bool, operators: bool) -> usize {
    let mut open = 0_usize;
    for (at, c) in rest.char_indices() {
        let ends = match c {
            '"' => true,
            '|' => operators,
            '(' => {
                open += 1;
                false
            }
            ')' if open > 0 => {
                open -= 1;
                false
            }
            ')' => in_brackets,
            c => c.is_whitespace(),
        };
        if ends && at > 0 {
            return at;
        }
    }
    rest.len()
}

/// Whether two bare words in the brackets of a field are one value: a name or a title has several words.
fn are_one_value(last: &Clause, next: &Clause, field: Option<Form>) -> bool {
    let of_words = matches!(
        field,
        Some(
            Form::Name
                | Form::Exact
                | Form::Citation {
                    field: CitationField::Author | CitationField::Title | CitationField::Cites,
                    ..
                }
        )
    );
    let bare = |clause: &Clause| {
        Some(clause.form) == field && !clause.excluded && clause.span == clause.text_span
    };
    of_words && bare(last) && bare(next)
}

/// Whether a query is a title in capitals: what looks like an operator in it is a word.
fn is_title_in_capitals(query: &str) -> bool {
    let letters = || query.chars().filter(|c| c.is_alphabetic());
    letters().all(char::is_uppercase)
        && letters().next().is_some()
        && !query.contains(['(', ')', '"', ':', '|', '“', '”'])
        && query
            .split_whitespace()
            .filter(|word| !matches!(*word, "OR" | "AND" | "NOT"))
            .count()
            >= WORDS_OF_A_TITLE
}
