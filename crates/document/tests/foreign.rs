//! Compound files made here, and real files of foreign formats, whole and damaged.

#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests")]
#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use seoji_document::{BlockKind, Reading, Source, WarningKind, read};

fn reading(name: &str, bytes: &[u8]) -> Reading {
    read(&Source {
        path: Path::new(name),
        bytes,
    })
}

/// A record of HWP 5.
fn record(tag: u32, level: u32, data: &[u8]) -> Vec<u8> {
    let head = tag | level << 10 | (data.len() as u32) << 20;
    [&head.to_le_bytes(), data].concat()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// The sign of a control in a text: its code, its id, filling, its code.
fn sign(code: u16) -> Vec<u8> {
    let mut sign = code.to_le_bytes().to_vec();
    sign.extend([0; 12]);
    sign.extend(code.to_le_bytes());
    sign
}

/// The head of a paragraph and its text.
fn paragraph(level: u32, shape: u16, text: &[u8]) -> Vec<u8> {
    let mut head = vec![0; 8];
    head.extend(shape.to_le_bytes());
    head.extend([0; 12]);
    [record(66, level, &head), record(67, level + 1, text)].concat()
}

fn control(level: u32, id: &[u8; 4]) -> Vec<u8> {
    let mut data = id.to_vec();
    data.reverse();
    data.extend([0; 8]);
    record(71, level, &data)
}

fn cell(level: u32, row: u16, text: &str) -> Vec<u8> {
    let mut head = vec![0; 8];
    for number in [0u16, row, 1, 1] {
        head.extend(number.to_le_bytes());
    }
    [record(72, level, &head), paragraph(level, 0, &utf16(text))].concat()
}

/// An HWP 5 file with these flags and this section.
fn hwp(flags: u32, section: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let mut header = b"HWP Document File".to_vec();
    header.resize(36, 0);
    header.extend(flags.to_le_bytes());
    header.resize(256, 0);
    let outline = record(25, 0, &(1u32 << 23).to_le_bytes());
    let text = record(25, 0, &[0; 4]);
    file.create_storage("/BodyText").unwrap();
    for (name, bytes) in [
        ("/FileHeader", header.as_slice()),
        ("/DocInfo", &[text, outline].concat()),
        ("/BodyText/Section0", section),
    ] {
        file.create_stream(name).unwrap().write_all(bytes).unwrap();
    }
    file.into_inner().into_inner()
}

#[test]
fn an_hwp_keeps_outline_tables_and_notes_with_their_anchors() {
    let note = [
        control(1, b"fn  "),
        record(72, 2, &[0; 8]),
        paragraph(2, 0, &utf16(" 각주이다.")),
    ]
    .concat();
    let table = [
        control(1, b"tbl "),
        record(77, 2, &[0; 8]),
        cell(2, 0, "해"),
        cell(2, 0, "수"),
        cell(2, 1, "2013"),
        cell(2, 1, "26100"),
    ]
    .concat();
    let section = [
        paragraph(0, 1, &utf16("서론")),
        paragraph(
            0,
            0,
            &[utf16("광명망"), sign(17), utf16("은\n뒤이다.")].concat(),
        ),
        note,
        paragraph(0, 0, &sign(11)),
        table,
    ]
    .concat();
    let reading = reading("a.hwp", &hwp(0, &section));
    let document = &reading.document;
    assert_eq!(document.sections[0].title, "서론");
    let told: Vec<(BlockKind, &str)> = document
        .blocks
        .iter()
        .map(|block| (block.kind, block.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (BlockKind::Paragraph, "광명망[^1]은 뒤이다."),
            (BlockKind::Table, "해\t수\n2013\t26100"),
            (BlockKind::Note, "각주이다."),
        ]
    );
    assert_eq!(document.blocks[0].markers[0].labels, ["1"]);
    assert_eq!(document.blocks[2].label.as_deref(), Some("1"));
}

#[test]
fn guarded_files_are_named_as_such() {
    let section = paragraph(0, 0, &utf16("글"));
    for flags in [1 << 1, 1 << 4, 1 << 8, 1 << 10] {
        let reading = reading("a.hwp", &hwp(flags, &section));
        assert_eq!(reading.warnings[0].kind, WarningKind::Encrypted, "{flags}");
        assert!(reading.document.blocks.is_empty());
    }
}

/// The real files of foreign formats; none where there are none on this machine.
fn real_files() -> Vec<PathBuf> {
    let shared = std::env::var_os("SEOJI_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let mut folders = vec![shared.join("corpora/formats")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            let ending = path.extension().unwrap_or_default().to_string_lossy();
            if path.is_dir() {
                folders.push(path);
            } else if ["docx", "odt", "epub", "hwp", "hwpx", "pdf"].contains(&ending.as_ref()) {
                files.push(path);
            }
        }
    }
    files.sort();
    if files.is_empty() {
        eprintln!("skipped: no real files of foreign formats here");
    }
    files
}

