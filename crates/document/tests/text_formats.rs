//! HTML, JATS, TEI, bibliographies and lists: what each reader keeps, on small files made for the purpose.

use std::path::Path;

use seoji_document::{
    Beside, Bibliography, Block, Format, Item, Reading, SectionKind, Source, WarningKind, read,
    read_beside,
};

fn read_as(name: &str, text: &str) -> Reading {
    read(&Source {
        path: Path::new(name),
        bytes: text.as_bytes(),
    })
}

/// A block a line: kind, label, text, markers.
fn blocks(reading: &Reading) -> String {
    let mut out = String::new();
    for block in &reading.document.blocks {
        let label = block
            .label
            .as_deref()
            .map(|label| format!(" {label}"))
            .unwrap_or_default();
        let markers: Vec<String> = block
            .markers
            .iter()
            .map(|marker| {
                format!(
                    "{}={}",
                    &block.text[marker.span.clone()],
                    marker.labels.join("+")
                )
            })
            .collect();
        let markers = match markers.is_empty() {
            true => String::new(),
            false => format!(" {{{}}}", markers.join(" ")),
        };
        out.push_str(&format!(
            "{:?}{label} | {}{markers}\n",
            block.kind,
            block.text.replace('\n', " / ")
        ));
    }
    out
}

#[test]
fn a_page_without_what_stands_around_its_content() {
    let page = r##"<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"><title>북한의 인터넷 | 신문</title>
<meta name="author" content="김민관"><meta property="article:published_time" content="2019-05-23T09:00:00+09:00">
<script>var x = "<p>no</p>";</script></head><body>
<nav><ul><li><a href="/">홈</a></li><li><a href="/n">뉴스</a></li></ul></nav>
<div class="cookie-consent">We use cookies.</div>
<article><h1>북한의 인터넷</h1><p>광명망은 내부망이다.<sup><a href="#fn1" id="r1">1</a></sup> 외국인은
고려링크를 쓴다&hellip;</p><ul><li>하나</li><li>둘</li></ul>
<table><caption>표 1. 주소</caption><tr><th>해</th><th>수</th></tr><tr><td>2013</td><td>26100</td></tr></table>
<aside>관련 기사</aside></article>
<ol><li id="fn1">통일부, 2017. <a href="#r1">↩</a></li></ol>
<footer>© 신문</footer></body></html>"##;
    let reading = read_as("page.html", page);
    let document = &reading.document;
    assert_eq!(document.title.as_deref(), Some("북한의 인터넷"));
    assert_eq!(document.authors, ["김민관"]);
    assert_eq!(document.date.as_deref(), Some("2019-05-23"));
    assert_eq!(document.language.as_deref(), Some("ko"));
    assert_eq!(
        blocks(&reading),
        "Paragraph | 광명망은 내부망이다.[1] 외국인은 고려링크를 쓴다… {[1]=1}\n\
         List | 하나 / 둘\n\
         Table 표 1 | 표 1. 주소 / 해\t수 / 2013\t26100\n\
         Note 1 | 통일부, 2017.\n"
    );
}

#[test]
fn notes_as_many_programs_write_them() {
    for (what, call, note) in [
        (
            "pandoc",
            r##"<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>"##,
            r##"<section class="footnotes"><hr/><ol><li id="fn1"><p>The note.<a href="#fnref1" class="footnote-back">↩</a></p></li></ol></section>"##,
        ),
        (
            "wikipedia",
            r##"<sup id="cite_ref-a_1-0" class="reference"><a href="#cite_note-a-1">[1]</a></sup>"##,
            r##"<ol class="references"><li id="cite_note-a-1"><span class="mw-cite-backlink"><b><a href="#cite_ref-a_1-0">^</a></b></span> <span class="reference-text">The note.</span></li></ol>"##,
        ),
        (
            "word",
            r##"<a href="#_ftn1" name="_ftnref1" title=""><span>[1]</span></a>"##,
            r##"<div><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1" title=""><span>[1]</span></a> The note.</p></div></div>"##,
        ),
        (
            "epub",
            r##"<a epub:type="noteref" href="#n1">1</a>"##,
            r##"<aside epub:type="footnote" id="n1"><p>The note.</p></aside>"##,
        ),
    ] {
        let page = format!("<html><body><p>A word{call} and more.</p>{note}</body></html>");
        assert_eq!(
            blocks(&read_as("page.html", &page)),
            "Paragraph | A word[1] and more. {[1]=1}\nNote 1 | The note.\n",
            "{what}"
        );
    }
}

