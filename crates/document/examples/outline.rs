//! Shows how a file is understood: `cargo run -p seoji-document --example outline -- FILE`.
#![expect(clippy::print_stdout, reason = "a program for people")]

use seoji_document::{Source, read};

fn main() -> std::io::Result<()> {
    for name in std::env::args_os().skip(1) {
        let bytes = std::fs::read(&name)?;
        let reading = read(&Source {
            path: std::path::Path::new(&name),
            bytes: &bytes,
        });
        let document = &reading.document;
        println!(
            "title: {:?}\nauthors: {:?}\ndate: {:?}\nlanguage: {:?}\nmetadata: {:?}",
            document.title, document.authors, document.date, document.language, document.metadata
        );
        for item in document.outline() {
            let label = item
                .label
                .map(|label| format!("{label} "))
                .unwrap_or_default();
            println!(
                "{:4} {}{:?} {}| {} {:?}",
                item.line,
                "  ".repeat(item.depth),
                item.item,
                label,
                item.text,
                item.cites
            );
        }
        for warning in &reading.warnings {
            println!("warning: {:?}", warning);
        }
    }
    Ok(())
}
