//! Resource Graph: rows, columns, operators, rights, the delay behind Resource Manager.

use crate::{
    graph_stage::{GRAPH, INSTANCES, MACHINES},
    stage::{BRANCHES, MACHINES as ARM_MACHINES, NOBODY, OPERATOR, READER, Stage, path},
};
use emulator::options::{InstanceTable, Options};
use serde_json::{Value, json};
use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

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
fn a_join_puts_each_machine_beside_its_instance_and_one_without_beside_nothing() {
    let stage = Stage::new();
    let join = |kind: &str| {
        format!(
            "{MACHINES} | project id, name, machine = tolower(id) \
             | join kind={kind} ({INSTANCES} \
                | project machine = tostring(split(tolower(id), '/providers/microsoft.scvmm/')[0]), id, name, place = properties.infrastructureProfile) \
               on machine \
             | where isnotempty(machine) | order by id asc"
        )
    };
    let rows = stage.rows(&join("leftouter"));
    assert_eq!(rows.len(), 120);
    for row in &rows {
        let machine = row["id"].as_str().unwrap().to_lowercase();
        assert_eq!(row["machine"], machine);
        if row["name"] == "file-eu-009" {
            for column in ["machine1", "id1", "name1", "place"] {
                assert_eq!(row[column], Value::Null, "{column}");
            }
        } else {
            assert_eq!(row["machine1"], machine);
            assert_eq!(row["name1"], "default");
            assert!(
                row["id1"]
                    .as_str()
                    .unwrap()
                    .to_lowercase()
                    .starts_with(&machine)
            );
            assert!(row["place"]["checkpoints"].is_array(), "{row}");
        }
    }
    assert_eq!(stage.rows(&join("inner")).len(), 119);
    // What comes after sees the columns of both sides, and more may be joined.
    let counted = format!(
        "{} | join kind=inner (resources | project name) on name | where name1 == 'default' | count",
        join("inner")
    );
    assert_eq!(stage.column(&counted, "Count"), [json!(119)]);
}

#[test]
fn a_join_pages_as_any_other_query() {
    let stage = Stage::of(2_500);
    let query = format!(
        "{MACHINES} | project id | extend machine = tolower(id) | join kind=leftouter ({INSTANCES} \
         | project machine = tostring(split(tolower(id), '/providers/microsoft.scvmm/')[0]), power = properties.powerState) on machine \
         | project id, power | order by id asc"
    );
    let mut ids = HashSet::new();
    let mut options = json!({ "$top": 1000 });
    for count in [1000, 1000, 500] {
        let page = stage.query(&query, &options).json();
        assert_eq!(
            (&page["count"], &page["totalRecords"]),
            (&json!(count), &json!(2500)),
            "{page}"
        );
        ids.extend(
            page["data"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["id"].to_string()),
        );
        options["$skipToken"] = page["$skipToken"].clone();
    }
    assert_eq!(ids.len(), 2_500);
}

#[test]
fn fifty_thousand_machines_are_joined_with_their_instances_and_ordered() {
    let query = format!(
        "{MACHINES} | project id, machine = tolower(id) | join kind=leftouter ({INSTANCES} \
         | project machine = tostring(split(tolower(id), '/providers/microsoft.scvmm/')[0])) on machine \
         | project id | order by id asc"
    );
    let started = Instant::now();
    let stage = Stage::of(50_000);
    let page = stage.query(&query, &json!({ "$top": 1000 })).json();
    // Some two seconds, not optimized; a busy machine may take many times as long.
    assert!(started.elapsed() < Duration::from_secs(60));
    assert_eq!(
        (&page["count"], &page["totalRecords"]),
        (&json!(1000), &json!(50_000))
    );
}

