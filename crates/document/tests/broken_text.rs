//! Small broken texts and what they are understood as: a table of `source` → blocks, one line a block.
//!
//! A block reads `kind label | text {labels of its markers} <targets of its links>`; sections read `= number title`,
//! indented by their depth.

use std::path::Path;

use seoji_document::{BlockKind, OutlineKind, SectionKind, Source, WarningKind, format_of, read};

/// Everything that was understood of a text, a line each.
fn understood(name: &str, source: &str) -> String {
    let reading = read(&Source {
        path: Path::new(name),
        bytes: source.as_bytes(),
    });
    let document = &reading.document;
    let mut out = String::new();
    if let Some(title) = &document.title {
        out.push_str(&format!("title {title}\n"));
    }
    if !document.authors.is_empty() {
        out.push_str(&format!("authors {}\n", document.authors.join("; ")));
    }
    let mut blocks = document.blocks.iter();
    for item in document.outline() {
        let indent = "  ".repeat(item.depth);
        match item.item {
            OutlineKind::Section(kind) => {
                let kind = if kind == SectionKind::Body {
                    String::new()
                } else {
                    format!(" ({kind:?})")
                };
                let number = item
                    .label
                    .map(|label| format!("{label} "))
                    .unwrap_or_default();
                out.push_str(&format!("{indent}= {number}{}{kind}\n", item.text));
            }
            _ => {
                let block = blocks.next().expect("an outline has every block");
                let kind = match block.kind {
                    BlockKind::Paragraph => "p".to_owned(),
                    other => format!("{other:?}").to_lowercase(),
                };
                let label = block
                    .label
                    .as_ref()
                    .map(|label| format!(" {label}"))
                    .unwrap_or_default();
                let text = block.text.replace('\n', " / ").replace('\t', " ; ");
                let cites: Vec<String> = block
                    .markers
                    .iter()
                    .map(|marker| marker.labels.join("+"))
                    .collect();
                let cites = if cites.is_empty() {
                    String::new()
                } else {
                    format!(" {{{}}}", cites.join(" "))
                };
                let links: Vec<&str> = block
                    .links
                    .iter()
                    .map(|link| link.target.as_str())
                    .collect();
                let links = if links.is_empty() {
                    String::new()
                } else {
                    format!(" <{}>", links.join(" "))
                };
                let page = block
                    .page
                    .map(|page| format!(" @{page}"))
                    .unwrap_or_default();
                out.push_str(&format!(
                    "{indent}{kind}{label}{page} | {text}{cites}{links}\n"
                ));
            }
        }
    }
    out
}

/// Holds a text against what it should be understood as; both forms where `names` has two.
#[track_caller]
fn case(names: &[&str], source: &str, wanted: &str) {
    for name in names {
        let wanted: String = wanted
            .lines()
            .map(str::trim_end)
            .filter(|line| !line.trim().is_empty())
            .map(|line| format!("{}\n", line.strip_prefix("        ").unwrap_or(line)))
            .collect();
        assert_eq!(understood(name, source), wanted, "{name}:\n{source}");
    }
}

const BOTH: &[&str] = &["a.md", "a.txt"];
const MD: &[&str] = &["a.md"];
const TXT: &[&str] = &["a.txt"];

