//! Words of a Korean question that ask and relate, and say nothing of what is asked about.
//!
//! Where a text answers a question it does not ask it: 무엇, 누구 and 어디 stand in other texts than the answer. Nor does
//! it matter to an answer that the question had something *about* (대해), *according to* (따르면) or *for* (위한).
//! Sources: the closed class of interrogatives (의문사) and the verbs of postpositional phrases of the Standard Korean
//! Language Dictionary (국립국어원 표준국어대사전).

use seoji_ko_dic::Tag;

use super::Eojeol;

/// Interrogative pronouns, modifiers, adverbs and the adjectives made of them, as terms; sorted.
const INTERROGATIVES: [&str; 19] = [
    "누",
    "누구",
    "몇",
    "며칠",
    "무슨",
    "무어",
    "무엇",
    "뭐",
    "뭣",
    "어느",
    "어디",
    "어떠하",
    "어떡하",
    "어떤",
    "어떻",
    "어떻게",
    "언제",
    "얼마",
    "왜",
];

/// Verbs that only relate one phrase to another, as terms; sorted.
const RELATING: [&str; 5] = ["관하", "대하", "따르", "위하", "의하"];

/// Last syllables of the endings that make a sentence a question.
const ASKING_ENDINGS: [&str; 8] = ["가", "까", "까요", "나", "나요", "냐", "는지요", "니"];

impl Eojeol {
    /// Whether the word asks (`무엇인가`, `누구의`, `어디에서`) and says nothing else.
    pub fn asks(&self) -> bool {
        self.holds_only(&[&INTERROGATIVES])
    }

    /// Whether the word asks or relates (`대해`, `따르면`, `위한`) and says nothing else.
    pub fn asks_or_relates(&self) -> bool {
        self.holds_only(&[&INTERROGATIVES, &RELATING])
    }

    /// Whether a sentence that ends with this word asks: by an ending (`태어났는가`, `있습니까`) or as a whole (`무엇인가`).
    pub fn ends_question(&self, text: &str) -> bool {
        let ending = self
            .morphemes
            .iter()
            .rfind(|morpheme| morpheme.role == super::Role::Function)
            .is_some_and(|last| last.span.end as usize == text.len() && last.tag == Tag::Ef);
        self.asks() || (ending && ASKING_ENDINGS.iter().any(|end| text.ends_with(end)))
    }

    fn holds_only(&self, lists: &[&[&str]]) -> bool {
        let mut content = self.content().peekable();
        content.peek().is_some()
            && content.all(|morpheme| {
                lists
                    .iter()
                    .any(|list| list.binary_search(&&*morpheme.term).is_ok())
            })
    }
}
