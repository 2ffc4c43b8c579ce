//! Files made to harm, and files that were cut or damaged: readers of markup, bibliographies and lists never panic, and
//! take time that grows with the length of the file.

mod spans;

use std::path::Path;
use std::time::Duration;

use cpu_time::ThreadTime;
use proptest::prelude::*;
use seoji_document::{Reading, Source, read};
use spans::check_spans;

fn read_as(name: &str, bytes: &[u8]) -> Reading {
    read(&Source {
        path: Path::new(name),
        bytes,
    })
}

const PAGE: &str = r##"<!DOCTYPE html><html lang="ko"><head><title>북한의 인터넷</title><meta name="author" content="김민관"></head><body><nav><a href="/">홈</a></nav><article><h1>북한의 인터넷</h1><p>광명망은<sup><a href="#fn1" id="r1">1</a></sup> &hellip; <b>내부망</b></p><ul><li>하나<ul><li>둘</ul></ul><table><caption>표 1</caption><tr><th>해<td colspan=2>수</table><pre>x  y</pre></article><ol><li id="fn1">통일부 <a href="#r1">↩</a></li></ol></body></html>"##;
const ARTICLE: &str = r##"<?xml version="1.0"?><!DOCTYPE article [<!ENTITY k "KCC">]><article xml:lang="en"><front><article-meta><title-group><article-title>북한</article-title></title-group><abstract><p>In short.</p></abstract></article-meta></front><body><sec><label>1</label><title>Mining</title><p>The &k;<sup><xref ref-type="bibr" rid="b1">1</xref></sup>.<fn id="f1"><label>1</label><p>A note.</p></fn></p><table-wrap><label>Table 1</label><table><tr><td>a</td><td>b</td></tr></table></table-wrap></sec></body><back><ref-list><ref id="b1"><label>1</label><mixed-citation><name><surname>Lee</surname> <given-names>K</given-names></name>. <year>2012</year>. <source>Four</source> <fpage>6</fpage>–<lpage>7</lpage>.</mixed-citation></ref></ref-list></back></article>"##;
const LETTERS: &str = r##"<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Letters</title></titleStmt></fileDesc></teiHeader><text><body><pb n="12"/><div><head>북한</head><p>Pyong-<lb/>yang<note n="1">By <note>train</note>.</note> <ref target="#b0">Lee</ref></p><list><item>a</item></list></div><listBibl><bibl xml:id="b0"><author>Lee</author> <date>1901</date> <title>Travels</title></bibl></listBibl></body></text></TEI>"##;
const LIBRARY: &str = "@string{kj = {Korea Journal}}\n@article{kim2019, author = {김민관 and Lee, Yu-ji}, title = {북한의 {가상통화} \\\"o}, journal = kj # { x}, year = 2019, pages = {31--58}}\n@book{t, title=\"A {B}\"}\n";
const TAGGED: &str = "TY  - JOUR\nID  - lee2018\nAU  - Lee, Yu-ji\nTI  - 북한 해킹\nPY  - 2018/05/23/\nSP  - 3\nEP  - 9\nER  - \n";
const JSON: &str = r#"[{"id":"x1","type":"book","title":"북한 <i>b</i>","author":[{"family":"Kim","given":"Min"}],"issued":{"date-parts":[[2019,5]]}}]"#;
const ROWS: &str =
    "name,alias,born\n박진혁,\"Park \"\"Jin\"\" hyok\",1984\n\"Kim, U-chol\",,1970\n";

const PAPER: &str = r#"\documentclass{article}\newcommand{\k}{K\textbf{w}}\title{Networks}\author{Kim \and S{\ae}b{\o}}\begin{document}\section{One}The \k{} --- \emph{광\v{o}}\footnote{See \url{https://a.org}.} \citep[see][p. 3]{a,b}; $x^2$.\begin{itemize}\item a\end{itemize}\begin{tabular}{ll}a & b \\ c & d\end{tabular}\begin{thebibliography}{9}\bibitem{a} Lee, \emph{T}, 2012.\end{thebibliography}\end{document}"#;
const NOTE: &str = "---\ntitle: N\ntags: [a, b]\ncollection: c\n---\n\nSee [[Red Star|the system]], ![[광명망]] and [@tudor2015, p. 3; -@lee]; @{x y} [[1]](#n1) `[[c]]`.\n\n[^1]: By @lee.\n";

const FILES: [(&str, &str); 9] = [
    ("a.html", PAGE),
    ("a.xml", ARTICLE),
    ("b.xml", LETTERS),
    ("a.bib", LIBRARY),
    ("a.ris", TAGGED),
    ("a.json", JSON),
    ("a.csv", ROWS),
    ("a.tex", PAPER),
    ("a.md", NOTE),
];

#[test]
fn whole_files_keep_what_is_promised() {
    for (name, text) in FILES {
        let reading = read_as(name, text.as_bytes());
        assert!(
            !reading.document.blocks.is_empty(),
            "{name}: {:?}",
            reading.warnings
        );
        check_spans(&reading);
    }
}

/// A name of signs that are not written leaves the sign between names at the end of the entry.
#[test]
fn the_citation_of_an_entry_ends_within_it() {
    let library = "@book{a, author = {Lee and \u{81}\u{81}}}\n";
    let reading = read_as("a.bib", library.as_bytes());
    let block = &reading.document.blocks[0];
    let reference = block.reference.as_ref().expect("it has an author");
    assert_eq!(reference.citations[0].span, 0..block.text.len());
    check_spans(&reading);
}

