//! Names that mean the same: `search-index aliases`, the user's own list, and what `search` makes of them.

use seoji_query::Results;
use seoji_tests::Workplace;
use serde_json::Value;

use crate::run::{indexed, report, search, search_index};

const NOTE: &str = "# Report\n\nThe leader of the Lazarus group[1] is Park Jin-hyok[2].\n\nLazarus is feared.\n\n\
    ## Notes\n\n[1] The Lazarus Group is also known as HIDDEN COBRA and Zinc.\n\n[2] A.k.a. Pak Jin-hek.\n";

/// The texts that are marked for a query.
fn marked(place: &std::path::Path, query: &str) -> Vec<String> {
    let ran = search(place, ["--json", "--passages", "100", "--", query]);
    let results: Results = serde_json::from_str(&ran.stdout).unwrap();
    let hits = results.documents.iter().flat_map(|document| &document.hits);
    hits.flat_map(|hit| {
        hit.highlights
            .iter()
            .map(|mark| hit.text[mark.range()].to_owned())
    })
    .collect()
}

#[test]
fn aliases_are_listed_with_the_words_that_state_them() {
    let listed = search_index(report(), ["aliases"]).ended(0).stdout;
    for part in [
        "13 statements",
        "  Park Jin-hyok = Pak Jin-hek · person",
        "also called, note 22: A.k.a Pak Jin-hek",
        "  Red Star = 붉은별 = Pulgŭnbyŏl",
        "Lazarus Group = Lazarus = APT 38 = HIDDEN COBRA = Guardians of Peace = Whois Team = Zinc · group",
        "same initials: Korean Friendship Association",
    ] {
        assert!(listed.contains(part), "{part:?}: {listed}");
    }
    let id = "levi-internet-cryptocurrencies-blockchains-north-korea";
    let by_id = search_index(report(), ["aliases", id]).ended(0).stdout;
    assert_eq!(by_id, listed, "there is one document");
    let path = format!("corpus/{id}.md");
    let by_path = search_index(report(), ["aliases", &path]).ended(0).stdout;
    assert_eq!(by_path, listed, "a file needs no index");
    let json: Value = search_index(report(), ["aliases", "--json"])
        .ended(0)
        .json();
    assert_eq!(json["version"], 1);
    let stated = json["documents"][0]["equivalences"].as_array().unwrap();
    let note = stated
        .iter()
        .find(|stated| stated["forms"][1] == "Pak Jin-hek")
        .expect("note 22 is listed");
    assert_eq!(note["kind"], "person");
    assert_eq!(note["evidence"][0]["label"], "22");
    assert_eq!(note["evidence"][0]["words"], "A.k.a Pak Jin-hek");
    search_index(report(), ["aliases", "no-such-document"])
        .ended(2)
        .complained("search-index", &["no document with that id"]);
}

#[test]
fn an_alias_finds_the_passages_of_the_name_and_tells_why() {
    let place = indexed(&[("a.md", NOTE)]);
    let results: Results = search(place.path(), ["--json", "HIDDEN", "COBRA"])
        .ended(0)
        .json();
    let why: Vec<_> = results.documents[0]
        .hits
        .iter()
        .flat_map(|hit| &hit.why)
        .collect();
    let told = why
        .iter()
        .find(|reason| reason.rule == "also called, note 1")
        .unwrap_or_else(|| panic!("{why:?}"));
    assert_eq!(told.query, "HIDDEN COBRA");
    let evidence = told.evidence.as_deref().unwrap();
    assert!(
        evidence.contains("is also known as HIDDEN COBRA") && evidence.ends_with("(a)"),
        "{evidence}"
    );
    // A person is no group, and a metal is no group.
    assert!(
        !marked(place.path(), "Pak Jin-hek")
            .iter()
            .any(|mark| mark.contains("Lazarus"))
    );
    assert!(
        marked(place.path(), "Zinc")
            .iter()
            .any(|mark| mark.contains("Lazarus"))
    );
    assert!(
        !marked(place.path(), "zinc")
            .iter()
            .any(|mark| mark.contains("Lazarus"))
    );
    assert!(
        !marked(place.path(), "exact:Zinc")
            .iter()
            .any(|mark| mark.contains("Lazarus"))
    );
}

