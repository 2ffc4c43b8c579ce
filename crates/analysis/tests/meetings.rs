//! Who must find whom: a question and a text meet in the tokens of one of the fields.

use seoji_analysis::{Analyzer, Field, Language, TokenBuffer, TokenKind, WordClass};

/// Whether the question's phrase, or its joined form, stands in the literal tokens of the text.
fn meet_literally(analyzer: &Analyzer, question: &str, text: &str) -> bool {
    let (mut asked, mut held) = (TokenBuffer::new(), TokenBuffer::new());
    analyzer.literal(question, &mut asked);
    analyzer.literal(text, &mut held);
    let holds = |term: &str, position: u32| {
        held.iter()
            .any(|token| token.position == position && together(token.term) == together(term))
    };
    let phrase: Vec<_> = asked
        .iter()
        .filter(|token| {
            matches!(
                token.kind,
                TokenKind::Word | TokenKind::Bigram | TokenKind::Syllable
            )
        })
        .collect();
    let Some(first) = phrase.first() else {
        return false;
    };
    let stands = held
        .iter()
        .filter(|token| together(token.term) == together(first.term))
        .any(|start| {
            phrase
                .iter()
                .all(|token| holds(token.term, start.position + token.position - first.position))
        });
    let joined = asked.iter().filter(|token| token.kind == TokenKind::Joined);
    stands
        || joined
            .into_iter()
            .any(|joined| held.iter().any(|token| token.term == joined.term))
}

/// A pair of syllables without the space that a bridged one has.
fn together(term: &str) -> String {
    term.replace(' ', "")
}

/// Whether every place of the question's stem tokens has a term in the text.
fn meet_in_stems(analyzer: &Analyzer, question: &str, text: &str, language: Language) -> bool {
    let (mut asked, mut held) = (TokenBuffer::new(), TokenBuffer::new());
    analyzer.stem(question, language, &mut asked);
    analyzer.stem(text, language, &mut held);
    let holds = |term: &str| held.iter().any(|token| token.term == term);
    let mut positions: Vec<u32> = asked.iter().map(|token| token.position).collect();
    positions.dedup();
    let single = |position: u32| {
        asked
            .iter()
            .any(|token| token.position == position && holds(token.term))
    };
    // A joined or normal form stands for everything that its span covers.
    let joined = asked.iter().any(|token| {
        let whole = token.span() == (0..question.len()) && token.kind == TokenKind::Normal;
        (whole || token.kind == TokenKind::Joined) && holds(token.term)
    });
    !positions.is_empty() && (joined || positions.into_iter().all(single))
}

#[test]
fn literal_meetings() {
    let analyzer = Analyzer::embedded();
    for (question, text) in [
        ("Saebo", "Sun Heidi Saebø, Kim Dzong Un"),
        ("saebø", "SAEBØ"),
        ("Wolowiec", "wyd. Czarne, Wołowiec 2019"),
        ("Kwangmyong", "as Kwangmyŏng (광명)"),
        ("Kwangmyo\u{306}ng", "Kwangmyŏng"),
        (
            "chosonkompyutowiwonhoe",
            "(KCC – Chosŏnk'ŏmp'yut'ŏwiwŏnhoe )",
        ),
        ("Chosŏnk’ŏmp’yut’ŏwiwŏnhoe", "Chosŏnk'ŏmp'yut'ŏwiwŏnhoe"),
        ("\u{1107}\u{116E}\u{11A8}\u{1112}\u{1161}\u{11AB}", "북한은"),
        ("e-mail", "an email"),
        ("email", "the e-mails and one e-mail."),
        ("Southeast", "South-East Asia"),
        ("South-East", "Southeast Asia"),
        ("APT38", "APT 38, HIDDEN COBRA"),
        ("APT 38", "APT38"),
        ("APT-38", "APT 38"),
        ("80's", "in the 80's[1]"),
        ("Jin-hyok", "Park Jin-hyok[22]."),
        ("Jinhyok", "Park Jin-hyok[22]."),
        ("Lazarus has been active", "Lazarus[26] has been active"),
        (
            "thebchain.co.kr",
            "http://www.thebchain.co.kr/news/article-View.html?idxno=4225",
        ),
        ("Visual C++", "skills in Visual C++. He"),
        ("AT&T", "the AT&T Consulting company[9]"),
        (".hwp", "malicious .hwp extension files[27]"),
        ("CVE-2017-0144", "(CVE-2017-0144)"),
        ("토론회", "美방송위 토론 회,"),
        ("미방송위", "美방송위 토론 회,"),
        ("가상화폐", "가상 화폐를"),
        ("해커부대", "정찰총국 해커 부대"),
        ("김정은", "金正恩"),
        ("김일성", "金日成"),
        ("통일부", "統一部長官"),
        ("李", "\u{F9E1}"),
        ("26100", "26,100"),
        ("26,100", "26100"),
        ("0.15", "EUR 0,15"),
        ("IT 3.0", "ＩＴ　３．０"),
    ] {
        assert!(
            meet_literally(&analyzer, question, text),
            "{question} does not find {text}"
        );
    }
    for (question, text) in [
        ("Visual C", "Visual C++"),
        ("C#", "C and D"),
        ("정찰국", "정찰총국"),
        ("Kim Un", "Kim Jong Un"),
    ] {
        assert!(
            !meet_literally(&analyzer, question, text),
            "{question} finds {text}"
        );
    }
}

