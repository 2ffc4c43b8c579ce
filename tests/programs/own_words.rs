//! The user's own words: `dictionary.txt` at a build, in searches, and what an update reads again when it changes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use seoji_indexer::{BuildOptions, Silent, UpdateOptions, build, compact, update};
use seoji_query::{Index, Search};
use seoji_tests::Workplace;
use serde_json::Value;

use crate::run::{search, search_index};

/// A corpus in which the words of the dictionary stand beside words that only look like them.
fn place() -> Workplace {
    let place = Workplace::empty();
    for (name, text) in [
        ("coin", "# 화폐\n\n해커가 모네로를 채굴기로 캤다.\n"),
        ("monet", "# 그림\n\n미술관에 모네의 그림이 걸렸다.\n"),
        (
            "star",
            "# 운영체제\n\n붉은별은 운영체제이다. 韓友哲이 썼다.\n",
        ),
        (
            "night",
            "# 밤\n\n붉은 해가 지고 별이 뜬다. 한우는 철이 좋다.\n",
        ),
        ("net", "# 망\n\nKCC로동망에서 보았다.\n"),
    ] {
        place.write(&format!("corpus/{name}.md"), text);
    }
    place
}

/// What answers a query in an index, with its marks.
fn answers(index: &Index, query: &str) -> BTreeSet<(String, String)> {
    let search = Search::new(query).limit(100).per_document(100);
    let results = index.search(&search).unwrap();
    let hits = results.documents.iter().flat_map(|document| &document.hits);
    let told = hits.map(|hit| {
        let snippets = hit.snippets.iter().map(|snippet| snippet.mark("[", "]"));
        (hit.id.clone(), snippets.collect())
    });
    told.collect()
}

/// The names of the files in an update's JSON.
fn names(update: &Value, key: &str) -> Vec<String> {
    let paths = update[key].as_array().unwrap().iter();
    let name = |path: &Value| {
        let path = Path::new(path.as_str().unwrap());
        path.file_stem().unwrap().to_str().unwrap().to_owned()
    };
    paths.map(name).collect()
}

#[test]
fn a_word_of_the_dictionary_is_searched_as_one() {
    let place = place();
    search_index(place.path(), ["build"]).ended(0);
    // Read as 모네 and a particle, the coin brings the painter.
    let without = answers(&place.open(), "모네로의");
    assert!(
        without.iter().any(|(id, _)| id.contains("monet")),
        "{without:?}"
    );

    place.write("dictionary.txt", "# mine\n모네로\nMonero\n채굴기 = 채굴\n");
    let ran = search_index(place.path(), ["build"]).ended(0);
    for part in [
        "dictionary.txt:3: words without Hangul",
        "dictionary.txt:4: a compound has 2",
    ] {
        assert!(ran.stderr.contains(part), "{part:?}: {}", ran.stderr);
    }
    let with = answers(&place.open(), "모네로의");
    assert_eq!(with.len(), 1, "{with:?}");
    assert!(with.first().unwrap().1.contains("[모네로]를"), "{with:?}");
    let told = search_index(place.path(), ["info"]).ended(0).stdout;
    assert!(told.contains("own words:  1\n"), "{told}");

    // Readers use the generation's copy, whatever becomes of the list.
    fs::remove_file(place.path().join("dictionary.txt")).unwrap();
    assert_eq!(answers(&place.open(), "모네로의"), with);
}

#[test]
fn an_update_reads_again_only_the_documents_that_hold_a_changed_word() {
    let place = place();
    place.write("dictionary.txt", "붉은별\n");
    search_index(place.path(), ["build"]).ended(0);
    let updated = |arguments: &[&str]| -> Value {
        let arguments = ["update", "--json"].iter().chain(arguments);
        search_index(place.path(), arguments).ended(0).json()
    };
    for (list, again, why) in [
        ("# only a comment\n붉은별\n", &[][..], "no word has changed"),
        ("붉은별\n모네로\n", &["coin"], "a word was added"),
        (
            "붉은별\n모네로\n없는낱말\n",
            &[],
            "a word that stands nowhere",
        ),
        (
            "붉은별\n모네로 : word\n없는낱말\n",
            &["coin"],
            "another kind",
        ),
        (
            "붉은별\n모네로 : word\n한우철 : person\n",
            &["star"],
            "a word in Hanja",
        ),
        (
            "모네로 : word\n한우철 : person\nKCC로동망\n",
            &["net", "star"],
            "a word came, a word went",
        ),
    ] {
        place.write("dictionary.txt", list);
        let told = updated(&["--dry-run"]);
        let done = updated(&[]);
        for update in [told, done] {
            assert_eq!(names(&update, "again"), again, "{why}");
            assert_eq!(update["unchanged"], 5 - again.len(), "{why}");
            assert_eq!(update["dictionary"], why != "no word has changed", "{why}");
            assert_eq!(names(&update, "changed"), [""; 0], "{why}");
        }
    }
    let ran = search_index(place.path(), ["update"]).ended(0);
    assert_eq!(ran.stdout, "nothing has changed in 5 files\n");

    fs::remove_file(place.path().join("dictionary.txt")).unwrap();
    let ran = search_index(place.path(), ["update", "--dry-run"]).ended(0);
    let dot = "corpus/";
    let told = ["coin", "net", "star"].map(|name| format!("again    {dot}{name}.md\n"));
    let expected = format!(
        "{}changed  your own words\n2 files unchanged; nothing was written\n",
        told.concat()
    );
    assert_eq!(ran.stdout, expected);
    // A file that was edited is a changed one, whatever words it holds.
    place.write(
        "corpus/star.md",
        "# 운영체제\n\n韓友哲이 붉은별을 다시 썼다.\n",
    );
    let update = updated(&[]);
    assert_eq!(
        (names(&update, "changed"), names(&update, "again")),
        (vec!["star".into()], vec!["coin".into(), "net".into()])
    );
    assert!(place.open().info().own_words == 0);
}

