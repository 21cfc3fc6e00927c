//! The pages a person sees: choosing an account, typing a sign-in name, an error, the end of a session.
//!
//! Plain HTML without script. The ids and names of buttons are part of the emulator's interface: tests press them.

use super::refusal::{Refusal, Trace};
use crate::accounts::{ACCOUNTS, Account, TENANT_NAME};

/// The pages' style sheet, and where it is.
pub const STYLESHEET: &str = include_str!("sign_in.css");
/// The path of [`STYLESHEET`].
pub const STYLESHEET_PATH: &str = "/_emulator/sign-in.css";

/// "Choose an account": one button for each account, the one that was hinted at first.
///
/// Buttons: `button[name=account][value=<sign-in name>]`, `#other`, `#cancel`.
pub fn choose(action: &str, first: Option<&Account>, signed_in: &[&Account]) -> String {
    let mut accounts: Vec<&Account> = ACCOUNTS.iter().collect();
    accounts.sort_by_key(|account| {
        (
            first.is_none_or(|first| first.oid != account.oid),
            !signed_in.iter().any(|known| known.oid == account.oid),
        )
    });
    let items: String = accounts
        .iter()
        .map(|account| {
            let known = signed_in.iter().any(|known| known.oid == account.oid);
            let note = if known { r#"<span class="note">Signed in</span>"# } else { "" };
            format!(
                r#"<li><button name="account" value="{upn}"><span class="name">{name}</span><span>{upn}</span><span class="rights">{rights}</span>{note}</button></li>"#,
                upn = escape(account.upn),
                name = escape(account.name),
                rights = escape(account.rights),
            )
        })
        .collect();
    let body = format!(
        r#"<form method="post" action="{action}"><ul>{items}</ul>
<p class="actions"><button id="other" name="other" value="1">Use another account</button>
<button id="cancel" name="cancel" value="1">Cancel</button></p></form>"#,
        action = escape(action),
    );
    frame(
        "Choose an account",
        "to sign in. No password is asked for.",
        &body,
    )
}

/// "Sign in": a field for the sign-in name, with what was wrong with the last one.
///
/// `#username`, and the buttons `#next`, `#back`, `#cancel`.
pub fn type_name(action: &str, username: &str, fault: Option<&Refusal>) -> String {
    let (error, described) = match fault {
        Some(fault) => (
            format!(
                r#"<p id="error" role="alert">{}</p>"#,
                escape(&fault.headline())
            ),
            r#" aria-invalid="true" aria-describedby="error""#,
        ),
        None => (String::new(), ""),
    };
    let body = format!(
        r#"<form method="post" action="{action}">{error}<p><label for="username">Account, as name@domain</label>
<input id="username" name="username" type="text" inputmode="email" autocomplete="username" autocapitalize="none" spellcheck="false" value="{username}"{described}></p>
<p class="actions"><button id="next" name="next" value="1" class="primary">Next</button>
<button id="back" name="back" value="1">Back</button>
<button id="cancel" name="cancel" value="1">Cancel</button></p></form>"#,
        action = escape(action),
        username = escape(username),
    );
    frame("Sign in", "with an account of the directory.", &body)
}

/// An error that does not go back to the application.
pub fn error(refusal: &Refusal, trace: &Trace) -> String {
    let body = format!(
        r#"<p id="error" role="alert">{headline}</p><dl><dt>Error</dt><dd>{error}</dd><dt>Trace ID</dt><dd>{trace_id}</dd>
<dt>Correlation ID</dt><dd>{correlation_id}</dd><dt>Timestamp</dt><dd>{timestamp}</dd></dl>"#,
        headline = escape(&refusal.headline()),
        error = escape(&refusal.error),
        trace_id = trace.trace_id,
        correlation_id = trace.correlation_id,
        timestamp = escape(&trace.timestamp),
    );
    frame(
        "The sign-in did not work",
        "The application is not told about this error.",
        &body,
    )
}

/// A page with a heading and a sentence.
pub fn plain(heading: &str, sentence: &str) -> String {
    frame(heading, sentence, "")
}

fn frame(heading: &str, sentence: &str, body: &str) -> String {
    let (heading, sentence, tenant) = (escape(heading), escape(sentence), escape(TENANT_NAME));
    format!(
        r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading} · {tenant}</title><link rel="icon" href="data:,"><link rel="stylesheet" href="{STYLESHEET_PATH}"></head>
<body><main><p class="brand">{tenant} · emulated Microsoft Entra</p><h1>{heading}</h1><p>{sentence}</p>
{body}</main></body></html>
"#
    )
}

/// Text as HTML, in content and in quoted attributes.
fn escape(text: &str) -> String {
    text.chars()
        .fold(String::with_capacity(text.len()), |mut html, char| {
            match char {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                '\'' => html.push_str("&#39;"),
                other => html.push(other),
            }
            html
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::account;

    #[test]
    fn the_hinted_account_comes_first() {
        let html = choose("/x", account("reader@contoso.com"), &[]);
        let at = |upn: &str| {
            html.find(&format!(r#"<button name="account" value="{upn}">"#))
                .unwrap()
        };
        assert!(at("reader@contoso.com") < at("admin@contoso.com"));
    }

    #[test]
    fn nothing_a_client_sends_becomes_markup() {
        let evil = r#""><script>alert('x')</script>&"#;
        let fault = Refusal::new("a", 1, evil);
        let html = type_name(evil, evil, Some(&fault));
        assert!(!html.contains("<script") && !html.contains("alert('"));
        assert_eq!(html.matches("&quot;&gt;&lt;script&gt;").count(), 3);
    }
}
