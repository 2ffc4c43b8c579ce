//! How Hangul is spoken (표준발음법, Ministry of Culture 2017-13), as far as romanisation shows it: liaison,
//! aspiration, nasalisation, lateralisation, palatalisation. Tensing is not written by any romanisation.

use super::jamo::{NONE, Syllable, spoken_coda};

/// The word as it is spoken, syllable by syllable; characters that are no syllables stay and stop the rules.
///
/// ```
/// use seoji_analysis::names::pronounce;
///
/// assert_eq!(pronounce("독립"), "동닙");
/// assert_eq!(pronounce("신라"), "실라");
/// assert_eq!(pronounce("붉은별"), "불근별");
/// ```
pub fn pronounce(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut before: Option<Syllable> = None;
    for c in word.chars() {
        let Some(mut next) = Syllable::of(c) else {
            out.extend(before.take().map(finish));
            out.push(c);
            continue;
        };
        if let Some(mut first) = before {
            join(&mut first, &mut next);
            out.push(first.char());
        }
        before = Some(next);
    }
    out.extend(before.map(finish));
    out
}

fn finish(mut last: Syllable) -> char {
    last.coda = spoken_coda(last.coda);
    last.char()
}

/// Lets the end of `a` and the start of `b` act on each other; `a` is finished afterwards.
pub(super) fn join(a: &mut Syllable, b: &mut Syllable) {
    let coda = a.coda;
    if coda == NONE {
        return;
    }
    if b.onset == 'ㅇ' {
        return carry_over(a, b);
    }
    if let Some(rest) = without_h(coda)
        && let Some(aspirated) = aspirated(b.onset)
    {
        b.onset = aspirated;
        a.coda = spoken_coda(rest);
        return;
    }
    let mut spoken = spoken_coda(coda);
    if b.onset == 'ㅎ' && matches!(spoken, 'ㄱ' | 'ㄷ' | 'ㅂ') {
        // 맏형 마텽, 굳히다 구치다, 앉히다 안치다, 밝히다 발키다.
        let (stays, moves) = match coda {
            'ㄺ' => ('ㄹ', 'ㅋ'),
            'ㄷ' if b.vowel == 'ㅣ' => (NONE, 'ㅊ'),
            'ㅈ' => (NONE, 'ㅊ'),
            _ => match spoken {
                'ㄱ' => (NONE, 'ㅋ'),
                'ㄷ' => (NONE, 'ㅌ'),
                _ => (NONE, 'ㅍ'),
            },
        };
        a.coda = stays;
        b.onset = moves;
        return;
    }
    if b.onset == 'ㅎ' && matches!(coda, 'ㄵ' | 'ㄼ') {
        (a.coda, b.onset) = if coda == 'ㄵ' {
            ('ㄴ', 'ㅊ')
        } else {
            ('ㄹ', 'ㅍ')
        };
        return;
    }
    match b.onset {
        // 심리 심니, 독립 동닙.
        'ㄹ' if matches!(spoken, 'ㄱ' | 'ㄷ' | 'ㅂ' | 'ㅁ' | 'ㅇ') => b.onset = 'ㄴ',
        'ㄹ' if spoken == 'ㄴ' => spoken = 'ㄹ',
        'ㄴ' if spoken == 'ㄹ' => b.onset = 'ㄹ',
        _ => {}
    }
    if matches!(b.onset, 'ㄴ' | 'ㅁ') {
        spoken = match spoken {
            'ㄱ' => 'ㅇ',
            'ㄷ' => 'ㄴ',
            'ㅂ' => 'ㅁ',
            other => other,
        };
    }
    a.coda = spoken;
}

/// A final consonant is spoken at the start of a syllable that has none.
fn carry_over(a: &mut Syllable, b: &mut Syllable) {
    (a.coda, b.onset) = match a.coda {
        'ㅇ' => ('ㅇ', 'ㅇ'),
        'ㅎ' => (NONE, 'ㅇ'),
        'ㄶ' => (NONE, 'ㄴ'),
        'ㅀ' => (NONE, 'ㄹ'),
        'ㄷ' if b.vowel == 'ㅣ' => (NONE, 'ㅈ'),
        'ㅌ' if b.vowel == 'ㅣ' => (NONE, 'ㅊ'),
        'ㄾ' if b.vowel == 'ㅣ' => ('ㄹ', 'ㅊ'),
        'ㄳ' => ('ㄱ', 'ㅆ'),
        'ㄵ' => ('ㄴ', 'ㅈ'),
        'ㄺ' => ('ㄹ', 'ㄱ'),
        'ㄻ' => ('ㄹ', 'ㅁ'),
        'ㄼ' => ('ㄹ', 'ㅂ'),
        'ㄽ' => ('ㄹ', 'ㅆ'),
        'ㄾ' => ('ㄹ', 'ㅌ'),
        'ㄿ' => ('ㄹ', 'ㅍ'),
        'ㅄ' => ('ㅂ', 'ㅆ'),
        single => (NONE, single),
    };
}

/// What is left of a final consonant that ends in ㅎ.
fn without_h(coda: char) -> Option<char> {
    match coda {
        'ㅎ' => Some(NONE),
        'ㄶ' => Some('ㄴ'),
        'ㅀ' => Some('ㄹ'),
        _ => None,
    }
}

fn aspirated(onset: char) -> Option<char> {
    match onset {
        'ㄱ' => Some('ㅋ'),
        'ㄷ' => Some('ㅌ'),
        'ㅈ' => Some('ㅊ'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_spoken_as_the_standard_says() {
        for (written, spoken) in [
            // Liaison.
            ("한국어", "한구거"),
            ("붉은별", "불근별"),
            ("값이", "갑씨"),
            ("앉아", "안자"),
            ("종이", "종이"),
            ("좋은", "조은"),
            // Aspiration.
            ("좋다", "조타"),
            ("많고", "만코"),
            ("국화", "구콰"),
            ("입학", "이팍"),
            ("맏형", "마텽"),
            ("밝히다", "발키다"),
            ("앉히다", "안치다"),
            ("넓히다", "널피다"),
            // Nasalisation and ㄹ.
            ("독립", "동닙"),
            ("국민", "궁민"),
            ("십리", "심니"),
            ("심리", "심니"),
            ("대통령", "대통녕"),
            ("꽃망울", "꼰망울"),
            ("신라", "실라"),
            ("한라산", "할라산"),
            ("칼날", "칼랄"),
            // Palatalisation.
            ("굳이", "구지"),
            ("같이", "가치"),
            ("굳히다", "구치다"),
            ("핥이다", "할치다"),
            // Ends.
            ("부엌", "부억"),
            ("닭", "닥"),
            ("여덟", "여덜"),
            ("삶", "삼"),
            ("김, 학림", "김, 항님"),
            ("APT팀", "APT팀"),
            ("", ""),
        ] {
            assert_eq!(pronounce(written), spoken, "{written}");
        }
    }
}