#[test]
fn words_cut_by_a_hyphen() {
    // Joined: the second half is no word.
    case(
        BOTH,
        "The Computer Tech-\n\nnology University.\n",
        "p | The Computer Technology University.",
    );
    case(
        BOTH,
        "Some hackers in-\nfectured devices there.\n",
        "p | Some hackers infectured devices there.",
    );
    // Kept: English joins these with a hyphen.
    case(
        BOTH,
        "It is a well-\nknown fact there.\n",
        "p | It is a well-known fact there.",
    );
    // Kept: before a capital.
    case(
        BOTH,
        "The whole North-\nKorean leadership.\n",
        "p | The whole North-Korean leadership.",
    );
    // Kept: the document writes it with a hyphen elsewhere.
    case(
        BOTH,
        "A block-chain is a block-\nchain here.\n",
        "p | A block-chain is a block-chain here.",
    );
    // Joined: the document writes it whole elsewhere, though both halves are words of it.
    case(
        BOTH,
        "A block and a chain, the blockchain: a block-\nchain.\n",
        "p | A block and a chain, the blockchain: a blockchain.",
    );
    // Kept: digits.
    case(
        BOTH,
        "In the years 2014-\n2015 it went on.\n",
        "p | In the years 2014-2015 it went on.",
    );
    // Hanging: nothing was cut.
    case(
        BOTH,
        "Both pre-\nand post-war years.\n",
        "p | Both pre- and post-war years.",
    );
    case(
        BOTH,
        "Both two- or three-year plans.\n",
        "p | Both two- or three-year plans.",
    );
    // Inside a line only what the document knows whole, or what cannot be a word of its own.
    case(
        BOTH,
        "Cryptocurrencies are cryptocur- rencies there.\n",
        "p | Cryptocurrencies are cryptocurrencies there.",
    );
    case(
        BOTH,
        "The Paris- Berlin line, from Berlin on.\n",
        "p | The Paris- Berlin line, from Berlin on.",
    );
    // Soft hyphens are layout.
    case(
        BOTH,
        "A crypto\u{ad}currency, a crypto\u{ad}\ncurrency too.\n",
        "p | A cryptocurrency, a cryptocurrency too.",
    );
}

#[test]
fn titles() {
    case(
        MD,
        "# CRYPTOCUR- RENCIES IN KOREA\n\n*Jane Doe*\n\nText of it.\n",
        "title CRYPTOCURRENCIES IN KOREA\nauthors Jane Doe\np | Jane Doe\np | Text of it.",
    );
    case(
        MD,
        "---\ntitle: A: b\nauthor: [Kim Chol, Ri Hak]\ndate: 2019-05-01\n---\n# A: b\n\nText.\n",
        "title A: b\nauthors Kim Chol; Ri Hak\np | Text.",
    );
    case(
        MD,
        "**Der Titel**\n\nBy Jane Doe and Hong Kil-dong\n\n## One\n\nText.\n",
        "title Der Titel\nauthors Jane Doe; Hong Kil-dong\np | Der Titel\np | By Jane Doe and Hong Kil-dong\n= One\n  p | Text.",
    );
    case(
        MD,
        "Title\n=====\n\nText.\n\nOther\n-----\n\nMore.\n",
        "title Title\np | Text.\n= Other\n  p | More.",
    );
    // A sentence over a page rule is no heading.
    let long = "This is a long sentence that happens to stand over a rule which somebody drew under it to part the pages of a report.";
    case(
        MD,
        &format!("{long}\n---\n\nMore.\n"),
        &format!("p | {long}\np | More."),
    );
}

#[test]
fn numbers_decide_the_nesting() {
    case(
        MD,
        "### 1. A\n\n## 2. B\n\n#### 2.1 C\n\n## 2.2. D\n\n#### 3. E\n\n### REFERENCES\n\n[1] Kim 2010.\n",
        "= 1 A\n= 2 B\n  = 2.1 C\n  = 2.2 D\n= 3 E\n= REFERENCES (Bibliography)\n  entry 1 | Kim 2010.",
    );
    case(
        MD,
        "# 제1장 서론\n\n# 제1절 목적\n\n# 1. 배경\n\n# 가. 하나\n\n# 나. 둘\n\n# 2. 다음\n\n# 제2장 본론\n\n글.\n",
        "= 제1장 서론\n  = 제1절 목적\n    = 1 배경\n      = 가 하나\n      = 나 둘\n    = 2 다음\n= 제2장 본론\n  p | 글.",
    );
    case(
        MD,
        "## Ⅰ. 서론\n\n## 1. 가\n\n## Ⅱ. 본론\n\n## 1. 나\n\n글.\n",
        "= Ⅰ 서론\n  = 1 가\n= Ⅱ 본론\n  = 1 나\n    p | 글.",
    );
    // Without numbers, levels.
    case(
        MD,
        "# T\n\n## A\n\n### B\n\n## C\n\nText.\n",
        "title T\n= A\n  = B\n= C\n  p | Text.",
    );
    // `C. elegans` is no third section, `3.5 GHz` no section at all.
    case(
        MD,
        "# T\n\n## C. elegans grows\n\nText.\n",
        "title T\n= C. elegans grows\n  p | Text.",
    );
    case(
        MD,
        "# T\n\n## A. First\n\n## B. Second\n\n## C. Third\n\nText.\n",
        "title T\n= A First\n= B Second\n= C Third\n  p | Text.",
    );
}

