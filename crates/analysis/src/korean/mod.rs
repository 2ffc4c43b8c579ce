//! Korean: an eojeol (space-delimited word) becomes morphemes, of which a search keeps those that carry meaning.
//!
//! [`Korean::eojeol`] is a pure function of the eojeol: the same word gives the same morphemes in a document, in a
//! question and in a snippet, whatever stands around it and whatever was analysed before.
//!
//! ```
//! use seoji_analysis::korean::{Korean, Role};
//!
//! let korean = Korean::new(seoji_ko_dic::Dictionary::embedded());
//! let eojeol = korean.eojeol("연구소에서");
//! assert_eq!(&*eojeol.morphemes[0].term, "연구소");
//! let parts: Vec<&str> = eojeol.morphemes[0].parts.iter().map(|part| &*part.term).collect();
//! assert_eq!(parts, ["연구", "소"]);
//! assert_eq!(eojeol.morphemes[1].role, Role::Function);
//! assert_eq!(&"연구소에서"[eojeol.content_span()], "연구소");
//! ```

mod cache;
mod context;
mod eojeol;
mod lattice;
mod learned;
mod morpheme;
mod own_words;
mod particles;
mod questions;
mod southern;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::sync::Arc;

pub use context::{After, Before};
pub use eojeol::Eojeol;
pub use morpheme::{Morpheme, Part, Role};
pub use particles::without_particles;
pub use seoji_ko_dic::{Dictionary, Tag};

use cache::Cache;
use context::{Context, Contexts};
use lattice::{Found, Lattice, Surroundings, Words};
use own_words::OwnWords;

use crate::user_dictionary::{UserDictionary, WordKind};

/// The analysis of Korean: a dictionary, and a bounded memory of the eojeols seen lately.
///
/// Cloning is cheap; the clones share dictionary and memory, and may be used from any thread.
#[derive(Clone)]
pub struct Korean {
    dictionary: Arc<Dictionary>,
    contexts: Contexts,
    own: Option<Arc<OwnWords>>,
    cache: Arc<Cache>,
}

/// The surnames that nine in ten people have (South Korean census of 2015).
const SURNAMES: [char; 40] = [
    '김', '이', '박', '최', '정', '강', '조', '윤', '장', '임', '한', '오', '서', '신', '권', '황',
    '안', '송', '류', '전', '홍', '고', '문', '양', '손', '배', '백', '허', '유', '남', '심', '노',
    '하', '곽', '성', '차', '주', '우', '리', '림',
];

thread_local! {
    /// The memory of the lattice search, one a thread.
    static SCRATCH: RefCell<(Lattice, Vec<Found>)> = RefCell::default();
}

impl Korean {
    /// The analysis with this dictionary.
    pub fn new(dictionary: Arc<Dictionary>) -> Korean {
        let contexts = Contexts::of(&dictionary);
        Korean {
            dictionary,
            contexts,
            own: None,
            cache: Arc::new(Cache::new()),
        }
    }

    /// The same analysis with the words of the user besides; with no words the analysis itself.
    ///
    /// It has a memory of its own, since words are read otherwise by it.
    ///
    /// ```
    /// use seoji_analysis::UserDictionary;
    /// use seoji_analysis::korean::{Dictionary, Korean};
    ///
    /// let mut words = UserDictionary::default();
    /// words.add("모네로");
    /// let korean = Korean::new(Dictionary::embedded()).with_user_dictionary(&words);
    /// assert_eq!(&*korean.eojeol("모네로를").morphemes[0].term, "모네로");
    /// ```
    #[must_use]
    pub fn with_user_dictionary(self, words: &UserDictionary) -> Korean {
        if words.is_empty() && self.own.is_none() {
            return self;
        }
        let own = (!words.is_empty())
            .then(|| Arc::new(OwnWords::new(&self.dictionary, &self.contexts, words)));
        Korean {
            own,
            cache: Arc::new(Cache::new()),
            ..self
        }
    }

    /// The bytes of `run`, directly behind `before`, that belong to a word of the user which begins with letters: those
    /// of 망 in `망에서` behind `KCC`, where `KCC망` is a word.
    pub(crate) fn tail_of_own(&self, before: &str, run: &str) -> Option<usize> {
        self.own.as_ref()?.mixed.tail(before, run)
    }

