//! Letters without regard to case, for search and sort.
//!
//! The standard library's tables for all of Unicode weigh 28 kB in the program. Names of machines are ASCII; names of
//! clouds and subscriptions may hold Latin, Greek or Cyrillic letters, whose cases lie at fixed distances.

/// The small form of a letter; any other character as it is.
pub fn fold(letter: char) -> char {
    let moved = |by: u32| char::from_u32(u32::from(letter) + by).unwrap_or(letter);
    match letter {
        'A'..='Z' | 'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ϋ' | 'А'..='Я' => {
            moved(32)
        }
        'Ѐ'..='Џ' => moved(80),
        'İ' => 'i',
        // Latin Extended-A has its cases side by side; where the capital is the even one.
        'Ā'..='ķ' | 'Ŋ'..='ŷ' if u32::from(letter) % 2 == 0 => moved(1),
        'Ĺ'..='ň' | 'Ź'..='ž' if u32::from(letter) % 2 == 1 => moved(1),
        'Ÿ' => 'ÿ',
        other => other,
    }
}

/// A text with all its letters small.
pub fn fold_text(text: &str) -> String {
    text.chars().map(fold).collect()
}

#[cfg(test)]
mod tests {
    use super::{fold, fold_text};

    #[test]
    fn texts_are_folded_as_the_unicode_tables_would() {
        let text = "SQL-Prod-014 Büro ZÜRICH Łódź Żółć Ελλάδα МОСКВА Їжак Ÿ ŇAĎ ĽŠČŤŽ";
        assert_eq!(fold_text(text), text.to_lowercase());
    }

    #[test]
    fn no_letter_in_use_changes_into_another_one() {
        for letter in ('\u{0}'..'\u{180}').chain('\u{370}'..'\u{460}') {
            let mut expected = letter.to_lowercase();
            let folded = fold(letter);
            assert!(
                folded == letter || (expected.next() == Some(folded)),
                "{letter}"
            );
        }
    }
}