#[test]
fn an_alias_counts_most_in_the_document_that_states_it() {
    let other = "# Other\n\nThe Lazarus Group is feared.\n";
    let place = indexed(&[("b.md", NOTE), ("a.md", other)]);
    let results: Results = search(place.path(), ["--json", "\"HIDDEN COBRA\""])
        .ended(0)
        .json();
    let ids: Vec<&str> = results
        .documents
        .iter()
        .map(|document| document.id.as_str())
        .collect();
    assert_eq!(ids, ["b", "a"]);
    // A short acronym means something else in another document.
    let place = indexed(&[
        ("a.md", "# A\n\nMultiple sclerosis (MS) is treated.\n"),
        ("b.md", "# B\n\nThe MS was read by experts.\n"),
    ]);
    let results: Results = search(place.path(), ["--json", "multiple", "sclerosis"])
        .ended(0)
        .json();
    assert_eq!(results.total.documents, 1);
}

#[test]
fn one_step_and_no_further() {
    // A = B in one place and B = C in another say nothing of A and C.
    let place = indexed(&[
        (
            "a.md",
            "# A\n\nKimsuky, also known as Velvet Chollima, wrote.\n",
        ),
        (
            "b.md",
            "# B\n\nVelvet Chollima, also known as Black Banshee, wrote.\n",
        ),
        ("c.md", "# C\n\nBlack Banshee slept.\n"),
    ]);
    let results: Results = search(place.path(), ["--json", "Kimsuky"]).ended(0).json();
    let ids: Vec<&str> = results
        .documents
        .iter()
        .map(|document| document.id.as_str())
        .collect();
    assert_eq!(ids, ["a", "b"]);
}

#[test]
fn the_own_list_adds_and_rejects() {
    let place = Workplace::empty();
    place.write("corpus/a.md", NOTE);
    place.write("corpus/b.md", "# B\n\n모네로 채굴기가 퍼졌다.\n");
    place.write("aliases.txt", "# mine\nBytecoin = 모네로\nHIDDEN COBRA ≠ Lazarus\nHIDDEN COBRA != Lazarus Group\nnonsense\n = x\n");
    let ran = search_index(place.path(), ["build"]).ended(0);
    for part in ["aliases.txt:5: neither = nor", "aliases.txt:6: no name"] {
        assert!(ran.stderr.contains(part), "{part:?}: {}", ran.stderr);
    }
    let results: Results = search(place.path(), ["--json", "Bytecoin"]).ended(0).json();
    let reason = &results.documents[0].hits[0].why[0];
    assert_eq!(
        (reason.matched.as_str(), reason.evidence.as_deref()),
        ("모네로", Some("aliases.txt:2"))
    );
    assert!(
        !marked(place.path(), "\"HIDDEN COBRA\"")
            .iter()
            .any(|mark| mark.contains("Lazarus"))
    );
    let listed = search_index(place.path(), ["aliases"]).ended(0).stdout;
    for part in [
        "aliases.txt:2: Bytecoin = 모네로",
        "aliases.txt:3: HIDDEN COBRA ≠ Lazarus",
        "rejected: Lazarus Group ≠ HIDDEN COBRA",
    ] {
        assert!(listed.contains(part), "{part:?}: {listed}");
    }
}

/// What is known to be another name is not found through its sound either.
#[test]
fn the_own_list_overrules_the_rules_of_names() {
    let found = |place: &Workplace, query: &str| -> Vec<String> {
        let ran = search(place.path(), ["--json", "--no-fix", "--", query]);
        let results: Results = serde_json::from_str(&ran.stdout).unwrap();
        results.documents.iter().map(|d| d.id.clone()).collect()
    };
    let rows = [
        ("Kim Hyon-woo", "u"),
        ("Kim Hyon Woo", "u"),
        ("Kim Hyon-u", "woo"),
        ("라자루스", "en"),
        ("라자루스의", "en"),
        ("Lazarus", "ko"),
    ];
    let place = Workplace::empty();
    for (name, text) in [
        ("woo", "Kim Hyon-woo wrote the tool."),
        ("u", "Kim Hyon-u sold the ships."),
        ("en", "Experts fear Lazarus as before."),
        ("ko", "전문가들은 라자루스를 두려워한다."),
    ] {
        place.write(&format!("corpus/{name}.md"), format!("# A\n\n{text}\n"));
    }
    search_index(place.path(), ["build"]).ended(0);
    for (query, other) in rows {
        let ids = found(&place, query);
        assert!(ids.iter().any(|id| id == other), "{query}: {ids:?}");
    }
    place.write(
        "aliases.txt",
        "Kim Hyon-woo ≠ Kim Hyon-u\n라자루스 ≠ Lazarus\n",
    );
    search_index(place.path(), ["update"]).ended(0);
    for (query, other) in rows {
        let ids = found(&place, query);
        assert!(!ids.is_empty(), "{query}");
        assert!(!ids.iter().any(|id| id == other), "{query}: {ids:?}");
    }
}

