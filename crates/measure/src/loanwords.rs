//! Foreign names and loanwords in Hangul, both ways: `seoji-measure loanwords [--committed] [--misses]`.
//!
//! | metric | of |
//! |---|---|
//! | `key-recall-…` | loanwords of `data/lexicon/koen.tsv` whose keys meet; no trainer reads that file |
//! | `accepted-…` | the same, above the bar |
//! | `recall@1-…`, `recall@5-…` | the same, chosen first (among the first five) among all words of the other script |
//! | `precision-…` | what was chosen first, where anything was, is right |
//! | `false-expansions-english` | English words (`data/names/negatives.tsv`) for which a Korean noun is chosen |
//! | `false-expansions-korean` | Korean nouns for which an English word is chosen |
//! | `index-share` | bytes of an index of the foreign keys of real text, by bytes of the text |
//! | `index-share-all-keys` | the same of the keys of all names; `…-korean` in texts that are mostly Hangul |
//! | `…-us` | CPU time of one call, in microseconds |
//!
//! A loanword of koen.tsv is a pair of single words whose letters are likely for its sounds, unless the engine of Korean
//! names knows it (평양 Pyongyang) or its Hangul fits better without its last syllable (이그보어 Igbo, of a language); a
//! Korean noun is one that the file has from Hanja. Figures `… cv` are of names of Wikidata, by tables that have not seen
//! their Hangul (five folds); `--committed` leaves them out.

mod weight;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;

use anyhow::Context;
use cpu_time::ProcessTime;
use seoji_analysis::Analyzer;
use seoji_analysis::names::foreign::training::{Channel, letters, slots};
use seoji_analysis::names::foreign::{self, Bar, Reader};
use seoji_analysis::names::training::Model;
use seoji_analysis::names::{Asked, NameQuery};

/// The loanwords that the trainer is taught; left out here.
const TAUGHT: &str = include_str!("../../train/data/loanwords.tsv");
/// The likelihood of a loanword's letters, in nats a slot; below it most pairs are translations.
const LEAST_LIKELIHOOD: f32 = -2.6;
/// The fewest slots of a loanword that is asked.
const LEAST_SLOTS: usize = 5;

/// Prints the lines of the `loanwords` test.
pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let misses = args.iter().any(|arg| arg == "--misses");
    let data = crate::data_folder();
    let lexicon = data.join("data/lexicon/koen.tsv");
    let negatives = data.join("data/names/negatives.tsv");
    let english: Vec<String> = if negatives.exists() {
        english_words(&read(&negatives)?)
    } else {
        Vec::new()
    };
    if lexicon.exists() {
        let lexicon = Lexicon::read(&read(&lexicon)?);
        lexicon.measure(&english, misses);
    } else {
        println!(
            "eval: names loanwords skipped: there is no {}",
            lexicon.display()
        );
    }
    let is_asked = args.iter().all(|arg| arg != "--committed");
    if is_asked && data.join(seoji_train::foreign::NAMES).exists() {
        for (direction, recall) in seoji_train::foreign::folds(&data)? {
            let n = recall.asked;
            print(
                &format!("recall@1-{direction} cv"),
                share(recall.first, n),
                n,
            );
            print(
                &format!("recall@5-{direction} cv"),
                share(recall.first_five, n),
                n,
            );
        }
    }
    let texts = weight::texts(&data)?;
    if texts.is_empty() {
        println!(
            "eval: names loanwords index-share skipped: no text in {}",
            data.display()
        );
    } else {
        weight::index_share(&texts)?;
    }
    Ok(())
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn print(metric: &str, value: f64, n: usize) {
    println!("eval: names loanwords {metric} {value:.4} n={n}");
}

fn share(part: usize, all: usize) -> f64 {
    part as f64 / all.max(1) as f64
}

fn english_words(negatives: &str) -> Vec<String> {
    let rows = negatives
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter(|row| row.get(1) == Some(&"english_word"))
        .map(|row| row[0].to_owned())
        .collect()
}

/// The words of koen.tsv by what they are.
struct Lexicon {
    /// Hangul and folded Latin.
    loanwords: BTreeSet<(String, String)>,
    korean: BTreeSet<String>,
}

