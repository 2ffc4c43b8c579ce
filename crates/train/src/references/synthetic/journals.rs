//! Articles of French, German, Italian, Spanish, Chinese and Japanese journals, in the styles in which the lists of
//! scientific papers cite them: titles, journals and names are made of our own words.

use seoji_document::references::labelling::Label;

use super::builder::Builder;
use super::material::{number, pages, year};
use super::tongues::{HAN, HanTongue, TONGUES, Tongue};
use crate::references::learner::Random;

/// An article of a journal in another language than English or Korean.
pub(super) fn article(random: &mut Random) -> Builder {
    match random.chance(50) {
        true => {
            let tongue = random.of(TONGUES);
            let (title, journal) = (title(tongue, random), journal(tongue, random));
            compose(&authors(tongue, random), &title, &journal, false, random)
        }
        false => {
            let tongue = random.of(HAN);
            let (title, journal) = (han_title(tongue, random), han_journal(tongue, random));
            let authors = han_authors(tongue, random);
            compose(&authors, &title, &journal, true, random)
        }
    }
}

/// A noun with what goes before or behind it in its language.
fn topic(tongue: &Tongue, random: &mut Random) -> String {
    let noun = *random.of(tongue.nouns);
    match random.chance(50) {
        true => format!("{noun} {}", random.of(tongue.attributes)),
        false => noun.to_owned(),
    }
}

fn title(tongue: &Tongue, random: &mut Random) -> String {
    let mut title = opening(tongue, random);
    for _ in 0..1 + random.below(3) {
        title = format!(
            "{title} {} {}",
            random.of(tongue.links),
            topic(tongue, random)
        );
    }
    match random.below(12) {
        0 => title.push_str(&format!(": {}", topic(tongue, random))),
        1 => title.push_str(&format!(" ({})", random.of(tongue.nouns))),
        2 => title.push_str(&format!(". {}", opening(tongue, random))),
        3 => title.push('?'),
        _ => {}
    }
    title
}

/// The begin of a title; also a subtitle, as behind a stop.
fn opening(tongue: &Tongue, random: &mut Random) -> String {
    format!("{} {}", random.of(tongue.openings), topic(tongue, random))
}

fn journal(tongue: &Tongue, random: &mut Random) -> String {
    let mut journal = format!(
        "{} {}",
        random.of(tongue.journals),
        random.of(tongue.fields)
    );
    match random.below(10) {
        0 => journal.push_str(&format!(
            " {} {}",
            random.of(tongue.and),
            random.of(tongue.fields)
        )),
        1 => journal.push_str(" A"),
        2 => journal.push_str(random.word(&[", Série 3", ", Ser. 3", " Ser. B"])),
        3 => {
            // `Z. Phys. Chem.`
            let words = journal.split(' ').filter(|word| word.len() > 3);
            journal = words
                .map(|word| format!("{}.", word.chars().take(4).collect::<String>()))
                .collect::<Vec<_>>()
                .join(" ");
        }
        _ => {}
    }
    journal
}

fn authors(tongue: &Tongue, random: &mut Random) -> String {
    let count = 1 + random.below(3);
    let style = random.below(5);
    let mut names = Vec::new();
    for _ in 0..count {
        let family = *random.of(tongue.families);
        let initial = (b'A' + random.below(26) as u8) as char;
        names.push(match style {
            0 => format!("{family}, {initial}."),
            1 => format!("{family} {initial}"),
            2 => format!("{initial}. {family}"),
            3 => format!("{family} {initial}."),
            _ => format!("{} {family}", random.of(tongue.given)),
        });
    }
    let last = names.pop().unwrap_or_default();
    match names.is_empty() {
        true => last,
        false => format!(
            "{}{}{last}",
            names.join(", "),
            random.of(&[", ", " and ", " & ", ", and "])
        ),
    }
}

