//! Korean entries: footnotes and lists of scholarship, newspapers, web pages, North Korean sources.

use seoji_document::references::labelling::Label;

use super::banks::*;
use super::builder::Builder;
use super::material::{Material, address, day, korean_day, number, pages, year};
use crate::references::learner::Random;

/// A Korean citation in one of its styles.
pub(super) fn citation(material: &Material, random: &mut Random) -> Builder {
    match random.below(100) {
        0..=26 => article(material, random),
        27..=43 => book(material, random),
        44..=50 => chapter(material, random),
        51..=54 => thesis(material, random),
        55..=66 => newspaper(material, random),
        67..=87 => page(material, random),
        88..=94 => terse(material, random),
        _ => han(material, random),
    }
}

fn quoted(b: &mut Builder, label: Label, text: &str, random: &mut Random) {
    let (open, close) = *random.of(&[
        ("「", "」"),
        ("「", "」"),
        ("“", "”"),
        ("\"", "\""),
        ("‘", "’"),
        ("'", "'"),
        ("〈", "〉"),
        ("", ""),
    ]);
    b.lit(open).put(label, text).lit(close);
}

fn book_quoted(b: &mut Builder, label: Label, text: &str, random: &mut Random) {
    let (open, close) = *random.of(&[
        ("『", "』"),
        ("『", "』"),
        ("『", "』"),
        ("《", "》"),
        ("", ""),
        ("<", ">"),
        ("*", "*"),
    ]);
    b.lit(open).put(label, text).lit(close);
}

/// `제12권 3호`, `12(3)`, `45집`, `통권 35호`.
fn volume(b: &mut Builder, random: &mut Random) {
    let (v, i) = (number(random, 60), number(random, 6));
    match random.below(12) {
        0 => b
            .lit("제")
            .put(Label::Volume, &v)
            .lit("권 ")
            .put(Label::Issue, &i)
            .lit("호"),
        1 => b
            .lit("제")
            .put(Label::Volume, &v)
            .lit("권 제")
            .put(Label::Issue, &i)
            .lit("호"),
        2 => b
            .lit("제")
            .put(Label::Volume, &v)
            .lit("권, 제")
            .put(Label::Issue, &i)
            .lit("호"),
        3 => b
            .put(Label::Volume, &v)
            .lit("권 ")
            .put(Label::Issue, &i)
            .lit("호"),
        4 => b
            .put(Label::Volume, &v)
            .lit("(")
            .put(Label::Issue, &i)
            .lit(")"),
        5 => b.lit("제").put(Label::Volume, &v).lit("집"),
        6 => b
            .put(Label::Volume, &v)
            .lit("집 ")
            .put(Label::Issue, &i)
            .lit("호"),
        7 => b.lit("통권 제").put(Label::Issue, &v).lit("호"),
        8 => b.lit("제").put(Label::Issue, &v).lit("호"),
        9 => b.put(Label::Volume, &v).lit("-").put(Label::Issue, &i),
        10 => b
            .lit("Vol. ")
            .put(Label::Volume, &v)
            .lit(", No. ")
            .put(Label::Issue, &i),
        _ => b.put(Label::Volume, &v),
    };
}

fn page_numbers(b: &mut Builder, random: &mut Random) {
    let own = pages(random);
    match random.below(8) {
        0..=2 => b.put(Label::Pages, &own).lit("쪽"),
        3 => b.lit("pp. ").put(Label::Pages, &own),
        4 => b.lit("p. ").put(Label::Pages, &own),
        5 => b.put(Label::Pages, &own).lit("면"),
        6 => b.lit("pp.").put(Label::Pages, &own),
        _ => b.put(Label::Pages, &own),
    };
}