/// The user's own lists may lie in the corpus folder too; there they are lists and no documents.
#[test]
fn own_lists_in_the_corpus_are_lists() {
    let place = Workplace::empty();
    place.write("corpus/b.md", "# B\n\n해커가 모네로를 캤다.\n");
    place.write("corpus/c.md", "# C\n\n미술관에 모네의 그림이 걸렸다.\n");
    // Deeper down it is a text like any other.
    place.write("corpus/deep/aliases.txt", "Zcash = 모네로\n");
    search_index(place.path(), ["build"]).ended(0);
    search(place.path(), ["Bytecoin"]).ended(1);
    let ids = |query: &str| -> Vec<String> {
        let results: Results = search(place.path(), ["--json", query]).ended(0).json();
        results.documents.iter().map(|d| d.id.clone()).collect()
    };
    place.write("corpus/aliases.txt", "Bytecoin = 모네로\n");
    place.write("corpus/dictionary.txt", "모네로\n");
    search_index(place.path(), ["update"]).ended(0);
    let updated = ids("Bytecoin");
    search_index(place.path(), ["build"]).ended(0);
    for ids in [updated, ids("Bytecoin"), ids("모네로의")] {
        assert!(ids.contains(&"b".to_owned()), "{ids:?}");
        let other = |id: &String| id != "b" && id != "deep/aliases";
        assert!(!ids.iter().any(other), "{ids:?}");
    }
    assert_eq!(ids("Zcash"), ["deep/aliases"]);
    // One that lies in the corpus `.` and so is beside it too is read once.
    let ran = search_index(
        &place.path().join("corpus"),
        ["build", ".", "--index", "../other"],
    );
    ran.ended(0);
    let listed = search_index(
        &place.path().join("corpus"),
        ["aliases", "--index", "../other"],
    )
    .ended(0)
    .stdout;
    assert_eq!(listed.matches("Bytecoin = 모네로").count(), 1, "{listed}");
}

#[test]
fn an_update_reads_the_own_list_again() {
    let place = Workplace::empty();
    place.write("corpus/b.md", "# B\n\n모네로 채굴기가 퍼졌다.\n");
    search_index(place.path(), ["build"]).ended(0);
    search(place.path(), ["Bytecoin"]).ended(1);
    place.write("aliases.txt", "Bytecoin = 모네로\n");
    let told = search_index(place.path(), ["update"]).ended(0).stdout;
    assert!(told.contains("your own list of names"), "{told}");
    search(place.path(), ["Bytecoin"]).ended(0);
    let told = search_index(place.path(), ["update"]).ended(0).stdout;
    assert!(told.contains("nothing has changed"), "{told}");
    search_index(place.path(), ["compact"]).ended(0);
    search(place.path(), ["Bytecoin"]).ended(0);
    // A list that is named is the one that counts, and stays when it is gone.
    place.write("lists/mine.txt", "Koryolink = 모네로\n");
    search_index(place.path(), ["build", "--aliases", "lists/mine.txt"]).ended(0);
    search(place.path(), ["Bytecoin"]).ended(1);
    search(place.path(), ["Koryolink"]).ended(0);
    std::fs::remove_file(place.path().join("lists/mine.txt")).unwrap();
    let ran = search_index(place.path(), ["update"]).ended(0);
    assert!(
        ran.stderr.is_empty() || ran.stderr.contains("mine.txt"),
        "{}",
        ran.stderr
    );
    search(place.path(), ["Koryolink"]).ended(0);
    search_index(place.path(), ["build", "--aliases", "lists/none.txt"])
        .ended(2)
        .complained("search-index", &["cannot read lists/none.txt"]);
}

/// A list as sanctions authorities publish them, and texts that know its persons and groups by one name only.
const SANCTIONS: &str = "ent_num,SDN_Name,SDN_Type,aliases,remarks\n\
    1,\"KONY, Joseph\",individual,\"Kony Lubaya; Awila Kori\",born 1961\n\
    2,Reconnaissance General Bureau,entity,\"Chongch'al Ch'ongguk | RGB\",Pyongyang\n\
    3,BLUENOROFF,entity,,no other name\n";

