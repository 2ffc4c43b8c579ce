//! What a work looks like, or words say that it is, where a note repeats it: `앞의 책` is no article.

/// The form of a cited work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkForm {
    /// A book.
    Book,
    /// An article.
    Article,
}

/// Quotation marks before the title of an article.
pub(crate) const QUOTES_OF_ARTICLES: [char; 5] = ['「', '“', '„', '"', '〈'];
/// Quotation marks before the title of a book.
pub(crate) const QUOTES_OF_BOOKS: [char; 2] = ['『', '《'];

impl WorkForm {
    /// What the words that repeat a citation say of the work.
    ///
    /// ```
    /// use seoji_document::WorkForm;
    ///
    /// assert_eq!(WorkForm::said("앞의 책"), Some(WorkForm::Book));
    /// assert_eq!(WorkForm::said("op. cit."), None);
    /// ```
    pub fn said(words: &str) -> Option<Self> {
        let has = |signs: &[&str]| signs.iter().any(|sign| words.contains(sign));
        match (
            has(&["책", "서", "書"]),
            has(&["글", "논문", "기사", "論文"]),
        ) {
            (true, false) => Some(Self::Book),
            (false, true) => Some(Self::Article),
            _ => None,
        }
    }

    /// What a quotation mark before a title says.
    ///
    /// ```
    /// use seoji_document::WorkForm;
    ///
    /// assert_eq!(WorkForm::of_quote('『'), Some(WorkForm::Book));
    /// ```
    pub fn of_quote(sign: char) -> Option<Self> {
        match () {
            () if QUOTES_OF_ARTICLES.contains(&sign) => Some(Self::Article),
            () if QUOTES_OF_BOOKS.contains(&sign) => Some(Self::Book),
            () => None,
        }
    }
}

/// The words of a text that can be a part of a name, in lower case: they begin with a capital letter or in a script without
/// them.
///
/// ```
/// let words = seoji_document::name_words("See Ch'oe Nam-sŏn, 앞의 책");
/// assert_eq!(words.collect::<Vec<_>>(), ["see", "ch'oe", "nam-sŏn", "앞의"]);
/// ```
pub fn name_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '’' || c == '\''))
        .filter(|word| {
            let first = word.chars().next();
            let capital = first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
            capital && word.chars().nth(1).is_some()
        })
        .map(str::to_lowercase)
}
