//! Ways to mark what matched: HTML, a terminal, plain text, marks of one's own.

use super::{Hit, Snippet, Span};

/// How marks are written, and how the text around them is made safe for where it goes.
///
/// # Example
/// ```
/// use seoji_query::{Markup, Snippet};
/// let snippet: Snippet = serde_json::from_str(
///     r#"{"text": "a<b 라자루스는", "highlights": [[4, 16]], "start": 0, "more_before": false, "more_after": true}"#)?;
/// assert_eq!(snippet.show(&Markup::html()), "a&lt;b <mark>라자루스</mark>는");
/// assert_eq!(snippet.show(&Markup::plain()), "a<b 라자루스는");
/// assert_eq!(snippet.show(&Markup::with("**", "**")), "a<b **라자루스**는");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Markup {
    open: String,
    close: String,
    text: Text,
}

/// What is done to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Text {
    AsItIs,
    Html,
    Terminal,
}

impl Markup {
    /// `<mark>` around what matched; the text is escaped.
    pub fn html() -> Self {
        Self {
            text: Text::Html,
            ..Self::with("<mark>", "</mark>")
        }
    }

    /// Bold by ANSI escapes; control characters of the text are shown as U+FFFD, so that it cannot write its own.
    pub fn ansi() -> Self {
        Self {
            text: Text::Terminal,
            ..Self::with("\u{1b}[1m", "\u{1b}[22m")
        }
    }

    /// No marks.
    pub fn plain() -> Self {
        Self::with("", "")
    }

    /// Marks of one's own around text as it is.
    pub fn with(open: impl Into<String>, close: impl Into<String>) -> Self {
        Self {
            open: open.into(),
            close: close.into(),
            text: Text::AsItIs,
        }
    }

    fn show(&self, text: &str) -> String {
        match self.text {
            Text::AsItIs => text.to_owned(),
            Text::Html => super::escape_html(text),
            Text::Terminal => text
                .chars()
                .map(|c| match c {
                    '\n' | '\t' => c,
                    c if c.is_control() => '\u{fffd}',
                    c => c,
                })
                .collect(),
        }
    }

    fn write(&self, text: &str, highlights: &[Span]) -> String {
        super::mark(text, highlights, &self.open, &self.close, |text| {
            self.show(text)
        })
    }
}

impl Snippet {
    /// The piece with what matched marked.
    pub fn show(&self, markup: &Markup) -> String {
        markup.write(&self.text, &self.highlights)
    }
}

impl Hit {
    /// The whole passage with what matched marked.
    pub fn show(&self, markup: &Markup) -> String {
        markup.write(&self.text, &self.highlights)
    }
}

impl Span {
    /// The same range in chars of `text`, whose bytes it counts.
    ///
    /// # Panics
    /// When it is no range of chars of `text`; the highlights of a hit or snippet are of its text.
    ///
    /// # Example
    /// ```
    /// use seoji_query::Span;
    /// let span = Span { start: 6, end: 12 };
    /// assert_eq!(span.in_chars("첫 a 거래"), 4..6);
    /// ```
    pub fn in_chars(self, text: &str) -> std::ops::Range<usize> {
        let start = text[..self.start].chars().count();
        start..start + text[self.range()].chars().count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_written_and_the_text_is_safe() {
        let snippet = Snippet {
            text: "<b>\u{1b}[31m 북한은".to_owned(),
            highlights: vec![Span { start: 9, end: 15 }],
            start: 0,
            more_before: false,
            more_after: false,
        };
        assert_eq!(snippet.text.get(9..15), Some("북한"));
        assert_eq!(
            snippet.show(&Markup::ansi()),
            "<b>\u{fffd}[31m \u{1b}[1m북한\u{1b}[22m은"
        );
        assert!(snippet.show(&Markup::html()).starts_with("&lt;b&gt;"));
        assert_eq!(snippet.show(&Markup::plain()), snippet.text);
        assert_eq!(snippet.highlights[0].in_chars(&snippet.text), 9..11);
    }
}