/// The documents and the reasons of a search.
fn answered(folder: &std::path::Path, query: &str) -> (Vec<String>, Vec<(String, String)>) {
    let results: Results = search(folder, ["--json", "--no-fix", query])
        .ended(0)
        .json();
    let ids = results.documents.iter().map(|document| document.id.clone());
    let hits = results.documents.iter().flat_map(|document| &document.hits);
    let why = hits
        .flat_map(|hit| &hit.why)
        .filter_map(|reason| Some((reason.rule.clone(), reason.evidence.clone()?)));
    (ids.collect(), why.collect())
}

#[test]
fn the_columns_of_a_list_state_names() {
    let place = indexed(&[
        ("a.md", "# A\n\nThe crimes of Joseph Kony are known.\n"),
        (
            "b.md",
            "# B\n\nThe Reconnaissance General Bureau was sanctioned in 2015.\n",
        ),
        ("list.csv", SANCTIONS),
    ]);
    let (ids, why) = answered(place.path(), "Awila Kori");
    assert_eq!(ids, ["list", "a"]);
    let rule = (
        "also called".to_owned(),
        "SDN_Name: KONY, Joseph; SDN_Type: individual; aliases: Kony Lubaya; Awila Kori (list)"
            .to_owned(),
    );
    assert!(why.contains(&rule), "{why:?}");
    let (ids, _) = answered(place.path(), "\"Chongch'al Ch'ongguk\"");
    assert_eq!(ids, ["list", "b"]);
    // A row is a hit of its own, and what it states is shown with the words.
    let results: Results = search(place.path(), ["--json", "Reconnaissance"])
        .ended(0)
        .json();
    let row = results
        .documents
        .iter()
        .find(|document| document.id == "list")
        .unwrap();
    assert_eq!(row.hits.len(), 1);
    assert!(!row.hits[0].text.contains("KONY"), "{}", row.hits[0].text);
    for what in ["list", "corpus/list.csv"] {
        let shown = search_index(place.path(), ["aliases", what])
            .ended(0)
            .stdout;
        assert!(
            shown.starts_with("list: 2 statements\n")
                && shown.contains("  KONY, Joseph = Joseph KONY = Kony Lubaya = Awila Kori · ")
                && shown.contains("      also called: SDN_Name: Reconnaissance General Bureau;"),
            "{shown}"
        );
    }
    let all = search_index(place.path(), ["aliases"]).ended(0).stdout;
    assert!(all.contains("list: 2 statements"), "{all}");
    // What is told apart by the user's own list is not found.
    std::fs::write(
        place.path().join("corpus/aliases.txt"),
        "Awila Kori ≠ KONY, Joseph\nAwila Kori ≠ Joseph Kony\n",
    )
    .unwrap();
    search_index(place.path(), ["update"]).ended(0);
    assert_eq!(answered(place.path(), "Awila Kori").0, ["list"]);
}

#[test]
fn the_columns_of_a_workbook_state_names() {
    let place = indexed(&[("a.md", "# A\n\n정약용은 실학자이다.\n")]);
    let rows = [
        ["성명", "한자", "호", "생년"],
        ["정약용", "丁若鏞", "다산, 사암", "1762"],
        ["이황", "李滉", "퇴계", "1501"],
    ];
    std::fs::write(place.path().join("corpus/people.xlsx"), workbook(&rows)).unwrap();
    search_index(place.path(), ["update"]).ended(0);
    let (ids, why) = answered(place.path(), "사암");
    assert_eq!(ids, ["people", "a"]);
    assert!(
        why.iter()
            .any(|(rule, words)| rule == "also called" && words.contains("호: 다산, 사암")),
        "{why:?}"
    );
    assert!(answered(place.path(), "1762").0 == ["people"]);
}

/// A workbook of one sheet whose cells are written where they stand.
fn workbook(rows: &[[&str; 4]]) -> Vec<u8> {
    let cells = |row: &[&str; 4]| -> String {
        let cell = |cell: &&str| format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>");
        row.iter().map(cell).collect()
    };
    let rows: String = rows
        .iter()
        .map(|row| format!("<row>{}</row>", cells(row)))
        .collect();
    let parts = [
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"S\" id=\"r1\"/></sheets></workbook>".to_owned(),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>".to_owned(),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for (name, text) in parts {
        zip.start_file(name, options).unwrap();
        std::io::Write::write_all(&mut zip, text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