#[test]
fn an_article_in_jats() {
    let article = r#"<?xml version="1.0"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS" "x.dtd" [<!ENTITY kcc "KCC">]>
<article xml:lang="en"><front><journal-meta><journal-title-group><journal-title>Journal of Seoul</journal-title></journal-title-group></journal-meta>
<article-meta><title-group><article-title>Blockchains</article-title></title-group>
<contrib-group><contrib contrib-type="author"><name><surname>Kim</surname><given-names>Min-gwan</given-names></name></contrib></contrib-group>
<pub-date pub-type="epub"><day>3</day><month>5</month><year>2019</year></pub-date>
<abstract><p>In short.</p></abstract><kwd-group><kwd>mining</kwd></kwd-group></article-meta></front>
<body><sec><label>1</label><title>Mining</title><p>The &kcc; mines<sup><xref ref-type="bibr" rid="b1">1</xref>,<xref ref-type="bibr" rid="b2">2</xref></sup>, as Lee said (<xref ref-type="bibr" rid="b2">Lee, 2012</xref>)<xref ref-type="fn" rid="f1">*</xref>.</p></sec></body>
<back><fn-group><fn id="f1"><label>*</label><p>A note.</p></fn></fn-group>
<ref-list><ref id="b1"><label>1.</label><element-citation><person-group person-group-type="author"><name><surname>Park</surname><given-names>J</given-names></name></person-group><year>2010</year><article-title>One</article-title><source>Two</source><volume>3</volume><fpage>4</fpage><lpage>9</lpage></element-citation></ref>
<ref id="b2"><label>2.</label><mixed-citation><name><surname>Lee</surname>, <given-names>K</given-names></name>. <year>2012</year>. <article-title>Three</article-title>. <source>Four</source> 5: <fpage>6</fpage>–<lpage>7</lpage>.</mixed-citation></ref></ref-list></back></article>"#;
    let reading = read_as("a.xml", article);
    let document = &reading.document;
    assert_eq!(reading.format, Some(Format::Jats));
    assert_eq!(document.title.as_deref(), Some("Blockchains"));
    assert_eq!(document.authors, ["Min-gwan Kim"]);
    assert_eq!(document.date.as_deref(), Some("2019-05-03"));
    assert!(
        document
            .metadata
            .contains(&("keywords".to_owned(), "mining".to_owned()))
    );
    assert!(
        document
            .metadata
            .contains(&("journal".to_owned(), "Journal of Seoul".to_owned()))
    );
    assert_eq!(document.sections[0].kind, SectionKind::Abstract);
    assert_eq!(document.sections[1].number.as_deref(), Some("1"));
    assert_eq!(
        blocks(&reading),
        "Paragraph | In short.\n\
         Paragraph | The KCC mines[1,2], as Lee said (Lee, 2012)*. {[1,2]=1+2 Lee, 2012=2 *=*}\n\
         Note * | A note.\n\
         Entry 1 | Park, J (2010). One. Two, 3, 4–9.\n\
         Entry 2 | Lee, K. 2012. Three. Four 5: 6–7.\n"
    );
    for (entry, title, pages, family) in [("1", "One", "4–9", "Park"), ("2", "Three", "6–7", "Lee")]
    {
        let block = document.entry(entry).unwrap();
        let citation = &block.reference.as_ref().unwrap().citations[0];
        let own = citation.title.as_ref().unwrap();
        assert_eq!(
            (own.text.as_str(), &block.text[own.span.clone()]),
            (title, title)
        );
        assert_eq!(citation.pages.as_ref().unwrap().text, pages);
        assert_eq!(citation.authors[0].family.as_deref(), Some(family));
    }
}

#[test]
fn a_text_in_tei() {
    let text = r##"<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>Letters</title><author>Kim, Min-gwan</author></titleStmt><publicationStmt/></fileDesc></teiHeader>
<text xml:lang="en"><body><pb n="12"/><div><head>I. Arrival</head><p>He came to Pyong-<lb/>yang<note place="foot" n="1">By train.</note> in <date>1910</date>, see <ref type="bibr" target="#b0">Lee 1901</ref>.</p><pb n="13"/><p>He left.</p></div></body>
<back><div type="references"><listBibl><biblStruct xml:id="b0"><monogr><title level="m">Travels</title><author><persName><surname>Lee</surname></persName></author><imprint><publisher>Tuttle</publisher><date when="1901"/></imprint></monogr></biblStruct></listBibl></div></back></text></TEI>"##;
    let reading = read_as("a.xml", text);
    assert_eq!(reading.document.title.as_deref(), Some("Letters"));
    assert_eq!(reading.document.authors, ["Min-gwan Kim"]);
    assert_eq!(
        blocks(&reading),
        "Paragraph | He came to Pyongyang[1] in 1910, see Lee 1901. {[1]=1 Lee 1901=b0}\n\
         Paragraph | He left.\n\
         Note 1 | By train.\n\
         Entry b0 | Lee (1901). Travels. Tuttle.\n"
    );
    let pages: Vec<Option<u32>> = reading
        .document
        .blocks
        .iter()
        .map(|block| block.page)
        .collect();
    assert_eq!(pages[..3], [Some(12), Some(13), Some(12)]);
}