#[test]
fn real_files_cut_and_changed_anywhere_are_read_without_a_panic() {
    for path in real_files() {
        let whole = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy();
        // Larger ones are the business of the instrument; here each costs a second.
        if whole.len() > 40_000 {
            continue;
        }
        for step in 0..12 {
            let at = whole.len() * (2 * step + 1) / 24;
            let _ = reading(&name, &whole[..at]);
            let mut changed = whole.clone();
            changed[at] ^= 1 << (step % 8);
            changed[at / 2] = 0xFF;
            let _ = reading(&name, &changed);
        }
    }
}

/// A PDF of these pages, each a content that sets text in Helvetica; `F2` is its bold.
fn pdf(pages: &[&str]) -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut document = Document::with_version("1.5");
    let font = |name: &str| {
        dictionary! {
            "Type" => "Font", "Subtype" => "Type1", "BaseFont" => name,
            "Encoding" => "WinAnsiEncoding", "FirstChar" => 32,
            "Widths" => vec![Object::Integer(500); 95],
        }
    };
    let fonts = dictionary! {
        "F1" => document.add_object(font("Helvetica")),
        "F2" => document.add_object(font("Helvetica-Bold")),
    };
    let resources = document.add_object(dictionary! { "Font" => fonts });
    let tree = document.new_object_id();
    let kids: Vec<Object> = pages
        .iter()
        .map(|content| {
            let stream = Stream::new(dictionary! {}, content.as_bytes().to_vec());
            let content = document.add_object(stream);
            let page = dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content,
                "Resources" => resources,
                "MediaBox" => vec![0.into(), 0.into(), 600.into(), 800.into()],
            };
            document.add_object(page).into()
        })
        .collect();
    let count = kids.len() as i64;
    let pages = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    document.objects.insert(tree, Object::Dictionary(pages));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// Text of a size at a place.
fn at(x: u32, y: u32, size: u32, text: &str) -> String {
    format!("BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n")
}

#[test]
fn a_pdf_has_pages_headings_joined_words_paired_notes_and_no_running_heads() {
    let page = |number: u32, text: &str| {
        let head = at(50, 780, 10, &format!("Journal of Networks {number}"));
        let foot = at(300, 20, 10, &number.to_string());
        format!("{head}{text}{foot}")
    };
    let first = [
        at(50, 740, 18, "Internet in North Korea"),
        at(
            50,
            700,
            10,
            "The network of the country is called by a name that few knew, and it is in-",
        ),
        at(50, 686, 10, "fectured from one office"),
        at(170, 690, 6, "1"),
        at(176, 686, 10, " of the capital, as the report says."),
        at(50, 60, 8, "1 Tudor and Pearson, 2015, p. 3."),
    ]
    .concat();
    let second = at(
        50,
        700,
        10,
        "Another page begins here and says a little more of it.",
    );
    let third = at(
        50,
        700,
        10,
        "The last page ends the text of the report with this line.",
    );
    let bytes = pdf(&[&page(1, &first), &page(2, &second), &page(3, &third)]);
    let reading = reading("a.pdf", &bytes);
    let document = &reading.document;
    assert_eq!(document.title.as_deref(), Some("Internet in North Korea"));
    let told: Vec<(Option<u32>, BlockKind, &str)> = document
        .blocks
        .iter()
        .map(|block| (block.page, block.kind, block.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                Some(1),
                BlockKind::Paragraph,
                "The network of the country is called by a name that few knew, and it is infectured from one \
                 office[^1] of the capital, as the report says."
            ),
            (
                Some(2),
                BlockKind::Paragraph,
                "Another page begins here and says a little more of it."
            ),
            (
                Some(3),
                BlockKind::Paragraph,
                "The last page ends the text of the report with this line."
            ),
            (Some(1), BlockKind::Note, "Tudor and Pearson, 2015, p. 3."),
        ]
    );
    assert_eq!(document.blocks[0].markers[0].labels, ["1"]);
}

#[test]
fn columns_are_read_one_after_the_other_and_rows_of_a_table_together() {
    let mut content = at(
        50,
        740,
        10,
        "A line over both of the columns that is as wide as all of the page, or nearly so",
    );
    for line in 0..8 {
        let y = 700 - 14 * line;
        content += &at(
            50,
            y,
            10,
            &format!("left column line {line} runs on and on to its end"),
        );
        content += &at(
            330,
            y,
            10,
            &format!("right column line {line} runs on and on to the end"),
        );
    }
    for (row, cells) in [["Year", "Addresses"], ["2013", "26100"], ["2015", "13000"]]
        .iter()
        .enumerate()
    {
        let y = 400 - 16 * row as u32;
        content += &at(50, y, 10, cells[0]);
        content += &at(250, y, 10, cells[1]);
    }
    let reading = reading("a.pdf", &pdf(&[&content]));
    let text: Vec<&str> = reading
        .document
        .blocks
        .iter()
        .map(|block| block.text.as_str())
        .collect();
    let text = text.join("\n");
    let left = text.find("left column line 7").unwrap();
    assert!(left < text.find("right column line 0").unwrap(), "{text}");
    let table = reading
        .document
        .blocks
        .iter()
        .find(|block| block.kind == BlockKind::Table)
        .unwrap();
    assert_eq!(table.text, "Year\tAddresses\n2013\t26100\n2015\t13000");
}

