//! Opening the dictionary, and its words.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
#[cfg(feature = "embed")]
use std::sync::Arc;
use std::sync::OnceLock;

use lindera_dictionary::dictionary::Dictionary as Lindera;
use lindera_dictionary::dictionary::character_definition::CategoryId;

use crate::fingerprint::{FILES, Fingerprint};
use crate::tag::{Make, Tag, WordClass, left_classes, word_classes};

/// The Korean dictionary: words, their costs, and the costs of their connections.
pub struct Dictionary {
    lindera: Lindera,
    /// One [`WordClass`] a word.
    classes: Cow<'static, [u8]>,
    /// One [`WordClass`] a left context id.
    lefts: Cow<'static, [u8]>,
    /// What the classes of characters call a syllable of Hangul.
    syllable: Vec<CategoryId>,
    /// SHA-256 of the content; of a folder it is computed when asked for.
    hash: OnceLock<[u8; 32]>,
    /// Where an opened dictionary lies.
    folder: Option<PathBuf>,
}

impl Dictionary {
    /// The dictionary that the program carries, loaded once and shared.
    ///
    /// Takes less than a millisecond the first time and nothing later; pages are read as they are used.
    #[cfg(feature = "embed")]
    pub fn embedded() -> Arc<Dictionary> {
        static SHARED: OnceLock<Arc<Dictionary>> = OnceLock::new();
        Arc::clone(SHARED.get_or_init(|| Arc::new(embedded::load())))
    }

    /// Opens a dictionary folder in the form of lindera-dictionary 6.2 with the details of this crate's recipe
    /// (part of speech, meaning, reading, make, expression).
    ///
    /// Computes the tables of word classes, which reads the details of all words: about 20 ms of CPU.
    ///
    /// # Errors
    ///
    /// [`Error`] names the folder or file that cannot be read or is no dictionary.
    pub fn open(folder: impl AsRef<Path>) -> Result<Dictionary, Error> {
        let folder = folder.as_ref();
        let lindera = Lindera::load_from_path(folder).map_err(|error| Error::Load {
            folder: folder.to_owned(),
            source: Box::new(error),
        })?;
        let prefix = &lindera.prefix_dictionary;
        let classes = word_classes(&prefix.words_data, &prefix.words_idx_data);
        Ok(Dictionary {
            lefts: Cow::Owned(left_classes(&prefix.vals_data, &classes)),
            classes: Cow::Owned(classes),
            syllable: of_syllable(&lindera),
            hash: OnceLock::new(),
            folder: Some(folder.to_owned()),
            lindera,
        })
    }

    /// The fingerprint of the content, the same for the same content embedded or in a folder.
    ///
    /// Known at build time for the embedded dictionary; of an opened one the files are read once (about 0.1 s).
    ///
    /// # Errors
    ///
    /// [`Error::Read`] when a file of an opened folder can no longer be read.
    pub fn hash(&self) -> Result<[u8; 32], Error> {
        if let Some(hash) = self.hash.get() {
            return Ok(*hash);
        }
        let mut fingerprint = Fingerprint::new();
        let folder = self.folder.as_deref().unwrap_or(Path::new(""));
        for name in FILES {
            let path = folder.join(name);
            match std::fs::read(&path) {
                Ok(content) => fingerprint.add(name, &content),
                Err(source) => return Err(Error::Read { path, source }),
            }
        }
        Ok(*self.hash.get_or_init(|| fingerprint.finish()))
    }

    /// The tables as lindera-dictionary holds them: prefix search, connection costs, character classes.
    #[inline]
    pub fn lindera(&self) -> &Lindera {
        &self.lindera
    }

    /// The classes of a character, which decide how unknown words are cut; the first says how.
    #[inline]
    pub fn character_classes(&self, c: char) -> &[CategoryId] {
        // Nearly all characters that are asked for; all syllables are of the same classes.
        if ('가'..='힣').contains(&c) {
            return &self.syllable;
        }
        self.lindera.character_definition.lookup_categories(c)
    }

    /// The part of speech and make of a known word, without reading its details.
    #[inline]
    pub fn class(&self, word_id: u32) -> WordClass {
        match self.classes.get(word_id as usize) {
            Some(&class) => WordClass(class),
            None => WordClass::new(Tag::Unknown, Make::Simple),
        }
    }

    /// The part of speech of the words with this left context id: a small table where [`Dictionary::class`] would
    /// touch a page for each word. Exact as far as what may stand before a word goes (noun, particle, ending …), not
    /// in the kind of noun.
    #[inline]
    pub fn left_class(&self, left_id: u16) -> WordClass {
        match self.lefts.get(usize::from(left_id)) {
            Some(&class) => WordClass(class),
            None => WordClass::new(Tag::Unknown, Make::Simple),
        }
    }

    /// The details of a known word.
    pub fn word(&self, word_id: u32) -> Word<'_> {
        Word::of(self.lindera.word_details_iter(word_id as usize))
    }

    /// The details of an entry for unknown words.
    pub fn unknown_word(&self, word_id: u32) -> Word<'_> {
        Word::of(self.lindera.unknown_word_details_iter(word_id as usize))
    }
}

fn of_syllable(lindera: &Lindera) -> Vec<CategoryId> {
    lindera
        .character_definition
        .lookup_categories('가')
        .to_vec()
}

