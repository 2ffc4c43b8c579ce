//! The dictionary's parts of speech, and the byte that tells a word's part of speech and make.
//!
//! Shared by the build script, which computes the byte of every word, and the library, which reads it.

/// Declares the tags once: the enum, its names and the way back.
macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// A part of speech of mecab-ko-dic (the 21st Century Sejong tag set as Eunjeon extended it).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[non_exhaustive]
        pub enum Tag {
            $($(#[$doc])* $name,)*
        }

        impl Tag {
            /// Every tag, in the order of their numbers.
            pub const ALL: &'static [Tag] = &[$(Tag::$name,)*];

            /// The name that the dictionary uses, for instance `NNG`.
            pub fn name(self) -> &'static str {
                match self { $(Tag::$name => $text,)* }
            }

            /// The tag of that name, a single one (`VCP`, not `VCP+ETM`); [`Tag::Unknown`] for a stranger.
            pub fn from_name(name: &str) -> Tag {
                match name { $($text => Tag::$name,)* _ => Tag::Unknown }
            }
        }
    };
}

tags! {
    /// A word that the dictionary does not know.
    Unknown = "UNKNOWN",
    /// Common noun.
    Nng = "NNG",
    /// Proper noun.
    Nnp = "NNP",
    /// Bound noun.
    Nnb = "NNB",
    /// Bound noun that counts.
    Nnbc = "NNBC",
    /// Number word.
    Nr = "NR",
    /// Pronoun.
    Np = "NP",
    /// Verb.
    Vv = "VV",
    /// Adjective.
    Va = "VA",
    /// Auxiliary verb or adjective.
    Vx = "VX",
    /// Copula 이다.
    Vcp = "VCP",
    /// Negative copula 아니다.
    Vcn = "VCN",
    /// Modifier before a noun.
    Mm = "MM",
    /// Adverb.
    Mag = "MAG",
    /// Conjunctive adverb.
    Maj = "MAJ",
    /// Interjection.
    Ic = "IC",
    /// Subject particle.
    Jks = "JKS",
    /// Complement particle.
    Jkc = "JKC",
    /// Genitive particle.
    Jkg = "JKG",
    /// Object particle.
    Jko = "JKO",
    /// Adverbial particle.
    Jkb = "JKB",
    /// Vocative particle.
    Jkv = "JKV",
    /// Quotative particle.
    Jkq = "JKQ",
    /// Auxiliary particle.
    Jx = "JX",
    /// Conjunctive particle.
    Jc = "JC",
    /// Ending before the last one (past, future, honorific).
    Ep = "EP",
    /// Ending of a sentence.
    Ef = "EF",
    /// Connecting ending.
    Ec = "EC",
    /// Ending that makes a noun.
    Etn = "ETN",
    /// Ending that makes a modifier.
    Etm = "ETM",
    /// Prefix of a noun.
    Xpn = "XPN",
    /// Suffix that makes a noun.
    Xsn = "XSN",
    /// Suffix that makes a verb.
    Xsv = "XSV",
    /// Suffix that makes an adjective.
    Xsa = "XSA",
    /// Root.
    Xr = "XR",
    /// Full stop, question mark, exclamation mark.
    Sf = "SF",
    /// Ellipsis.
    Se = "SE",
    /// Opening bracket.
    Sso = "SSO",
    /// Closing bracket.
    Ssc = "SSC",
    /// Separator.
    Sc = "SC",
    /// Other symbol.
    Sy = "SY",
    /// Foreign letters.
    Sl = "SL",
    /// Chinese characters.
    Sh = "SH",
    /// Number in digits.
    Sn = "SN",
    /// White space.
    Sp = "SP",
    /// Not analysed (`NA`).
    Na = "NA",
    /// Not analysed (`UNA`).
    Una = "UNA",
    /// Misprint of the dictionary for XSV.
    Vsv = "VSV",
}

/// How a word of the dictionary is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Make {
    /// One morpheme.
    Simple,
    /// Nouns written together; the expression column holds them.
    Compound,
    /// A stem run together with its ending; the expression column holds both in their full form.
    Inflected,
    /// An analysis that the dictionary's makers wrote down; the expression column holds it.
    Preanalysed,
}

/// A word's first part of speech and its make, in one byte: six bits for the tag, two for the make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordClass(pub(crate) u8);

impl WordClass {
    /// Packs the two.
    pub fn new(tag: Tag, make: Make) -> WordClass {
        WordClass(tag as u8 | (make as u8) << 6)
    }

    /// Reads a detail record: fields joined by NUL, the first the tags, the fourth the make.
    pub fn of_record(record: &str) -> WordClass {
        let mut fields = record.split('\0');
        let tags = fields.next().unwrap_or("");
        let tag = Tag::from_name(tags.split('+').next().unwrap_or(tags));
        let make = match fields.nth(2) {
            Some("C") => Make::Compound,
            Some("I") => Make::Inflected,
            Some("P") => Make::Preanalysed,
            _ => Make::Simple,
        };
        WordClass::new(tag, make)
    }

    /// The first part of speech: of `VCP+ETM` it is VCP.
    #[inline]
    pub fn tag(self) -> Tag {
        Tag::ALL
            .get(usize::from(self.0 & 0x3f))
            .copied()
            .unwrap_or(Tag::Unknown)
    }

    /// How the word is made.
    #[inline]
    pub fn make(self) -> Make {
        match self.0 >> 6 {
            0 => Make::Simple,
            1 => Make::Compound,
            2 => Make::Inflected,
            _ => Make::Preanalysed,
        }
    }
}

/// One [`WordClass`] byte per word id, computed from the contents of `dict.words` (length-prefixed records)
/// and `dict.wordsidx` (their offsets, little-endian `u32`). A record that cannot be read counts as unknown.
pub(crate) fn word_classes(words: &[u8], index: &[u8]) -> Vec<u8> {
    let class = |offset: &[u8]| -> Option<WordClass> {
        let start = u32::from_le_bytes(offset.try_into().ok()?) as usize;
        let length = words.get(start..start.checked_add(4)?)?;
        let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
        let record = words.get(start + 4..(start + 4).checked_add(length)?)?;
        Some(WordClass::of_record(std::str::from_utf8(record).ok()?))
    };
    let unknown = WordClass::new(Tag::Unknown, Make::Simple);
    index
        .chunks_exact(4)
        .map(|offset| class(offset).unwrap_or(unknown).0)
        .collect()
}

/// The class of the words of each left context id, from `dict.vals` (word id, cost, left id, right id; ten bytes
/// little-endian) and the words' classes. Words of one left id agree in what may stand before them.
pub(crate) fn left_classes(entries: &[u8], classes: &[u8]) -> Vec<u8> {
    let mut lefts = Vec::new();
    for entry in entries.as_chunks::<10>().0 {
        let [w0, w1, w2, w3, _, _, l0, l1, _, _] = *entry;
        let left = usize::from(u16::from_le_bytes([l0, l1]));
        if lefts.len() <= left {
            lefts.resize(left + 1, WordClass::new(Tag::Unknown, Make::Simple).0);
        }
        if let Some(&class) = classes.get(u32::from_le_bytes([w0, w1, w2, w3]) as usize) {
            lefts[left] = class;
        }
    }
    lefts
}