/// `홍길동, 「제목」, 『학술지』 제12권 3호 (2015), 45-67쪽.`
fn article(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    let (author, title, journal, year) = (
        Material::korean_authors(random),
        material.korean_title(random),
        material.korean_journal(random),
        year(random),
    );
    match random.below(6) {
        0 | 1 => {
            b.put(Label::Author, &author).lit(", ");
            quoted(&mut b, Label::Title, &title, random);
            b.lit(random.of(&[", ", ", ", " "]));
            book_quoted(&mut b, Label::Container, &journal, random);
            b.lit(random.of(&[" ", ", "]));
            volume(&mut b, random);
            b.lit(random.of(&[" (", "("]))
                .put(Label::Date, &year)
                .lit("), ");
            page_numbers(&mut b, random);
        }
        2 => {
            b.put(Label::Author, &author)
                .lit(random.of(&["(", " ("]))
                .put(Label::Date, &year)
                .lit(random.of(&["). ", "), ", ") "]));
            quoted(&mut b, Label::Title, &title, random);
            b.lit(random.of(&[". ", ", "]));
            book_quoted(&mut b, Label::Container, &journal, random);
            b.lit(random.of(&[", ", " "]));
            volume(&mut b, random);
            b.lit(", ");
            page_numbers(&mut b, random);
        }
        3 => {
            b.put(Label::Author, &author)
                .lit(". ")
                .put(Label::Date, &year)
                .lit(". ");
            quoted(&mut b, Label::Title, &title, random);
            b.lit(". ");
            book_quoted(&mut b, Label::Container, &journal, random);
            b.lit(" ");
            volume(&mut b, random);
            b.lit(random.of(&[": ", ". "]));
            page_numbers(&mut b, random);
        }
        4 => {
            b.put(Label::Author, &author).lit(", ");
            quoted(&mut b, Label::Title, &title, random);
            b.lit(", ");
            book_quoted(&mut b, Label::Container, &journal, random);
            b.lit(", ");
            volume(&mut b, random);
            b.lit(", ")
                .put(Label::Publisher, random.of(KOREAN_PUBLISHERS))
                .lit(", ")
                .put(Label::Date, &year)
                .lit(", ");
            page_numbers(&mut b, random);
        }
        _ => {
            b.put(Label::Author, &author)
                .lit(", ")
                .put(Label::Date, &year)
                .lit(", ");
            quoted(&mut b, Label::Title, &title, random);
            b.lit(", ");
            book_quoted(&mut b, Label::Container, &journal, random);
            b.lit(random.of(&[" ", ", "]));
            volume(&mut b, random);
            if random.chance(60) {
                b.lit(", ");
                page_numbers(&mut b, random);
            }
        }
    }
    b.lit(".");
    b
}

/// `홍길동, 『제목』 (서울: 한울, 2015), 45쪽.`
fn book(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    let author = match random.chance(25) {
        true => Material::western(random),
        false => Material::korean_authors(random),
    };
    let (title, year) = (material.korean_title(random), year(random));
    let publisher = *random.of(KOREAN_PUBLISHERS);
    let place = *random.of(&[
        "서울", "서울", "서울", "평양", "파주", "부산", "춘천", "고양",
    ]);
    if random.chance(90) {
        b.put(Label::Author, &author)
            .lit(random.of(&[", ", ", ", " 지음, ", ". ", " 저, "]));
    }
    let translator = |b: &mut Builder, random: &mut Random, joint: &str| {
        b.put(Label::Translator, Material::korean_name(random))
            .lit(random.of(&[" 역", " 옮김", " 번역"]))
            .lit(joint);
    };
    if random.chance(8) {
        translator(&mut b, random, ", ");
    }
    book_quoted(&mut b, Label::Title, &title, random);
    if random.chance(8) {
        b.lit(", ");
        translator(&mut b, random, "");
    }
    match random.below(6) {
        0..=2 => b
            .lit(" (")
            .put(Label::Place, place)
            .lit(": ")
            .put(Label::Publisher, publisher)
            .lit(", ")
            .put(Label::Date, &year)
            .lit(")"),
        3 => b
            .lit(", ")
            .put(Label::Publisher, publisher)
            .lit(", ")
            .put(Label::Date, &year),
        4 => b
            .lit(", ")
            .put(Label::Place, place)
            .lit(": ")
            .put(Label::Publisher, publisher)
            .lit(", ")
            .put(Label::Date, &year),
        _ => b
            .lit(", ")
            .put(Label::Date, &year)
            .lit(", ")
            .put(Label::Publisher, publisher),
    };
    if random.chance(70) {
        b.lit(", ");
        page_numbers(&mut b, random);
    }
    b.lit(".");
    b
}