#[test]
fn a_named_dictionary_counts_and_stays() {
    let place = place();
    place.write("lists/words.txt", "모네로\n");
    search_index(place.path(), ["build", "--dictionary", "lists/none.txt"])
        .ended(2)
        .complained("search-index", &["cannot read lists/none.txt"]);
    search_index(place.path(), ["build", "--dictionary", "lists/words.txt"]).ended(0);
    let found = answers(&place.open(), "모네로의");
    assert_eq!(found.len(), 1);
    place.write("dictionary.txt", "붉은별\n");
    let ran = search_index(place.path(), ["update"]).ended(0);
    assert_eq!(
        ran.stdout, "nothing has changed in 5 files\n",
        "the list that was named counts"
    );
    fs::remove_file(place.path().join("lists/words.txt")).unwrap();
    let ran = search_index(place.path(), ["update"]).ended(0);
    assert!(
        ran.stderr.contains("words.txt: this dictionary is gone"),
        "{}",
        ran.stderr
    );
    search_index(place.path(), ["compact"]).ended(0);
    assert_eq!(answers(&place.open(), "모네로의"), found);
    let ran = search_index(place.path(), ["update", "--dictionary", "dictionary.txt"]).ended(0);
    for part in [
        "again    corpus/coin.md\nagain    corpus/star.md\n",
        "your own words",
    ] {
        assert!(ran.stdout.contains(part), "{part:?}: {}", ran.stdout);
    }
}

#[test]
fn a_damaged_copy_is_told_and_the_generation_before_is_read() {
    let place = place();
    place.write("dictionary.txt", "모네로\n");
    search_index(place.path(), ["build"]).ended(0);
    let copy = place.path().join("index/g-000001/dictionary.txt");
    assert_eq!(fs::read_to_string(&copy).unwrap(), "모네로\n");
    // As long as it was, and another word.
    fs::write(&copy, "모네토\n").unwrap();
    let damage = "dictionary.txt is not what was written";
    search(place.path(), ["모네로"])
        .ended(2)
        .complained("search", &[damage, "rebuild"]);
    fs::write(&copy, "모네로\n").unwrap();
    search_index(place.path(), ["build"]).ended(0);
    let newer = place.path().join("index/g-000002/dictionary.txt");
    fs::write(newer, "모네토\n").unwrap();
    let ran = search(place.path(), ["모네로"]).ended(0);
    assert!(ran.stderr.contains(damage), "{}", ran.stderr);
}

#[test]
fn a_hostile_dictionary_is_bounded() {
    let place = place();
    let mut list = vec![0xff, 0, b'\n'];
    list.extend("가".repeat(350_000).bytes());
    list.push(b'\n');
    let syllable = |at: u32| char::from_u32('가' as u32 + at).unwrap();
    for at in 0..500_000 {
        list.extend(format!("{}{}\n", syllable(at % 700), syllable(at / 700)).bytes());
    }
    place.write("dictionary.txt", list);
    let ran = search_index(place.path(), ["build"]).ended(0);
    for part in [
        "only the first",
        "longer than 1000 bytes",
        "at most 20000 words",
    ] {
        assert!(ran.stderr.contains(part), "{part:?}: {}", ran.stderr);
    }
    search(place.path(), ["모네로"]).ended(0);
}

const WORDS: &[&str] = &[
    "모네로",
    "모네의",
    "채굴기가",
    "붉은별에서",
    "한우철은",
    "韓友哲이",
    "로선을",
    "현재로선",
    "KCC망에서",
];
const LISTED: &[&str] = &[
    "모네로",
    "채굴기 = 채굴 + 기",
    "붉은별",
    "한우철 : person",
    "한우철",
    "노선",
    "로선",
    "KCC망",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn an_update_answers_as_a_rebuild(
        texts in prop::collection::vec(prop::sample::subsequence(WORDS, 1..4), 3),
        lists in prop::collection::vec(prop::sample::subsequence(LISTED, 0..5), 2..4),
    ) {
        let place = Workplace::empty();
        for (at, words) in texts.iter().enumerate() {
            place.write(&format!("corpus/{at}.md"), format!("{} 있다.\n", words.join(" ")));
        }
        let (corpus, index, fresh) = (place.path().join("corpus"), place.path().join("index"), place.path().join("fresh"));
        for (at, list) in lists.iter().enumerate() {
            place.write("dictionary.txt", list.join("\n"));
            if at == 0 {
                place.build(Some(1));
                continue;
            }
            update(&index, &UpdateOptions::default(), &Silent).unwrap();
        }
        build(&[corpus], &fresh, &BuildOptions { jobs: Some(1), ..BuildOptions::default() }, &Silent).unwrap();
        let fresh = Index::open(&fresh).unwrap();
        let all = |index: &Index| -> Vec<_> { WORDS.iter().map(|word| answers(index, word)).collect() };
        prop_assert_eq!(all(&place.open()), all(&fresh));
        compact(&index).unwrap();
        prop_assert_eq!(all(&place.open()), all(&fresh));
    }
}