#[test]
fn headings_of_a_pdf_are_led_like_its_text_and_are_no_heads_of_columns() {
    let bold = |x, y, size, text: &str| at(x, y, size, text).replace("/F1", "/F2");
    let mut content = [
        bold(50, 740, 20, "Networks and"),
        bold(50, 710, 20, "Their Operators"),
        bold(50, 670, 14, "1 Introduction"),
        bold(50, 649, 14, "1.1 Background"),
    ]
    .concat();
    for line in 0..8 {
        let text = "A line of the text that is as long as the page is wide and stands apart";
        content += &at(50, 615 - 15 * line, 10, text);
    }
    content += &bold(50, 460, 10, "Groups considered");
    content += &bold(50, 445, 10, "as parts of it");
    content += &bold(250, 445, 10, "Targets");
    content += &at(50, 430, 10, "Bluenoroff");
    content += &at(250, 430, 10, "banks");
    let reading = reading("a.pdf", &pdf(&[&content]));
    let document = &reading.document;
    assert_eq!(
        document.title.as_deref(),
        Some("Networks and Their Operators")
    );
    let titles: Vec<&str> = document
        .sections
        .iter()
        .map(|section| section.title.as_str())
        .collect();
    assert_eq!(titles, ["Introduction", "Background"]);
}

#[test]
fn a_page_without_text_is_told() {
    let picture = "BI /W 1 /H 1 /CS /G /BPC 8 ID x EI\n";
    let reading = reading(
        "scan.pdf",
        &pdf(&[picture, &at(50, 700, 10, "A page of text"), picture]),
    );
    assert_eq!(reading.warnings[0].kind, WarningKind::NoTextLayer);
    assert!(
        reading.warnings[0].message.contains("pages 1, 3"),
        "{:?}",
        reading.warnings
    );
}

/// Words of a text in Hangul, counted.
fn words(text: &str) -> std::collections::BTreeMap<String, usize> {
    let mut words = std::collections::BTreeMap::new();
    for word in text.split(|ch: char| !('가'..='힣').contains(&ch)) {
        if !word.is_empty() {
            *words.entry(word.to_owned()).or_default() += 1;
        }
    }
    words
}

#[test]
fn real_pdfs_give_the_words_and_notes_of_the_text_that_they_were_printed_from() {
    let files = real_files();
    let Some(folder) = files.iter().find(|path| path.ends_with("seed_lo.pdf")) else {
        return;
    };
    let truth = std::fs::read_to_string(folder.with_file_name("seed.md")).unwrap();
    let titles = |reading: &Reading| -> Vec<String> {
        let sections = reading.document.sections.iter();
        sections.map(|section| section.title.clone()).collect()
    };
    let expected = titles(&reading("seed.md", truth.as_bytes()));
    let truth = words(&truth);
    let all: usize = truth.values().sum();
    for name in ["seed_lo.pdf", "seed_ty.pdf", "seed_wp.pdf"] {
        let bytes = std::fs::read(folder.with_file_name(name)).unwrap();
        let reading = reading(name, &bytes);
        assert_eq!(titles(&reading), expected, "{name}");
        let blocks = &reading.document.blocks;
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        let titles = reading
            .document
            .sections
            .iter()
            .map(|section| section.title.as_str());
        let own = words(
            &texts
                .into_iter()
                .chain(titles)
                .collect::<Vec<_>>()
                .join("\n"),
        );
        let found: usize = truth
            .iter()
            .map(|(word, &count)| own.get(word).copied().unwrap_or(0).min(count))
            .sum();
        assert!(found * 100 >= all * 95, "{name}: {found} of {all}");
        let notes = blocks
            .iter()
            .filter(|block| block.kind == BlockKind::Note)
            .count();
        assert_eq!(notes, 33, "{name}");
        let called: std::collections::BTreeSet<&String> = blocks
            .iter()
            .flat_map(|block| &block.markers)
            .flat_map(|marker| &marker.labels)
            .collect();
        assert_eq!(called.len(), 33, "{name}");
    }
}