/// `홍길동, 「제목」, 이순신 편, 『책』 (서울: 한울, 2015), 45쪽.`
fn chapter(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    b.put(Label::Author, Material::korean_authors(random))
        .lit(", ");
    quoted(&mut b, Label::Title, &material.korean_title(random), random);
    b.lit(", ")
        .put(Label::Editor, Material::korean_authors(random))
        .lit(random.of(&[" 편, ", " 엮음, ", " 외 편, ", "(편), ", " 편저, "]));
    book_quoted(
        &mut b,
        Label::Container,
        &material.korean_title(random),
        random,
    );
    match random.chance(50) {
        true => b
            .lit(" (서울: ")
            .put(Label::Publisher, random.of(KOREAN_PUBLISHERS))
            .lit(", ")
            .put(Label::Date, year(random))
            .lit("), "),
        false => b
            .lit(", ")
            .put(Label::Publisher, random.of(KOREAN_PUBLISHERS))
            .lit(", ")
            .put(Label::Date, year(random))
            .lit(", "),
    };
    page_numbers(&mut b, random);
    b.lit(".");
    b
}

fn thesis(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    let university = *random.of(&[
        "서울대학교",
        "고려대학교",
        "연세대학교",
        "북한대학원대학교",
        "이화여자대학교",
        "동국대학교",
        "성균관대학교",
    ]);
    let degree = *random.of(&[
        " 박사학위논문",
        " 석사학위논문",
        " 대학원 박사학위논문",
        " 박사학위 논문",
    ]);
    b.put(Label::Author, Material::korean_name(random))
        .lit(", ");
    quoted(&mut b, Label::Title, &material.korean_title(random), random);
    match random.chance(50) {
        true => b
            .lit(" (")
            .put(Label::Publisher, university)
            .put(Label::Note, degree)
            .lit(", ")
            .put(Label::Date, year(random))
            .lit(")"),
        false => b
            .lit(", ")
            .put(Label::Publisher, university)
            .put(Label::Note, degree)
            .lit(", ")
            .put(Label::Date, year(random)),
    };
    b.lit(".");
    b
}

/// `「제목」, 『한겨레』, 2015년 1월 1일.`, `《로동신문》 2015년 1월 1일`, `조선중앙통신, 2016.5.7.`
fn newspaper(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    let name = *random.of(KOREAN_NEWS);
    match random.below(10) {
        0 => {
            let (open, close) = *random.of(&[("《", "》"), ("『", "』"), ("<", ">")]);
            b.lit(open)
                .put(Label::Container, name)
                .lit(close)
                .lit(" ")
                .put(Label::Date, korean_day(random))
                .lit(random.of(&["", "."]));
        }
        1 => {
            b.put(Label::Container, name)
                .lit(", ")
                .put(Label::Date, korean_day(random))
                .lit(".");
        }
        2 => {
            b.lit("『")
                .put(Label::Container, name)
                .lit("』, ")
                .put(Label::Date, korean_day(random))
                .lit(".");
        }
        _ => {
            if random.chance(35) {
                b.put(Label::Author, Material::korean_name(random))
                    .lit(random.of(&[", ", " 기자, ", ", "]));
            }
            quoted(&mut b, Label::Title, &material.headline(random), random);
            b.lit(random.of(&[", ", ", ", " "]));
            book_quoted(&mut b, Label::Container, name, random);
            b.lit(random.of(&[", ", " ", "("]));
            let bracket = b.text().ends_with('(');
            b.put(Label::Date, korean_day(random));
            if bracket {
                b.lit(")");
            }
            if random.chance(20) {
                b.lit(", ").put(Label::Pages, number(random, 40)).lit("면");
            }
            b.lit(".");
        }
    }
    b
}

