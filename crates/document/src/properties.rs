//! Properties that programs write into their files: title, authors, dates, language, keywords.

#[cfg(feature = "packages")]
use roxmltree::Node;

use crate::transcript::Transcript;

/// Reads elements of the Dublin Core and their kin, as DOCX, ODT and EPUB have them.
#[cfg(feature = "packages")]
pub(crate) fn core(properties: Node<'_, '_>, transcript: &mut Transcript) {
    for node in properties.descendants().filter(Node::is_element) {
        let text = node.text().unwrap_or_default().trim();
        if text.is_empty() {
            continue;
        }
        match node.tag_name().name() {
            "title" => set_title(transcript, text),
            "creator" => add_authors(transcript, text),
            "language" => set_language(transcript, text),
            "created" | "creation-date" | "date" => set_date(transcript, text),
            "keywords" | "keyword" => add(transcript, "keywords", text),
            "subject" => add(transcript, "subject", text),
            "description" => add(transcript, "description", text),
            "publisher" => add(transcript, "publisher", text),
            "identifier" => add(transcript, "identifier", text),
            _ => {}
        }
    }
}

/// The longest value of a property that is kept, in characters.
const LONGEST: usize = 2000;

pub(crate) fn add(transcript: &mut Transcript, key: &str, value: &str) {
    let value: String = value.trim().chars().take(LONGEST).collect();
    if !value.is_empty() {
        transcript.metadata.push((key.to_owned(), value));
    }
}

/// Sets the title unless a program made it up.
pub(crate) fn set_title(transcript: &mut Transcript, title: &str) {
    let title = title.trim();
    let lower = title.to_lowercase();
    let made_up = [
        ".doc", ".docx", ".hwp", ".hwpx", ".odt", ".pdf", ".tex", ".dvi", ".indd",
    ]
    .iter()
    .any(|ending| lower.ends_with(ending))
        || [
            "microsoft word",
            "powerpoint",
            "untitled",
            "제목 없음",
            "문서1",
            "document1",
        ]
        .iter()
        .any(|lead| lower.starts_with(lead));
    if !made_up && !title.is_empty() && transcript.title.is_none() && title.chars().count() <= 500 {
        transcript.title = Some(title.split_whitespace().collect::<Vec<_>>().join(" "));
    }
}

/// Adds authors; names that are none (`user`, `Administrator`) are left out.
pub(crate) fn add_authors(transcript: &mut Transcript, names: &str) {
    const NOBODY: [&str; 14] = [
        "user",
        "admin",
        "administrator",
        "owner",
        "unknown",
        "author",
        "windows user",
        "pc",
        "home",
        "사용자",
        "관리자",
        "microsoft",
        "microsoft office user",
        "hancom",
    ];
    for name in names.split([';', '·', '\n']) {
        let name = name.trim();
        let known = transcript.authors.iter().any(|own| own == name);
        let wordy = name.chars().filter(|ch| ch.is_alphabetic()).count() >= 2;
        if wordy
            && !known
            && name.chars().count() <= 100
            && !NOBODY.contains(&name.to_lowercase().as_str())
        {
            transcript.authors.push(name.to_owned());
        }
    }
}

/// Sets the language from a tag such as `ko-KR`.
pub(crate) fn set_language(transcript: &mut Transcript, tag: &str) {
    let code: String = tag
        .trim()
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect();
    if (2..=3).contains(&code.len()) && transcript.language.is_none() {
        transcript.language = Some(code.to_ascii_lowercase());
    }
}

/// Sets the date from a time stamp: `2019-06-14T09:00:00Z`, `D:20190614…`.
pub(crate) fn set_date(transcript: &mut Transcript, stamp: &str) {
    let stamp = stamp.trim().trim_start_matches("D:");
    let digits = stamp.bytes().take_while(u8::is_ascii_digit).count();
    let date = match digits {
        8.. => format!("{}-{}-{}", &stamp[..4], &stamp[4..6], &stamp[6..8]),
        4 => stamp
            .split(['T', ' '])
            .next()
            .unwrap_or(stamp)
            .chars()
            .take(10)
            .collect(),
        _ => return,
    };
    if transcript.date.is_none() {
        transcript.date = Some(date);
    }
}