#[test]
fn a_join_of_everything_with_everything_is_more_than_the_service_computes() {
    let answer = Stage::of(4_000).query(
        "resources | join kind=inner resources on type",
        &Value::Null,
    );
    assert_eq!(
        answer.json()["error"]["details"][1]["code"],
        "QueryTooComplex"
    );
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
fn operators_do_what_the_language_says() {
    let stage = Stage::new();
    let names = |query: &str| stage.column(&format!("resources | {query}"), "name");
    for (query, expected) in [
        ("where name == 'sql-prod-014'", 1),
        ("where name == 'SQL-prod-014'", 0),
        ("where name =~ 'SQL-prod-014'", 1),
        ("where name in ('sql-prod-014', 'erp-app-01', 'none')", 2),
        ("where name in~ ('SQL-PROD-014', \"ERP-APP-01\")", 2),
        (
            "where name has 'K8S' and name has '11' and name !has 'k8'",
            1,
        ),
        (
            "where name startswith 'K8S-node-11' or name endswith 'APP-01'",
            2,
        ),
        ("where name contains 'imp-0' and not(name contains 'x')", 1),
        (
            "where (name == 'a' or name == 'erp-app-01') and kind !~ 'vmware'",
            1,
        ),
        (
            "where name == 'erp-app-01' and tostring(properties.provisioningState) == 'Succeeded'",
            1,
        ),
        (
            "where name == 'erp-app-01' and properties['provisioningState'] != 'succeeded'",
            1,
        ),
        (
            "where name == 'erp-app-01' and isempty(properties.none.at.all)",
            1,
        ),
        ("where name == 'erp-app-01' and properties.none == 'x'", 0),
        (
            "where name == 'erp-app-01' and true and 1 < 2 and -1.5 <= 3",
            1,
        ),
        (
            "where name == 'erp-app-01' // and false\n | where false == false",
            1,
        ),
        (
            "where tolower(name) == 'erp-app-01' and split(id, '/')[2] == subscriptionId",
            1,
        ),
        (
            "where split(id, '/')[-1] == 'erp-app-01' and strlen(name) == 10",
            1,
        ),
        ("where kind =~ 'scvmm' | take 7", 7),
        (
            "where kind =~ 'scvmm' | limit 7 | order by name | limit 3",
            3,
        ),
        ("top 2 by name asc", 2),
    ] {
        assert_eq!(names(query).len(), expected, "{query}");
    }
}

#[test]
fn columns_get_the_names_they_were_given_or_those_that_follow() {
    let stage = Stage::new();
    let rows = stage.rows(
        "resources | where name == 'erp-app-01' | extend where_ = resourceGroup, name = toupper(name) \
         | project name, tostring(properties.provisioningState), properties.agentVersion, n = 1, where_, split(id, '/')[1] \
         | project-away where_",
    );
    let [row] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    assert_eq!(
        row,
        &json!({
            "name": "ERP-APP-01",
            "properties_provisioningState": "Succeeded",
            "properties_agentVersion": row["properties_agentVersion"],
            "n": 1,
            "Column6": "subscriptions",
        })
    );
}

#[test]
fn the_largest_comes_first_unless_asked_otherwise() {
    let stage = Stage::new();
    let by = |order: &str| {
        let query = format!(
            "{INSTANCES} | extend n = array_length(properties.infrastructureProfile.checkpoints) | order by {order}"
        );
        let list = stage.column(&format!("{query} | project id, n, name"), "n");
        list.iter().map(|n| n.as_u64().unwrap()).collect::<Vec<_>>()
    };
    assert!(by("n").is_sorted_by(|a, b| a >= b));
    assert!(by("n asc, id desc").is_sorted());
    assert!(by("name asc, n desc").is_sorted_by(|a, b| a >= b));
}

#[test]
fn nulls_stand_where_the_order_says() {
    let stage = Stage::new();
    let first = |order: &str| {
        let query = format!(
            "{MACHINES} | extend n = toint(properties.nothing), m = tobool(tags.costCenter) | project id, n"
        );
        let union = format!(
            "resources | take 1 | project id, n = 7 | union ({query}) | extend n = toint(n)"
        );
        stage.column(&format!("{union} | order by {order} | take 1"), "n")[0].clone()
    };
    assert_eq!((first("n asc"), first("n desc")), (Value::Null, json!(7)));
    assert_eq!(
        (first("n asc nulls last"), first("n nulls first")),
        (json!(7), Value::Null)
    );
}

#[test]
fn a_count_is_one_row() {
    let stage = Stage::of(300);
    let found = stage.found(&format!("{MACHINES} | count"));
    assert_eq!(found["data"], json!([{ "Count": 300 }]));
    assert_eq!(found["totalRecords"], 1);
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
