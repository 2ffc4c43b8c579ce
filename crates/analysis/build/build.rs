//! Computes the fingerprint of the tables of the analysis, and turns the committed tables of names into constants of the
//! program: reading them at each start cost a search more than its answer.
//!
//! It reads them by the library's own code; a test of the library compares the constants with the tables.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[path = "../src/fingerprint.rs"]
mod fingerprint;
#[path = "../src/hangul/letters.rs"]
mod hangul;
mod names;
mod source;

fn main() -> Result<(), Box<dyn Error>> {
    for input in [
        "build",
        "data",
        "src/names",
        "src/hangul/letters.rs",
        "src/fingerprint.rs",
    ] {
        println!("cargo::rerun-if-changed={input}");
    }
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    let out = Path::new(&out);
    let data = Path::new("data");
    let mut tables = Vec::new();
    for name in fingerprint::TABLES {
        tables.push(fs::read(data.join(name))?);
    }
    let hash = fingerprint::hash(tables.iter().map(|table| &**table));
    fs::write(out.join("tables"), hash.to_le_bytes())?;

    let data = data.join("names");
    let read = |name: &str| fs::read_to_string(data.join(name));
    let gate = fs::read(data.join("gate.bin"))?;

    let mut source = source::Source::default();
    names::write(&read("channel.txt")?, &gate, &mut source)?;
    source.save(out, "names")?;

    let mut source = source::Source::default();
    let (channel, look) = (read("foreign.tsv")?, read("foreign_syllables.tsv")?);
    names::foreign::write(&channel, &look, &mut source)?;
    source.save(out, "foreign")?;
    Ok(())
}
