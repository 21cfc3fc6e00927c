mod by_index;

use super::*;
use crate::arm::rehearsal::{ARM, LOADED, Rehearsal, rehearse};
use crate::backend::Found;
use crate::http::scripted::{answer, block_on};
use crate::http::transport::{NoAnswer, Response};
use crate::model::failure::FailureKind;
use serde_json::json;
use std::cell::RefCell;

const GRAPH: &str = "/providers/Microsoft.ResourceGraph/resources?api-version=2021-03-01";

fn news(rehearsal: &Rehearsal) -> (Result<(), Failure>, Vec<FleetNews>) {
    news_with(rehearsal, LOADED)
}

fn news_with(rehearsal: &Rehearsal, further: LoadFurther) -> (Result<(), Failure>, Vec<FleetNews>) {
    let heard = RefCell::new(Vec::new());
    let graph = Graph::default();
    let result = block_on(list(&rehearsal.client, &graph, further, &|news| {
        heard.borrow_mut().push(news)
    }));
    (result, heard.into_inner())
}

/// Resource Graph refuses; then each subscription is asked.
fn no_graph() -> Result<Response, NoAnswer> {
    answer(403, &[], "")
}

fn subscriptions(ids: &[&str]) -> String {
    let rows: Vec<_> = ids
        .iter()
        .map(|id| json!({ "subscriptionId": id, "displayName": format!("Contoso {id}"), "state": "Enabled" }))
        .collect();
    json!({ "value": rows }).to_string()
}

fn row(subscription: &str, name: &str) -> Value {
    json!({
        "id": format!("/subscriptions/{subscription}/resourceGroups/rg-01/providers/Microsoft.HybridCompute/machines/{name}"),
        "name": name, "kind": "SCVMM", "location": "westeurope", "tags": null
    })
}

fn names(news: &[FleetNews]) -> Vec<String> {
    let machines = news.iter().filter_map(|news| match news {
        FleetNews::Machines(_, machines) => Some(machines),
        _ => None,
    });
    machines
        .flatten()
        .map(|machine| machine.listed.name.to_string())
        .collect()
}

fn part_named(id: &str) -> Part {
    Part {
        id: id.into(),
        name: format!("Contoso {id}"),
    }
}

#[test]
fn the_fleet_is_told_part_by_part_and_page_by_page() {
    let next = format!("{ARM}/subscriptions/s1/x?api-version=2024-07-10&$skipToken=a%2Fb");
    let rehearsal = rehearse([
        answer(200, &[], &subscriptions(&["s1"])),
        no_graph(),
        answer(
            200,
            &[],
            &json!({ "value": [row("s1", "sql-01")], "nextLink": next }).to_string(),
        ),
        answer(
            200,
            &[],
            &json!({ "value": [row("s1", "web-02")], "nextLink": null }).to_string(),
        ),
    ]);
    let (result, news) = news(&rehearsal);
    assert_eq!(result, Ok(()));
    assert_eq!(
        rehearsal.script.urls(),
        [
            format!("{ARM}/subscriptions?api-version=2022-12-01"),
            format!("{ARM}{GRAPH}"),
            format!(
                "{ARM}/subscriptions/s1/providers/Microsoft.HybridCompute/machines?api-version=2024-07-10"
            ),
            next,
        ]
    );
    let part = part_named("s1");
    let machine = |name: &str| {
        FleetNews::Machines(
            part.clone(),
            vec![Found::from(Listed {
                id: ResourceId::new(row("s1", name)["id"].as_str().unwrap()),
                name: name.into(),
                subscription: "Contoso s1".into(),
                resource_group: "rg-01".into(),
                location: "westeurope".into(),
            })],
        )
    };
    assert_eq!(
        news,
        [
            FleetNews::Parts(vec![part.clone()]),
            machine("sql-01"),
            machine("web-02"),
            FleetNews::PartRead(part),
        ]
    );
}