impl Lexicon {
    fn read(lines: &str) -> Lexicon {
        let taught: HashSet<&str> = TAUGHT
            .lines()
            .filter_map(|line| line.split('\t').next())
            .collect();
        let channel = Channel::committed();
        let mut loanwords = BTreeSet::new();
        let mut korean = BTreeSet::new();
        for line in lines.lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let &[hangul, latin, _, source] = fields.as_slice() else {
                continue;
            };
            let Some(sounds) = slots(hangul) else {
                continue;
            };
            if source.starts_with("hanja") {
                korean.insert(hangul.to_owned());
                continue;
            }
            let Some(spelled) = letters(latin) else {
                continue;
            };
            let likelihood =
                channel.likelihood(&channel.sounds(&sounds), &channel.spelled(&spelled));
            if sounds.len() >= LEAST_SLOTS
                && likelihood >= LEAST_LIKELIHOOD * sounds.len() as f32
                && !taught.contains(hangul)
                && !is_korean_name(hangul, latin)
                && !is_longer(hangul, &spelled)
            {
                let latin = spelled
                    .iter()
                    .map(|letter| char::from(letter + b'a' - 1))
                    .collect();
                loanwords.insert((hangul.to_owned(), latin));
            }
        }
        for (hangul, _) in &loanwords {
            korean.remove(hangul);
        }
        Lexicon { loanwords, korean }
    }

    fn measure(&self, english: &[String], misses: bool) {
        let loanwords = self.loanwords.iter();
        let hangul: BTreeSet<&str> = loanwords.clone().map(|pair| pair.0.as_str()).collect();
        let latin: BTreeSet<&str> = loanwords.map(|pair| pair.1.as_str()).collect();
        let latin_index = Keys::of(
            latin
                .iter()
                .copied()
                .chain(english.iter().map(String::as_str)),
        );
        let hangul_index = Keys::of(
            hangul
                .iter()
                .copied()
                .chain(self.korean.iter().map(String::as_str)),
        );
        let mut to_hangul: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut to_latin: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (hangul, latin) in &self.loanwords {
            to_hangul.entry(latin).or_default().insert(hangul);
            to_latin.entry(hangul).or_default().insert(latin);
        }
        directed("latin-hangul", &to_hangul, &hangul_index, misses);
        directed("hangul-latin", &to_latin, &latin_index, misses);

        let korean_index = Keys::of(self.korean.iter().map(String::as_str));
        let english_index = Keys::of(english.iter().map(String::as_str));
        let english = english.iter().map(String::as_str);
        false_expansions("english", english, &korean_index, misses);
        let korean = self.korean.iter().map(String::as_str);
        false_expansions("korean", korean, &english_index, misses);
        speed(&self.loanwords);
    }
}

/// Whether the engine of Korean names takes the Latin letters for this Hangul, and it looks Korean.
fn is_korean_name(hangul: &str, latin: &str) -> bool {
    foreign::look(hangul).is_none_or(|nats| nats < 0.0)
        && NameQuery::read_with(Model::committed(), latin, Asked::Forced)
            .is_some_and(|query| !query.choose(&Analyzer::embedded(), [hangul]).is_empty())
}

/// Whether the letters fit the Hangul without its last syllable better.
fn is_longer(hangul: &str, spelled: &[u8]) -> bool {
    let channel = Channel::committed();
    let spelled = channel.spelled(spelled);
    let evidence = |word: &str| {
        slots(word).map_or(f32::MIN, |slots| {
            channel.evidence(&channel.sounds(&slots), &spelled)
        })
    };
    let last = hangul.char_indices().next_back().map_or(0, |(at, _)| at);
    evidence(&hangul[..last]) > evidence(hangul)
}

/// The surfaces of an index by their keys.
struct Keys<'s>(BTreeMap<String, Vec<&'s str>>);

impl<'s> Keys<'s> {
    fn of(surfaces: impl Iterator<Item = &'s str>) -> Keys<'s> {
        let mut index: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        let mut keys = Vec::new();
        for surface in surfaces {
            keys.clear();
            foreign::index_keys(surface, &mut keys);
            for key in &keys {
                index.entry(key.clone()).or_default().push(surface);
            }
        }
        Keys(index)
    }

    fn under(&self, keys: &[String]) -> BTreeSet<&'s str> {
        keys.iter()
            .filter_map(|key| self.0.get(key))
            .flatten()
            .copied()
            .collect()
    }
}