/// The text of a reading's blocks of a kind.
fn texts(reading: &Reading, kind: BlockKind) -> Vec<&str> {
    let blocks = reading.document.blocks.iter();
    let own = blocks.filter(|block| block.kind == kind);
    own.map(|block| block.text.as_str()).collect()
}

#[test]
fn notes_that_say_the_same_on_several_pages_are_no_running_feet() {
    for (last, numbers) in [
        ("Ibid., p. 4.", true),
        ("Ibid.", true),
        ("Ibid., p. 4.", false),
    ] {
        let pages: Vec<String> = (1..=5u32)
            .map(|page| {
                let (first, second) = (2 * page - 1, 2 * page);
                let mut content = at(50, 780, 10, &format!("Dock Labour in Busan {}", 40 + page));
                for line in 0..6 {
                    let text =
                        "A line of the text that is as long as the page is wide and says little";
                    content += &at(50, 740 - 14 * line, 10, text);
                }
                for (number, y) in [(first, 670 - 14), (second, 670 - 28)] {
                    content += &at(50, y, 10, "A sentence that calls a note");
                    content += &at(190, y + 4, 6, &number.to_string());
                }
                content += &at(50, 82, 5, &first.to_string());
                content += &at(
                    58,
                    80,
                    8,
                    &format!("Kim of page {page}, Ports and ships, p. {}.", 7 * page),
                );
                if numbers {
                    content += &at(50, 71, 5, &second.to_string());
                }
                content += &at(58, 69, 8, last);
                content + &at(300, 20, 10, &page.to_string())
            })
            .collect();
        let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
        let reading = reading("a.pdf", &pdf(&pages));
        let notes = texts(&reading, BlockKind::Note);
        let count = notes.iter().filter(|note| note.ends_with(last)).count();
        assert_eq!(count, 5, "{last} {numbers}: {notes:?}");
        let whole = texts(&reading, BlockKind::Paragraph).join("\n");
        assert!(!whole.contains("Dock Labour"), "{whole}");
    }
}

/// A PDF that names Helvetica and leaves its widths to the reader.
fn without_widths(page: &str) -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(&pdf(&[page])).unwrap();
    for object in document.objects.values_mut() {
        if let Ok(font) = object.as_dict_mut()
            && font.has(b"BaseFont")
        {
            font.remove(b"Widths");
            font.remove(b"FirstChar");
        }
    }
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn standard_fonts_have_their_widths_where_the_file_tells_none() {
    // Half an em a letter would part `little` and run the wide letters into each other and into the next column.
    let lines: Vec<(u32, &str, &str)> = vec![
        (
            700,
            "MAMMOTH WORKS of the WIDE",
            "little ill will till it is filled",
        ),
        (
            686,
            "WOMEN and MEN of WONSAN",
            "ill will fills it still, little by",
        ),
        (
            672,
            "MANY WORKMEN in MOKPO now",
            "little, till it tilts and is still",
        ),
        (
            658,
            "WHO WOULD MAKE MORE of it",
            "in it all, if it is little, till I",
        ),
        (
            644,
            "WAGES in MARCH and in MAY",
            "lift it in its final little stilts",
        ),
    ];
    let mut content = String::new();
    for (y, left, right) in &lines {
        // The words of a line one by one, as typesetting programs place them.
        content += &at(50, *y, 10, left);
        content += &at(222, *y, 10, right);
    }
    let reading = reading("a.pdf", &without_widths(&content));
    let text = texts(&reading, BlockKind::Paragraph).join("\n");
    let left: Vec<&str> = lines.iter().map(|(_, left, _)| *left).collect();
    let right: Vec<&str> = lines.iter().map(|(_, _, right)| *right).collect();
    assert!(text.contains(&left.join(" ")), "{text}");
    assert!(text.contains(&right.join(" ")), "{text}");
}

#[test]
fn columns_between_a_running_head_and_a_page_number_are_read_one_after_the_other() {
    let line =
        |side: &str, row: u32| format!("{side} column line {row} that runs on and on to the en");
    for (head, foot) in [(true, true), (true, false), (false, true), (false, false)] {
        let mut content = String::new();
        if head {
            content += &at(220, 780, 10, "Journal of Ports 3 of the year 2015");
        }
        for (x, side) in [(50, "left"), (305, "right")] {
            for row in 0..30 {
                // Half an em a letter: the left column ends at 295.
                content += &at(x, 740 - 12 * row, 10, &line(side, row));
            }
        }
        if foot {
            content += &at(295, 30, 10, "41");
        }
        let reading = reading("a.pdf", &pdf(&[&content]));
        assert!(texts(&reading, BlockKind::Table).is_empty());
        let text = texts(&reading, BlockKind::Paragraph).join(" ");
        let end = text.find(&line("left", 29));
        assert!(
            end.is_some() && end < text.find(&line("right", 0)),
            "{text}"
        );
    }
}