#[test]
fn paragraphs_cut_by_a_page() {
    let long = "One year later, and in the same country,";
    case(
        BOTH,
        &format!("{long}\n\nthe account was robbed.\n"),
        &format!("p | {long} the account was robbed."),
    );
    // A finished sentence is not joined, nor is a list's lead.
    case(
        BOTH,
        "This sentence is finished here, it is.\n\nthis one begins small.\n",
        "p | This sentence is finished here, it is.\np | this one begins small.",
    );
    case(
        MD,
        "- One item that is cut in the middle by a page and\n\ngoes on here.\n\n- Two.\n",
        "list | One item that is cut in the middle by a page and goes on here. / Two.",
    );
    case(
        MD,
        "- One.\n- Two.\n\nA paragraph.\n\n- Three.\n",
        "list | One. / Two.\np | A paragraph.\nlist | Three.",
    );
    // Over a visible page break any unfinished sentence goes on; the page's number is no text.
    let head = "The end of this page stands in the middle of some sentence about";
    let tail = "Pyongyang and its universities, of which there are many.";
    case(
        TXT,
        &format!("Title\n\n{head}\n12\n\u{c}{tail}\n\n13\n\u{c}Next.\n"),
        &format!("title Title\np @12 | {head} {tail}\np @14 | Next."),
    );
}

#[test]
fn entries() {
    case(
        BOTH,
        "## Bibliography\n\n- [1] Kim, A. 2010.\n- [2] North Korea targeted South\n\nKorean users.\n\n[3] Lee, B. 2011.\n",
        "= Bibliography (Bibliography)\n  entry 1 | Kim, A. 2010.\n  entry 2 | North Korea targeted South Korean users.\n  entry 3 | Lee, B. 2011.",
    );
    case(
        MD,
        "## References\n\n1. Kim, A. 2010.\n2. Lee, B. 2011.\n",
        "= References (Bibliography)\n  entry 1 | Kim, A. 2010.\n  entry 2 | Lee, B. 2011.",
    );
    case(
        BOTH,
        "## References\n\n[1] Kim, A. 2010. A title\nover lines, 2018.\n[2] Lee, B. 2011.\n",
        "= References (Bibliography)\n  entry 1 | Kim, A. 2010. A title over lines, 2018.\n  entry 2 | Lee, B. 2011.",
    );
    case(
        BOTH,
        "See [Smith 2015] and [SBD99].\n\n## References\n\n[Smith 2015] Smith, A. Text.\n\n[SBD99] Sun, B. Text.\n",
        "p | See [Smith 2015] and [SBD99]. {Smith 2015 SBD99}\n= References (Bibliography)\n  entry Smith 2015 | Smith, A. Text.\n  entry SBD99 | Sun, B. Text.",
    );
    case(
        TXT,
        "REFERENCES\n\nTudor, D., & Pearson, J. (2015). North Korea\n    confidential. Tuttle.\nKim, A. (2010). A title, and\n    more of it. Press.\n",
        "= REFERENCES (Bibliography)\n  entry tudor2015 | Tudor, D., & Pearson, J. (2015). North Korea confidential. Tuttle.\n  entry kim2010 | Kim, A. (2010). A title, and more of it. Press.",
    );
    case(
        MD,
        "A[^a] and B[^2].\n\n[^a]: First note.\n[^2]: Second\n    one.\n",
        "p | A[^a] and B[^2]. {a 2}\nnote a | First note.\nnote 2 | Second one.",
    );
    // Notes at the end without a heading.
    case(
        BOTH,
        "A[1] b[2] c[3].\n\n[1] One.\n\n[2] Two.\n\n[3] Three.\n",
        "p | A[1] b[2] c[3]. {1 2 3}\nnote 1 | One.\nnote 2 | Two.\nnote 3 | Three.",
    );
    // What Markdown takes for the definition of a link.
    case(
        MD,
        "A[1].\n\n## Notes\n\n[1]: https://a.org/b\n",
        "p | A[1]. {1}\n= Notes (Notes)\n  note 1 | https://a.org/b <https://a.org/b>",
    );
    case(
        MD,
        "[A][1].\n\n[1]: https://a.org/b\n",
        "p | A. <https://a.org/b>",
    );
}

