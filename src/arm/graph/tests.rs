mod quota;
mod tables;

use super::*;
use crate::arm::rehearsal::{ARM, Rehearsal, rehearse};
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
