//! Subscriptions, machines, VMM servers, clouds and rights.

use crate::stage::{BRANCHES, MACHINES, NOBODY, OPERATOR, PRODUCTION, READER, SCVMM, Stage, path};
use serde_json::Value;

const SUBSCRIPTIONS: &str = "/subscriptions?api-version=2022-12-01";
const AUTHORIZATION: &str = "api-version=2022-04-01";

fn names(list: &Value) -> Vec<&str> {
    list["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| item["name"].as_str().unwrap())
        .collect()
}

#[test]
fn an_administrator_sees_three_subscriptions_and_a_newcomer_none() {
    let stage = Stage::new();
    let all = stage.get(SUBSCRIPTIONS).json();
    let shown: Vec<_> = all["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["displayName"].clone())
        .collect();
    assert_eq!(
        shown,
        [
            "Contoso Production",
            "Contoso Development",
            "Contoso Branch Offices"
        ]
    );
    assert!(
        all["value"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["state"] == "Enabled")
    );
    assert_eq!(
        stage.by(NOBODY).get(SUBSCRIPTIONS).json()["value"],
        serde_json::json!([])
    );
    assert_eq!(
        stage
            .get(&format!("{PRODUCTION}?api-version=2022-12-01"))
            .json()["displayName"],
        "Contoso Production"
    );
}

#[test]
fn machines_of_other_kinds_stand_among_those_of_vmm() {
    let stage = Stage::new();
    let machines = every_machine(
        &stage,
        &format!("{PRODUCTION}/providers/Microsoft.HybridCompute/machines?{MACHINES}"),
    );
    let kinds: std::collections::HashSet<_> = machines
        .iter()
        .map(|machine| machine["kind"].to_string())
        .collect();
    assert!(kinds.contains("\"SCVMM\"") && kinds.len() > 2, "{kinds:?}");
    for machine in machines
        .iter()
        .filter(|machine| machine["kind"] == "VMware" || machine["kind"].is_null())
    {
        let id = machine["id"].as_str().unwrap();
        let instance =
            format!("{id}/providers/Microsoft.ScVmm/virtualMachineInstances/default?{SCVMM}");
        assert_eq!(stage.get(&instance).code(), "ResourceNotFound");
    }
}

fn every_machine(stage: &Stage, first: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut next = Some(first.to_string());
    while let Some(address) = next {
        let page = stage.get(&address).json();
        all.extend(page["value"].as_array().unwrap().iter().cloned());
        next = page["nextLink"].as_str().map(Into::into);
    }
    all
}

#[test]
fn a_machine_without_the_agent_has_null_fields_as_in_the_example() {
    let stage = Stage::of(300);
    let machines = every_machine(
        &stage,
        &format!("{PRODUCTION}/providers/Microsoft.HybridCompute/machines?{MACHINES}"),
    );
    let bare = machines
        .iter()
        .find(|machine| machine["properties"]["status"].is_null())
        .unwrap();
    for field in [
        "osSku",
        "machineFqdn",
        "displayName",
        "agentVersion",
        "osVersion",
    ] {
        assert_eq!(bare["properties"].get(field), Some(&Value::Null), "{field}");
    }
    assert_eq!(
        (bare.get("tags"), bare.get("identity")),
        (Some(&Value::Null), Some(&Value::Null))
    );
    let full = stage
        .get(&format!("{}?{MACHINES}", path("sql-prod-014")))
        .json();
    assert_eq!(
        full["properties"]["osSku"],
        "Windows Server 2022 Datacenter"
    );
}

#[test]
fn a_list_by_group_holds_that_group_alone_whatever_the_letter_case() {
    let stage = Stage::new();
    let address = format!(
        "{PRODUCTION}/RESOURCEGROUPS/rg-erp/providers/microsoft.hybridcompute/MACHINES?{MACHINES}"
    );
    let list = stage.get(&address).json();
    assert!(names(&list).contains(&"sap-hana-03") && names(&list).contains(&"erp-app-01"));
    assert!(
        list["value"]
            .as_array()
            .unwrap()
            .iter()
            .all(|one| one["id"].as_str().unwrap().contains("/RG-ERP/"))
    );
}

#[test]
fn vmm_servers_and_clouds_are_listed_and_read_one_by_one() {
    let stage = Stage::new();
    for (kind, anywhere, one) in [
        ("vmmServers", "vmm-west-01", "VMM-WEST-01"),
        ("clouds", "cloud-prod-gold-7f3a", "cloud-prod-gold-7f3a"),
    ] {
        let by_subscription = stage
            .get(&format!(
                "{PRODUCTION}/providers/Microsoft.ScVmm/{kind}?{SCVMM}"
            ))
            .json();
        assert!(
            names(&by_subscription).contains(&anywhere),
            "{by_subscription}"
        );
        let group =
            format!("{PRODUCTION}/resourceGroups/rg-arc-platform/providers/Microsoft.ScVmm/{kind}");
        assert!(names(&stage.get(&format!("{group}?{SCVMM}")).json()).contains(&anywhere));
        assert_eq!(
            stage.get(&format!("{group}/{one}?{SCVMM}")).json()["name"],
            anywhere
        );
        assert_eq!(
            stage.get(&format!("{group}/none?{SCVMM}")).code(),
            "ResourceNotFound"
        );
    }
    let cloud = stage
        .get(&format!(
            "{PRODUCTION}/providers/Microsoft.ScVmm/clouds?{SCVMM}"
        ))
        .json();
    assert_eq!(
        cloud["value"][0]["properties"]["cloudName"],
        "Production – Gold"
    );
}

#[test]
fn a_vm_contributor_sees_machines_but_neither_vmm_servers_nor_clouds() {
    let stage = Stage::new().by(OPERATOR);
    for kind in ["vmmServers", "clouds"] {
        let refused = stage.get(&format!(
            "{PRODUCTION}/providers/Microsoft.ScVmm/{kind}?{SCVMM}"
        ));
        assert_eq!(
            (refused.status.as_u16(), refused.code().as_str()),
            (403, "AuthorizationFailed")
        );
        assert!(
            refused
                .message()
                .contains(&format!("Microsoft.ScVmm/{kind}/read")),
            "{}",
            refused.message()
        );
    }
    assert_eq!(
        stage.instance("sql-prod-014")["properties"]["powerState"],
        "Running"
    );
    assert_eq!(
        stage.act("sql-prod-014", "createCheckpoint", "{}").status,
        202
    );
}

#[test]
fn a_reader_is_refused_what_changes_and_one_whole_subscription() {
    let stage = Stage::new().by(READER);
    let refused = stage.act("sql-prod-014", "createCheckpoint", "{}");
    assert_eq!(refused.status, 403);
    assert_eq!(
        refused.message(),
        format!(
            "The client 'reader@contoso.com' with object id 'c5f81e7a-2d46-4b9f-9c38-8f7a6e5d4b03' does not have \
             authorization to perform action 'Microsoft.ScVmm/virtualMachineInstances/createCheckpoint/action' over \
             scope '{}' or the scope is invalid. If access was recently granted, please refresh your credentials.",
            stage.instance_path("sql-prod-014")
        )
    );
    let machines = |subscription| {
        format!("{subscription}/providers/Microsoft.HybridCompute/machines?{MACHINES}")
    };
    assert_eq!(stage.get(&machines(PRODUCTION)).status, 200);
    assert_eq!(stage.get(&machines(BRANCHES)).code(), "AuthorizationFailed");
    assert_eq!(
        stage.get(SUBSCRIPTIONS).json()["value"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}

#[test]
fn the_permissions_agree_with_what_is_refused() {
    let stage = Stage::new();
    let group = format!(
        "{PRODUCTION}/resourceGroups/RG-ERP/providers/Microsoft.Authorization/permissions?{AUTHORIZATION}"
    );
    let machine = format!(
        "{}/providers/Microsoft.Authorization/permissions?{AUTHORIZATION}",
        path("sql-prod-014")
    );
    for address in [&group, &machine] {
        let operator = stage.by(OPERATOR).get(address).json();
        let actions = operator["value"][0]["actions"].as_array().unwrap();
        assert!(actions.contains(&"microsoft.scvmm/virtualMachineInstances/*".into()));
        assert_eq!(
            stage.by(READER).get(address).json()["value"][0]["actions"],
            serde_json::json!(["*/read"])
        );
        assert_eq!(
            stage.by(NOBODY).get(address).json()["value"],
            serde_json::json!([])
        );
        let admin = stage.get(address).json();
        assert_eq!(admin["value"][1]["actions"], serde_json::json!(["*"]));
        assert!(
            !admin["value"][1]["notActions"]
                .as_array()
                .unwrap()
                .is_empty()
        );
    }
}
