//! The order of names as people count: `web-9` before `web-10`.

use std::cmp::Ordering;

/// Compares two folded texts. Those that count alike, such as `web-1` and `web-01`, stand in the order of their letters, so that
/// only equal texts are equal.
pub fn compare(a: &str, b: &str) -> Ordering {
    natural(a.as_bytes(), b.as_bytes()).then_with(|| a.cmp(b))
}

fn natural(mut a: &[u8], mut b: &[u8]) -> Ordering {
    loop {
        let (Some((x, a_rest)), Some((y, b_rest))) = (a.split_first(), b.split_first()) else {
            return a.len().cmp(&b.len());
        };
        if x.is_ascii_digit() && y.is_ascii_digit() {
            let ((x, a_rest), (y, b_rest)) = (number(a), number(b));
            let order = x.len().cmp(&y.len()).then_with(|| x.cmp(y));
            if order != Ordering::Equal {
                return order;
            }
            (a, b) = (a_rest, b_rest);
        } else if x == y {
            (a, b) = (a_rest, b_rest);
        } else {
            return x.cmp(y);
        }
    }
}

/// The digits that a text begins with, without zeros in front, and what is behind them.
fn number(text: &[u8]) -> (&[u8], &[u8]) {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let end = text.iter().position(|byte| !is_digit(byte));
    let (digits, rest) = text.split_at(end.unwrap_or(text.len()));
    let zeros = digits.iter().position(|digit| *digit != b'0');
    (
        digits
            .get(zeros.unwrap_or(digits.len())..)
            .unwrap_or_default(),
        rest,
    )
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_in_names_count() {
        let mut names = [
            "web-10", "web-9", "app-1", "web-010", "web", "web-9a", "9", "010", "web-",
        ];
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(
            names,
            [
                "9", "010", "app-1", "web", "web-", "web-9", "web-9a", "web-010", "web-10"
            ]
        );
    }

    proptest! {
        #[test]
        fn the_order_is_one(a in "[a0-2-]{0,6}", b in "[a0-2-]{0,6}", c in "[a0-2-]{0,6}") {
            prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
            prop_assert_eq!(compare(&a, &b) == Ordering::Equal, a == b);
            if compare(&a, &b) != Ordering::Greater && compare(&b, &c) != Ordering::Greater {
                prop_assert_ne!(compare(&a, &c), Ordering::Greater);
            }
        }
    }
}