/// A change of a file's bytes.
#[derive(Clone, Debug)]
enum Change {
    Cut(usize),
    Flip(usize, u8),
    Drop(usize, usize),
    Repeat(usize, usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any::<usize>().prop_map(Change::Cut),
        (any::<usize>(), any::<u8>()).prop_map(|(at, byte)| Change::Flip(at, byte)),
        (any::<usize>(), 1..60usize).prop_map(|(at, length)| Change::Drop(at, length)),
        (any::<usize>(), 1..60usize).prop_map(|(at, length)| Change::Repeat(at, length)),
    ]
}

fn changed(text: &str, changes: &[Change]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for change in changes {
        let length = bytes.len().max(1);
        match *change {
            Change::Cut(at) if at % 8 == 0 => bytes.truncate(at % length),
            Change::Cut(_) => {}
            Change::Flip(at, byte) => {
                if let Some(own) = bytes.get_mut(at % length) {
                    *own = byte;
                }
            }
            Change::Drop(at, count) => {
                let at = (at % length).min(bytes.len());
                bytes.drain(at..(at + count).min(bytes.len()));
            }
            Change::Repeat(at, count) => {
                let at = (at % length).min(bytes.len());
                let own = bytes[at..(at + count).min(bytes.len())].to_vec();
                bytes.splice(at..at, own);
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn changed_files_are_read(file in 0..FILES.len(), changes in prop::collection::vec(change(), 1..12)) {
        let (name, text) = FILES[file];
        check_spans(&read_as(name, &changed(text, &changes)));
    }
}

fn time(name: &str, text: &str) -> Duration {
    let start = ThreadTime::now();
    let reading = read_as(name, text.as_bytes());
    assert!(reading.text.len() <= text.len() * 8 + 1024);
    start.elapsed()
}

#[test]
fn time_grows_with_the_length() {
    for (what, name, lead, piece) in [
        ("open elements", "a.html", "<html>", "<div>"),
        ("open paragraphs", "a.html", "<html>", "<div><p>a"),
        ("open tags", "a.html", "<html>", "<a b=\""),
        ("attributes", "a.html", "<html><p ", "a1=b "),
        ("tags without an end", "a.html", "<html>", "<a "),
        ("comments", "a.html", "<html>", "<!-- "),
        ("sections of characters", "a.html", "<html>", "<![CDATA["),
        ("end tags", "a.html", "<html>", "</p>"),
        (
            "links to one note",
            "a.html",
            "<html><body>",
            "<a href=\"#n\">1</a> ",
        ),
        (
            "notes",
            "a.html",
            "<html><body>",
            "<a href=\"#n\">1</a><p id=n>x</p>",
        ),
        (
            "nested notes",
            "a.html",
            "<html><body><a href=\"#n\">1</a>",
            "<p id=n><div>",
        ),
        ("cells", "a.html", "<html><table>", "<tr><td>a"),
        ("nested tables", "a.html", "<html>", "<table><tr><td>"),
        ("menus", "a.html", "<html>", "<div><a href=x>a</a>"),
        ("entities", "a.html", "<html>", "&amp"),
        ("scripts", "a.html", "<html>", "<script>"),
        ("titles", "a.html", "<html>", "<title>"),
        ("elements", "a.xml", "<article><body>", "<p>a</p>"),
        ("open elements of XML", "a.xml", "<article><body>", "<p>"),
        ("attributes of XML", "a.xml", "<article ", "a='b' "),
        ("names of spaces", "a.xml", "<article>", "<p xmlns:a='b'/>"),
        (
            "calls",
            "a.xml",
            "<article><body><p>",
            "<xref rid='a'>1</xref>",
        ),
        (
            "entries without an end",
            "a.bib",
            "@a{b,",
            "@book{a, title={",
        ),
        ("braces", "a.bib", "@book{b, title=", "{"),
        ("at signs", "a.bib", "@book{b, title={x}}", "@"),
        (
            "abbreviations",
            "a.bib",
            "@book{b, title={x}}\n",
            "@string{a = {b}}\n",
        ),
        ("tags of RIS", "a.ris", "TY  - JOUR\n", "AU  - a\n"),
        ("braces of LaTeX", "a.tex", "\\begin{document}", "{a"),
        (
            "notes of LaTeX",
            "a.tex",
            "\\begin{document}",
            "\\footnote{a}",
        ),
        (
            "open notes of LaTeX",
            "a.tex",
            "\\begin{document}",
            "\\footnote{a ",
        ),
        ("lists of LaTeX", "a.tex", "", "\\begin{itemize}\\item a "),
        ("formulas of LaTeX", "a.tex", "", "$$ a "),
        ("comments of LaTeX", "a.tex", "", "a % b\n"),
        ("quotation marks", "a.csv", "a,b\n", "\""),
        ("cells of a list", "a.csv", "a,b\n", "a,"),
        ("rows of a list", "a.csv", "a,b\n", "c,d\n"),
    ] {
        let small = format!("{lead}{}", piece.repeat(40_000 / piece.len()));
        let large = format!("{lead}{}", piece.repeat(320_000 / piece.len()));
        // Another process may take the machine for a while; square growth fails every time.
        let mut worst = None;
        let linear = (0..5).any(|_| {
            let first = time(name, &small).max(Duration::from_millis(5));
            let second = time(name, &large);
            worst = Some((first, second));
            second < first * 8 * 4
        });
        assert!(linear, "{what}: eight times the length took {worst:?}");
    }
}
