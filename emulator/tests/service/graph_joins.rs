//! Resource Graph: machines joined with their instances.

use crate::{
    graph_stage::{INSTANCES, MACHINES},
    stage::Stage,
};
use serde_json::{Value, json};
use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

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
