//! What an origin accepts, refuses and covers.

use super::{Origin, UrlFault};
use proptest::prelude::*;

fn origin(text: &str) -> Origin {
    Origin::parse(text).unwrap()
}

#[test]
fn case_and_default_ports_make_no_difference() {
    let arm = origin("https://management.azure.com");
    for url in [
        "HTTPS://Management.Azure.COM/subscriptions?api-version=2022-12-01",
        "https://management.azure.com:443/x",
        "https://management.azure.com#fragment",
        "https://management.azure.com?query",
    ] {
        assert!(arm.covers(url), "{url}");
    }
    assert_eq!(origin("http://localhost"), origin("http://LOCALHOST:80/"));
}

#[test]
fn a_token_stays_off_every_address_that_only_resembles_the_endpoint() {
    let arm = origin("https://management.azure.com");
    for url in [
        "https://contoso.com/operationstatus",
        "http://management.azure.com/",
        "https://management.azure.com:8443/",
        "https://management.azure.com.contoso.com/",
        "https://contoso.com/?u=https://management.azure.com/",
        "https://contoso.com/#@management.azure.com/",
        "https://management.azure.com@contoso.com/",
        "https://contoso.com@management.azure.com/",
        "https://contoso.com\\@management.azure.com/",
        "https://management.azure.com\\.contoso.com/",
        "https://management.azure.com\t.contoso.com/",
        " https://management.azure.com/",
        "https://management.azure.com/ ",
        "https://management.azure.com/a b",
        "https://management.azure.com./",
        "https://management.azure.com:/",
        "https://management.azure.com:443:443/",
        "https://management.azure.com:+443/",
        "https://management%2eazure.com/",
        "https://mаnagement.azure.com/", // a Cyrillic letter
        "https:/management.azure.com/",
        "https:///management.azure.com/",
        "//management.azure.com/",
        "/subscriptions",
        "management.azure.com",
        "javascript://management.azure.com/%0aalert(1)",
        "wss://management.azure.com/",
        "",
    ] {
        assert!(!arm.covers(url), "{url:?}");
    }
}

#[test]
fn each_fault_has_its_name() {
    assert_eq!(Origin::parse("https://a b"), Err(UrlFault::Characters));
    assert_eq!(Origin::parse("https://a\u{85}b"), Err(UrlFault::Characters));
    assert_eq!(Origin::parse("ftp://a"), Err(UrlFault::Scheme));
    assert_eq!(Origin::parse("https://u:p@a"), Err(UrlFault::UserInfo));
    assert_eq!(Origin::parse("https://"), Err(UrlFault::Host));
    assert_eq!(Origin::parse("https://..."), Err(UrlFault::Host));
    assert_eq!(Origin::parse("https://[::1"), Err(UrlFault::Host));
    assert_eq!(Origin::parse("https://[::1]x"), Err(UrlFault::Host));
    assert_eq!(Origin::parse("https://a:0"), Err(UrlFault::Port));
    assert_eq!(Origin::parse("https://a:65536"), Err(UrlFault::Port));
    assert_eq!(Origin::bare("https://a/b"), Err(UrlFault::NotBare));
    assert_eq!(Origin::bare("https://a?b"), Err(UrlFault::NotBare));
}

#[test]
fn a_bare_origin_may_end_in_one_slash() {
    assert_eq!(
        Origin::bare("https://a.example/"),
        Origin::bare("https://a.example")
    );
    assert_eq!(Origin::bare("https://a.example//"), Err(UrlFault::NotBare));
}

#[test]
fn loopback_is_this_computer_and_nothing_that_looks_like_it() {
    for yes in [
        "http://localhost:8080",
        "http://127.0.0.1:4010",
        "http://127.1.2.3",
        "http://[::1]:80",
        "http://arm.localhost",
    ] {
        assert!(origin(yes).is_loopback(), "{yes}");
    }
    for no in [
        "http://127.0.0.1.contoso.com",
        "http://localhost.contoso.com",
        "http://127.0.0",
        "http://128.0.0.1",
        "http://127.0.0.256",
    ] {
        assert!(!origin(no).is_loopback(), "{no}");
    }
}

#[test]
fn the_text_leaves_out_the_default_port_only() {
    assert_eq!(
        origin("HTTPS://Example.COM:443/path").text(),
        "https://example.com"
    );
    assert_eq!(origin("http://[::1]:8080/").text(), "http://[::1]:8080");
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>()) {
        let _ = Origin::parse(&text);
        let _ = Origin::bare(&text);
    }

    #[test]
    fn what_is_covered_lies_on_the_same_origin_by_the_url_standard(
        text in "(?i)(https?|ftp)(://|:/|:)[a-c.@:\\[\\]%\\\\0-9_-]{0,12}(:[0-9]{0,6})?[/?#]?[ -~]{0,6}",
    ) {
        if let Some(ours) = Origin::of(&text) {
            // What the standard refuses is never fetched, so it needs no agreement.
            if let (Ok(theirs), Ok(canonical)) = (url::Url::parse(&text), url::Url::parse(&ours.text())) {
                prop_assert_eq!(theirs.origin(), canonical.origin());
                prop_assert!(theirs.username().is_empty() && theirs.password().is_none());
            }
        }
    }

    #[test]
    fn the_text_reads_back_as_the_same_origin(host in "[a-z0-9]{1,8}(\\.[a-z0-9-]{1,8}){0,3}", port in 1_u16.., secure: bool) {
        let text = format!("http{}://{host}:{port}", if secure { "s" } else { "" });
        let parsed = origin(&text);
        prop_assert_eq!(Origin::bare(&parsed.text()), Ok(parsed));
    }
}
