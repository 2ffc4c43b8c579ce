//! Paragraphs that a report counts through are passages of their own, so that `label:35` finds one.

use std::path::Path;

use seoji_indexer::understand_bytes;

#[test]
fn each_numbered_paragraph_is_a_passage() {
    let report = "# Final report\n\n## Maritime\n\n34. The Panel observed the tanker at Nampo and looks for its owners.\n\n\
                  35. A Member State reported that the ship met others at sea.\n\n\
                  A short remark.\n\nAnother remark.\n\n## Finance\n\n\
                  36. The Panel estimates that very much was stolen in that year.\n";
    let understood = understand_bytes(Path::new("report.md"), report.as_bytes());
    let found: Vec<(Option<&str>, &str)> = understood
        .passages
        .iter()
        .map(|passage| (passage.label.as_deref(), &passage.text[..12]))
        .collect();
    assert_eq!(
        found,
        [
            (Some("34"), "34. The Pane"),
            (Some("35"), "35. A Member"),
            (None, "A short rema"),
            (Some("36"), "36. The Pane"),
        ]
    );
}

#[test]
fn a_capital_and_a_year_behind_a_number_are_no_date() {
    let report = "# Report\n\n1. Captains sailed the ship from the harbour in one day.\n\n\
                  2. In 2003 the ship carried fertiliser to the harbour.\n\n\
                  3. The Bureau closed the line in the year of the war.\n\n## Routes\n\n\
                  4. The route was reopened for one summer, they say.\n";
    let understood = understand_bytes(Path::new("report.md"), report.as_bytes());
    let labels = understood.passages.iter();
    let labels: Vec<Option<&str>> = labels.map(|passage| passage.label.as_deref()).collect();
    assert_eq!(labels, [Some("1"), Some("2"), Some("3"), Some("4")]);
}