    fn words(&self) -> Words<'_> {
        Words {
            dictionary: &self.dictionary,
            own: self.own.as_deref(),
        }
    }

    /// What the user says that a word names.
    fn own_kind(&self, word: &str) -> Option<WordKind> {
        self.own.as_ref()?.find(word)?.kind
    }

    /// The morphemes of an eojeol: text in NFC without spaces.
    ///
    /// Guarantees that at least one morpheme is [`Role::Content`] unless `eojeol` is empty, that spans lie on char
    /// boundaries and never go back, and that the result depends on `eojeol` alone.
    pub fn eojeol(&self, eojeol: &str) -> Arc<Eojeol> {
        self.cached(eojeol, Context::Word)
    }

    /// The morphemes of Hangul that is written directly after letters, digits or a bracket (`를` of `API를`, `년에`
    /// of `2019년에`): particles are at home here, so the result may have no content at all.
    ///
    /// A pure function of `run`, as [`Korean::eojeol`] is of the eojeol.
    pub fn attached(&self, run: &str) -> Arc<Eojeol> {
        self.cached(run, Context::Attached)
    }

    /// The morphemes of running text with its spaces, seen as a whole; spans in bytes of `text`.
    ///
    /// Not what the index holds: it is the measure that [`Korean::eojeol`] is held against.
    pub fn sentence(&self, text: &str) -> Vec<Morpheme> {
        SCRATCH.with_borrow_mut(|(lattice, found)| {
            eojeol::sentence(self.words(), lattice, found, text)
        })
    }

    /// Like [`Korean::eojeol`], computed afresh: what the cache must agree with.
    pub fn eojeol_uncached(&self, eojeol: &str) -> Eojeol {
        self.analyse(eojeol, Context::Word)
    }

    /// The morphemes of an eojeol between given neighbours: what the neighbours of a word are learned by.
    pub fn between(&self, eojeol: &str, before: Before, after: After) -> Eojeol {
        self.analyse_in(eojeol, self.contexts.between(before, after), Context::Word)
    }

    /// Whether a word of Hangul is, or looks like, a person's name: the dictionary has it as one and as no common noun,
    /// or it has three syllables, the first a frequent surname, and the dictionary has no such noun. What the user says of the
    /// word goes before.
    ///
    /// ```
    /// # use seoji_analysis::Analyzer;
    /// let analyzer = Analyzer::embedded();
    /// let is_name = |word| analyzer.korean().is_personal_name(word);
    /// assert!(is_name("박진혁") && is_name("김정은") && is_name("한우철"));
    /// assert!(!is_name("박물관") && !is_name("이메일") && !is_name("정보"));
    /// ```
    pub fn is_personal_name(&self, word: &str) -> bool {
        if let Some(kind) = self.own_kind(word) {
            return kind == WordKind::Person;
        }
        let entries = self
            .dictionary
            .lindera()
            .prefix_dictionary
            .find_surface(word);
        let (mut is_person, mut is_other) = (false, false);
        for entry in &entries {
            let known = self.dictionary.word(entry.word_id().id());
            match (known.tags, known.meaning) {
                ("NNP", Some("인명")) => is_person = true,
                ("NNG" | "NNP", _) => is_other = true,
                _ => {}
            }
        }
        let looks_so = word.starts_with(SURNAMES) && word.chars().count() == 3;
        !is_other && (is_person || looks_so)
    }

    /// Whether a word of Hangul is a verb or an adjective in an inflected form, by its analysis, of three syllables or
    /// more; what looks like a person's name is none.
    ///
    /// ```
    /// # use seoji_analysis::Analyzer;
    /// # let analyzer = Analyzer::embedded();
    /// let korean = analyzer.korean();
    /// assert!(korean.is_inflected("처리하는") && korean.is_inflected("합니다"));
    /// assert!(!korean.is_inflected("붉은별") && !korean.is_inflected("박진하") && !korean.is_inflected("방식을"));
    /// ```
    pub fn is_inflected(&self, word: &str) -> bool {
        const PREDICATES: [Tag; 11] = [
            Tag::Vv,
            Tag::Va,
            Tag::Vx,
            Tag::Vcp,
            Tag::Vcn,
            Tag::Xsv,
            Tag::Xsa,
            Tag::Ep,
            Tag::Ef,
            Tag::Ec,
            Tag::Etm,
        ];
        crate::hangul::is_whole(word)
            && word.chars().nth(2).is_some()
            && self
                .eojeol(word)
                .morphemes
                .last()
                .is_some_and(|last| PREDICATES.contains(&last.tag))
            && !self.is_personal_name(word)
    }

    /// Whether the dictionary has a word of Hangul as something other than a person's name.
    ///
    /// ```
    /// # use seoji_analysis::Analyzer;
    /// let analyzer = Analyzer::embedded();
    /// let korean = analyzer.korean();
    /// assert!(korean.is_common_word("사건") && !korean.is_common_word("진혁"));
    /// ```
    pub fn is_common_word(&self, word: &str) -> bool {
        if let Some(kind) = self.own_kind(word) {
            return kind != WordKind::Person;
        }
        let dictionary = &self.dictionary;
        let entries = dictionary.lindera().prefix_dictionary.find_surface(word);
        entries.iter().any(|entry| {
            let known = dictionary.word(entry.word_id().id());
            (known.tags, known.meaning) != ("NNP", Some("인명"))
        })
    }

    /// Whether the dictionary has a word of Hangul as a common noun or a form of a verb rather than as a name: nobody
    /// means a person by 건강, though a place is called so.
    ///
    /// ```
    /// # use seoji_analysis::Analyzer;
    /// let analyzer = Analyzer::embedded();
    /// let korean = analyzer.korean();
    /// assert!(korean.is_ordinary_word("행복") && korean.is_ordinary_word("벌려") && korean.is_ordinary_word("건강"));
    /// assert!(!korean.is_ordinary_word("부산") && !korean.is_ordinary_word("강건") && !korean.is_ordinary_word("진혁"));
    /// assert!(!korean.is_ordinary_word("백석") && !korean.is_ordinary_word("임화") && korean.is_ordinary_word("조상"));
    /// ```
    pub fn is_ordinary_word(&self, word: &str) -> bool {
        /// A name that costs more than a common word by no more than this is as usual as that: of a place or a thing,
        /// of a person. The dictionary's costs fall with how often a word was seen; those of persons are all high.
        const AS_USUAL: (i16, i16) = (1_000, 2_900);
        if self.own_kind(word).is_some() {
            return false;
        }
        let entries = self
            .dictionary
            .lindera()
            .prefix_dictionary
            .find_surface(word);
        // What only stands before a suffix is no word (박진 of 박진하다).
        let cheapest = |is_of_kind: &dyn Fn(&str, Option<&str>) -> bool| {
            let of_kind = entries.iter().filter(|entry| {
                let known = self.dictionary.word(entry.word_id().id());
                is_of_kind(known.tags, known.meaning)
            });
            of_kind.map(|entry| entry.word_cost()).min()
        };
        let common = cheapest(&|tags, _| tags != "XR" && tags != "NNP");
        let is_as_usual = |name: Option<i16>, by: i16| {
            let (common, name) = (common.unwrap_or(i16::MAX), name.unwrap_or(i16::MAX));
            name.saturating_sub(common) <= by
        };
        common.is_some()
            && !is_as_usual(cheapest(&|tags, _| tags == "NNP"), AS_USUAL.0)
            && !is_as_usual(
                cheapest(&|tags, meaning| (tags, meaning) == ("NNP", Some("인명"))),
                AS_USUAL.1,
            )
    }

    /// Whether the dictionary has a word of Hangul as the name of a place.
    ///
    /// ```
    /// # use seoji_analysis::Analyzer;
    /// let analyzer = Analyzer::embedded();
    /// assert!(analyzer.korean().is_place("부산") && !analyzer.korean().is_place("행복"));
    /// ```
    pub fn is_place(&self, word: &str) -> bool {
        let entries = self
            .dictionary
            .lindera()
            .prefix_dictionary
            .find_surface(word);
        entries.iter().any(|entry| {
            let known = self.dictionary.word(entry.word_id().id());
            (known.tags, known.meaning) == ("NNP", Some("지명"))
        })
    }

    fn cached(&self, text: &str, context: Context) -> Arc<Eojeol> {
        self.cache
            .get(text, context, || self.analyse(text, context))
    }

    fn analyse(&self, text: &str, context: Context) -> Eojeol {
        self.analyse_in(text, self.contexts.around(text, context), context)
    }

    fn analyse_in(&self, text: &str, around: Surroundings<'_>, context: Context) -> Eojeol {
        SCRATCH.with_borrow_mut(|(lattice, found)| {
            eojeol::analyse(self.words(), lattice, found, text, around, context)
        })
    }
}

impl std::fmt::Debug for Korean {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Korean")
            .field("dictionary", &self.dictionary)
            .finish_non_exhaustive()
    }
}
