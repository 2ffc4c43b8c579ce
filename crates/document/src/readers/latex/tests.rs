//! Sources of LaTeX, and what is understood of them.

use std::path::Path;

use crate::{BlockKind, Source, read};

fn reading(text: &str) -> crate::Reading {
    read(&Source {
        path: Path::new("paper.tex"),
        bytes: text.as_bytes(),
    })
}

#[test]
fn a_paper_is_read_with_its_notes_and_citations() {
    let text = r"
\documentclass{article} % \section{Not here}
\newcommand{\DPRK}{North \emph{Korea}}
\title{Networks in \DPRK{}\thanks{For all.}}
\author{Kim Min-gwan \\ Seoul \and S{\ae}b{\o}, H.}
\date{2019}
\begin{document}
\maketitle
\section{Kwangmyong}\label{sec:k}
The \textbf{intranet} of \DPRK{} --- \emph{Kwangmy\v{o}ng}\footnote{See \href{https://a.org/x\_y}{the page}, p.~3.} --- is closed
\citep[see][p. 3]{tudor2015,kim2019}.

It costs \$ 5 \& more: $x^2$, ``so''.
\begin{enumerate}
\item First
\item Second
\end{enumerate}
\begin{table}
\caption{Users}
\begin{tabular}{ll}
Year & Users \\ \hline
2013 & 100 \\
\end{tabular}
\end{table}
\begin{thebibliography}{9}
\bibitem{tudor2015} Tudor, D. (2015). \emph{North Korea Confidential}. Tuttle.
\end{thebibliography}
\end{document}
\section{Nor here}
";
    let reading = reading(text);
    let document = &reading.document;
    assert_eq!(document.title.as_deref(), Some("Networks in North Korea"));
    assert_eq!(document.authors, ["Kim Min-gwan", "Sæbø, H."]);
    assert_eq!(document.date.as_deref(), Some("2019"));
    let titles: Vec<&str> = document
        .sections
        .iter()
        .map(|own| own.title.as_str())
        .collect();
    assert_eq!(titles, ["Kwangmyong", "References"]);
    let shown: Vec<(BlockKind, Option<&str>, &str)> = document
        .blocks
        .iter()
        .map(|own| (own.kind, own.label.as_deref(), own.text.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            (
                BlockKind::Paragraph,
                None,
                "The intranet of North Korea — Kwangmyǒng[1] — is closed [see tudor2015; kim2019, p. 3]."
            ),
            (
                BlockKind::Paragraph,
                None,
                "It costs $ 5 & more: x^2, “so”."
            ),
            (BlockKind::List, None, "1. First\n2. Second"),
            (BlockKind::Table, None, "Users\nYear\tUsers\n2013\t100"),
            (BlockKind::Note, Some("1"), "See the page, p. 3."),
            (
                BlockKind::Entry,
                Some("tudor2015"),
                "Tudor, D. (2015). North Korea Confidential. Tuttle."
            ),
        ]
    );
    let labels: Vec<&[String]> = document.blocks[0]
        .markers
        .iter()
        .map(|marker| marker.labels.as_slice())
        .collect();
    assert_eq!(
        labels,
        [
            &["1".to_owned()][..],
            &["tudor2015".to_owned(), "kim2019".to_owned()]
        ]
    );
    assert_eq!(reading.keys, ["tudor2015", "kim2019"]);
    assert_eq!(
        document.entry("1").unwrap().links[0].target,
        "https://a.org/x_y"
    );
}

#[test]
fn what_is_not_closed_costs_nothing_else() {
    for text in [
        "\\section{Open",
        "\\footnote{a \\footnote{b",
        "\\begin{itemize}\\item a",
        "{{{{ \\textbf{x}",
        "}}}} x",
        "\\end{document} x",
        "\\cite{",
        "\\href{a}{b",
        "$ x",
        "\\",
        "\\'",
        "\\begin{verbatim} x",
    ] {
        let _ = reading(&format!("Text before. {text}"));
    }
    let bomb = "\\newcommand{\\a}{\\b\\b\\b\\b\\b\\b\\b\\b}\\newcommand{\\b}{\\a\\a\\a\\a\\a\\a\\a\\a}\\begin{document}Text. \\a\\end{document}";
    let read = reading(bomb);
    assert!(read.document.blocks[0].text.starts_with("Text."));
    let deep = format!("Text. {}x", "{".repeat(100_000));
    assert!(!reading(&deep).document.blocks.is_empty());
}

#[test]
fn arguments_are_parted_and_what_is_commented_out_is_no_text() {
    let text = r"\documentclass{article}
\begin{document}
\section{One}
\epigraph{Quote words}{Someone} in \textcolor{blue}{blue words} of \parencites{kim}[see][12]{roe}.\footnotemark[7]
\footnotetext[7]{Seventh note.}
\begin{comment}
secret \section{no}
\end{comment}
\iffalse hidden \ifx a b \fi still \fi Shown.

\begin{tabular}{ll}
\multirow{2}{*}{both rows} & 1 \\
\multicolumn{2}{c}{merged cell} \\
\end{tabular}
\end{document}
";
    let document = reading(text).document;
    let shown: Vec<(Option<&str>, &str)> = document
        .blocks
        .iter()
        .map(|own| (own.label.as_deref(), own.text.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            (
                None,
                "Quote words Someone in blue words of [kim][see roe, 12].[7] Shown."
            ),
            (None, "both rows\t1\nmerged cell"),
            (Some("7"), "Seventh note."),
        ]
    );
    assert_eq!(
        document.blocks[0]
            .markers
            .last()
            .map(|own| own.labels.clone()),
        Some(vec!["7".to_owned()])
    );
}
