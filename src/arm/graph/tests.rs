use super::*;
use crate::arm::inventory;
use crate::arm::rehearsal::{ARM, LOADED, Rehearsal, rehearse};
use crate::http::scripted::{answer, block_on};
use crate::http::transport::{NoAnswer, Response};
use serde_json::json;
use std::cell::RefCell;

type Scripted = Result<Response, NoAnswer>;

fn part(id: &str) -> Part {
    Part {
        id: id.into(),
        name: format!("Contoso {id}"),
    }
}

/// A machine without an instance beside it, as a join writes it.
fn bare(subscription: &str, name: &str) -> Value {
    json!({
        "id": format!("/subscriptions/{subscription}/resourceGroups/RG-01/providers/Microsoft.HybridCompute/machines/{name}"),
        "name": name, "kind": "SCVMM", "location": "westeurope", "powerState": null, "osSku": null, "osType": null,
        "cpuCount": null, "checkpointType": null, "vmmServerId": "", "cloudId": null, "checkpoints": null
    })
}

fn row(subscription: &str, name: &str) -> Value {
    let mut row = bare(subscription, name);
    row["powerState"] = json!("Running");
    row["checkpointType"] = json!("Production");
    row["vmmServerId"] = json!(
        "/subscriptions/p/resourceGroups/rg/providers/Microsoft.ScVmm/vmmServers/vmm-west-01"
    );
    row["osType"] = json!("Windows");
    row["cpuCount"] = json!(4);
    row["generation"] = json!("2");
    row["lastRestoredVMCheckpoint"] = json!({ "checkpointID": "7C1" });
    row["checkpoints"] = json!([
        { "checkpointID": "7c1", "parentCheckpointID": "000", "name": "before", "description": "" }
    ]);
    row
}

fn body(rows: &[Value], next: &str) -> String {
    body_of(9_999, rows, next)
}

fn body_of(all: usize, rows: &[Value], next: &str) -> String {
    let mut page = json!({
        "totalRecords": all, "count": rows.len(), "data": rows, "facets": [], "resultTruncated": "true"
    });
    if !next.is_empty() {
        page["$skipToken"] = json!(next);
    }
    page.to_string()
}

fn page(rows: &[Value], next: &str) -> Scripted {
    answer(200, &[], &body(rows, next))
}

fn quota(left: &str, resets: &str, rows: &[Value], next: &str) -> Scripted {
    let headers = [
        ("x-ms-user-quota-remaining", left),
        ("x-ms-user-quota-resets-after", resets),
    ];
    answer(200, &headers, &body(rows, next))
}

struct Heard {
    outcome: Result<usize, Failure>,
    news: Vec<FleetNews>,
    stage: Rehearsal,
}

fn listed(graph: &Graph, parts: &[Part], answers: impl IntoIterator<Item = Scripted>) -> Heard {
    let stage = rehearse(answers);
    let heard = RefCell::new(Vec::new());
    let outcome = block_on(graph.list(&stage.client, parts, &|news| heard.borrow_mut().push(news)));
    Heard {
        outcome,
        news: heard.into_inner(),
        stage,
    }
}

impl Heard {
    fn found(&self) -> Vec<&Found> {
        let pages = self.news.iter().filter_map(|news| match news {
            FleetNews::Machines(_, machines) => Some(machines),
            _ => None,
        });
        pages.flatten().collect()
    }

    fn names(&self) -> Vec<&str> {
        self.found()
            .iter()
            .map(|found| found.listed.name.as_str())
            .collect()
    }

    fn bodies(&self) -> Vec<Value> {
        let sent = self.stage.script.sent();
        sent.iter()
            .map(|request| serde_json::from_str(request.body.as_deref().unwrap()).unwrap())
            .collect()
    }
}

