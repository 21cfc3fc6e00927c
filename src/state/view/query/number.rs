//! Numbers that are compared: `4`, `>3`, `<=2`.

/// The numbers from `least` to `most`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers {
    least: usize,
    most: usize,
}

impl Numbers {
    /// Whether it is one of them.
    pub fn contain(self, number: usize) -> bool {
        (self.least..=self.most).contains(&number)
    }
}

/// Reads a comparison; `None` while it is still being typed, an error when it is none.
pub fn read(text: &str) -> Result<Option<Numbers>, ()> {
    let digits = text.trim_start_matches(['<', '>', '=']);
    let (sign, _) = text.split_at_checked(text.len() - digits.len()).ok_or(())?;
    if digits.is_empty() && sign.len() <= 2 {
        return Ok(None);
    }
    let number: usize = digits.parse().map_err(|_| ())?;
    let (least, most) = match sign {
        "" | "=" => (number, number),
        ">" => (number.saturating_add(1), usize::MAX),
        ">=" => (number, usize::MAX),
        "<=" => (0, number),
        // Nothing is less than none: a range that holds no number.
        "<" => number.checked_sub(1).map_or((1, 0), |most| (0, most)),
        _ => return Err(()),
    };
    Ok(Some(Numbers { least, most }))
}