#[test]
fn korean_citations_by_author_and_year_name_several_authors() {
    case(
        MD,
        "차문석·박정진(2003)은 다르게 본다. 차문석과 박정진(2003)도, 김철수 외(2010; 2015)도 그렇다. 김철수(2015)는 양문수의 (2010) 연구를 따른다. Tudor와 Pearson(2015)도 그렇다(차문석ㆍ박정진, 2003; 김철수 등 2010).\n\n## 참고문헌\n\n차문석·박정진. 2003. 『하나』. 서울: 한강.\n\n김철수. 2010. 『둘』. 서울: 한강.\n\n김철수. 2015. 『셋』. 서울: 한강.\n\n양문수. 2010. 『넷』. 서울: 한강.\n\nTudor, D., & Pearson, J. (2015). Five. Tuttle.\n",
        "p | 차문석·박정진(2003)은 다르게 본다. 차문석과 박정진(2003)도, 김철수 외(2010; 2015)도 그렇다. 김철수(2015)는 양문수의 (2010) 연구를 따른다. Tudor와 Pearson(2015)도 그렇다(차문석ㆍ박정진, 2003; 김철수 등 2010). {차문석2003 차문석2003 김철수2010+김철수2015 김철수2015 양문수2010 tudor2015 차문석2003+김철수2010}\n= 참고문헌 (Bibliography)\n  entry 차문석2003 | 차문석·박정진. 2003. 『하나』. 서울: 한강.\n  entry 김철수2010 | 김철수. 2010. 『둘』. 서울: 한강.\n  entry 김철수2015 | 김철수. 2015. 『셋』. 서울: 한강.\n  entry 양문수2010 | 양문수. 2010. 『넷』. 서울: 한강.\n  entry tudor2015 | Tudor, D., & Pearson, J. (2015). Five. Tuttle.",
    );
}

#[test]
fn markers() {
    let notes = "\n\n## Notes\n\n1. One.\n2. Two.\n3. Three.\n4. Four.\n5. Five.\n";
    let tail = "\n= Notes (Notes)\n  note 1 | One.\n  note 2 | Two.\n  note 3 | Three.\n  note 4 | Four.\n  note 5 | Five.";
    for (source, wanted) in [
        ("Word[1], name[2][3].", "p | Word[1], name[2][3]. {1 2 3}"),
        ("Word [1, 3–5].", "p | Word [1, 3–5]. {1+3+4+5}"),
        (
            "Word [1]–[3], [2, p. 15].",
            "p | Word [1]–[3], [2, p. 15]. {1+2+3 2}",
        ),
        (
            "Word<sup>1,3</sup> 10<sup>3</sup> m².",
            "p | Word¹,³ 10³ m². {1+3}",
        ),
        (
            "Word [2015] [sic] `a[1]` [ ].",
            "p | Word [2015] [sic] a[1] [ ].",
        ),
        ("Word[[1]](#n1) and[^9] x.", "p | Word[1] and[^9] x. {1}"),
        // Round brackets call notes only where nothing else does.
        (
            "Word (1), (2), (3, 4).",
            "p | Word (1), (2), (3, 4). {1 2 3+4}",
        ),
        ("Word [1], (2), (3, 4).", "p | Word [1], (2), (3, 4). {1}"),
    ] {
        case(MD, &format!("{source}{notes}"), &format!("{wanted}{tail}"));
    }
    // Without any entry only what can hardly be anything else.
    case(
        BOTH,
        "Word[12], x[1] and [0] here.\n",
        "p | Word[12], x[1] and [0] here. {12}",
    );
    case(
        MD,
        "As Tudor and Pearson (2015) say (Kim, 2010; Lee 2011a, 2011b), in 2010.\n\n## References\n\nTudor, D., & Pearson, J. (2015). One.\n\nKim, A. (2010). Two.\n\nLee B (2011a) Three is here.\n\nLee B (2011b) Four is here.\n",
        "p | As Tudor and Pearson (2015) say (Kim, 2010; Lee 2011a, 2011b), in 2010. {tudor2015 kim2010+lee2011a+lee2011b}\n= References (Bibliography)\n  entry tudor2015 | Tudor, D., & Pearson, J. (2015). One.\n  entry kim2010 | Kim, A. (2010). Two.\n  entry lee2011a | Lee B (2011a) Three is here.\n  entry lee2011b | Lee B (2011b) Four is here.",
    );
}