#[test]
fn four_subscriptions_are_read_at_once_and_the_fifth_when_one_is_done() {
    let page = |subscription: &str| {
        let next = format!("{ARM}/subscriptions/{subscription}/second");
        answer(
            200,
            &[],
            &json!({ "value": [], "nextLink": next }).to_string(),
        )
    };
    let end = || answer(200, &[], r#"{"value":[]}"#);
    let ids = ["s1", "s2", "s3", "s4", "s5"];
    let first = [page("s1"), end(), page("s3"), page("s4")];
    let answers = [answer(200, &[], &subscriptions(&ids)), no_graph()]
        .into_iter()
        .chain(first)
        .chain([end(), end(), end(), end()]);
    let rehearsal = rehearse(answers);
    assert_eq!(news(&rehearsal).0, Ok(()));
    let urls = rehearsal.script.urls();
    let asked: Vec<_> = urls
        .iter()
        .skip(2)
        .map(|url| url.split('/').nth(4).unwrap())
        .collect();
    assert_eq!(asked, ["s1", "s2", "s3", "s4", "s1", "s3", "s4", "s5"]);
}

#[test]
fn a_subscription_that_refuses_does_not_hide_the_others() {
    let rehearsal = rehearse([
        answer(200, &[], &subscriptions(&["s1", "s2"])),
        no_graph(),
        answer(
            403,
            &[],
            r#"{"error":{"code":"AuthorizationFailed","message":"no"}}"#,
        ),
        answer(
            200,
            &[],
            &json!({ "value": [row("s2", "web-02")] }).to_string(),
        ),
    ]);
    let (result, news) = news(&rehearsal);
    assert_eq!(result, Ok(()));
    assert_eq!(names(&news), ["web-02"]);
    let failed = news.iter().find_map(|news| match news {
        FleetNews::PartFailed(part, failure) => Some((part, failure.headline())),
        _ => None,
    });
    assert_eq!(failed, Some((&part_named("s1"), "no")));
    assert!(news.contains(&FleetNews::PartRead(part_named("s2"))));
}

#[test]
fn only_machines_of_vmm_with_an_id_are_rows_whatever_else_is_null() {
    let mut nameless = row("s1", "sql-01");
    nameless["name"] = Value::Null;
    nameless["location"] = Value::Null;
    nameless["kind"] = json!("scvmm");
    let mut other = row("s1", "esx-01");
    other["kind"] = json!("VMware");
    let mut unknown = row("s1", "bare-01");
    unknown["kind"] = Value::Null;
    let page = json!({ "value": [
        null, 7, "x", [], {}, other, unknown,
        { "kind": "SCVMM", "name": "no id" }, { "kind": "SCVMM", "id": "nonsense" },
        nameless
    ] });
    let rehearsal = rehearse([
        answer(200, &[], &subscriptions(&["s1"])),
        no_graph(),
        answer(200, &[], &page.to_string()),
    ]);
    assert_eq!(names(&news(&rehearsal).1), ["sql-01"]);
}

#[test]
fn subscriptions_that_are_disabled_or_come_twice_are_left_out() {
    let subscription = |id: &str, state: Value| json!({ "subscriptionId": id, "displayName": null, "state": state });
    let rows = json!({ "value": [
        subscription("on", json!("Enabled")), subscription("warned", json!("warned")), subscription("due", json!("PastDue")),
        subscription("untold", Value::Null), subscription("off", json!("Disabled")), subscription("gone", json!("Deleted")),
        subscription("on", json!("Enabled")), null, {}
    ] });
    let empty = || answer(200, &[], r#"{"value":[]}"#);
    let rehearsal = rehearse([
        answer(200, &[], &rows.to_string()),
        no_graph(),
        empty(),
        empty(),
        empty(),
        empty(),
    ]);
    let (_, news) = news(&rehearsal);
    let Some(FleetNews::Parts(parts)) = news.first() else {
        panic!("{news:?}");
    };
    let ids: Vec<_> = parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(ids, ["on", "warned", "due", "untold"]);
    assert!(rehearsal.script.is_played());
}

/// What becomes of a part whose first page points to `next`.
fn end_of(next: &str, more: impl IntoIterator<Item = String>) -> (Failure, Rehearsal) {
    let first = json!({ "value": [row("s1", "sql-01")], "nextLink": next }).to_string();
    let bodies = [first].into_iter().chain(more);
    let pages = bodies.map(|body| answer(200, &[], &body));
    let before = [answer(200, &[], &subscriptions(&["s1"])), no_graph()];
    let rehearsal = rehearse(before.into_iter().chain(pages));
    let (_, news) = news(&rehearsal);
    assert_eq!(names(&news)[0], "sql-01", "the rows before it are kept");
    match news.last() {
        Some(FleetNews::PartFailed(_, failure)) => (failure.clone(), rehearsal),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_next_page_on_another_origin_is_not_asked_for() {
    let (failure, rehearsal) = end_of("https://contoso.com/machines?page=2", []);
    assert_eq!(failure.kind(), &FailureKind::ForeignAddress);
    assert!(
        rehearsal
            .script
            .urls()
            .iter()
            .all(|url| url.starts_with(ARM))
    );
}

#[test]
fn a_list_that_goes_in_a_circle_is_ended() {
    let (a, b) = (format!("{ARM}/a"), format!("{ARM}/b"));
    let page = |next: &str| json!({ "value": [], "nextLink": next }).to_string();
    let (failure, rehearsal) = end_of(&a, [page(&b), page(&a)]);
    assert_eq!(failure.kind(), &FailureKind::Unreadable);
    assert!(rehearsal.script.is_played());
    let own = format!(
        "{ARM}/subscriptions/s1/providers/Microsoft.HybridCompute/machines?api-version=2024-07-10"
    );
    end_of(&own, []);
}

#[test]
fn a_page_that_is_no_page_is_a_failure_and_not_an_empty_list() {
    for body in ["", "<html>", "{}", r#"{"value":null}"#, "[]"] {
        let (failure, _) = end_of(&format!("{ARM}/a"), [body.to_owned()]);
        assert_eq!(failure.kind(), &FailureKind::Unreadable, "{body}");
    }
}

#[test]
fn subscriptions_that_cannot_be_listed_are_an_error_without_news() {
    let rehearsal = rehearse([answer(403, &[], "")]);
    let (result, news) = news(&rehearsal);
    assert!(result.is_err());
    assert_eq!(news, []);
}

#[test]
fn subscriptions_listed_in_part_are_read_all_the_same() {
    let first =
        json!({ "value": [{ "subscriptionId": "s1" }], "nextLink": "https://contoso.com/" });
    let rehearsal = rehearse([
        answer(200, &[], &first.to_string()),
        no_graph(),
        answer(
            200,
            &[],
            &json!({ "value": [row("s1", "sql-01")] }).to_string(),
        ),
    ]);
    let (result, news) = news(&rehearsal);
    assert_eq!(result.unwrap_err().kind(), &FailureKind::ForeignAddress);
    assert_eq!(names(&news), ["sql-01"]);
}

#[test]
fn each_subscription_is_named_when_the_way_without_resource_graph_cannot_be_loaded() {
    let rehearsal = rehearse([answer(200, &[], &subscriptions(&["s1", "s2"])), no_graph()]);
    let (result, news) = news_with(&rehearsal, || Box::pin(async { None }));
    assert_eq!(result, Ok(()));
    let failed: Vec<_> = news
        .iter()
        .filter_map(|news| match news {
            FleetNews::PartFailed(part, failure) => Some((part.id.as_str(), failure.clone())),
            _ => None,
        })
        .collect();
    let why = not_loaded();
    assert_eq!(failed, [("s1", why.clone()), ("s2", why)]);
}