#[test]
fn other_xml_is_refused_by_name() {
    let reading = read_as(
        "a.xml",
        "<?xml version=\"1.0\"?><project><name>x</name></project>",
    );
    assert_eq!(reading.warnings[0].kind, WarningKind::NotRead);
    assert!(
        reading.warnings[0].message.contains("project"),
        "{}",
        reading.warnings[0].message
    );
    let bomb = "<?xml version=\"1.0\"?><!DOCTYPE article [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\"><!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\"><!ENTITY h \"&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;\">]><article><body><p>&h;</p></body></article>";
    assert!(read_as("a.xml", bomb).text.len() < 1 << 20);
    let deep = format!("<article><body>{}", "<sec>".repeat(100_000));
    assert_eq!(
        read_as("a.xml", &deep).warnings[0].kind,
        WarningKind::TooLarge
    );
}

#[test]
fn bibliographies_keep_keys_and_fields() {
    let bibtex = "@string{kj = {Korea Journal}}\n@article{kim2019, author = {김민관 and Lee, Yu-ji}, title = {북한의 {가상통화}}, journal = kj, year = 2019, pages = {31--58}}\n@book{bad key(, title = {Broken \n@book{tudor2015, author={Tudor, Daniel and Pearson, James}, title={North Korea Confidential}, publisher={Tuttle}, year={2015}}\n";
    let reading = read_as("library.bib", bibtex);
    assert_eq!(
        blocks(&reading),
        "Entry kim2019 | 김민관; Lee, Yu-ji (2019). 북한의 가상통화. Korea Journal, 31–58.\n\
         Entry tudor2015 | Tudor, Daniel; Pearson, James (2015). North Korea Confidential. Tuttle.\n"
    );
    assert_eq!(reading.warnings[0].kind, WarningKind::Incomplete);
    let ris = "TY  - JOUR\nID  - lee2018\nAU  - Lee, Yu-ji\nTI  - 북한 해킹\nJO  - Byline\nPY  - 2018/05/23/\nVL  - 2\nSP  - 3\nEP  - 9\nER  - \n";
    let reading = read_as("library.ris", ris);
    assert_eq!(
        blocks(&reading),
        "Entry lee2018 | Lee, Yu-ji (2018-05-23). 북한 해킹. Byline, 2, 3–9.\n"
    );
    let json = r#"[{"id":"x1","type":"article-journal","title":"A <i>b</i>","author":[{"family":"Kim","given":"Min"}],"issued":{"date-parts":[[2019,5]]},"container-title":"C","URL":"https://a.org/1"}]"#;
    let reading = read_as("library.json", json);
    assert_eq!(reading.format, Some(Format::CslJson));
    assert_eq!(
        blocks(&reading),
        "Entry x1 | Kim, Min (2019-05). A b. C. https://a.org/1.\n"
    );
    let citation = &reading.document.blocks[0]
        .reference
        .as_ref()
        .unwrap()
        .citations[0];
    assert_eq!(citation.year.unwrap().value, 2019);
    assert_eq!(citation.host.as_deref(), Some("a.org"));
}

