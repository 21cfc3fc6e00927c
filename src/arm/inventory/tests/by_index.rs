//! Which parts Resource Graph tells of, and which are asked themselves.

use super::*;

type Scripted = Result<Response, NoAnswer>;

/// A page of the index, with the instances of its machines beside them.
fn page(rows: &[Value]) -> Scripted {
    let beside = |row: &Value| {
        let mut row = row.clone();
        row["checkpointType"] = json!("Production");
        row
    };
    let rows: Vec<_> = rows.iter().map(beside).collect();
    let page = json!({ "totalRecords": rows.len(), "count": rows.len(), "data": rows, "resultTruncated": "false" });
    answer(200, &[], &page.to_string())
}

/// What the whole listing tells, of subscriptions `s0`, `s1` and so on.
fn fleet(count: usize, answers: impl IntoIterator<Item = Scripted>) -> (Vec<FleetNews>, Rehearsal) {
    let ids: Vec<_> = (0..count).map(|number| format!("s{number}")).collect();
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    let listed = answer(200, &[], &subscriptions(&ids));
    let stage = rehearse(std::iter::once(listed).chain(answers));
    let (outcome, news) = news(&stage);
    assert_eq!(outcome, Ok(()));
    assert!(stage.script.is_played(), "{:?}", stage.script.urls());
    (news, stage)
}

fn ends(news: &[FleetNews]) -> (usize, usize) {
    let count = |is: fn(&FleetNews) -> bool| news.iter().filter(|news| is(news)).count();
    (
        count(|news| matches!(news, FleetNews::PartRead(_) | FleetNews::PartIndexed(_))),
        count(|news| matches!(news, FleetNews::PartFailed(..))),
    )
}

#[test]
fn three_hundred_subscriptions_are_two_queries_and_one_without_machines_is_read_too() {
    let (news, stage) = fleet(300, [page(&[row("s7", "a")]), page(&[])]);
    assert_eq!(ends(&news), (300, 0));
    let asked = |number: usize| {
        let body: Value =
            serde_json::from_str(stage.script.sent()[number].body.as_deref().unwrap()).unwrap();
        body["subscriptions"].as_array().unwrap().len()
    };
    assert_eq!((asked(1), asked(2)), (299, 1));
}

#[test]
fn where_the_index_knows_no_machine_at_all_each_subscription_is_asked() {
    let machines = || answer(200, &[], &json!({ "value": [row("s0", "a")] }).to_string());
    let (news, stage) = fleet(2, [page(&[]), machines(), machines()]);
    assert_eq!(ends(&news), (2, 0));
    assert!(
        stage.script.urls()[2]
            .contains("/subscriptions/s0/providers/Microsoft.HybridCompute/machines")
    );
}

#[test]
fn where_the_index_fails_only_its_subscriptions_are_asked() {
    let machines = answer(200, &[], r#"{"value":[]}"#);
    let (news, stage) = fleet(
        300,
        [page(&[row("s0", "a")]), answer(403, &[], ""), machines],
    );
    assert_eq!(ends(&news), (300, 0));
    assert!(stage.script.urls()[3].contains("/subscriptions/s299/"));
}

#[test]
fn where_the_network_is_lost_nothing_else_is_asked() {
    let lost = || Err(NoAnswer::Network);
    let (news, _) = fleet(2, [lost(), lost(), lost(), lost()]);
    assert_eq!(ends(&news), (0, 2));
}
