//! Western entries: notes of the humanities, lists, newspapers and web pages, Polish and German notes.

use seoji_document::references::labelling::Label;

use super::banks::{KOREAN_INSTITUTIONS, NEWS};
use super::builder::Builder;
use super::korean::accessed;
use super::material::{Material, address, day, number, pages, year};
use crate::references::learner::Random;

/// A Western citation in one of its styles.
pub(super) fn citation(material: &Material, random: &mut Random) -> Builder {
    match random.below(100) {
        0..=9 => note_article(material, random),
        10..=13 => law(material, random),
        14..=30 => note_book(material, random),
        31..=38 => chapter(material, random),
        39..=58 => page(material, random),
        59..=72 => polish(material, random),
        73..=84 => german(material, random),
        85..=92 => list(material, random),
        _ => report(material, random),
    }
}

fn marks(random: &mut Random) -> (&'static str, &'static str) {
    *random.of(&[
        ("“", "”"),
        ("\"", "\""),
        ("‘", "’"),
        ("„", "”"),
        ("«", "»"),
        ("“", ",”"),
        ("\"", ",\""),
    ])
}

/// `Bruce Cumings, Title, 12 Journal 345 (2015).`: the volume stands before the journal, as lawyers cite.
fn law(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    b.put(Label::Author, Material::note_authors(random))
        .lit(", ")
        .put(Label::Title, material.title(random))
        .lit(", ")
        .put(Label::Volume, number(random, 90))
        .lit(" ")
        .put(Label::Container, material.journal(random));
    if random.chance(80) {
        b.lit(" ").put(Label::Pages, number(random, 900));
    }
    let (open, close) = *random.of(&[(" (", ")"), (" (", ")"), ("(", ")"), (", ", "")]);
    b.lit(open)
        .put(Label::Date, year(random))
        .lit(close)
        .lit(".");
    b
}

/// `Bruce Cumings, “Title,” Journal 12, no. 3 (2015): 45–67.`
fn note_article(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    let (open, close) = marks(random);
    b.put(Label::Author, Material::note_authors(random))
        .lit(", ")
        .lit(open)
        .put(Label::Title, material.title(random))
        .lit(close);
    b.lit(if close.contains(',') { " " } else { ", " });
    let star = *random.of(&["", "", "*"]);
    b.lit(star)
        .put(Label::Container, material.journal(random))
        .lit(star)
        .lit(" ");
    match random.below(4) {
        0 => b
            .put(Label::Volume, number(random, 80))
            .lit(", no. ")
            .put(Label::Issue, number(random, 6))
            .lit(" (")
            .put(Label::Date, year(random))
            .lit("): "),
        1 => b
            .lit("vol. ")
            .put(Label::Volume, number(random, 80))
            .lit(", no. ")
            .put(Label::Issue, number(random, 6))
            .lit(", ")
            .put(Label::Date, year(random))
            .lit(", pp. "),
        2 => b
            .put(Label::Volume, number(random, 80))
            .lit(":")
            .put(Label::Issue, number(random, 6))
            .lit(" (")
            .put(Label::Date, year(random))
            .lit("), pp. "),
        _ => b
            .put(Label::Volume, number(random, 80))
            .lit(".")
            .put(Label::Issue, number(random, 6))
            .lit(" (")
            .put(Label::Date, year(random))
            .lit("): "),
    };
    b.put(Label::Pages, pages(random)).lit(".");
    b
}

/// `Bruce Cumings, Title (New York: Norton, 2005), 45.`
fn note_book(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    let star = *random.of(&["", "", "*"]);
    let inverted = random.chance(35);
    match inverted {
        true => b
            .put(Label::Author, Material::inverted(random))
            .lit(random.of(&[" ", ". "])),
        false => b
            .put(Label::Author, Material::note_authors(random))
            .lit(", "),
    };
    b.lit(star)
        .put(Label::Title, material.title(random))
        .lit(star);
    let (publisher, place, year) = (
        material.publisher(random),
        material.place(random),
        year(random),
    );
    match random.below(6) {
        0 | 1 => b
            .lit(" (")
            .put(Label::Place, &place)
            .lit(": ")
            .put(Label::Publisher, &publisher)
            .lit(", ")
            .put(Label::Date, &year)
            .lit(")"),
        2 => b
            .lit(", ")
            .put(Label::Publisher, &publisher)
            .lit(", ")
            .put(Label::Place, &place)
            .lit(" ")
            .put(Label::Date, &year),
        3 => b
            .lit(". ")
            .put(Label::Publisher, &publisher)
            .lit(", ")
            .put(Label::Date, &year)
            .lit("."),
        4 => b
            .lit(", ")
            .put(Label::Publisher, &publisher)
            .lit(", ")
            .put(Label::Date, &year),
        _ => b
            .lit(". ")
            .put(Label::Place, &place)
            .lit(": ")
            .put(Label::Publisher, &publisher)
            .lit(", ")
            .put(Label::Date, &year),
    };
    match random.below(5) {
        0 => b.lit(", ").put(Label::Pages, pages(random)),
        1 => b.lit(", p. ").put(Label::Pages, number(random, 400)),
        2 => b.lit(", pp. ").put(Label::Pages, pages(random)),
        3 => b
            .lit(", p. ")
            .put(Label::Pages, number(random, 400))
            .lit("; p. ")
            .put(Label::Pages, number(random, 700)),
        _ => b.lit(""),
    };
    b.lit(".");
    b
}