#[test]
fn bibliographies_and_articles_state_the_kind_of_a_work() {
    use seoji_document::references::WorkKind::{self, *};
    let bibtex = "@phdthesis{a, author={Kim, A}, title={Quays}, school={Hangang University}, year=2001}\n\
        @mastersthesis{b, author={Kim, A}, title={Docks}, school={Hangang University}, year=2001}\n\
        @thesis{c, author={Kim, A}, title={Piers}, institution={Hangang University}, type={Master's thesis}, year=2001}\n\
        @techreport{d, author={Kim, A}, title={Jetties}, institution={River Institute}, year=2001}\n\
        @inproceedings{e, author={Kim, A}, title={Moles}, booktitle={Harbours}, year=2001}\n\
        @article{f, author={Kim, A}, title={Fog}, journal={Hangang Ilbo}, entrysubtype={newspaper}, year=2001}\n\
        @patent{g, author={Kim, A}, title={Buoy}, number={10-1}, year=2001}\n\
        @misc{h, author={Kim, A}, title={Notes}, year=2001}\n";
    let ris = "TY  - THES\nAU  - Kim, A\nTI  - Quays\nPB  - Hangang University\nER  - \n\
        TY  - CPAPER\nAU  - Kim, A\nTI  - Moles\nT2  - Harbours\nER  - \n\
        TY  - THES\nAU  - Kim, A\nTI  - Docks\nM3  - 석사학위논문\nER  - \n";
    let csl = r#"[{"id":"x","type":"thesis","genre":"PhD thesis","title":"Quays","publisher":"H"},
        {"id":"y","type":"article","title":"Draft"}, {"id":"z","type":"legal_case","title":"A v B"}]"#;
    let jats = "<article><back><ref-list><ref id='r1'><element-citation publication-type='book'><chapter-title>One</chapter-title><source>Two</source></element-citation></ref>\
        <ref id='r2'><mixed-citation publication-type='thesis'><source>Quays</source>. H</mixed-citation></ref></ref-list></back></article>";
    let tei = r#"<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><back><div type="references"><listBibl><biblStruct type="report"><monogr><title level="m">Travels</title></monogr></biblStruct><biblStruct><analytic><title level="a">Tides</title></analytic><monogr><title level="j">Coasts</title></monogr></biblStruct></listBibl></div></back></text></TEI>"#;
    let kinds = |name: &str, text: &str| -> Vec<Option<WorkKind>> {
        let blocks = read_as(name, text).document.blocks;
        let references = blocks.iter().filter_map(|block| block.reference.as_ref());
        references.map(|own| own.citations[0].kind).collect()
    };
    let stated = [
        Some(Thesis),
        Some(MastersThesis),
        Some(MastersThesis),
        Some(Report),
        Some(Conference),
        Some(News),
        Some(Patent),
        None,
    ];
    assert_eq!(kinds("a.bib", bibtex), stated);
    assert_eq!(
        kinds("a.ris", ris),
        [Some(Thesis), Some(Conference), Some(MastersThesis)]
    );
    assert_eq!(
        kinds("a.json", csl),
        [Some(Thesis), Some(Manuscript), Some(Law)]
    );
    assert_eq!(kinds("a.xml", jats), [Some(Chapter), Some(Thesis)]);
    assert_eq!(kinds("a.xml", tei), [Some(Report), Some(Article)]);
    let reading = read_as("a.bib", bibtex);
    let school = |at: usize| {
        let reference = reading.document.blocks[at].reference.as_ref().unwrap();
        let publisher = reference.citations[0].publisher.as_ref().unwrap();
        publisher.text.clone()
    };
    assert_eq!(
        [school(0), school(2), school(3)],
        [
            "Hangang University",
            "Hangang University",
            "River Institute"
        ]
    );
}

#[test]
fn an_entry_of_bibtex_inherits_and_what_refers_to_itself_ends() {
    let bibtex = "@incollection{c1, author={Müller, G.}, title={A chapter}, crossref={volx}, pages={5-9}}\n\
        @book{volx, editor={Ed, Itor}, title={The Whole Volume}, year={2001}, publisher={Brill}}\n\
        @book{a, title={X}, year=1990, crossref={a}}\n\
        @book{b1, title={Y}, year=1991, crossref={b2}}\n\
        @book{b2, title={Z}, year=1992, crossref={b1}, xdata={b2}}\n\
        @string(jks = {Journal of Korean Studies})\n\
        @article(a1, author={Kim, A and others}, title={Docks (old)}, journal=jks, year=1999)\n\
        @article{a2, author={Kim, A}, title={Quays}, journal=PRL, year=2000}\n\
        @string{loop = loop # {x}}\n\
        @article{a3, author={Kim, A}, title={Piers}, journal=loop, year=2002}\n";
    let reading = read_as("library.bib", bibtex);
    assert_eq!(
        blocks(&reading),
        "Entry c1 | Müller, G. (2001). A chapter. Ed, Itor (ed.). The Whole Volume, 5-9. Brill.\n\
         Entry volx | Ed, Itor (ed.) (2001). The Whole Volume. Brill.\n\
         Entry a | (1990). X.\n\
         Entry b1 | (1991). Y. Z.\n\
         Entry b2 | (1992). Z. Y.\n\
         Entry a1 | Kim, A (1999). Docks (old). Journal of Korean Studies.\n\
         Entry a2 | Kim, A (2000). Quays. PRL.\n\
         Entry a3 | Kim, A (2002). Piers. loopx.\n"
    );
    assert_eq!(reading.warnings, []);
}

