//! Signs by the numbers that fonts of symbols give them (`w:sym`).

/// The sign that a code of a font stands for; `None` where neither font nor code tells.
///
/// Codes are hexadecimal; those of fonts of symbols stand in the private area, U+F000 and on (ECMA-376, 17.3.3.30).
pub(super) fn sign(font: Option<&str>, code: Option<&str>) -> Option<char> {
    let code = u32::from_str_radix(code?.trim(), 16).ok()?;
    let own = char::from_u32(code).filter(|ch| !ch.is_control());
    let is_private = (0xE000..0xF900).contains(&code);
    if !is_private && code >= 0x100 {
        return own;
    }
    let font = font.unwrap_or_default().to_lowercase();
    let byte = char::from_u32(code & 0xFF)?;
    let table = match () {
        () if font.starts_with("symbol") => SYMBOL,
        () if font.starts_with("wingdings") => WINGDINGS,
        () => "",
    };
    let mut pairs = table.split(' ').filter_map(|pair| {
        let mut signs = pair.chars();
        Some((signs.next()?, signs.next()?))
    });
    let known = pairs.find(|(from, _)| *from == byte).map(|(_, to)| to);
    // Digits and signs stand at their own places in the font of symbols.
    let plain = || (font.starts_with("symbol") && byte.is_ascii_graphic()).then_some(byte);
    known.or_else(plain).or_else(|| own.filter(|_| !is_private))
}

/// Codes of the font Symbol as letters of Latin-1, each with its sign (Adobe's encoding of Symbol).
const SYMBOL: &str = "\"∀ $∃ '∋ *∗ -− @≅ AΑ BΒ CΧ DΔ EΕ FΦ GΓ HΗ IΙ Jϑ KΚ LΛ MΜ NΝ OΟ PΠ QΘ RΡ SΣ TΤ UΥ Vς \
                      WΩ XΞ YΨ ZΖ \\∴ ^⊥ aα bβ cχ dδ eε fφ gγ hη iι jϕ kκ lλ mμ nν oο pπ qθ rρ sσ tτ uυ vϖ \
                      wω xξ yψ zζ ~∼ ¡ϒ ¢′ £≤ ¤⁄ ¥∞ ¦ƒ §♣ ¨♦ ©♥ ª♠ «↔ ¬← ®→ ¯↓ °° ±± ²″ ³≥ ´× µ∝ ¶∂ \
                      ·• ¸÷ ¹≠ º≡ »≈ ¼… ¿↵ Àℵ Áℑ Âℜ Ã℘ Ä⊗ Å⊕ Æ∅ Ç∩ È∪ É⊃ Ê⊇ Ë⊄ Ì⊂ Í⊆ Î∈ Ï∉ Ð∠ Ñ∇ Ò® \
                      Ó© Ô™ Õ∏ Ö√ ×⋅ Ø¬ Ù∧ Ú∨ Û⇔ Ü⇐ Ý⇑ Þ⇒ ß⇓ à◊ å∑ ò∫";

/// The same of the signs of Wingdings that texts use: marks, boxes, arrows.
const WINGDINGS: &str =
    "(☎ *✉ J☺ L☹ l● n■ o□ q❑ t⧫ u◆ v❖ w⬥ §▪ ¨◻ ò⇨ ð⇨ ï⇦ à→ ß← û✗ ü✓ ý☒ þ☑ è➔ Ø➢";

#[cfg(test)]
mod tests {
    use super::sign;

    #[test]
    fn codes_stand_for_signs() {
        for (font, code, wanted) in [
            ("Symbol", "F061", Some('α')),
            ("Symbol", "F0B3", Some('≥')),
            ("Symbol", "F035", Some('5')),
            ("Wingdings", "F0FC", Some('✓')),
            ("Wingdings", "F021", None),
            ("Calibri", "2014", Some('—')),
            ("Calibri", "00E9", Some('é')),
            ("Symbol", "x", None),
        ] {
            assert_eq!(sign(Some(font), Some(code)), wanted, "{font} {code}");
        }
    }
}
