//! Lengths on paper.

/// Millimetres.
pub type Mm = f64;

/// Millimetres in a typographic point (1/72 inch).
pub const POINT: Mm = 25.4 / 72.0;

/// Reads `15mm`, `1.5 cm`, `40pt`. A number without a unit is no length.
pub fn parse(text: &str) -> Option<Mm> {
    let text = text.trim();
    let unit = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let number: Mm = text[..unit].parse().ok()?;
    let factor = match text[unit..].trim_start() {
        "mm" | "毫米" => 1.0,
        "cm" | "厘米" => 10.0,
        "pt" => POINT,
        _ => return None,
    };
    Some(number * factor)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn lengths_have_units() {
        assert_eq!(parse("15mm"), Some(15.0));
        assert_eq!(parse(" 1.5 cm"), Some(15.0));
        assert_eq!(parse("72pt").map(|mm| (mm * 10.0).round()), Some(254.0));
        for bad in ["", "15", "mm", "-3mm", "1.2.3mm", "15 px", "NaN"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