#[test]
fn a_row_is_a_block_with_the_names_of_its_columns() {
    let reading = read_as(
        "people.csv",
        "name,alias,born\n박진혁,Park Jin-hyok,1984\n\"Kim, U-chol\",,1970\n",
    );
    assert_eq!(
        blocks(&reading),
        "Row | name: 박진혁; alias: Park Jin-hyok; born: 1984\nRow | name: Kim, U-chol; born: 1970\n"
    );
    let reading = read_as("people.tsv", "이름\t연도\n김정은\t2011\n");
    assert_eq!(blocks(&reading), "Row | 이름: 김정은; 연도: 2011\n");
}

/// The names of each row, each behind the first letter of its kind.
fn row_names(reading: &Reading) -> Vec<String> {
    let shown = |block: &Block| {
        let names = block.names.iter().map(|name| {
            let kind = format!("{:?}", name.kind);
            format!("{}:{}", &kind[..1], &block.text[name.span.clone()])
        });
        names.collect::<Vec<_>>().join(" ")
    };
    reading.document.blocks.iter().map(shown).collect()
}

#[test]
fn a_row_gives_the_names_of_its_name_columns() {
    let list = "id,성명,한자,호,비고\n1,정약용,丁若鏞,다산/사암,실학자\n2,이황,李滉,\"퇴계\n도옹\",1501년\n3,김정희,,미상,\n";
    let reading = read_as("people.csv", list);
    assert_eq!(
        row_names(&reading),
        [
            "M:정약용 S:丁若鏞 A:다산 A:사암",
            "M:이황 S:李滉 A:퇴계 A:도옹",
            ""
        ]
    );
    assert_eq!(
        reading.document.blocks[1].text,
        "id: 2; 성명: 이황; 한자: 李滉; 호: 퇴계; 도옹; 비고: 1501년"
    );
    let sanctions = "id;schema;name;aliases\nQ1;Organization;Lazarus Group;\"HIDDEN COBRA;  Guardians of Peace\"\n";
    assert_eq!(
        row_names(&read_as("targets.csv", sanctions)),
        ["M:Lazarus Group A:HIDDEN COBRA A:Guardians of Peace"]
    );
    // A bibliography has issues, not pen names.
    let articles = "제목\t권\t호\n북한의 인터넷\t3\t겨울호\n";
    assert_eq!(row_names(&read_as("articles.tsv", articles)), [""]);
}

#[test]
fn other_encodings_are_decoded() {
    let (bytes, ..) = encoding_rs::EUC_KR
        .encode("<html><head><meta charset=euc-kr></head><body><p>북한의 인터넷</p></body></html>");
    let reading = read(&Source {
        path: Path::new("a.html"),
        bytes: &bytes,
    });
    assert_eq!(blocks(&reading), "Paragraph | 북한의 인터넷\n");
    assert_eq!(reading.warnings[0].kind, WarningKind::Encoding);
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(
            "<article><body><p>광명망</p></body></article>"
                .encode_utf16()
                .flat_map(u16::to_le_bytes),
        )
        .collect();
    let reading = read(&Source {
        path: Path::new("a.xml"),
        bytes: &utf16,
    });
    assert_eq!(blocks(&reading), "Paragraph | 광명망\n");
}

#[test]
fn front_matter_tags_wikilinks_and_keys_are_understood() {
    let text = "---\ntags: [\"#DPRK\", asia/korea]\nkeywords: intranet; 광명\ncollection: Thesis\ncitekey: \"@kim2019\"\n---\n\nSee [[Red Star|the system]] and [[광명망]][^1], as [@tudor2015, p. 3; -@lee] says; mail kim@snu.ac.kr or `[@code]`.\n\n[^1]: By @tudor2015.\n";
    let own = read(&Source {
        path: Path::new("note.md"),
        bytes: text.as_bytes(),
    });
    let document = &own.document;
    assert_eq!(document.tags, ["DPRK", "asia/korea", "intranet", "광명"]);
    assert_eq!(document.collections, ["Thesis"]);
    assert_eq!(document.citation_key.as_deref(), Some("kim2019"));
    let block = &document.blocks[0];
    assert_eq!(
        block.text,
        "See the system and 광명망[^1], as [@tudor2015, p. 3; -@lee] says; mail kim@snu.ac.kr or [@code]."
    );
    let labels: Vec<String> = block
        .markers
        .iter()
        .map(|marker| marker.labels.join(","))
        .collect();
    assert_eq!(labels, ["1", "tudor2015,lee"]);
    let links: Vec<(&str, &str)> = block
        .links
        .iter()
        .map(|link| (&block.text[link.span.clone()], link.target.as_str()))
        .collect();
    assert_eq!(links, [("the system", "Red Star"), ("광명망", "광명망")]);
}