/// `Name, “Title,” in Book, ed. Name (Place: Publisher, 2005), 4–5.`
fn chapter(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    let (open, close) = marks(random);
    b.put(Label::Author, Material::note_authors(random))
        .lit(", ")
        .lit(open)
        .put(Label::Title, material.title(random))
        .lit(close);
    b.lit(random.of(&[" in ", ", in ", ", in: "]));
    match random.chance(50) {
        true => {
            b.put(Label::Container, material.title(random))
                .lit(random.of(&[", ed. ", ", eds. ", ", edited by "]))
                .put(Label::Editor, Material::note_authors(random));
            b.lit(" (");
        }
        false => {
            b.put(Label::Editor, Material::note_authors(random))
                .lit(random.of(&[" (ed.), ", " (eds.), ", ", ed., "]))
                .put(Label::Container, material.title(random));
            b.lit(" (");
        }
    }
    b.put(Label::Place, material.place(random))
        .lit(": ")
        .put(Label::Publisher, material.publisher(random))
        .lit(", ")
        .put(Label::Date, year(random))
        .lit("), ");
    b.lit(random.of(&["", "pp. "]))
        .put(Label::Pages, pages(random))
        .lit(".");
    b
}

/// Newspapers and web pages.
fn page(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    let (open, close) = *random.of(&[
        ("“", "”"),
        ("\"", "\""),
        ("*", "*"),
        ("", ""),
        ("„", "”"),
        ("‘", "’"),
    ]);
    let title = material.title(random);
    let (left, right) = *random.of(&[("<", ">"), ("", ""), ("", "")]);
    let link = format!("{left}{}{right}", address(random));
    let news = *random.of(NEWS);
    match random.below(8) {
        0 | 1 => {
            b.put(Label::Author, Material::note_authors(random))
                .lit(", ")
                .lit(open)
                .put(Label::Title, &title)
                .lit(close)
                .lit(", ")
                .put(Label::Container, news)
                .lit(", ");
            b.put(Label::Date, day(random));
            if random.chance(70) {
                b.lit(", ").lit(&link);
            }
        }
        2 => {
            b.put(Label::Author, Material::note_authors(random))
                .lit(", ")
                .lit(open)
                .put(Label::Title, &title)
                .lit(close)
                .lit(", ")
                .lit(&link)
                .lit(", ");
            let (open, close) = *random.of(&[("„", "”"), ("", ""), ("“", "”")]);
            b.lit(open)
                .put(Label::Container, news)
                .lit(close)
                .lit(", ")
                .put(Label::Date, day(random));
        }
        3 => {
            b.put(Label::Author, Material::inverted(random))
                .lit(" (")
                .put(Label::Date, day(random))
                .lit("). ")
                .put(Label::Title, &title)
                .lit(". ")
                .put(Label::Container, news);
            b.lit(". Retrieved from ").lit(&link);
            return b;
        }
        4 => {
            b.lit(open)
                .put(Label::Title, &title)
                .lit(close)
                .lit(", ")
                .put(Label::Container, news)
                .lit(", ")
                .put(Label::Date, day(random));
            if random.chance(60) {
                b.lit(", ").lit(&link);
            }
        }
        5 => {
            b.lit(open)
                .put(Label::Title, &title)
                .lit(close)
                .lit(", ")
                .lit(&link);
        }
        6 => {
            b.put(Label::Author, Material::note_authors(random))
                .lit(", ")
                .lit(open)
                .put(Label::Title, &title)
                .lit(close)
                .lit(", ")
                .put(Label::Date, day(random))
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

/// `A. Kowalski, Tytuł, Warszawa 2019, s. 23.`
fn polish(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    let author = Material::note_authors(random);
    let title = material.title(random);
    let star = *random.of(&["", "", "*"]);
    let (publisher, place, year) = (
        material.publisher(random),
        material.place(random),
        year(random),
    );
    match random.below(5) {
        0 => b
            .put(Label::Author, &author)
            .lit(", ")
            .lit(star)
            .put(Label::Title, &title)
            .lit(star)
            .lit(", ")
            .put(Label::Place, &place)
            .lit(" ")
            .put(Label::Date, &year),
        1 => b
            .put(Label::Author, &author)
            .lit(", ")
            .lit(star)
            .put(Label::Title, &title)
            .lit(star)
            .lit(", wyd. ")
            .put(Label::Publisher, &publisher)
            .lit(", ")
            .put(Label::Place, &place)
            .lit(" ")
            .put(Label::Date, &year),
        2 => b
            .put(Label::Author, &author)
            .lit(", ")
            .lit(star)
            .put(Label::Title, &title)
            .lit(star)
            .lit(", ")
            .put(Label::Publisher, &publisher)
            .lit(", ")
            .put(Label::Place, &place)
            .lit(" ")
            .put(Label::Date, &year),
        3 => b
            .put(Label::Author, &author)
            .lit(", ")
            .put(Label::Title, &title)
            .lit(", „")
            .put(Label::Container, material.journal(random))
            .lit("” ")
            .put(Label::Date, &year)
            .lit(", nr ")
            .put(Label::Issue, number(random, 12)),
        _ => b
            .put(Label::Author, &author)
            .lit(", ")
            .put(Label::Title, &title)
            .lit(", [w:] ")
            .put(Label::Container, material.title(random))
            .lit(", red. ")
            .put(Label::Editor, Material::western(random))
            .lit(", ")
            .put(Label::Place, &place)
            .lit(" ")
            .put(Label::Date, &year),
    };
    if random.chance(80) {
        b.lit(random.of(&[", s. ", ", p. ", ", ss. "]))
            .put(Label::Pages, pages(random));
    }
    b.lit(".");
    b
}

/// `Frank, Rüdiger: Titel. München: Beck 2014, S. 23.`
fn german(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    let (publisher, place, year) = (
        material.publisher(random),
        material.place(random),
        year(random),
    );
    match random.chance(60) {
        true => b
            .put(Label::Author, Material::inverted(random))
            .lit(random.of(&[": ", " (Hg.): "])),
        false => b
            .put(Label::Author, Material::note_authors(random))
            .lit(random.of(&[", ", ": "])),
    };
    b.put(Label::Title, material.title(random));
    match random.below(4) {
        0 => b
            .lit(". In: ")
            .put(Label::Container, material.journal(random))
            .lit(" ")
            .put(Label::Volume, number(random, 60))
            .lit(" (")
            .put(Label::Date, &year)
            .lit("), H. ")
            .put(Label::Issue, number(random, 6)),
        1 => b
            .lit(". ")
            .put(Label::Place, &place)
            .lit(": ")
            .put(Label::Publisher, &publisher)
            .lit(" ")
            .put(Label::Date, &year),
        2 => b
            .lit(", ")
            .put(Label::Place, &place)
            .lit(": ")
            .put(Label::Publisher, &publisher)
            .lit(", ")
            .put(Label::Date, &year),
        _ => b
            .lit(", in: ")
            .put(Label::Editor, Material::western(random))
            .lit(" (Hg.), ")
            .put(Label::Container, material.title(random))
            .lit(", ")
            .put(Label::Place, &place)
            .lit(" ")
            .put(Label::Date, &year),
    };
    if random.chance(80) {
        b.lit(", S. ").put(Label::Pages, pages(random));
    }
    b.lit(".");
    b
}

/// Lists in the order author, year, title.
fn list(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    b.put(Label::Author, material.list_authors(random))
        .lit(random.of(&[" (", " ", ", "]));
    let bracket = b.text().ends_with('(');
    b.put(Label::Date, year(random))
        .lit(if bracket { "). " } else { ". " });
    let star = *random.of(&["", "*"]);
    b.lit(star)
        .put(Label::Title, material.title(random))
        .lit(star)
        .lit(". ");
    match random.below(3) {
        0 => b
            .put(Label::Publisher, material.publisher(random))
            .lit(", p. ")
            .put(Label::Pages, number(random, 400)),
        1 => b
            .put(Label::Publisher, material.publisher(random))
            .lit(", ")
            .put(Label::Volume, number(random, 40))
            .lit(", p. ")
            .put(Label::Pages, number(random, 400)),
        _ => b
            .put(Label::Container, material.journal(random))
            .lit(", ")
            .put(Label::Volume, number(random, 40))
            .lit(", p. ")
            .put(Label::Pages, number(random, 400)),
    };
    b.lit(".");
    b
}

/// Reports of institutions.
fn report(material: &Material, random: &mut Random) -> Builder {
    let mut b = Builder::default();
    let institution = match random.chance(70) {
        true => *random.of(&[
            "United Nations Security Council",
            "Ministry of Unification",
            "Bank of Korea",
            "U.S. Department of Justice",
            "World Bank",
            "Kaspersky Lab",
            "FireEye",
            "International Crisis Group",
            "Human Rights Watch",
            "Amnesty International",
            "Federal Bureau of Investigation",
            "Główny Urząd Statystyczny",
            "Narodowy Bank Polski",
            "Komisja Europejska",
            "Bundesministerium der Verteidigung",
            "Ministère des Affaires étrangères",
        ]),
        false => *random.of(KOREAN_INSTITUTIONS),
    };
    match random.below(3) {
        0 => b
            .put(Label::Author, institution)
            .lit(", ")
            .put(Label::Title, material.title(random))
            .lit(", ")
            .put(Label::Date, day(random))
            .lit(", ")
            .lit(address(random)),
        1 => b
            .put(Label::Author, institution)
            .lit(" (")
            .put(Label::Date, year(random))
            .lit("). ")
            .put(Label::Title, material.title(random))
            .lit(". ")
            .lit(address(random)),
        _ => b
            .put(Label::Organization, institution)
            .lit(" (")
            .lit(address(random))
            .lit(")"),
    };
    b.lit(".");
    b
}