#[test]
fn addresses() {
    case(
        MD,
        "See [https://a.kr/b\\\\_c](https://a.kr/b_c).\n",
        "p | See https://a.kr/b_c. <https://a.kr/b_c>",
    );
    case(
        TXT,
        "See [https://a.kr/b\\_c](https://a.kr/b_c).\n",
        "p | See https://a.kr/b_c. <https://a.kr/b_c>",
    );
    case(
        BOTH,
        "See <https://a.kr/b> (https://c.kr/d), www.e.kr.\n",
        "p | See https://a.kr/b (https://c.kr/d), www.e.kr. <https://a.kr/b https://c.kr/d http://www.e.kr>",
    );
    // Broken over lines; a hyphen there may be the author's.
    case(
        BOTH,
        "See http://a.kr/news/article-\nView.html?id=4 there.\n",
        "p | See http://a.kr/news/article-View.html?id=4 there. <http://a.kr/news/article-View.html?id=4>",
    );
    case(
        BOTH,
        "See http://a.kr/news/\nfile.html there.\n",
        "p | See http://a.kr/news/file.html there. <http://a.kr/news/file.html>",
    );
    case(
        BOTH,
        "See http://a.kr/news/\nThen more.\n",
        "p | See http://a.kr/news/ Then more. <http://a.kr/news/>",
    );
    case(
        BOTH,
        "주소는 http://a.kr/b에서 본다.\n",
        "p | 주소는 http://a.kr/b에서 본다. <http://a.kr/b>",
    );
}

#[test]
fn tables() {
    let rows = "Table 1. Years\na ; b\n1 ; 2\nSource: own";
    let wanted = format!("table Table 1 | {}", rows.replace('\n', " / "));
    case(
        MD,
        "**Table 1. Years**\n\na\tb\n\n<i>1</i>\t2\n\n*Source: own*\n",
        &wanted,
    );
    case(
        MD,
        "**Table 1. Years**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n*Source: own*\n",
        &wanted,
    );
    case(
        TXT,
        "Table 1. Years\n\na\tb\n1\t2\n\nSource: own\n",
        &wanted,
    );
    case(
        TXT,
        "Table 1. Years\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nSource: own\n",
        &wanted,
    );
    case(
        MD,
        "<table><tr><th>a</th><th>b</th></tr>\n<tr><td>1</td><td>2 &amp; &#51;</td></tr></table>\n",
        "table | a ; b / 1 ; 2 & 3",
    );
    case(
        TXT,
        "<표 3> 현황\n\n연도\t수\n2018\t3\n\n출처: 통일부\n",
        "table 표 3 | <표 3> 현황 / 연도 ; 수 / 2018 ; 3 / 출처: 통일부",
    );
    case(
        TXT,
        "표 1. 기관\n\n  기관     수\n  -------- ----\n  국정원   26\n  통일부   8\n",
        "table 표 1 | 표 1. 기관 / 기관 ; 수 / 국정원 ; 26 / 통일부 ; 8",
    );
    let framed = "Table 4. Groups\n\n  ------------------\n  Group      Aim\n  ---------- -------\n  Bluenoroff banks\n\n  Andariel   others\n  ------------------\n\nSource: own\n";
    case(
        TXT,
        framed,
        "table Table 4 | Table 4. Groups / Group ; Aim / Bluenoroff ; banks / Andariel ; others / Source: own",
    );
    // Bullets before a tab, or before spaces that stand under each other, make a list.
    case(TXT, "-   One.\n-   Two.\n", "list | One. / Two.");
    case(TXT, "-\tOne.\n-\tTwo.\n", "list | One. / Two.");
    // A sentence about a table is no caption.
    case(
        BOTH,
        "Table 1 shows what is known, and it is much.\n\nMore text.\n",
        "p | Table 1 shows what is known, and it is much.\np | More text.",
    );
}

