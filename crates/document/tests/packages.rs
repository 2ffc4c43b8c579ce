//! Formats that are packages: small ones made here, and what is understood of them.

#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests")]

use std::io::{Cursor, Write as _};
use std::path::Path;

use seoji_document::{BlockKind, Reading, Source, WarningKind, read};
use zip::write::SimpleFileOptions;

/// A package of these members.
fn package(members: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in members {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn reading(name: &str, bytes: &[u8]) -> Reading {
    read(&Source {
        path: Path::new(name),
        bytes,
    })
}

/// What was understood, a line each: `title`, `= number section`, `kind label | text {labels of its markers} <links>`.
fn understood(reading: &Reading) -> String {
    let document = &reading.document;
    let mut out = String::new();
    if let Some(title) = &document.title {
        out.push_str(&format!("title {title}\n"));
    }
    if !document.authors.is_empty() {
        out.push_str(&format!("authors {}\n", document.authors.join("; ")));
    }
    for (what, value) in [("date", &document.date), ("language", &document.language)] {
        if let Some(value) = value {
            out.push_str(&format!("{what} {value}\n"));
        }
    }
    let mut section = None;
    for block in &document.blocks {
        if block.section != section {
            section = block.section;
            if let Some(section) = section.map(|section| &document.sections[section]) {
                let number = section.number.clone().unwrap_or_default();
                out.push_str(&format!("= {number} {}\n", section.title));
            }
        }
        let kind = match block.kind {
            BlockKind::Paragraph => "paragraph",
            BlockKind::List => "list",
            BlockKind::Table => "table",
            BlockKind::Note => "note",
            BlockKind::Entry => "entry",
            _ => "other",
        };
        let label = block.label.clone().unwrap_or_default();
        let text = block.text.replace('\n', " / ").replace('\t', " ; ");
        out.push_str(&format!("{kind} {label} | {text}"));
        for marker in &block.markers {
            out.push_str(&format!(" {{{}}}", marker.labels.join(",")));
        }
        for link in &block.links {
            let words = &block.text[link.span.clone()];
            out.push_str(&format!(" <{words}={}>", link.target));
        }
        out.push('\n');
    }
    for warning in &reading.warnings {
        out.push_str(&format!("warning {}\n", warning.message));
    }
    out
}

const W: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main' \
                 xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'";

fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<w:document {W}><w:body>{body}</w:body></w:document>");
    let mut members = vec![("word/document.xml", document.as_str())];
    members.extend(more);
    package(&members)
}

/// A paragraph of a DOCX file: its properties, its runs.
fn p(properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>")
}

fn t(text: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

#[test]
fn a_docx_keeps_headings_numbers_lists_tables_links_and_properties() {
    let numbering = format!(
        "<w:numbering {W}><w:abstractNum w:abstractNumId='0'>\
         <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>\
         <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='ganada'/><w:lvlText w:val='%2.'/></w:lvl>\
         </w:abstractNum><w:num w:numId='7'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
    );
    let styles = format!(
        "<w:styles {W}><w:style w:type='paragraph' w:styleId='a1'><w:name w:val='제목 1'/>\
         <w:pPr><w:numPr><w:numId w:val='7'/></w:numPr></w:pPr></w:style>\
         <w:style w:type='paragraph' w:styleId='a2'><w:name w:val='mine'/><w:basedOn w:val='a1'/></w:style>\
         <w:style w:type='paragraph' w:styleId='t'><w:name w:val='Title'/></w:style></w:styles>"
    );
    let links = "<Relationships><Relationship Id='rId1' TargetMode='External' Target='https://example.org/x'/>\
                 </Relationships>";
    let core = "<cp:coreProperties xmlns:cp='c' xmlns:dc='d' xmlns:dcterms='t'><dc:title>Microsoft Word - 1.docx</dc:title>\
                <dc:creator>김민관; user</dc:creator><dc:language>ko-KR</dc:language>\
                <dcterms:created>2019-06-14T09:00:00Z</dcterms:created></cp:coreProperties>";
    let item = |text: &str| {
        p(
            "<w:numPr><w:ilvl w:val='1'/><w:numId w:val='7'/></w:numPr>",
            &t(text),
        )
    };
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p("", &t(text)));
    let body = [
        p("<w:pStyle w:val='t'/>", &t("북한의 인터넷")),
        p("<w:pStyle w:val='a1'/>", &t("서론")),
        p(
            "",
            &format!(
                "{}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins>{}</w:ins>\
                 <w:hyperlink r:id='rId1'>{}</w:hyperlink><w:r><w:br/></w:r>{}",
                t("광명망은 "),
                t("내부망이다, "),
                t("여기"),
                t("뒤의 말.")
            ),
        ),
        item("첫째"),
        item("둘째"),
        p("<w:pStyle w:val='a2'/>", &t("본론")),
        p("", &t("표 1. 주소의 수")),
        format!(
            "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
            cell("해"),
            cell("수"),
            cell("2013"),
            cell("26100")
        ),
    ]
    .concat();
    let bytes = docx(
        &body,
        &[
            ("word/numbering.xml", &numbering),
            ("word/styles.xml", &styles),
            ("word/_rels/document.xml.rels", links),
            ("docProps/core.xml", core),
        ],
    );
    insta::assert_snapshot!(understood(&reading("a.docx", &bytes)), @r#"
    title 북한의 인터넷
    authors 김민관
    date 2019-06-14
    language ko
    = 1 서론
    paragraph  | 광명망은 내부망이다, 여기 뒤의 말. <여기=https://example.org/x>
    list  | 가. 첫째 / 나. 둘째
    = 2 본론
    table 표 1 | 표 1. 주소의 수 / 해 ; 수 / 2013 ; 26100
    "#);
}

#[test]
fn notes_of_a_docx_are_numbered_in_reading_order_and_stand_in_their_section() {
    let note = |kind: &str, id: u32, text: &str| {
        format!("<w:{kind} w:id='{id}'>{}</w:{kind}>", p("", &t(text)))
    };
    let footnotes = format!(
        "<w:footnotes {W}><w:footnote w:type='separator' w:id='0'/>{}{}</w:footnotes>",
        note("footnote", 20, " Tudor 2015, p. 3."),
        note("footnote", 9, " 김민관 2018, 31쪽.")
    );
    let endnotes = format!("<w:endnotes {W}>{}</w:endnotes>", note("endnote", 3, "끝"));
    let call = |kind: &str, id: u32| format!("<w:r><w:{kind}Reference w:id='{id}'/></w:r>");
    let body = [
        p("<w:pStyle w:val='Heading1'/>", &t("One")),
        p(
            "",
            &[
                t("First"),
                call("footnote", 20),
                t(" and second."),
                call("footnote", 9),
            ]
            .concat(),
        ),
        p("<w:pStyle w:val='Heading1'/>", &t("Two")),
        p("", &[t("Third"), call("endnote", 3), t(".")].concat()),
    ]
    .concat();
    let bytes = docx(
        &body,
        &[
            ("word/footnotes.xml", &footnotes),
            ("word/endnotes.xml", &endnotes),
        ],
    );
    insta::assert_snapshot!(understood(&reading("a.docx", &bytes)), @r#"
    title One
    paragraph  | First[^1] and second.[^2] {1} {2}
    note 1 | Tudor 2015, p. 3.
    note 2 | 김민관 2018, 31쪽.
    =  Two
    paragraph  | Third[^i]. {i}
    note i | 끝
    "#);
}

#[test]
fn an_hwpx_keeps_outline_tables_captions_notes_and_text_behind_line_breaks() {
    let header = "<hh:head xmlns:hh='h'><hh:paraPr id='3'><hh:heading type='OUTLINE' idRef='0' level='0'/></hh:paraPr>\
                  <hh:paraPr id='4'><hh:heading type='BULLET' idRef='1' level='0'/></hh:paraPr></hh:head>";
    let p = |shape: u32, inner: &str| {
        format!("<hp:p paraPrIDRef='{shape}'><hp:run>{inner}</hp:run></hp:p>")
    };
    let list = |inner: &str| format!("<hp:subList>{inner}</hp:subList>");
    let cell = |text: &str| {
        format!(
            "<hp:tc>{}</hp:tc>",
            list(&p(0, &format!("<hp:t>{text}</hp:t>")))
        )
    };
    let note = format!(
        "<hp:ctrl><hp:footNote >{}</hp:footNote></hp:ctrl>",
        list(&p(
            0,
            "<hp:ctrl><hp:autoNum num='1' numType='FOOTNOTE'/></hp:ctrl><hp:t> 각주이다.</hp:t>"
        ))
    );
    let section = [
        "<hs:sec xmlns:hs='s' xmlns:hp='p'>".to_owned(),
        p(3, "<hp:t>서론</hp:t>"),
        p(
            0,
            &format!("<hp:t>앞<hp:lineBreak/>뒤<hp:tab/>끝</hp:t>{note}<hp:t>이다.</hp:t>"),
        ),
        p(4, "<hp:t>하나</hp:t>"),
        p(4, "<hp:t>둘</hp:t>"),
        p(
            0,
            &format!(
                "<hp:tbl><hp:caption side='TOP'>{}</hp:caption><hp:tr>{}{}</hp:tr><hp:tr>{}{}</hp:tr></hp:tbl>",
                list(&p(
                    0,
                    "<hp:t>표 </hp:t><hp:ctrl><hp:autoNum num='1' numType='TABLE'/></hp:ctrl><hp:t>. 주소</hp:t>"
                )),
                cell("해"),
                cell("수"),
                cell("2013"),
                cell("26100")
            ),
        ),
        p(
            0,
            &format!(
                "<hp:rect><hp:drawText>{}</hp:drawText></hp:rect>",
                list(&p(0, "<hp:t>글상자</hp:t>"))
            ),
        ),
        "</hs:sec>".to_owned(),
    ]
    .concat();
    let bytes = package(&[
        ("mimetype", "application/hwp+zip"),
        ("Contents/header.xml", header),
        ("Contents/section0.xml", &section),
    ]);
    insta::assert_snapshot!(understood(&reading("a.hwpx", &bytes)), @r#"
    =  서론
    paragraph  | 앞 뒤 끝[^1]이다. {1}
    list  | 하나 / 둘
    table 표 1 | 표 1. 주소 / 해 ; 수 / 2013 ; 26100
    paragraph  | 글상자
    note 1 | 각주이다.
    "#);
}

#[test]
fn a_package_that_unpacks_to_too_much_is_named_and_not_unpacked() {
    let bomb = " ".repeat(70 << 20);
    let reading = reading("bomb.docx", &docx(&bomb, &[]));
    assert_eq!(reading.warnings[0].kind, WarningKind::TooLarge);
    assert!(reading.document.blocks.is_empty());
}

#[test]
fn entities_are_not_expanded() {
    let laugh = "<!DOCTYPE w:document [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>\
                 <w:document xmlns:w='w'><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    let reading = reading("laugh.docx", &package(&[("word/document.xml", laugh)]));
    assert_eq!(reading.warnings[0].kind, WarningKind::Damaged);
    assert!(reading.document.blocks.is_empty());
}

#[test]
fn deep_nesting_costs_its_text_only() {
    let deep = format!(
        "{}<w:p><w:r><w:t>deep</w:t></w:r></w:p>{}{}",
        "<w:sdt>".repeat(5000),
        "</w:sdt>".repeat(5000),
        p("", &t("flat"))
    );
    let reading = reading("deep.docx", &docx(&deep, &[]));
    assert_eq!(reading.document.blocks.len(), 1);
    assert_eq!(reading.document.blocks[0].text, "flat");
}

/// A file cut or changed anywhere gives a document, whatever is left of it.
#[test]
fn damage_is_never_a_panic() {
    let body: String = (0..40)
        .map(|number| p("", &t(&format!("북한의 인터넷 {number}"))))
        .collect();
    let whole = docx(&body, &[]);
    for at in (0..whole.len()).step_by(7) {
        let _ = reading("cut.docx", &whole[..at]);
        let mut flipped = whole.clone();
        flipped[at] ^= 0x55;
        let _ = reading("flipped.docx", &flipped);
    }
}

#[test]
fn an_odt_keeps_headings_lists_tables_links_and_notes() {
    let names = "xmlns:office='o' xmlns:text='t' xmlns:table='b' xmlns:xlink='x'";
    let content = format!(
        "<office:document-content {names}><office:body><office:text>\
         <text:tracked-changes><text:p>gone</text:p></text:tracked-changes>\
         <text:p text:style-name='Title'>북한의 인터넷</text:p>\
         <text:h text:outline-level='1'>서론</text:h>\
         <text:p>광명망은<text:s/><text:a xlink:href='https://example.org/x'>내부망</text:a>이다\
         <text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>\
         <text:note-body><text:p>김민관 2018, 31쪽.</text:p></text:note-body></text:note>.</text:p>\
         <text:list><text:list-item><text:p>하나</text:p></text:list-item>\
         <text:list-item><text:p>둘</text:p></text:list-item></text:list>\
         <table:table><table:table-header-rows><table:table-row>\
         <table:table-cell><text:p>해</text:p></table:table-cell>\
         <table:table-cell><text:p>수</text:p></table:table-cell></table:table-row></table:table-header-rows>\
         <table:table-row><table:table-cell><text:p>2013</text:p></table:table-cell>\
         <table:table-cell><text:p>26100</text:p></table:table-cell></table:table-row></table:table>\
         </office:text></office:body></office:document-content>"
    );
    let bytes = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", &content),
    ]);
    let told = understood(&reading("a.odt", &bytes));
    assert_eq!(
        told,
        "title 북한의 인터넷\n\
         =  서론\n\
         paragraph  | 광명망은 내부망이다[^1]. {1} <내부망=https://example.org/x>\n\
         list  | 하나 / 둘\n\
         table  | 해 ; 수 / 2013 ; 26100\n\
         note 1 | 김민관 2018, 31쪽.\n"
    );
}

#[test]
fn the_chapters_of_a_book_are_read_in_their_order_with_notes_of_another_file() {
    let chapter = |body: &str| {
        format!(
            "<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>{body}</body></html>"
        )
    };
    let one = chapter(
        "<h1>Kwangmyong</h1><p>The intranet is closed<a id='r1' epub:type='noteref' href='notes.xhtml#n1'><sup>1</sup></a>, they say.</p>",
    );
    let two =
        chapter("<h1>Koryolink</h1><p>Phones came later, as <a href='one.xhtml#r1'>above</a>.</p>");
    let notes = chapter(
        "<h1>Notes</h1><aside id='n1' epub:type='footnote'><p><a href='one.xhtml#r1'>1</a> Tudor 2015, p. 3.</p></aside>",
    );
    let opf = "<package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata>\
        <dc:title>Networks</dc:title><dc:creator>Kim Min-gwan</dc:creator><dc:language>en</dc:language>\
        <dc:date>2019-05-01T00:00:00Z</dc:date><dc:subject>DPRK, networks</dc:subject></metadata><manifest>\
        <item id='b' href='text/two.xhtml'/><item id='a' href='text/one.xhtml'/><item id='n' href='text/notes.xhtml'/>\
        <item id='nav' href='nav.xhtml' properties='nav'/></manifest>\
        <spine><itemref idref='nav'/><itemref idref='a'/><itemref idref='b'/><itemref idref='n'/></spine></package>";
    let container =
        "<container><rootfiles><rootfile full-path='EPUB/content.opf'/></rootfiles></container>";
    let members = [
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", container),
        ("EPUB/content.opf", opf),
        (
            "EPUB/nav.xhtml",
            "<html><body><nav><a href='text/one.xhtml'>Kwangmyong</a></nav></body></html>",
        ),
        ("EPUB/text/one.xhtml", &one),
        ("EPUB/text/two.xhtml", &two),
        ("EPUB/text/notes.xhtml", &notes),
    ];
    let book = reading("book.epub", &package(&members));
    assert_eq!(
        understood(&book),
        "title Networks\nauthors Kim Min-gwan\ndate 2019-05-01\nlanguage en\n\
         =  Kwangmyong\nparagraph  | The intranet is closed[1], they say. {1}\n\
         =  Koryolink\nparagraph  | Phones came later, as above.\n\
         =  Notes\nnote 1 | Tudor 2015, p. 3.\n"
    );
    assert_eq!(book.document.tags, ["DPRK", "networks"]);

    let guarded = [
        members[0],
        members[1],
        members[2],
        members[4],
        (
            "META-INF/encryption.xml",
            "<encryption><EncryptedData><CipherData><CipherReference URI='EPUB/text/one.xhtml'/></CipherData></EncryptedData></encryption>",
        ),
    ];
    let guarded = reading("book.epub", &package(&guarded));
    assert_eq!(guarded.warnings[0].kind, WarningKind::Encrypted);
    let torn = reading("book.epub", &package(&members[..2]));
    assert_eq!(torn.warnings[0].kind, WarningKind::Damaged);
}

#[test]
fn raised_signs_of_notes_grow_into_no_word() {
    let raised = |sign: &str| {
        format!(r#"<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{sign}</w:t></w:r>"#)
    };
    let body = p(
        "",
        &(t("Busan") + &raised("a") + &t(" and the 20") + &raised("th")),
    );
    let reading = reading("a.docx", &docx(&body, &[]));
    assert_eq!(reading.document.blocks[0].text, "Busan(a) and the 20th");
}

#[test]
fn a_container_is_told_by_its_members_whatever_its_name() {
    let body = p("", &t("The port of Busan."));
    let bytes = docx(&body, &[]);
    for name in ["a.docx", "a.pdf", "a.txt", "a.hwp", "a.bin", "a"] {
        let reading = reading(name, &bytes);
        assert_eq!(reading.format, Some(seoji_document::Format::Docx), "{name}");
        assert_eq!(
            reading.document.blocks[0].text, "The port of Busan.",
            "{name}"
        );
        assert!(
            seoji_document::may_be_known(Path::new(name), &bytes),
            "{name}"
        );
    }
    assert!(!seoji_document::may_be_known(Path::new("a.zip"), &bytes));
    // A text under the name of a container is read as what it is, and nothing is told as such.
    let text = reading("a.docx", "부산항의 배이다.".as_bytes());
    assert_eq!(text.document.blocks[0].text, "부산항의 배이다.");
    for name in ["a.docx", "a.pdf", "a.md"] {
        assert_eq!(
            reading(name, b"").warnings[0].kind,
            WarningKind::Empty,
            "{name}"
        );
    }
    let other = package(&[("photo.jpg", "x")]);
    let warning = &reading("a.pdf", &other).warnings[0];
    assert_eq!(warning.kind, WarningKind::Damaged);
    assert_eq!(warning.message, "named as PDF and not PDF, not read");
}

#[test]
fn symbols_readings_and_merged_cells_of_a_docx_are_kept() {
    let sign =
        |font: &str, code: &str| format!(r#"<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>"#);
    let ruby = "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>한양</w:t></w:r></w:rt>\
                <w:rubyBase><w:r><w:t>漢陽</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    let cell = |merge: &str, text: &str| {
        format!("<w:tc><w:tcPr>{merge}</w:tcPr>{}</w:tc>", p("", &t(text)))
    };
    let table = format!(
        r#"<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>"#,
        cell(r#"<w:vMerge w:val="restart"/>"#, "Ports"),
        cell("", "Busan"),
        cell("<w:vMerge/>", ""),
        cell("", "Mokpo"),
        cell("", ""),
        cell("", "both"),
    );
    let body = p(
        "",
        &(t("the ") + &sign("Symbol", "F061") + &t(" of ") + ruby),
    ) + &table;
    assert_eq!(
        understood(&reading("a.docx", &docx(&body, &[]))),
        "paragraph  | the α of 漢陽(한양)\ntable  | Ports ; Busan / Ports ; Mokpo /  ; both\n"
    );
}

#[test]
fn what_was_deleted_in_an_hwpx_is_no_text() {
    let section = "<hs:sec xmlns:hs='s' xmlns:hp='p'><hp:p><hp:run><hp:t>남은 <hp:deleteBegin Id='1'/>지운 \
                   <hp:deleteEnd Id='1'/>글은 이 문장에 그대로 서 있다.</hp:t></hp:run></hp:p></hs:sec>";
    let bytes = package(&[
        ("mimetype", "application/hwp+zip"),
        ("Contents/header.xml", "<hh:head xmlns:hh='h'/>"),
        ("Contents/section0.xml", section),
    ]);
    assert_eq!(
        understood(&reading("a.hwpx", &bytes)),
        "paragraph  | 남은 글은 이 문장에 그대로 서 있다.\n"
    );
}

#[test]
fn an_odt_names_who_wrote_it_and_shows_what_it_shows() {
    let names = "xmlns:office='o' xmlns:text='t' xmlns:table='b' xmlns:style='s' xmlns:dc='d' xmlns:meta='m'";
    let content = format!(
        "<office:document-content {names}><office:automatic-styles><style:style style:name='T1'>\
         <style:text-properties text:display='none'/></style:style></office:automatic-styles>\
         <office:body><office:text><text:p>Shown<text:span text:style-name='T1'> hidden</text:span> text.</text:p>\
         <text:section text:display='none'><text:p>Hidden too.</text:p></text:section>\
         <table:table><table:table-row><table:table-cell table:number-rows-spanned='2'><text:p>Ports</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated='2'><text:p>x</text:p></table:table-cell></table:table-row>\
         <table:table-row><table:covered-table-cell/><table:table-cell><text:p>y</text:p></table:table-cell></table:table-row>\
         </table:table></office:text></office:body></office:document-content>"
    );
    let meta = format!(
        "<office:document-meta {names}><office:meta><dc:creator>Last Editor</dc:creator><dc:date>2020-01-02T00:00:00</dc:date>\
         <meta:initial-creator>Lee Min</meta:initial-creator><meta:creation-date>2015-05-05T00:00:00</meta:creation-date>\
         </office:meta></office:document-meta>"
    );
    let bytes = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("meta.xml", &meta),
        ("content.xml", &content),
    ]);
    assert_eq!(
        understood(&reading("a.odt", &bytes)),
        "authors Lee Min\ndate 2015-05-05\nparagraph  | Shown text.\ntable  | Ports ; x ; x / Ports ; y\n"
    );
}

#[test]
fn a_book_is_by_its_author_of_its_date_and_under_its_main_title() {
    let opf = "<package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/' \
        xmlns:opf='http://www.idpf.org/2007/opf'><metadata><dc:title id='t1'>A subtitle</dc:title>\
        <meta refines='#t1' property='title-type'>subtitle</meta><dc:title id='t2'>Ports</dc:title>\
        <meta refines='#t2' property='title-type'>main</meta><dc:creator opf:role='ill'>Park Draws</dc:creator>\
        <dc:creator id='c'>Lee Translates</dc:creator><meta refines='#c' property='role'>trl</meta>\
        <dc:creator>Kim Writes</dc:creator><dc:date opf:event='modification'>2021-01-01</dc:date>\
        <dc:date>1999</dc:date></metadata><manifest><item id='a' href='one.xhtml'/></manifest>\
        <spine><itemref idref='a'/></spine></package>";
    let book = reading(
        "book.epub",
        &package(&[
            ("mimetype", "application/epub+zip"),
            (
                "META-INF/container.xml",
                "<container><rootfiles><rootfile full-path='content.opf'/></rootfiles></container>",
            ),
            ("content.opf", opf),
            (
                "one.xhtml",
                "<html><body><p>Ships came early to the port.</p></body></html>",
            ),
        ]),
    );
    assert_eq!(
        understood(&book),
        "title Ports\nauthors Kim Writes\ndate 1999\nparagraph  | Ships came early to the port.\n"
    );
    let others = book.document.metadata.iter();
    let others: Vec<&str> = others
        .filter(|(key, _)| key == "contributor")
        .map(|(_, name)| name.as_str())
        .collect();
    assert_eq!(others, ["Park Draws", "Lee Translates"]);
}

#[test]
fn entries_of_a_docx_keep_what_stands_in_italics() {
    let italic = |text: &str| {
        format!("<w:r><w:rPr><w:i/></w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>")
    };
    let heading = "<w:pStyle w:val='Heading1'/>";
    let first = [
        t("Moon, A. 2018. “Old harbours.” "),
        italic("Harbour "),
        italic("Review"),
        t(" 12: 3–9."),
    ];
    let second = [
        t("Rzeka, J. 2019. "),
        italic("Busan. A History"),
        t(". Seoul: Hangang."),
    ];
    let body = [
        p("", &t("Ports (Moon 2018; Rzeka 2019).")),
        p(heading, &t("References")),
        p("", &first.concat()),
        p("", &second.concat()),
    ];
    let reading = reading("a.docx", &docx(&body.concat(), &[]));
    let blocks = &reading.document.blocks;
    let own = |block: &seoji_document::Block| {
        let spans = block.italics.iter().map(|span| &block.text[span.clone()]);
        spans.collect::<Vec<_>>().join("|")
    };
    let told: Vec<String> = blocks
        .iter()
        .map(own)
        .filter(|own| !own.is_empty())
        .collect();
    assert_eq!(told, ["Harbour Review", "Busan. A History"]);
    let parsed = blocks.last().unwrap().reference.as_ref().unwrap();
    let title = parsed.citations[0].title.as_ref().unwrap();
    assert_eq!(title.text, "Busan. A History");
}
