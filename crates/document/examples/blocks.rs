//! Shows the blocks of a file with their full text.
#![expect(clippy::print_stdout, reason = "a program for people")]

use seoji_document::{Source, read};

fn main() -> std::io::Result<()> {
    for name in std::env::args_os().skip(1) {
        let bytes = std::fs::read(&name)?;
        let reading = read(&Source { path: std::path::Path::new(&name), bytes: &bytes });
        for block in &reading.document.blocks {
            println!("{} {:?} {:?} p{:?}\n{}\n{:?}\n", block.line, block.kind, block.label, block.page, block.text, block.links);
        }
    }
    Ok(())
}
