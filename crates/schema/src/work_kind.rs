//! What kind of work a citation is of.

use serde::{Deserialize, Serialize};

/// The kind of a cited work, as the formats of reference managers tell works apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WorkKind {
    /// An article of a scholarly journal.
    Article,
    /// An article of a newspaper, a magazine or a news site.
    News,
    /// A book, also one that its editors head.
    Book,
    /// A part of a book: a chapter, an entry of an encyclopedia.
    Chapter,
    /// A paper of a conference.
    Conference,
    /// A thesis for a doctorate, or for a degree that is not told.
    Thesis,
    /// A thesis for a degree below a doctorate.
    MastersThesis,
    /// A report of an institution, a working paper.
    Report,
    /// A text that was not published by a publisher: a preprint, a manuscript.
    Manuscript,
    /// A page of the web.
    Web,
    /// A patent.
    Patent,
    /// A law, a bill, a judgement.
    Law,
    /// A set of data.
    Dataset,
    /// A program.
    Software,
}

impl WorkKind {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Article,
        Self::News,
        Self::Book,
        Self::Chapter,
        Self::Conference,
        Self::Thesis,
        Self::MastersThesis,
        Self::Report,
        Self::Manuscript,
        Self::Web,
        Self::Patent,
        Self::Law,
        Self::Dataset,
        Self::Software,
    ];

    /// The name that users see and type.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::News => "news",
            Self::Book => "book",
            Self::Chapter => "chapter",
            Self::Conference => "conference",
            Self::Thesis => "thesis",
            Self::MastersThesis => "masters-thesis",
            Self::Report => "report",
            Self::Manuscript => "manuscript",
            Self::Web => "web",
            Self::Patent => "patent",
            Self::Law => "law",
            Self::Dataset => "dataset",
            Self::Software => "software",
        }
    }

    /// The kind that this is one of: a master's thesis is a thesis too.
    ///
    /// ```
    /// use seoji_schema::WorkKind;
    /// assert_eq!(WorkKind::MastersThesis.wider(), Some(WorkKind::Thesis));
    /// assert_eq!(WorkKind::Book.wider(), None);
    /// ```
    pub fn wider(self) -> Option<Self> {
        (self == Self::MastersThesis).then_some(Self::Thesis)
    }

    /// The kinds that a citation is found and counted by: its own and the wider one.
    pub fn with_wider(self) -> impl Iterator<Item = Self> {
        std::iter::once(self).chain(self.wider())
    }
}
