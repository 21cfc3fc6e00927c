//! Resource Graph: rows, their columns, rights, the delay behind Resource Manager.

use crate::{
    graph_stage::{GRAPH, INSTANCES, MACHINES},
    stage::{BRANCHES, MACHINES as ARM_MACHINES, NOBODY, OPERATOR, READER, Stage, path},
};
use emulator::options::{InstanceTable, Options};
use serde_json::{Value, json};
use std::{collections::HashSet, time::Duration};

#[test]
fn every_machine_of_vmm_is_found_and_no_other() {
    let stage = Stage::of(300);
    let found = stage.found(&format!("{MACHINES} | project id, kind | order by id asc"));
    assert_eq!(
        (&found["totalRecords"], &found["count"]),
        (&json!(300), &json!(300))
    );
    assert_eq!(
        (&found["resultTruncated"], &found["facets"]),
        (&json!("false"), &json!([]))
    );
    assert!(found.get("$skipToken").is_none());
    let rows = found["data"].as_array().unwrap();
    let ids: Vec<_> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert!(ids.is_sorted());
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 300);
    let kinds: HashSet<_> = rows
        .iter()
        .map(|row| row["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, HashSet::from(["SCVMM", "scvmm"]));
}

#[test]
fn a_row_is_the_resource_with_what_resource_graph_adds() {
    let stage = Stage::new();
    let rows = stage.rows("resources | where name == 'sql-prod-014'");
    let [row] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    let document = stage
        .get(&format!("{}?{ARM_MACHINES}", path("sql-prod-014")))
        .json();
    for same in [
        "id",
        "name",
        "kind",
        "location",
        "properties",
        "tags",
        "identity",
    ] {
        assert_eq!(row[same], document[same], "{same}");
    }
    assert_eq!(row["type"], "microsoft.hybridcompute/machines");
    assert_eq!(row["resourceGroup"], "rg-production-west");
    assert_eq!(
        row["subscriptionId"],
        "1d3f0a52-6b1e-4c77-9a41-0c5e8b2f7d11"
    );
    assert_eq!((&row["managedBy"], &row["sku"]), (&json!(""), &Value::Null));

    let id = stage.instance_path("sql-prod-014");
    let rows = stage.rows(&format!("{INSTANCES} | where id =~ '{id}'"));
    let [row] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    let document = stage.instance("sql-prod-014");
    for same in ["id", "name", "type", "extendedLocation", "properties"] {
        assert_eq!(row[same], document[same], "{same}");
    }
    assert_eq!((&row["location"], &row["kind"]), (&json!(""), &json!("")));
}

#[test]
fn a_row_without_a_kind_has_an_empty_one() {
    let stage = Stage::of(300);
    let rows = stage.rows("where type == 'microsoft.hybridcompute/machines' and kind == ''");
    assert!(!rows.is_empty());
    assert!(
        rows.iter()
            .all(|row| row["name"].as_str().unwrap().starts_with("arc-srv-"))
    );
}

#[test]
fn instances_stand_in_the_table_that_was_chosen_and_a_union_finds_them_in_either() {
    for (table, instances) in [
        ("extensibilityresources", InstanceTable::Extensibility),
        ("resources", InstanceTable::Resources),
        ("neither", InstanceTable::Nowhere),
    ] {
        let stage = Stage::new();
        stage
            .emulator
            .settings()
            .change_graph(|graph| graph.instances = instances);
        let of = |source: &str| {
            let condition = "where type =~ 'microsoft.scvmm/virtualMachineInstances'";
            stage
                .rows(&format!("{source} | {condition} | project id"))
                .len()
        };
        // One of the machines has none.
        let expected = |is: bool| if is { 119 } else { 0 };
        assert_eq!(of("resources"), expected(table == "resources"));
        assert_eq!(
            of("ExtensibilityResources"),
            expected(table == "extensibilityresources")
        );
        assert_eq!(
            of("resources | union extensibilityresources"),
            expected(table != "neither")
        );
    }
}

#[test]
fn servers_and_clouds_are_resources_too() {
    let stage = Stage::new();
    let fqdn = "resources | where type =~ 'Microsoft.ScVmm/vmmServers' | order by name asc | project properties.fqdn";
    assert_eq!(
        stage.column(fqdn, "properties_fqdn"),
        ["vmm-north-02.contoso.com", "vmm-west-01.contoso.com"]
    );
    assert_eq!(
        stage
            .rows("resources | where type endswith '/clouds'")
            .len(),
        5
    );
    assert_eq!(
        stage
            .by(OPERATOR)
            .rows("resources | where type has 'scvmm'"),
        Vec::<Value>::new()
    );
}

#[test]
fn rows_are_those_of_the_subscriptions_asked_for_that_the_caller_may_read() {
    let stage = Stage::new();
    let of = |stage: &Stage, subscriptions: Value| {
        let body = json!({
            "query": format!("{MACHINES} | project id, subscriptionId"),
            "subscriptions": subscriptions,
            "options": { "$top": 1000 },
        });
        let answer = stage.post(GRAPH, &body.to_string());
        let rows = answer.json()["data"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let ids: HashSet<_> = rows
            .iter()
            .map(|row| row["subscriptionId"].to_string())
            .collect();
        (answer.status.as_u16(), ids.len())
    };
    let branches = BRANCHES.rsplit('/').next().unwrap();
    let development = "2e4a1b63-7c2f-4d88-8b52-1d6f9c3a8e22";
    assert_eq!(of(&stage, Value::Null), (200, 3));
    assert_eq!(
        of(&stage, json!([branches, development.to_uppercase()])),
        (200, 2)
    );
    let reader = stage.by(READER);
    assert_eq!(of(&reader, Value::Null), (200, 2));
    assert_eq!(of(&reader, json!([branches, development])), (200, 1));
    assert_eq!(of(&reader, json!([branches])).0, 403);
    assert_eq!(of(&stage.by(NOBODY), Value::Null), (200, 0));
}

#[test]
fn the_index_follows_resource_manager_after_a_while() {
    let stage = Stage::with(Options {
        graph: emulator::options::GraphOptions {
            delay: Duration::from_secs(300),
            ..Options::default().graph
        },
        ..Options::default()
    });
    let id = stage.instance_path("web-eu-201");
    let query = format!(
        "{INSTANCES} | where id =~ '{id}' | project properties.infrastructureProfile.checkpoints"
    );
    let indexed = || {
        let list = stage.column(&query, "properties_infrastructureProfile_checkpoints");
        list[0].as_array().unwrap().len()
    };
    assert_eq!(
        stage
            .act("web-eu-201", "createCheckpoint", r#"{"name":"New"}"#)
            .status,
        202
    );
    stage.settle();
    assert_eq!(
        stage.profile("web-eu-201")["checkpoints"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(indexed(), 1);
    stage.act("web-eu-201", "createCheckpoint", "{}");
    stage.settle();
    stage.wait(100);
    assert_eq!(
        stage.profile("web-eu-201")["checkpoints"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    assert_eq!(indexed(), 2);
    stage
        .emulator
        .settings()
        .change_graph(|graph| graph.delay = Duration::ZERO);
    assert_eq!(indexed(), 3);
}
