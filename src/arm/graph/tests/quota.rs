//! The quota of the index, and what its headers say of it.

use super::*;

fn quota(left: &str, resets: &str, rows: &[Value], next: &str) -> Scripted {
    let headers = [
        ("x-ms-user-quota-remaining", left),
        ("x-ms-user-quota-resets-after", resets),
    ];
    answer(200, &headers, &body(rows, next))
}

#[test]
fn a_used_up_quota_is_waited_for_before_the_service_refuses() {
    let graph = Graph::default();
    let pages = [
        quota("1", "00:00:04", &[row("s1", "a")], "x"),
        quota("0", "00:00:03", &[row("s1", "b")], "y"),
        quota("14", "00:00:05", &[row("s1", "c")], ""),
    ];
    let heard = listed(&graph, &[part("s1")], pages);
    assert_eq!(heard.outcome, Ok(3));
    assert_eq!(heard.stage.clock.waits(), [3_000]);
}

#[test]
fn a_quota_that_ends_in_an_hour_is_not_waited_for_in_silence() {
    let pages = [
        quota("0", "01:00:00", &[row("s1", "a")], "x"),
        answer(429, &[("x-ms-user-quota-resets-after", "00:59:00")], ""),
    ];
    let heard = listed(&Graph::default(), &[part("s1")], pages);
    let failure = heard.outcome.unwrap_err();
    assert_eq!(
        failure.kind(),
        &FailureKind::Throttled {
            seconds: Some(3_540)
        }
    );
    assert_eq!(heard.stage.clock.waits(), [60_000]);
}

#[test]
fn a_refusal_for_the_quota_is_waited_out_as_long_as_it_says() {
    let refused = answer(
        429,
        &[
            ("X-Ms-User-Quota-Remaining", "0"),
            ("X-Ms-User-Quota-Resets-After", "00:00:05"),
        ],
        "",
    );
    let heard = listed(
        &Graph::default(),
        &[part("s1")],
        [refused, page(&[row("s1", "a")], "")],
    );
    assert_eq!(heard.names(), ["a"]);
    assert_eq!(heard.stage.clock.waits(), [5_000]);
}