/// The date of access, as Korean and other notes write it.
pub(super) fn accessed(b: &mut Builder, random: &mut Random) {
    let (korean, other) = (korean_day(random), day(random));
    let text = match random.below(12) {
        0 => format!(" (검색일: {korean})"),
        1 => format!(" (검색일 {korean})"),
        2 => format!(" (접속일: {korean})"),
        3 => format!(" (accessed: {other})"),
        4 => format!(" (accessed {other})"),
        5 => format!(" (Accessed: {other})"),
        6 => format!(", (accessed: {other})"),
        7 => format!(" ({korean} 검색)"),
        8 => format!(" (accessed on {other})"),
        9 => format!(" (최종접속일: {korean})"),
        10 => format!(", 검색일 {korean}"),
        _ => String::new(),
    };
    b.lit(&text).lit(random.of(&["", ".", "."]));
}

/// Web pages: with and without author, date, site; the author behind the title; the address alone.
fn page(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    let author = match random.chance(50) {
        true => Material::latin_korean(random),
        false => Material::korean_name(random),
    };
    let title = material.headline(random);
    let (open, close) = *random.of(&[("<", ">"), ("", ""), ("<", ">"), ("", "")]);
    let url = address(random);
    let link = format!("{open}{url}{close}");
    let (before, after) = *random.of(&[
        ("“", "”"),
        ("“", "”"),
        ("", ""),
        ("", ""),
        ("「", "」"),
        ("'", "'"),
        ("\"", "\""),
        ("*", "*"),
    ]);
    match random.below(14) {
        0 | 1 => {
            b.put(Label::Author, &author)
                .lit(", ")
                .lit(before)
                .put(Label::Title, &title)
                .lit(after)
                .lit(", ")
                .lit(&link);
        }
        2 | 3 => {
            b.lit(before)
                .put(Label::Title, &title)
                .lit(after)
                .lit(random.of(&[", ", ". ", " "]))
                .lit(&link);
        }
        4 => {
            b.lit(before)
                .put(Label::Title, &title)
                .lit(after)
                .lit(", ")
                .lit(&link)
                .lit(random.of(&[", ", ". "]))
                .put(Label::Date, day(random));
        }
        5 => {
            b.put(Label::Author, &author)
                .lit(", ")
                .lit(before)
                .put(Label::Title, &title)
                .lit(after)
                .lit(", ")
                .put(Label::Date, day(random))
                .lit(", ")
                .lit(&link);
        }
        6 => {
            let site = *random.of(NEWS);
            b.lit(before)
                .put(Label::Title, &title)
                .lit(after)
                .lit(", ")
                .lit(&link)
                .lit(", ");
            let (open, close) = *random.of(&[("„", "”"), ("", ""), ("“", "”"), ("『", "』")]);
            b.lit(open).put(Label::Container, site).lit(close);
            if random.chance(50) {
                b.lit(", ").put(Label::Date, day(random));
            }
        }
        // The author behind the title.
        11 | 12 => {
            b.lit(before)
                .put(Label::Title, &title)
                .lit(after)
                .lit(random.of(&[", ", ", ", " / ", ". "]))
                .put(Label::Author, &author)
                .lit(random.of(&[", ", ", ", " 기자, "]));
            if random.chance(50) {
                b.put(Label::Organization, random.of(KOREAN_INSTITUTIONS))
                    .lit(", ");
            }
            b.lit(&link);
        }
        7 => {
            b.lit(before)
                .put(Label::Title, &title)
                .lit(after)
                .lit(", ")
                .put(Label::Author, &author)
                .lit(", ");
            b.put(Label::Organization, random.of(KOREAN_INSTITUTIONS))
                .lit(", ")
                .lit(&link);
        }
        8 => {
            b.lit(before)
                .put(Label::Title, &title)
                .lit(after)
                .lit(", ")
                .put(Label::Container, random.of(KOREAN_NEWS))
                .lit(", ");
            b.put(Label::Date, korean_day(random)).lit(", ").lit(&link);
        }
        9 => {
            b.put(Label::Author, random.of(KOREAN_INSTITUTIONS))
                .lit(", ")
                .lit(before)
                .put(Label::Title, &title)
                .lit(after)
                .lit(", ")
                .lit(&link);
        }
        _ => {
            b.lit(&link);
        }
    }
    accessed(&mut b, random);
    b
}