#[test]
fn markup_is_no_text() {
    case(
        MD,
        "A **bold** *word*, `code`, \\_escaped\\_, AT&amp;T, \\$ 5 &#x41;.\n",
        "p | A bold word, code, _escaped_, AT&T, $ 5 A.",
    );
    case(
        MD,
        "70~80Mbps, 3~5명, a * b * c\n",
        "p | 70~80Mbps, 3~5명, a * b * c",
    );
    case(MD, "- [x] done\n- [ ] open\n", "list | [x] done / [ ] open");
    case(
        MD,
        "<div>\n<p>One <b>word</b>.</p>\n</div>\n\n<!-- page 12 -->\n\nTwo.\n\n    code {\n    }\n",
        "p | One word.\np @12 | Two.\npreformatted @12 | code { / }",
    );
}

#[test]
fn a_korean_paper_as_text() {
    case(
        TXT,
        "북한의 인터넷과 가상화폐\n\n김민관\n\n초록\n\n이 글은 북한의 인터넷을 다룬다.\n\n제1장 서론\n\n북한에는 광명망이라는 내부망이 있다.1) 외국인은 고려링크를 쓴다.2)\n\n제1절 연구의 목적\n\n목적은 다음과 같다.\n\n- 첫째, 현황을 본다.\n- 둘째, 전망을 한다.\n\n제2장 본론\n\nⅠ. 현황\n\n현황은 이러하다[1].\n\n각주\n\n1) 통일부, 북한 주요인사, 2017, 692쪽.\n2) 위의 책, 693쪽.\n\n참고문헌\n\n김민관, 「북한의 가상통화 이용 현황」, KDB산업은행, 2018.\n통일부, 『북한 주요인사』, 서울: 통일부, 2017.\n",
        "title 북한의 인터넷과 가상화폐
authors 김민관
p | 김민관
= 초록 (Abstract)
  p | 이 글은 북한의 인터넷을 다룬다.
= 제1장 서론
  p | 북한에는 광명망이라는 내부망이 있다.1) 외국인은 고려링크를 쓴다.2) {1 2}
  = 제1절 연구의 목적
    p | 목적은 다음과 같다.
    list | 첫째, 현황을 본다. / 둘째, 전망을 한다.
= 제2장 본론
  = Ⅰ 현황
    p | 현황은 이러하다[1]. {1}
= 각주 (Notes)
  note 1 | 통일부, 북한 주요인사, 2017, 692쪽.
  note 2 | 위의 책, 693쪽.
= 참고문헌 (Bibliography)
  entry 김민관2018 | 김민관, 「북한의 가상통화 이용 현황」, KDB산업은행, 2018.
  entry 통일부2017 | 통일부, 『북한 주요인사』, 서울: 통일부, 2017.",
    );
}