#[test]
fn works_that_are_cited_by_key_stand_behind_the_text() {
    let bib = "@book{tudor2015, title = {North Korea Confidential}, author = {Tudor, Daniel}, year = 2015, keywords = {DPRK, daily life}}\n@book{lee, title = {Other}}\n";
    let (bibliography, warnings) = Bibliography::read(&Source {
        path: Path::new("refs.bib"),
        bytes: bib.as_bytes(),
    })
    .unwrap();
    assert_eq!(warnings, []);
    let item = Item::from_yaml("title: A note\nauthors: [Kim]\ntags: x\n".as_bytes()).unwrap();
    let text = "# Head\n\nAs [@tudor2015] says, and @tudor2015 again; [@nobody].\n";
    let bibliographies = [&bibliography];
    let mut beside = Beside::nothing();
    beside.item = Some(&item);
    beside.bibliographies = &bibliographies;
    let own = read_beside(
        &Source {
            path: Path::new("note.md"),
            bytes: text.as_bytes(),
        },
        &beside,
    );
    assert_eq!(own.document.title.as_deref(), Some("A note"));
    assert_eq!(own.own_bytes, text.len());
    assert_eq!(own.keys, ["tudor2015", "tudor2015", "nobody"]);
    let entry = own.document.entry("tudor2015").unwrap();
    assert!(
        entry
            .text
            .starts_with("Tudor, Daniel (2015). North Korea Confidential."),
        "{}",
        entry.text
    );
    assert_eq!(entry.tags, ["DPRK", "daily life"]);
    assert!(entry.span.start >= own.own_bytes);
    assert_eq!(
        own.text.get(entry.span.clone()).map(str::is_empty),
        Some(false)
    );
    assert_eq!(own.document.blocks[0].markers.len(), 3);
    assert!(own.document.entry("lee").is_none(), "only what is cited");
}

#[test]
fn a_raised_sign_of_a_note_grows_into_no_word() {
    let article = r#"<article xml:lang="en"><front/><body><sec><title>Ports</title>
<p>It is noted<xref ref-type="fn" rid="f1">a</xref> in the 20<sup>th</sup> century of x<sup>n</sup>.</p>
<table-wrap><label>Table 1</label><table><tr><td>Busan<xref ref-type="table-fn" rid="t1"><sup>a</sup></xref></td>
<td>Mokpo<sup>1)</sup></td><td>Kunsan<sup>a,b</sup></td><td>12.5<sup>c</sup></td></tr></table>
<table-wrap-foot><fn id="t1"><label>a</label><p>of the year</p></fn></table-wrap-foot></table-wrap></sec></body>
<back><fn-group><fn id="f1"><label>a</label><p>By hand.</p></fn></fn-group></back></article>"#;
    assert_eq!(
        blocks(&read_as("a.jats", article)),
        "Paragraph | It is noted[a] in the 20th century of xn. {[a]=a}\n\
         Table Table 1 | Table 1 / Busan(a)\tMokpo¹⁾\tKunsan(a,b)\t12.5(c) / a of the year\n\
         Note a | By hand.\n"
    );
    let page = "<html><body><main><h1>Ports</h1><p>The port of Busan<sup>a</sup> and the XIX<sup>e</sup> of \
                부산<sup>주1</sup>.</p></main></body></html>";
    assert_eq!(
        blocks(&read_as("a.html", page)),
        "Paragraph | The port of Busan(a) and the XIXe of 부산[주1].\n"
    );
    let text = r#"<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p>The port of Busan<hi rend="superscript">a</hi>.</p></body></text></TEI>"#;
    assert_eq!(
        blocks(&read_as("a.tei", text)),
        "Paragraph | The port of Busan(a).\n"
    );
}