fn han_title(tongue: &HanTongue, random: &mut Random) -> String {
    let noun = |random: &mut Random| *random.of(tongue.nouns);
    let mut title = noun(random).to_owned();
    for _ in 0..random.below(3) {
        title = format!("{title}{}{}", random.of(tongue.links), noun(random));
    }
    title.push_str(random.word(tongue.endings));
    match random.below(10) {
        0 => format!(
            "{title}{}{}",
            random.of(&["-", "—", ": ", "："]),
            noun(random)
        ),
        1 => format!("{title}({})", noun(random)),
        2 => format!("{} {title}", noun(random)),
        _ => title,
    }
}

fn han_journal(tongue: &HanTongue, random: &mut Random) -> String {
    let field = *random.of(tongue.fields);
    match random.below(10) {
        0..=4 => format!("{field}{}", random.of(tongue.journals)),
        5 | 6 => format!(
            "{}{field}{}",
            random.of(tongue.regions),
            random.of(tongue.journals)
        ),
        7 => format!(
            "{}{}",
            random.of(tongue.universities),
            random.of(tongue.journals)
        ),
        8 => format!(
            "{}{}({field}版)",
            random.of(tongue.universities),
            random.of(tongue.journals)
        ),
        _ => field.to_owned(),
    }
}

fn han_authors(tongue: &HanTongue, random: &mut Random) -> String {
    let name = |random: &mut Random| {
        let mut name = (*random.of(tongue.families)).to_owned();
        for _ in 0..1 + usize::from(random.chance(70)) {
            name.push_str(random.word(tongue.given));
        }
        name
    };
    let mut names = name(random);
    let sign = *random.of(&[", ", ", ", ".", "·", "，", "、", " & "]);
    for _ in 0..random.below(3) {
        names = format!("{names}{sign}{}", name(random));
    }
    if random.chance(5) {
        names.push_str(random.word(&[" 外", " 等", "等"]));
    }
    names
}

/// Volume, issue and pages in one of their styles; the year where the style puts it among them.
fn data(b: &mut Builder, date: &mut Option<String>, is_han: bool, random: &mut Random) {
    let (volume, issue, pages) = (number(random, 90), number(random, 6), pages(random));
    let mut own_date = |b: &mut Builder, open: &str, close: &str| {
        if let Some(date) = date.take() {
            b.lit(open).put(Label::Date, date).lit(close);
        }
    };
    match random.below(if is_han { 14 } else { 11 }) {
        0 | 1 => {
            b.lit(" ")
                .put(Label::Volume, volume)
                .lit(random.of(&[":", ": "]));
            b.put(Label::Pages, pages);
        }
        2 => {
            b.lit(" ")
                .put(Label::Volume, volume)
                .lit("(")
                .put(Label::Issue, issue);
            b.lit(random.of(&["):", "): ", "), "]))
                .put(Label::Pages, pages);
        }
        3 => {
            b.lit(", ")
                .put(Label::Volume, volume)
                .lit("(")
                .put(Label::Issue, issue);
            b.lit("), ").put(Label::Pages, pages);
        }
        4 => {
            b.lit(", ")
                .put(Label::Volume, volume)
                .lit(", ")
                .put(Label::Pages, pages);
        }
        5 => {
            b.lit(" ").put(Label::Volume, volume);
            own_date(b, " (", ")");
            b.lit(", ").put(Label::Pages, pages);
        }
        6 => {
            b.lit(", ").put(Label::Volume, volume);
            own_date(b, " (", ")");
            b.lit(", no. ")
                .put(Label::Issue, issue)
                .lit(", ")
                .put(Label::Pages, pages);
        }
        7 => {
            let (vol, no) = *random.of(&[
                (", Vol. ", ", No. "),
                (", Vol.", ", No."),
                (", vol. ", ", no. "),
                (" Bd. ", ", H. "),
                (", Tome ", ", n. "),
                (", 제", "권, 제"),
            ]);
            b.lit(vol)
                .put(Label::Volume, volume)
                .lit(no)
                .put(Label::Issue, issue);
            b.lit(if no.starts_with('권') { "호" } else { "" });
            b.lit(", pp. ").put(Label::Pages, pages);
        }
        8 => {
            b.lit(random.of(&[", Nr. ", " No. ", ", No. ", " n° "]));
            b.put(Label::Issue, volume)
                .lit(", ")
                .put(Label::Pages, pages);
        }
        9 => {
            b.lit(" ").put(Label::Volume, volume);
        }
        10 => {
            own_date(b, ", ", "");
            b.lit(", pp. ").put(Label::Pages, pages);
        }
        11 => {
            own_date(b, ". ", "");
            b.lit(". ")
                .put(Label::Volume, volume)
                .lit("(")
                .put(Label::Issue, issue)
                .lit(")");
        }
        12 => {
            let (lead, close) = *random.of(&[
                ("第", "号"),
                ("第", "期"),
                (" 제", "호"),
                (" ", "号"),
                ("第", "號"),
            ]);
            b.lit(lead).put(Label::Issue, volume).lit(close);
            if random.chance(50) {
                b.lit(", ")
                    .put(Label::Pages, pages)
                    .lit(random.of(&["頁", "쪽", "면", ""]));
            }
        }
        _ => {
            own_date(b, random.word(&[",", ", "]), "");
            b.lit(random.of(&[",", ", "])).put(Label::Volume, volume);
            b.lit("(")
                .put(Label::Issue, issue)
                .lit("):")
                .put(Label::Pages, pages);
        }
    }
}