#[test]
fn odd_files() {
    let kinds = |name: &str, bytes: &[u8]| {
        let reading = read(&Source {
            path: Path::new(name),
            bytes,
        });
        (
            reading.text,
            reading
                .warnings
                .iter()
                .map(|warning| warning.kind)
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(
        kinds("a.md", b""),
        (String::new(), vec![WarningKind::Empty])
    );
    assert_eq!(kinds("a.md", b" \n\n").1, [WarningKind::Empty]);
    assert_eq!(
        kinds("a.md", &[0, 1, 2, 3, 0, 255]).1,
        [WarningKind::Binary]
    );
    assert_eq!(kinds("a.txt", b"{\\rtf1 text}").1, [WarningKind::NotRead]);
    assert_eq!(kinds("a.jpg", b"\xff\xd8").1, [WarningKind::UnknownFormat]);
    assert_eq!(
        kinds("a.txt", b"\xef\xbb\xbfone line"),
        ("one line".to_owned(), vec![])
    );
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain("북한의 글".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(
        kinds("a.txt", &utf16),
        ("북한의 글".to_owned(), vec![WarningKind::Encoding])
    );
    // "북한의 인터넷" in CP949.
    let cp949 = [
        0xBA, 0xCF, 0xC7, 0xD1, 0xC0, 0xC7, 0x20, 0xC0, 0xCE, 0xC5, 0xCD, 0xB3, 0xDD,
    ];
    assert_eq!(
        kinds("a.txt", &cp949),
        ("북한의 인터넷".to_owned(), vec![WarningKind::Encoding])
    );
    let mut damaged = "북한의 인터넷은 광명망이라고 한다".as_bytes().to_vec();
    damaged.truncate(damaged.len() - 1);
    assert_eq!(
        kinds("a.txt", &damaged),
        (
            "북한의 인터넷은 광명망이라고 한\u{fffd}".to_owned(),
            vec![WarningKind::Encoding]
        )
    );
    // Three signs of a text with one stray byte are no chance; in Latin letters such a byte is a letter.
    let stray = [
        "The port of Busan (부산항) opened in 1876; ".as_bytes(),
        b"\xe9 ",
        b"workers were organised early.",
    ]
    .concat();
    let (text, warnings) = kinds("a.txt", &stray);
    assert!(text.contains("(부산항)"), "{text}");
    assert_eq!(warnings, [WarningKind::Encoding]);
    let latin = "Le café du port « Busan », l’été.";
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(latin);
    assert_eq!(kinds("a.txt", &bytes).0, latin);
    assert_eq!(
        format_of(Path::new("README"), b"text"),
        Some(seoji_document::Format::PlainText)
    );
    assert_eq!(format_of(Path::new("a.JPG"), b"text"), None);
    assert_eq!(
        format_of(Path::new("program"), b"\x7fELF\x00\x00\x00"),
        None
    );
}

#[test]
fn what_does_not_fit_is_told() {
    let source = "A[1] and[7].\n\n## Notes\n\n[1] One.\n\n[1] Again.\n";
    let reading = read(&Source {
        path: Path::new("a.md"),
        bytes: source.as_bytes(),
    });
    let told: Vec<String> = reading
        .warnings
        .iter()
        .map(|warning| format!("{}: {}", warning.line.unwrap_or(0), warning.message))
        .collect();
    assert_eq!(
        told,
        [
            "7: a second entry or note is labelled 1; markers lead to the first",
            "1: no entry or note for the marker 7"
        ]
    );
    let source = "A[1] and [2].\n\n## Notes\n\n[1] One.\n[1] Again.\n[2] Two.\n";
    let reading = read(&Source {
        path: Path::new("a.md"),
        bytes: source.as_bytes(),
    });
    let entries = reading
        .document
        .blocks
        .iter()
        .filter(|block| block.label.is_some());
    let texts: Vec<&str> = entries.map(|block| block.text.as_str()).collect();
    assert_eq!(texts, ["One.", "Again.", "Two."]);
    assert_eq!(reading.warnings.len(), 1, "{:?}", reading.warnings);
    let source = "A[1, 7].\n\n## Notes\n\n[1] One.\n";
    let reading = read(&Source {
        path: Path::new("a.md"),
        bytes: source.as_bytes(),
    });
    let told: Vec<String> = reading
        .warnings
        .iter()
        .map(|warning| format!("{}: {}", warning.line.unwrap_or(0), warning.message))
        .collect();
    assert_eq!(told, ["1: no entry or note for the marker 7"]);
}
