//! Prints the tokens of each line of standard input: `cargo run --example tokens -- literal` or `-- stem ko`.

use seoji_analysis::{Analyzer, Field, Language, TokenBuffer};

#[expect(clippy::print_stdout, reason = "printing is what this program is for")]
fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let field = match arguments.next().as_deref() {
        Some("stem") => Field::Stem,
        _ => Field::Literal,
    };
    let language = arguments.next().and_then(|code| Language::from_code(&code));
    let analyzer = Analyzer::embedded();
    let mut tokens = TokenBuffer::new();
    for line in std::io::stdin().lines() {
        let line = line?;
        let language = language.unwrap_or_else(|| Language::detect_or(&line, Language::English));
        analyzer.analyse(field, &line, language, &mut tokens);
        println!("{line}");
        for token in tokens.iter() {
            let (start, end, term) = (token.start, token.end, token.term.replace('\u{1F}', "␟"));
            println!(
                "  {term} {start}..{end} @{} {:?}",
                token.position, token.kind
            );
        }
    }
    Ok(())
}