fn compose(
    authors: &str,
    title: &str,
    journal: &str,
    is_han: bool,
    random: &mut Random,
) -> Builder {
    let mut b = Builder::default();
    let mut date = Some(year(random));
    b.put(Label::Author, authors);
    if authors.ends_with('.') && random.chance(30) {
        b.lit(" ");
    }
    // The year behind the authors, or at the end.
    if random.chance(60) {
        let (open, close) = *random.of(&[
            (" (", "). "),
            (" (", "), "),
            ("(", "), "),
            (", ", ", "),
            (", ", ". "),
            (" ", ". "),
            (". ", ". "),
            (". (", "). "),
        ]);
        b.lit(open)
            .put(Label::Date, date.take().unwrap_or_default())
            .lit(close);
    } else {
        b.lit(random.of(&[", ", ", ", ". ", ": "]));
    }
    let (open, close) = *random.of(&[
        ("", ". "),
        ("", ". "),
        ("", ". "),
        ("", ", "),
        ("", ", "),
        ("'", "', "),
        ("'", ",' "),
        ("“", "”, "),
        ("\"", "\", "),
        ("「", "」, "),
    ]);
    let close = match title.ends_with('?') && close == ". " {
        true => " ",
        false => close,
    };
    b.lit(open).put(Label::Title, title);
    if is_han && random.chance(15) {
        b.lit("[J]");
    }
    b.lit(close);
    if random.chance(5) {
        b.lit(random.of(&["In: ", "in: ", "In "]));
    }
    let (open, close) = *random.of(&[
        ("", ""),
        ("", ""),
        ("", ""),
        ("", ""),
        ("*", "*"),
        ("『", "』"),
        ("《", "》"),
    ]);
    b.lit(open).put(Label::Container, journal).lit(close);
    data(&mut b, &mut date, is_han, random);
    if let Some(date) = date {
        let (open, close) = *random.of(&[(", ", ""), (" (", ")"), (", ", ""), ("(", ")")]);
        b.lit(open).put(Label::Date, date).lit(close);
    }
    if random.chance(4) {
        b.lit(random.of(&[
            " (In German)",
            " (in Japanese)",
            " (In Chinese)",
            " (in French)",
        ]));
    }
    b.lit(random.of(&[".", ".", ".", ""]));
    b
}