#[test]
fn machines_come_with_what_the_index_has_of_them_page_by_page_and_part_by_part() {
    let pages = [
        page(&[row("s1", "a"), row("s1", "b")], "next+/="),
        page(&[row("S1", "c"), bare("s2", "d")], ""),
    ];
    let heard = listed(&Graph::default(), &[part("s1"), part("s2")], pages);
    assert_eq!(heard.outcome, Ok(4));
    let told: Vec<_> = heard
        .news
        .iter()
        .map(|news| match news {
            FleetNews::Machines(part, machines) => (part.id.as_str(), machines.len()),
            FleetNews::Expected(count) => ("announced", *count),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        told,
        [("s1", 2), ("announced", 9_999), ("s1", 1), ("s2", 1)]
    );
    let found = heard.found();
    let first = found[0].instance.as_ref().unwrap();
    assert_eq!(first.power.word(), "Running");
    assert_eq!(first.checkpoints.len(), 1);
    assert_eq!(first.current, Some(first.checkpoints[0].id.clone()));
    assert_eq!(first.server, "vmm-west-01");
    assert_eq!(first.operating_system, "Windows");
    assert_eq!(
        (first.hardware.processors, first.hardware.generation),
        (Some(4), Some(2))
    );
    assert_eq!(found[0].listed.subscription, "Contoso s1");
    assert_eq!(found[0].listed.resource_group, "RG-01");
    assert_eq!(found[0].listed.location, "westeurope");
    assert_eq!(found[3].instance, None, "it is read by itself");
    let bodies = heard.bodies();
    assert_eq!(bodies[0]["subscriptions"], json!(["s1", "s2"]));
    assert_eq!(
        bodies[0]["options"],
        json!({ "$top": 1000, "resultFormat": "objectArray" })
    );
    assert_eq!(bodies[1]["options"]["$skipToken"], "next+/=");
    assert_eq!(bodies[0]["query"], bodies[1]["query"]);
    let requests = heard.stage.script.sent();
    assert_eq!(requests[0].url, format!("{ARM}{}", query::PATH));
    assert_eq!(requests[0].method.word(), "POST");
}

#[test]
fn the_query_is_written_without_a_gap_or_a_comment_and_with_every_column_that_is_read() {
    let body: Value = serde_json::from_str(&query::body(Table::Extensibility, &[], "")).unwrap();
    let text = body["query"].as_str().unwrap();
    assert!(text.starts_with("resources| where type =~ 'microsoft.hybridcompute/machines' and kind =~ 'scvmm'| project id,"));
    assert!(text.contains("join kind=leftouter (extensibilityresources| where type =~ 'microsoft.scvmm/virtualmachineinstances'|"));
    assert!(text.ends_with(") on machine| project-away machine, machine1| order by id asc"));
    // What reading one machine takes out of its parts.
    for column in [
        "powerState = properties.powerState",
        "provisioningState = properties.provisioningState",
        "osSku = os.osSku",
        "osType = os.osType",
        "osVersion = os.osVersion",
        "computerName = os.computerName",
        "cpuCount = hardware.cpuCount",
        "memoryMB = hardware.memoryMB",
        "isHighlyAvailable = hardware.isHighlyAvailable",
        "checkpointType = place.checkpointType",
        "generation = place.generation",
        "vmmServerId = place.vmmServerId",
        "cloudId = place.cloudId",
        "checkpoints = place.checkpoints",
        "lastRestoredVMCheckpoint = place.lastRestoredVMCheckpoint",
    ] {
        assert!(text.contains(column), "{column}");
    }
}

#[test]
fn the_other_table_is_tried_once_where_no_machine_has_an_instance_and_remembered_where_it_has() {
    let graph = Graph::default();
    let table = |heard: &Heard, number: usize| {
        let query = heard.bodies()[number]["query"].as_str().unwrap().to_owned();
        query
            .split_once("join kind=leftouter (")
            .unwrap()
            .1
            .split_once('|')
            .unwrap()
            .0
            .to_owned()
    };
    let first = listed(
        &graph,
        &[part("s1")],
        [
            page(&[bare("s1", "a")], "x"),
            page(&[row("s1", "a")], "y"),
            page(&[bare("s1", "b")], ""),
        ],
    );
    assert_eq!(first.names(), ["a", "b"]);
    assert_eq!(
        [0, 1, 2].map(|number| table(&first, number)),
        ["extensibilityresources", "resources", "resources"]
    );
    assert_eq!(first.bodies()[2]["options"]["$skipToken"], "y");
    let again = listed(&graph, &[part("s1")], [page(&[row("s1", "a")], "")]);
    assert_eq!(table(&again, 0), "resources");
}

#[test]
fn machines_that_neither_table_has_instances_of_are_listed_all_the_same() {
    for other in [page(&[bare("s1", "a")], "x"), answer(400, &[], "{}")] {
        let heard = listed(
            &Graph::default(),
            &[part("s1")],
            [
                page(&[bare("s1", "a")], "y"),
                other,
                page(&[bare("s1", "b")], ""),
            ],
        );
        assert_eq!(heard.outcome, Ok(2));
        assert_eq!(heard.names(), ["a", "b"]);
        assert_eq!(
            heard.bodies()[2]["options"]["$skipToken"],
            "y",
            "the pages of the first"
        );
    }
}

#[test]
fn an_empty_index_is_asked_once() {
    let heard = listed(&Graph::default(), &[part("s1")], [page(&[], "")]);
    assert_eq!((heard.outcome, heard.news), (Ok(0), Vec::new()));
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

#[test]
fn a_failure_on_the_way_keeps_what_came_before() {
    let heard = listed(
        &Graph::default(),
        &[part("s1")],
        [page(&[row("s1", "a")], "x"), answer(400, &[], "{}")],
    );
    assert!(heard.outcome.is_err());
    assert_eq!(heard.names(), ["a"]);
}

#[test]
fn what_is_no_list_is_a_failure() {
    for body in [
        "",
        "<html>",
        "{}",
        "[]",
        r#"{"data":{"columns":[],"rows":[]}}"#,
        r#"{"data":[{"id":]}"#,
        r#"{"data":[{"id":"/subscriptions/s1"#,
        r#"["data",[{}]]"#,
    ] {
        let heard = listed(&Graph::default(), &[part("s1")], [answer(200, &[], body)]);
        assert_eq!(
            heard.outcome.unwrap_err().kind(),
            &FailureKind::Unreadable,
            "{body}"
        );
    }
}

#[test]
fn a_list_that_becomes_shorter_between_two_pages_is_read_once_more() {
    let page = |all, rows: &[Value], next| answer(200, &[], &body_of(all, rows, next));
    let [a, b, c, d] = ["a", "b", "c", "d"].map(|name| row("s1", name));
    let pages = [
        page(4, &[a, b.clone()], "x"),
        // The first is gone now, so the third has moved to the page before.
        page(3, std::slice::from_ref(&d), ""),
        page(3, &[b, c], "y"),
        page(2, &[d], ""),
    ];
    let heard = listed(&Graph::default(), &[part("s1")], pages);
    assert_eq!(heard.outcome, Ok(3));
    assert_eq!(heard.names(), ["a", "b", "d", "b", "c", "d"]);
    assert!(heard.stage.script.is_played());
    let announced = heard.news.iter();
    let announced = announced.filter(|news| matches!(news, FleetNews::Expected(_)));
    assert_eq!(announced.count(), 1);
}

#[test]
fn a_list_that_always_has_a_next_page_is_ended() {
    let pages = (0..=MOST).map(|_| page(&[row("s1", "a")], "x"));
    let heard = listed(&Graph::default(), &[part("s1")], pages);
    assert_eq!(heard.outcome.unwrap_err().kind(), &FailureKind::Unreadable);
}

#[test]
fn rows_that_are_no_machines_of_these_parts_are_passed_over() {
    let mut foreign = row("s1", "a");
    foreign["kind"] = json!("VMware");
    let rows = [
        json!(null),
        json!(7),
        json!({}),
        json!({ "id": "nonsense" }),
        row("elsewhere", "b"),
        foreign,
        row("s1", "c"),
    ];
    let heard = listed(&Graph::default(), &[part("s1")], [page(&rows, "")]);
    assert_eq!(heard.outcome, Ok(1));
    assert_eq!(heard.names(), ["c"]);
}

/// What the whole listing tells, of subscriptions `s0`, `s1` and so on.
fn fleet(count: usize, answers: impl IntoIterator<Item = Scripted>) -> (Vec<FleetNews>, Rehearsal) {
    let rows: Vec<_> = (0..count)
        .map(|number| json!({ "subscriptionId": format!("s{number}") }))
        .collect();
    let subscriptions = answer(200, &[], &json!({ "value": rows }).to_string());
    let stage = rehearse(std::iter::once(subscriptions).chain(answers));
    let heard = RefCell::new(Vec::new());
    let report = |news| heard.borrow_mut().push(news);
    assert_eq!(
        block_on(inventory::list(
            &stage.client,
            &Graph::default(),
            LOADED,
            &report
        )),
        Ok(())
    );
    assert!(stage.script.is_played(), "{:?}", stage.script.urls());
    (heard.into_inner(), stage)
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
    let (news, stage) = fleet(300, [page(&[row("s7", "a")], ""), page(&[], "")]);
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
    let machines = || answer(200, &[], &json!({ "value": [bare("s0", "a")] }).to_string());
    let (news, stage) = fleet(2, [page(&[], ""), machines(), machines()]);
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
        [page(&[row("s0", "a")], ""), answer(403, &[], ""), machines],
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

#[test]
fn the_screen_is_filled_before_the_rest_of_the_first_page_is_read() {
    let rows: Vec<_> = (0..100)
        .map(|number| row("s1", &number.to_string()))
        .collect();
    let heard = listed(
        &Graph::default(),
        &[part("s1")],
        [page(&rows, "x"), page(&rows, "")],
    );
    assert_eq!(heard.outcome, Ok(200));
    let told: Vec<_> = heard
        .news
        .iter()
        .filter_map(|news| match news {
            FleetNews::Machines(_, machines) => Some(machines.len()),
            _ => None,
        })
        .collect();
    assert_eq!(told, [60, 40, 100]);
    assert_eq!(heard.stage.clock.waits(), [20]);
}
