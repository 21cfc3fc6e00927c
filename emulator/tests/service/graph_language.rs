//! Resource Graph: what the operators of a query do.

use crate::{
    graph_stage::{INSTANCES, MACHINES},
    stage::Stage,
};
use serde_json::{Value, json};

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
