//! Synthetic entries in the styles that the labelled sets lack: Korean footnotes and lists, notes of the humanities,
//! web pages and newspapers with dates of access, Polish and German notes, journals of other languages, several works in an entry, prose beside a
//! citation, prose alone.
//!
//! Fields come from the labelled examples that the model is trained on (so a fold lends nothing to its test), from the
//! word lists in `banks` and `tongues`, and from sentences of running text.

mod banks;
mod builder;
mod journals;
mod korean;
mod material;
mod tongues;
mod western;

use std::path::{Path, PathBuf};

use seoji_document::references::labelling::Label;

use super::labelled::Example;
use super::learner::Random;
use builder::Builder;
use material::Material;

/// The sets of running text whose sentences are the prose, in `$DATA/corpora/retrieval`.
pub const RUNNING: [&str; 3] = ["xquad-en", "korquad-v1-dev", "belebele-ko"];

/// The file of a set of running text.
pub fn running(data: &Path, set: &str) -> PathBuf {
    data.join(format!("corpora/retrieval/{set}/corpus.jsonl"))
}

/// How many synthetic entries are made.
const COUNT: usize = 7_000;

/// Entries made of the fields of these examples.
pub fn make(examples: &[&Example], data: &Path) -> anyhow::Result<Vec<Example>> {
    let material = Material::gather(examples, data)?;
    let mut random = Random(0x5e0_0711);
    Ok((0..COUNT)
        .map(|number| entry(&material, examples, &mut random).example(number))
        .collect())
}

fn citation(material: &Material, random: &mut Random) -> Builder {
    match random.below(100) {
        0..=59 => korean::citation(material, random),
        60..=71 => journals::article(random),
        _ => western::citation(material, random),
    }
}

fn entry(material: &Material, examples: &[&Example], random: &mut Random) -> Builder {
    let mut entry = Builder::default();
    match random.below(100) {
        0..=59 => {
            entry.add(citation(material, random));
        }
        // Several works.
        60..=69 => {
            let mut first = citation(material, random);
            let count = 2 + random.below(3).saturating_sub(1);
            for _ in 1..count {
                let text = first.text().trim_end_matches(['.', ' ']).len();
                first = first.cut(text);
                entry.add(first);
                entry.whole(Label::Separator, ";").lit(" ");
                if random.chance(15) {
                    entry.lit(random.of(&["see also ", "cf. ", "또한 ", "and "]));
                }
                first = citation(material, random);
            }
            entry.add(first);
        }
        // Prose, and a work.
        70..=79 => {
            entry.whole(Label::Prose, &material.prose(random)).lit(" ");
            match (random.chance(20), examples.is_empty()) {
                (true, false) => entry.add(Builder::from(examples[random.below(examples.len())])),
                _ => entry.add(citation(material, random)),
            };
        }
        80..=83 => {
            entry.add(citation(material, random));
            entry.lit(" ").whole(Label::Prose, &material.prose(random));
        }
        // Words that lead to a work.
        84..=89 => {
            let topic = material.korean_title(random);
            match random.below(5) {
                0 => entry.lit("See "),
                1 => entry.lit("Cf. "),
                2 => entry.lit("See also "),
                3 => entry
                    .whole(Label::Prose, &format!("{topic}에 대해서는"))
                    .lit(" "),
                _ => entry.whole(Label::Prose, "For an overview,").lit(" see "),
            };
            let work = citation(material, random);
            let text = work.text().trim_end_matches(['.', ' ']).len();
            entry.add(work.cut(text));
            entry.lit(random.of(&[".", ".", " 참조.", " 참고.", "을 참조할 것."]));
        }
        // Another name.
        90..=92 => {
            let name = Material::latin_korean(random);
            let text = match random.below(5) {
                0 => format!("A.k.a. {name}."),
                1 => format!("{} is also known as {name}.", Material::western(random)),
                2 => format!("{} in Korean.", Material::korean_name(random)),
                3 => format!("일명 {}.", Material::korean_name(random)),
                _ => format!("Also called {name} or {}.", Material::western(random)),
            };
            entry.whole(Label::Prose, &text);
            if random.chance(30) {
                entry.lit(" ").whole(Label::Prose, &material.prose(random));
            }
        }
        _ => {
            entry.whole(Label::Prose, &material.prose(random));
        }
    }
    entry
}
