//! XPath for what a person looks for by name.

/// A button, link, tab or menu item with exactly this name.
pub fn named(name: &str) -> String {
    let name = quoted(name);
    clickable(&format!("normalize-space(.)={name} or @aria-label={name}"))
}

/// A button or link whose name begins so.
pub fn named_from(start: &str) -> String {
    let start = quoted(start);
    clickable(&format!(
        "starts-with(normalize-space(.), {start}) or starts-with(@aria-label, {start})"
    ))
}

fn clickable(condition: &str) -> String {
    let roles = "self::button or self::a or self::summary or @role='button' or @role='menuitem' or @role='tab' or @role='link'";
    format!("//*[{roles}][{condition}]")
}

/// An input, select or textarea with this label: by `for`, around it, or as `aria-label`.
pub fn labelled(label: &str) -> String {
    let label = quoted(label);
    format!(
        "//*[self::input or self::select or self::textarea]\
         [@id=//label[normalize-space(.)={label}]/@for or ancestor::label[normalize-space(.)={label}] or @aria-label={label}]"
    )
}

/// A text as XPath writes it. XPath 1.0 has no escapes: a text with both kinds of quotes is put together from parts.
pub fn quoted(text: &str) -> String {
    if !text.contains('\'') {
        return format!("'{text}'");
    }
    if !text.contains('"') {
        return format!("\"{text}\"");
    }
    let parts: Vec<_> = text.split('\'').map(|part| format!("'{part}'")).collect();
    format!("concat({})", parts.join(", \"'\", "))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn quotes_of_both_kinds_survive() {
        assert_eq!(quoted("plain"), "'plain'");
        assert_eq!(quoted("it's"), "\"it's\"");
        assert_eq!(quoted("it's \"so\""), "concat('it', \"'\", 's \"so\"')");
    }
}