/// Lists that part title and journal by a space alone, and other terse styles.
fn terse(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    let (author, title, journal, year) = (
        Material::korean_authors(random),
        material.korean_title(random),
        material.korean_journal(random),
        year(random),
    );
    match random.below(6) {
        0 => {
            b.put(Label::Author, &author)
                .lit(", ")
                .put(Label::Date, &year)
                .lit(", ")
                .put(Label::Title, &title)
                .lit(" ")
                .put(Label::Container, &journal);
            match random.chance(50) {
                true => b.lit("-").put(Label::Volume, number(random, 6)),
                false => b
                    .put(Label::Volume, number(random, 40))
                    .lit("(")
                    .put(Label::Issue, number(random, 4))
                    .lit(")"),
            };
        }
        1 => {
            b.put(Label::Author, &author)
                .lit(", ")
                .put(Label::Date, &year)
                .lit(", ")
                .put(Label::Title, &title)
                .lit(", ")
                .put(Label::Container, &journal);
            b.put(Label::Volume, number(random, 40))
                .lit("-")
                .put(Label::Issue, number(random, 4))
                .lit("호");
        }
        2 => {
            b.put(Label::Author, &author)
                .lit(", ")
                .put(Label::Date, &year)
                .lit(", ")
                .put(Label::Title, &title)
                .lit(", ")
                .put(Label::Container, &journal)
                .lit(" ");
            b.put(Label::Volume, number(random, 60));
        }
        3 => {
            // Title, year, publisher, page: yearbooks and handbooks.
            b.put(Label::Title, &title)
                .lit(", ")
                .put(Label::Date, &year)
                .lit(", ")
                .put(Label::Publisher, random.of(KOREAN_INSTITUTIONS))
                .lit(", ");
            page_numbers(&mut b, random);
        }
        4 => {
            b.put(Label::Author, &author)
                .lit(" ")
                .put(Label::Date, &year)
                .lit(". ");
            quoted(&mut b, Label::Title, &title, random);
            b.lit(", ")
                .put(Label::Container, &journal)
                .lit(" (")
                .put(Label::Volume, number(random, 40))
                .lit(":")
                .put(Label::Issue, number(random, 4))
                .lit("), ");
            page_numbers(&mut b, random);
        }
        _ => {
            b.put(Label::Author, &author)
                .lit(", ")
                .put(Label::Title, &title)
                .lit(", ")
                .put(Label::Container, &journal)
                .lit(" ");
            volume(&mut b, random);
            b.lit(", ").put(Label::Date, &year);
        }
    }
    b.lit(".");
    b
}

/// Chinese and Japanese entries in Korean lists.
fn han(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    let (author, title, journal) = (
        random.of(&material.han_authors),
        random.of(&material.han_titles),
        random.of(&material.han_journals),
    );
    let year = year(random);
    let (open, close) = *random.of(&[("", ""), ("'", "'"), ("「", "」"), ("“", "”")]);
    b.put(Label::Author, author).lit(", ");
    let early = random.chance(50);
    if early {
        b.put(Label::Date, &year).lit(", ");
    }
    b.lit(open)
        .put(Label::Title, title)
        .lit(close)
        .lit(", ")
        .put(Label::Container, journal)
        .lit(random.of(&[", ", " "]));
    match random.below(6) {
        0 => b.put(Label::Issue, number(random, 12)).lit("期"),
        1 => b
            .put(Label::Volume, number(random, 40))
            .lit("卷 第")
            .put(Label::Issue, number(random, 6))
            .lit("期"),
        2 => b.lit("第").put(Label::Pages, number(random, 200)).lit("页"),
        3 => b
            .put(Label::Volume, number(random, 40))
            .lit("巻")
            .put(Label::Issue, number(random, 6))
            .lit("号"),
        4 => b.put(Label::Issue, number(random, 2000)).lit("号"),
        _ => b
            .put(Label::Volume, number(random, 40))
            .lit("(")
            .put(Label::Issue, number(random, 6))
            .lit("): ")
            .put(Label::Pages, pages(random)),
    };
    if !early {
        b.lit(", ").put(Label::Date, &year);
    }
    b.lit(".");
    b
}