#[test]
fn a_table_with_a_label_of_its_own_does_not_take_that_of_a_figure() {
    let article = r#"<article><front/><body><sec><title>Ports</title><fig><label>Fig. 1</label><caption><p>A ship.</p></caption></fig>
<table-wrap><label>Table 1</label><caption><p>Tons</p></caption><table><tr><td>Busan</td><td>7</td></tr></table></table-wrap></sec></body></article>"#;
    assert_eq!(
        blocks(&read_as("a.jats", article)),
        "Paragraph | Fig. 1. A ship.\nTable Table 1 | Table 1. Tons / Busan\t7\n"
    );
    let page = "<html><body><main><h1>Ports</h1><figure><figcaption>Figure 1. A ship.</figcaption></figure><table>\
                <caption>Table 1. Tons</caption><tr><td>Busan<td>7</tr></table><p>Figure 2. A port.</p>\
                <table><tr><td>Mokpo<td>4</tr></table><p>Table 2: Ships</p></main></body></html>";
    assert_eq!(
        blocks(&read_as("a.html", page)),
        "Paragraph | Figure 1. A ship.\nTable Table 1 | Table 1. Tons / Busan\t7\n\
         Paragraph | Figure 2. A port.\nTable Table 2 | Mokpo\t4 / Table 2: Ships\n"
    );
}

#[test]
fn boxes_statements_and_groups_of_an_article_keep_labels_titles_and_captions() {
    let article = r#"<article><front><article-meta><title-group><article-title>Labels</article-title></title-group></article-meta></front>
<body><sec><title>Ports</title>
<boxed-text><label>Box 1.</label><caption><title>On ships</title><p>A caption.</p></caption><p>Its text.</p></boxed-text>
<statement><label>Theorem 1</label><title>On docks</title><p>They stand.</p></statement>
<fig-group><caption><p>Two pictures.</p></caption><fig><label>Fig. 2</label><caption><p>One.</p></caption></fig></fig-group>
<chem-struct-wrap><caption><p>A salt.</p></caption></chem-struct-wrap>
<def-list><title>Words</title><def-item><term>dock</term><def><p>a place</p></def></def-item></def-list></sec></body></article>"#;
    let reading = read_as("a.jats", article);
    assert_eq!(
        blocks(&reading),
        "Paragraph | A caption.\nParagraph | Its text.\nParagraph | Theorem 1. On docks\nParagraph | They stand.\n\
         Paragraph | Two pictures.\nParagraph | Fig. 2. One.\nParagraph | A salt.\nParagraph | Words\n\
         Paragraph | dock: a place\n"
    );
    let titles = reading.document.sections.iter();
    let titles: Vec<&str> = titles.map(|section| section.title.as_str()).collect();
    assert_eq!(titles, ["Ports", "Box 1. On ships"]);
}

#[test]
fn labels_and_lines_of_a_tei_text_are_words_of_their_own() {
    let text = r#"<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<list type="gloss"><label>dock</label><item>a place</item><label>ship</label><item>a thing</item></list>
<list><label>(b)</label><item>second</item></list>
<sp><speaker>Kim</speaker><stage>comes in</stage><l>Good day.</l></sp>
<closer>Yours<signed>Lee</signed></closer><p>He <subst><del>goes</del><add>went</add></subst> off, col<add>o</add>r.</p>
</body></text></TEI>"#;
    assert_eq!(
        blocks(&read_as("a.tei", text)),
        "List | dock: a place / ship: a thing\nList | (b) second\nParagraph | Kim comes in\nParagraph | Good day.\n\
         Paragraph | Yours Lee\nParagraph | He goes went off, color.\n"
    );
}

#[test]
fn entities_that_a_dtd_elsewhere_names_are_signs() {
    let article = r#"<!DOCTYPE article PUBLIC "-//NLM//DTD Journal Publishing DTD v2.3 20070202//EN" "journalpublishing.dtd" [
<!ENTITY port "Busan">]>
<article><front/><body><sec><title>Signs</title></sec><sec><title>Docks &mdash; a caf&eacute;</title><p>A &amp; B &lt; C &#x2014; &port; &unheardof; &nvlt;</p>
<preformat><![CDATA[&mdash;]]> <bold>once</bold></preformat></sec></body></article>"#;
    let reading = read_as("a.xml", article);
    assert_eq!(reading.document.sections[0].title, "Docks — a café");
    assert_eq!(
        blocks(&reading),
        "Paragraph | A & B < C — Busan &unheardof; <\u{20d2}\nPreformatted | &mdash; once\n"
    );
}

#[test]
fn what_stands_above_the_names_of_columns_is_kept() {
    let list = "인구 조사 보고,,\n단위: 명,,\n시도,성별,인구\n서울,남,5000\n부산,여,1700\n";
    assert_eq!(
        blocks(&read_as("a.csv", list)),
        "Paragraph | 인구 조사 보고\nParagraph | 단위: 명\nRow | 시도: 서울; 성별: 남; 인구: 5000\n\
         Row | 시도: 부산; 성별: 여; 인구: 1700\n"
    );
    assert_eq!(
        blocks(&read_as("a.csv", "name,name,note\nA,B,x\n")),
        "Row | name: A; name: B; note: x\n"
    );
}

