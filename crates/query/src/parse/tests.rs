//! What a query is read as: tables of queries with their parts, and of what is odd about them.

use super::*;

/// `kind text` for each clause, `-` before an excluded one; behind them alternatives and what is excluded as a whole.
fn read(query: &str) -> Vec<String> {
    shown(&parse(query).0)
}

fn shown(query: &Query) -> Vec<String> {
    let clause = |clause: &Clause| {
        let sign = match (clause.excluded, clause.must) {
            (true, _) => "-",
            (_, true) => "+",
            _ => "",
        };
        format!("{sign}{:?} {}", clause.form, clause.text)
    };
    let group = |query: &Query| shown(query).join(", ");
    let mut all: Vec<String> = query.clauses.iter().map(clause).collect();
    for alternatives in &query.alternatives {
        let alternatives: Vec<String> = alternatives.iter().map(group).collect();
        all.push(format!("({})", alternatives.join(" | ")));
    }
    all.extend(
        query
            .excluded
            .iter()
            .map(|query| format!("-({})", group(query))),
    );
    all
}

fn hints(query: &str) -> Vec<String> {
    parse(query)
        .1
        .into_iter()
        .map(|hint| hint.message)
        .collect()
}

#[test]
fn operators_and_brackets() {
    for (query, expected) in [
        ("a b", "Word a, Word b"),
        ("a AND b", "Word a, Word b"),
        ("a OR b", "(Word a | Word b)"),
        ("a|b", "(Word a | Word b)"),
        ("a | b | c", "(Word a | Word b | Word c)"),
        ("a b OR c", "(Word a, Word b | Word c)"),
        ("a (b OR c)", "Word a, (Word b | Word c)"),
        ("((a))", "Word a"),
        ("(a b) c", "Word a, Word b, Word c"),
        ("a OR a", "Word a"),
        ("a OR (a)", "Word a"),
        ("a NOT b", "Word a, -Word b"),
        ("a -b", "Word a, -Word b"),
        ("a NOT -b", "Word a, Word b"),
        ("a NOT NOT b", "Word a, Word b"),
        ("a -(b c)", "Word a, -(Word b, Word c)"),
        ("a -(b OR c)", "Word a, -Word b, -Word c"),
        ("a NOT (b c)", "Word a, -(Word b, Word c)"),
        ("a OR -b", "(Word a | -Word b)"),
        ("+the a", "+Word the, Word a"),
        ("a + b", "Word a, Word b"),
        ("\"a b\"~3", "Near(3) a b"),
        ("\"a b\"~", "Phrase a b"),
        ("\"a b\"~0", "Phrase a b"),
        ("crypto* Kim*un", "Glob crypto*, Glob Kim*un"),
        (
            "author:(Lee OR Kim)",
            "(Citation { field: Author, quoted: false } Lee | Citation { field: Author, quoted: false } Kim)",
        ),
        (
            "author:(Kim Jong Un)",
            "Citation { field: Author, quoted: false } Kim Jong Un",
        ),
        ("-label:(1 OR 2)", "-Filter(Label) 1, -Filter(Label) 2"),
        ("문서:levi", "Filter(Document) levi"),
        (
            "year:2015..2019",
            "Citation { field: Year, quoted: false } 2015..2019",
        ),
        ("f(x) (a", "Word f(x), Word a"),
        ("OR", "Word OR"),
        ("NOT", "Word NOT"),
        ("a or b", "Word a, Word or, Word b"),
        (
            "WHY NORTH KOREA IS NOT COLLAPSING",
            "Word WHY, Word NORTH, Word KOREA, Word IS, Word NOT, Word COLLAPSING",
        ),
    ] {
        assert_eq!(read(query).join(", "), expected, "{query}");
    }
    let deep = format!("{}a{}", "(".repeat(3000), ")".repeat(3000));
    assert_eq!(read(&deep), ["Word a"]);
    assert!(read(&"a OR ".repeat(1000))[0].starts_with("Word a"));
}

#[test]
fn words_phrases_and_fields() {
    assert_eq!(read("Park Jin-hyok"), ["Word Park", "Word Jin-hyok"]);
    assert_eq!(
        read("\"Park Jin-hyok\" -Sony"),
        ["Phrase Park Jin-hyok", "-Word Sony"]
    );
    assert_eq!(read("“북한서 첫” 거래"), ["Phrase 북한서 첫", "Word 거래"]);
    assert_eq!(
        read("in:bibliography label:22"),
        ["Filter(Zone) bibliography", "Filter(Label) 22"]
    );
    assert_eq!(read("exact:\"Kim Jong Un\""), ["Exact Kim Jong Un"]);
    assert_eq!(
        read("-doc:levi a - b"),
        ["-Filter(Document) levi", "Word a", "Word b"]
    );
}

#[test]
fn pasted_text_is_text() {
    assert_eq!(
        read("https://m.yna.co.kr/view?id=3"),
        ["Word https://m.yna.co.kr/view?id=3"]
    );
    assert_eq!(read("10:30 ... !? 「서지」"), ["Word 10:30", "Phrase 서지"]);
    assert!(parse("https://m.yna.co.kr/view?id=3 10:30").1.is_empty());
}

#[test]
fn oddities_come_back_as_hints() {
    assert_eq!(
        hints("autor:Levi"),
        ["no field \"autor\": searched as text; did you mean author:?"]
    );
    assert_eq!(
        hints("\"Park Jin"),
        ["the quotation mark is never closed; read to the end"]
    );
    assert_eq!(read("\"Park Jin"), ["Phrase Park Jin"]);
    assert_eq!(
        hints(&"word ".repeat(100)),
        ["the query is very long; only its first 64 words were used"]
    );
    assert_eq!(hints(&"가".repeat(10_000)).len(), 1);
    for (query, expected) in [
        ("(a b", "the bracket is never closed; read to the end"),
        ("a b )", "a bracket is closed here that was never opened"),
        (
            "a OR",
            "OR stands between two words; here one of them is missing",
        ),
        (
            "| a",
            "| stands between two words; here one of them is missing",
        ),
        (
            "a NOT",
            "NOT leaves out what stands behind it; here nothing does",
        ),
        (
            "author: Levi",
            "author: has no value right behind it and was left out; did you mean author:Levi?",
        ),
        (
            "title:",
            "title: has no value right behind it and was left out",
        ),
        (
            "c* a",
            "\"c*\" leaves too much open: searched as text; type two letters or more before * or ?",
        ),
        (
            "\"a b\"~999",
            "words of a phrase are looked for at most 50 apart",
        ),
        ("a b OR c", "read as (a b) OR c; brackets group otherwise"),
        (
            "colour:red",
            "no field \"colour\": searched as text; fields are",
        ),
    ] {
        let told = hints(query);
        assert!(
            told.first().is_some_and(|told| told.starts_with(expected)),
            "{query}: {told:?}"
        );
    }
    let (_, told) = parse("북한 해킹 OR 사이버");
    assert_eq!(told[0].query.as_deref(), Some("북한 (해킹 OR 사이버)"));
    let (_, told) = parse("autor:Levi 북한");
    assert_eq!(told[0].query.as_deref(), Some("author:Levi 북한"));
    assert!(hints("a (b OR c) -d \"e f\"~2 go* 「서지」 what?").is_empty());
}

#[test]
fn no_program_can_take_a_field_of_the_language() {
    for (name, _) in super::FIELDS {
        assert!(seoji_schema::OWN_FIELDS.contains(name), "{name}");
        assert_eq!(seoji_schema::field_name(name), None);
    }
}