fn directed(
    direction: &str,
    pairs: &BTreeMap<&str, BTreeSet<&str>>,
    index: &Keys<'_>,
    misses: bool,
) {
    let (mut all, mut met, mut accepted) = (0, 0, 0);
    let (mut first, mut first_five, mut answered, mut candidates) = (0, 0, 0, 0);
    for (&asked, right) in pairs {
        all += right.len();
        let Some(reader) = Reader::read(asked) else {
            continue;
        };
        let under = index.under(reader.keys());
        candidates += under.len();
        for &surface in right {
            let has_met = under.contains(surface);
            met += usize::from(has_met);
            let is_accepted = has_met && reader.evidence(surface, Bar::of(asked)).is_some();
            accepted += usize::from(is_accepted);
            if misses && !is_accepted {
                println!(
                    "missed: {asked} {surface} met={has_met} {:?}",
                    reader.evidence(surface, Bar::Forced)
                );
            }
        }
        let chosen = reader.choose(under.iter().copied(), Bar::of(asked));
        let place = chosen
            .iter()
            .position(|m| right.contains(m.surface.as_str()));
        answered += usize::from(!chosen.is_empty());
        first += usize::from(place == Some(0));
        first_five += usize::from(place.is_some_and(|place| place < 5));
    }
    print(&format!("key-recall-{direction}"), share(met, all), all);
    print(&format!("accepted-{direction}"), share(accepted, all), all);
    print(
        &format!("recall@1-{direction}"),
        share(first, pairs.len()),
        pairs.len(),
    );
    print(
        &format!("recall@5-{direction}"),
        share(first_five, pairs.len()),
        pairs.len(),
    );
    print(
        &format!("precision-{direction}"),
        share(first, answered),
        answered,
    );
    print(
        &format!("candidates-{direction}"),
        share(candidates, pairs.len()),
        pairs.len(),
    );
}

fn false_expansions<'w>(
    of: &str,
    words: impl Iterator<Item = &'w str>,
    index: &Keys<'_>,
    misses: bool,
) {
    let (mut expanded, mut all) = (0, 0);
    for word in words {
        all += 1;
        let Some(reader) = Reader::read(word) else {
            continue;
        };
        let chosen = reader.choose(index.under(reader.keys()), Bar::of(word));
        expanded += usize::from(!chosen.is_empty());
        if misses && let Some(chosen) = chosen.first() {
            println!("expanded: {word} {}", chosen.surface);
        }
    }
    print(&format!("false-expansions-{of}"), share(expanded, all), all);
}

fn speed(pairs: &BTreeSet<(String, String)>) {
    let per_call = |name: &str, calls: usize, start: ProcessTime| {
        print(
            name,
            start.elapsed().as_secs_f64() * 1e6 / calls.max(1) as f64,
            calls,
        );
    };
    let mut keys = Vec::new();
    for (name, words) in [
        (
            "keys-hangul-us",
            pairs.iter().map(|pair| &pair.0).collect::<Vec<_>>(),
        ),
        ("keys-latin-us", pairs.iter().map(|pair| &pair.1).collect()),
    ] {
        let start = ProcessTime::now();
        for _ in 0..20 {
            for word in &words {
                keys.clear();
                foreign::index_keys(word, &mut keys);
            }
        }
        per_call(name, 20 * words.len(), start);
        let start = ProcessTime::now();
        let readers: Vec<Reader> = words.iter().filter_map(|word| Reader::read(word)).collect();
        per_call(&format!("read-{name}"), words.len(), start);
        let others: Vec<&String> = pairs
            .iter()
            .map(|pair| {
                if name.contains("hangul") {
                    &pair.1
                } else {
                    &pair.0
                }
            })
            .collect();
        let start = ProcessTime::now();
        let mut found = 0;
        for (reader, at) in readers.iter().zip(0..) {
            for step in 0..20 {
                let surface = others[(at + step * 97) % others.len()];
                found += usize::from(reader.evidence(surface, Bar::Forced).is_some());
            }
        }
        std::hint::black_box(found);
        per_call(&format!("evidence-{name}"), 20 * readers.len(), start);
    }
}