#[test]
fn a_cell_over_several_rows_stands_in_each_of_them_and_an_empty_one_keeps_its_place() {
    let rows = "<tr><td rowspan=\"2\">Ports</td><td>Busan</td></tr><tr><td>Mokpo</td></tr><tr><td></td><td>both</td></tr>";
    let wanted = "Table | Ports\tBusan / Ports\tMokpo / \tboth\n";
    let page = format!("<html><body><main><h1>P</h1><table>{rows}</table></main></body></html>");
    assert_eq!(blocks(&read_as("a.html", &page)), wanted);
    let article = format!(
        "<article><front/><body><sec><title>P</title><table-wrap><table>{rows}</table></table-wrap></sec></body></article>"
    );
    assert_eq!(blocks(&read_as("a.jats", &article)), wanted);
}

#[test]
fn a_page_of_an_office_keeps_its_text_and_not_its_frame() {
    let page = r##"<!DOCTYPE html><html lang="ko"><head><title>철도 조사 결과 | 통일부</title></head><body>
<div id="header"><h1 class="logo"><a href="/">통일부</a></h1></div><div id="content"><h3>철도 조사 결과<a href="#x">¶</a></h3>
<p>남과 북은 철도를 공동으로 조사하였다. 경의선은 개성에서 신의주까지 사백 킬로미터를 조사하였다.</p>
<p><a href="a.hwp">보도자료</a><a href="b.hwp">첨부</a></p>
<div class="view_foot"><a href="p">이전글 다른 자료</a><a href="n">다음글 또 다른 자료</a></div>
<div class="comment_area"><p>읽은 사람의 말</p></div><div class="satisfaction"><p>만족하십니까?</p></div></div>
</body></html> 뒤에 선 글"##;
    let reading = read_as("a.html", page);
    assert_eq!(
        reading.document.title.as_deref(),
        Some("철도 조사 결과 | 통일부")
    );
    let text = blocks(&reading);
    assert!(text.contains("보도자료 첨부"), "{text}");
    assert!(text.contains("뒤에 선 글"), "{text}");
    for frame in ["다른 자료", "읽은 사람", "만족", "¶"] {
        assert!(!text.contains(frame), "{frame}: {text}");
    }
}

/// What of the entries and notes stands in italics, `|` between stretches.
fn italics(reading: &Reading) -> Vec<String> {
    let own = |block: &Block| {
        let spans = block.italics.iter().map(|span| &block.text[span.clone()]);
        spans.collect::<Vec<_>>().join("|")
    };
    let called = reading.document.blocks.iter();
    called.map(own).filter(|own| !own.is_empty()).collect()
}

#[test]
fn entries_and_notes_keep_what_stands_in_italics() {
    let page = "# Ports\n\nThe *harbour* is old.[^1]\n\n[^1]: J. Rzeka, *Jan Most. Dzieło*, Warszawa 2000, \
        s. 12; <i>Korea\nand  Japan</i>\\_x, 3.\n\n## References\n\n\
        - Moon, A. 2018. \"Old harbours.\" *Harbour Review* 12: 3–9.\n\n\
        - ———. 2019. _The Harbours of Busan_. Seoul: Hangang.\n";
    let reading = read_as("a.md", page);
    let expected = [
        "Jan Most. Dzieło|Korea and Japan",
        "Harbour Review",
        "The Harbours of Busan",
    ];
    assert_eq!(italics(&reading), expected);
    let repeated = reading.document.blocks.last().unwrap();
    let parsed = repeated.reference.as_ref().expect("it is parsed");
    let title = parsed.citations[0].title.as_ref().unwrap();
    assert_eq!(title.text, "The Harbours of Busan");
    assert_eq!(&repeated.text[title.span.clone()], title.text);
    let page = "<html><body><h1>Ports</h1><p>The <i>harbour</i> is old.</p><h2>References</h2>\
        <p>Moon, A. 2018. “Old harbours.” <em>Harbour <b>Review</b></em> 12: 3–9.</p>\
        <p>Rzeka, J. 2019. <cite>The Harbours of Busan</cite>. Seoul: Hangang.</p></body></html>";
    let expected = ["Harbour Review", "The Harbours of Busan"];
    assert_eq!(italics(&read_as("a.html", page)), expected);
}