#[test]
fn stem_meetings() {
    use Language::{English, Korean, Polish};
    let analyzer = Analyzer::embedded();
    for (question, text, language) in [
        ("cryptocurrencies", "crypto-currency exchanges", English),
        ("crypto-currencies", "a cryptocurrency", English),
        ("해커부대", "해커 부대가", Korean),
        ("해커 부대", "정찰총국 해커부대", Korean),
        ("가상 화폐", "가상화폐거래소에서", Korean),
        ("연구", "국방과학연구소의", Korean),
        ("통일부", "統一部長官", Korean),
        ("김정은", "金正恩", Korean),
        ("북", "北", Korean),
        ("bank", "banki", Polish),
        ("1994-08-15", "Born on the 15 August 1994,", English),
        ("10.05.2019", "(accessed 10.5.2019)", English),
        ("USD 81 million", "a \\$ 81 million diversion", English),
        ("70-80 Mbps", "is 70 ~ 80Mbps and", English),
        ("26100", "26,100", English),
    ] {
        assert!(
            meet_in_stems(&analyzer, question, text, language),
            "{question} does not find {text}"
        );
    }
}

#[test]
fn words_are_as_a_searcher_sees_them() {
    let analyzer = Analyzer::embedded();
    let text = "The APT-38 of Park Jin-hyok[22], 北 美방송위 토론회 26,100 AT&T C++ .hwp a@b.pl www.knf.gov.pl donga.com мир か";
    let words = analyzer.words(text, Language::English);
    let seen: Vec<(&str, WordClass)> = words
        .iter()
        .map(|word| (&text[word.span.clone()], word.class))
        .collect();
    use WordClass::*;
    assert_eq!(
        seen,
        [
            ("The", Latin),
            ("APT-38", Identifier),
            ("of", Latin),
            ("Park", Latin),
            ("Jin-hyok", Latin),
            ("北", Han),
            ("美방송위", Han),
            ("토론회", Hangul),
            ("26,100", Number),
            ("AT&T", Identifier),
            ("C++", Identifier),
            ("hwp", Identifier),
            ("a@b.pl", Email),
            ("www.knf.gov.pl", Address),
            ("donga.com", Address),
            ("мир", Alphabet),
            ("か", Syllabic),
        ]
    );
    let content: Vec<bool> = words.iter().take(4).map(|word| word.content).collect();
    assert_eq!(content, [false, true, false, true]);
    assert!(words[0].capitalised && !words[2].capitalised);
}

#[test]
fn alternatives_carry_their_language_once() {
    let analyzer = Analyzer::embedded();
    let languages = [Language::English, Language::Korean, Language::Polish];
    let terms = analyzer.stem_alternatives("attacks", &languages);
    assert_eq!(terms[0], "attack\u{1F}en");
    assert_eq!(
        terms
            .iter()
            .filter(|term| term.ends_with("\u{1F}en"))
            .count(),
        1
    );
    assert!(
        analyzer
            .stem_alternatives("the", &[Language::English])
            .is_empty()
    );
    assert!(
        analyzer.stop_word("The", Language::English)
            && !analyzer.stop_word("Kim", Language::English)
    );
}

#[test]
fn the_fingerprint_is_the_same_each_time() {
    let fingerprint = |analyzer: Analyzer| analyzer.fingerprint().unwrap();
    assert_eq!(
        fingerprint(Analyzer::embedded()),
        fingerprint(Analyzer::embedded())
    );
    assert!(fingerprint(Analyzer::embedded()).starts_with("analysis-6-"));
    assert_ne!(Field::Literal, Field::Stem);
}