impl std::fmt::Debug for Dictionary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Dictionary")
            .field("words", &self.classes.len())
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

/// The details of a word as the dictionary writes them; an absent one is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Word<'a> {
    /// Parts of speech joined by `+`, for instance `VCP+ETM`.
    pub tags: &'a str,
    /// Semantic class, for instance 인명 (person) or 지명 (place).
    pub meaning: Option<&'a str>,
    /// The Hangul reading where it differs from the surface.
    pub reading: Option<&'a str>,
    /// The parts: `#2NNG+1NNG` (chars of the surface, each with its tag) or `하/XSV+ᆫ/ETM` (full forms).
    pub expression: Option<&'a str>,
}

impl<'a> Word<'a> {
    fn of(mut fields: impl Iterator<Item = &'a str>) -> Word<'a> {
        let mut next = || {
            fields
                .next()
                .filter(|field| *field != "*" && !field.is_empty())
        };
        let tags = next().unwrap_or(Tag::Unknown.name());
        let (meaning, reading, _make, expression) = (next(), next(), next(), next());
        Word {
            tags,
            meaning,
            reading,
            expression,
        }
    }
}

/// Why a dictionary cannot be opened or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The folder is missing, incomplete, or of another format.
    #[error("cannot open the Korean dictionary in {}", folder.display())]
    Load {
        /// The folder.
        folder: PathBuf,
        /// What the loader says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A file cannot be read.
    #[error("cannot read {} of the Korean dictionary", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}

#[cfg(feature = "embed")]
mod embedded {
    //! The bytes inside the program. They were unpacked and checked by the build script, so a failure to load them
    //! is a fault of the build, not of a user's machine.

    use std::borrow::Cow;
    use std::sync::{Arc, OnceLock};

    use lindera_dictionary::dictionary::Dictionary as Lindera;
    use lindera_dictionary::dictionary::character_definition::CharacterDefinition;
    use lindera_dictionary::dictionary::connection_cost_matrix::ConnectionCostMatrix;
    use lindera_dictionary::dictionary::metadata::Metadata;
    use lindera_dictionary::dictionary::prefix_dictionary::PrefixDictionary;
    use lindera_dictionary::dictionary::unknown_dictionary::UnknownDictionary;
    use lindera_dictionary::error::LinderaErrorKind;
    use lindera_dictionary::{LinderaResult, include_bytes_aligned};

    use super::Dictionary;

    macro_rules! file {
        ($name:literal) => {
            concat!(env!("OUT_DIR"), "/", $name)
        };
    }

    // `static`, not `const`: a const would be copied into the crate's metadata.
    static TRIE: &[u8] = include_bytes!(file!("dict.trie"));
    static VALS: &[u8] = include_bytes!(file!("dict.vals"));
    static VALS_INDEX: &[u8] = include_bytes!(file!("dict.valsidx"));
    static WORDS: &[u8] = include_bytes!(file!("dict.words"));
    static WORDS_INDEX: &[u8] = include_bytes!(file!("dict.wordsidx"));
    static CLASSES: &[u8] = include_bytes!(file!("dict.classes"));
    static LEFTS: &[u8] = include_bytes!(file!("dict.lefts"));
    // Aligned, so that the costs are read in place.
    static MATRIX: &[u8] = include_bytes_aligned!(file!("matrix.mtx"));
    static CHARACTERS: &[u8] = include_bytes!(file!("char_def.bin"));
    static UNKNOWN: &[u8] = include_bytes!(file!("unk.bin"));
    static METADATA: &[u8] = include_bytes!(file!("metadata.json"));
    static FINGERPRINT: &[u8; 32] = include_bytes!(file!("fingerprint"));

    pub(super) fn load() -> Dictionary {
        let lindera = lindera().expect("the build script unpacked a dictionary of this format");
        Dictionary {
            syllable: super::of_syllable(&lindera),
            lindera,
            classes: Cow::Borrowed(CLASSES),
            lefts: Cow::Borrowed(LEFTS),
            hash: OnceLock::from(*FINGERPRINT),
            folder: None,
        }
    }

    fn lindera() -> LinderaResult<Lindera> {
        let metadata = Metadata::load(METADATA)?;
        metadata.validate_format_version()?;
        Ok(Lindera {
            prefix_dictionary: Arc::new(PrefixDictionary::load(
                TRIE,
                VALS_INDEX,
                VALS,
                WORDS_INDEX,
                WORDS,
            )?),
            connection_cost_matrix: Arc::new(ConnectionCostMatrix::load(MATRIX)?),
            character_definition: Arc::new(characters()?),
            unknown_dictionary: Arc::new(UnknownDictionary::load(UNKNOWN)?),
            metadata: Arc::new(metadata),
        })
    }

    /// As `CharacterDefinition::load`, without its table of 65,536 characters: that takes longer than all else together,
    /// and [`Dictionary::character_classes`] needs none.
    fn characters() -> LinderaResult<CharacterDefinition> {
        let mut aligned = rkyv::util::AlignedVec::<16>::new();
        aligned.extend_from_slice(CHARACTERS);
        rkyv::from_bytes::<CharacterDefinition, rkyv::rancor::Error>(&aligned)
            .map_err(|error| LinderaErrorKind::Deserialize.with_error(error))
    }
}
