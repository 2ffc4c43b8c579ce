//! Builds a dictionary for lindera-dictionary from lexicon, matrix and definitions: `build-ko-dic FROM TO`.

use std::error::Error;
use std::path::Path;

use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::metadata::Metadata;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [from, to] = args.as_slice() else { return Err("build-ko-dic FROM TO".into()) };
    let metadata = Metadata::load(&std::fs::read(Path::new(from).join("metadata.json"))?)?;
    DictionaryBuilder::new(metadata).build_dictionary(Path::new(from), Path::new(to))?;
    Ok(())
}
