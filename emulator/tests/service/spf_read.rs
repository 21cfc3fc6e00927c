//! Reading through Service Provider Foundation.

use crate::spf_stage::{Spf, WEST, own, pack, sentence};
use emulator::{
    options::{Options, SpfOptions, spf::ParentIds},
    spf::tenant,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn names(rows: &[Value]) -> BTreeSet<String> {
    rows.iter()
        .map(|row| row["Name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_tenant_sees_the_machines_of_its_one_cloud_on_its_one_stamp() {
    let spf = Spf::new();
    for root in [own(tenant::PRODUCTION), pack(tenant::PRODUCTION)] {
        let spf = spf.at(&root);
        let clouds = spf.values("Clouds");
        assert_eq!(clouds.len(), 1);
        assert_eq!(
            (&clouds[0]["Name"], &clouds[0]["StampId"]),
            (&json!("Production – Gold"), &json!(WEST))
        );
        let machines = spf.values("VirtualMachines");
        assert!(
            machines
                .iter()
                .all(|one| one["StampId"] == WEST && one["CloudId"] == clouds[0]["ID"])
        );
        let names = names(&machines);
        for name in [
            "sql-prod-014",
            "web-eu-202",
            "build-agent-33",
            "erp-app-01",
            "k8s-node-11",
            "legacy-imp-02",
        ] {
            assert!(names.contains(name), "{name}");
        }
        for name in ["dc-branch-07", "sap-hana-03", "file-eu-009", "print-eu-004"] {
            assert!(!names.contains(name), "{name}");
        }
        assert_eq!(spf.get(&spf.machine("dc-branch-07")).status, 404);
    }
    assert!(
        names(&spf.at(&own(tenant::BRANCHES)).values("VirtualMachines")).contains("dc-branch-07")
    );
    assert!(
        names(&spf.at(&own(tenant::BUSINESS)).values("VirtualMachines")).contains("sap-hana-03")
    );
}

#[test]
fn the_administrator_sees_every_machine_of_every_stamp() {
    let spf = Spf::new().administrator();
    let machines = spf.values("VirtualMachines");
    let stamps: BTreeSet<_> = machines
        .iter()
        .map(|one| one["StampId"].as_str().unwrap())
        .collect();
    assert_eq!(stamps.len(), 2);
    // Every machine but the one that VMM no longer knows.
    assert_eq!(machines.len(), spf.emulator.options().vms - 1);
    assert_eq!(spf.values("Clouds").len(), 5);
    assert_eq!(spf.values("UserRoles").len(), 3);
    assert_eq!(
        spf.value(&spf.machine("print-eu-004"))["CloudId"],
        Value::Null
    );
}

#[test]
fn roots_and_ids_are_found_in_any_letter_case() {
    let spf = Spf::new();
    for root in [
        own(tenant::PRODUCTION).to_uppercase(),
        own(tenant::PRODUCTION).to_lowercase(),
        own(tenant::PRODUCTION).replace("R2", ""),
        pack(tenant::PRODUCTION).to_uppercase(),
        pack(tenant::PRODUCTION).replace("vmm", "VMM"),
    ] {
        let spf = spf.at(&root);
        let answer = spf.get(&spf.machine("sql-prod-014").replace("2fa28d03", "2FA28D03"));
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(
            answer.json()["odata.metadata"],
            format!("http://spf.contoso.com:8090{root}/$metadata#VirtualMachines/@Element")
        );
    }
}

#[test]
fn keys_are_read_in_every_spelling_that_clients_use() {
    let spf = Spf::new();
    let (id, stamp) = ("2fa28d03-8d6d-486b-ae61-9694a2db5d6f", WEST);
    for key in [
        format!("(ID=guid'{id}',StampId=guid'{stamp}')"),
        format!("(StampId=guid'{stamp}',ID=guid'{id}')"),
        format!("(ID=Guid'{id}',StampId=Guid'{stamp}')"),
        format!("(ID=guid'{{{id}}}',StampId=guid'{{{stamp}}}')")
            .replace('{', "%7B")
            .replace('}', "%7D"),
        format!("%28ID=guid%27{id}%27,StampId=guid%27{stamp}%27%29"),
        format!(
            "(ID=guid'{}',StampId=guid'{}')",
            id.to_uppercase(),
            stamp.to_uppercase()
        ),
    ] {
        assert_eq!(
            spf.value(&format!("VirtualMachines{key}"))["Name"],
            "sql-prod-014",
            "{key}"
        );
    }
    assert!(!spf.values("VirtualMachines()").is_empty());
    let role = tenant::PRODUCTION;
    for rest in [
        format!("UserRoles/{role}"),
        format!("UserRoles(guid'{role}')"),
        format!("UserRoles(ID=guid'{role}')"),
    ] {
        assert_eq!(spf.value(&rest)["ID"], role.to_string(), "{rest}");
    }
    let wrong_stamp = format!("VirtualMachines(ID=guid'{id}',StampId=guid'{id}')");
    assert_eq!(spf.get(&wrong_stamp).status, 404);
    assert_eq!(
        spf.get(&format!("VirtualMachines/{id}")).status,
        400,
        "one value is no composite key"
    );
    assert_eq!(spf.get("VirtualMachines(ID=guid'12')").status, 400);
}

#[test]
fn a_machine_has_every_property_and_most_are_null() {
    let spf = Spf::new();
    let machine = spf.value(&spf.machine("sql-prod-014"));
    let fields = machine.as_object().unwrap();
    // 132 properties and the metadata's address.
    assert_eq!(fields.len(), 133);
    assert!(fields.values().filter(|value| value.is_null()).count() > 60);
    for (name, value) in [
        ("Status", json!("Running")),
        ("StatusString", json!("Running")),
        ("VirtualMachineState", json!("Running")),
        ("CPUCount", json!(4)),
        ("Memory", json!(16384)),
        ("Generation", json!(2)),
        ("OperatingSystem", json!("Windows Server 2022 Datacenter")),
        ("MostRecentTaskId", Value::Null),
    ] {
        assert_eq!(fields[name], value, "{name}");
    }
    assert!(
        fields["TotalSize"].is_string(),
        "64-bit numbers travel as text"
    );
    assert_eq!(fields["Owner"]["RoleID"], tenant::PRODUCTION.to_string());
    let words = |name| {
        let one = spf.administrator().value(&spf.machine(name));
        [
            one["Status"].clone(),
            one["StatusString"].clone(),
            one["VirtualMachineState"].clone(),
        ]
    };
    assert_eq!(words("erp-app-01"), ["PowerOff", "Stopped", "PowerOff"]);
    assert_eq!(words("dc-branch-07"), ["PowerOff", "Stopped", "PowerOff"]);
    assert_eq!(words("k8s-node-11"), ["Paused", "Paused", "Paused"]);
    assert_eq!(words("print-eu-004"), ["Saved", "Saved State", "Saved"]);
}

#[test]
fn every_property_that_is_filled_is_declared() {
    let spf = Spf::new();
    spf.create("web-eu-202", "for a job");
    let csdl = spf.header("accept", "").get("$metadata").text();
    for set in [
        "VirtualMachines",
        "VMCheckPoints",
        "Jobs",
        "Clouds",
        "UserRoles",
    ] {
        let row = spf.values(set).remove(0);
        for name in row.as_object().unwrap().keys() {
            assert!(
                csdl.contains(&format!("<Property Name=\"{name}\"")),
                "{set} {name}"
            );
        }
    }
}

#[test]
fn one_call_lists_machines_with_their_checkpoints_jobs_and_clouds() {
    let spf = Spf::new();
    spf.create("web-eu-202", "newest");
    let rows = spf.values("VirtualMachines?$expand=VMCheckpoints,MostRecentTask,FailedJob,Cloud&$filter=Name eq 'web-eu-202'");
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["VMCheckpoints"][0]["Name"], "newest");
    assert_eq!(
        rows[0]["MostRecentTask"]["Name"],
        "Create virtual machine checkpoint"
    );
    assert_eq!(rows[0]["MostRecentTask"]["ID"], rows[0]["MostRecentTaskId"]);
    assert_eq!(rows[0]["FailedJob"], Value::Null);
    assert_eq!(rows[0]["Cloud"]["Name"], "Production – Gold");
    assert!(rows[0].get("VirtualHardDisks").is_none());

    let machine = spf.machine("sql-prod-014");
    assert_eq!(spf.values(&format!("{machine}/VMCheckpoints")).len(), 4);
    assert_eq!(
        spf.get(&format!("{machine}/VMCheckpoints/$count")).text(),
        "4"
    );
    assert_eq!(
        spf.value(&format!("{machine}/Cloud"))["Name"],
        "Production – Gold"
    );
    assert_eq!(
        spf.value(&format!("{machine}/Name"))["value"],
        "sql-prod-014"
    );
    assert_eq!(
        spf.get(&format!("{machine}/Name/$value")).text(),
        "sql-prod-014"
    );
    assert_eq!(
        spf.value(&format!("{machine}/Owner/UserName"))["value"],
        "admin@contoso.com"
    );
    assert_eq!(spf.get(&format!("{machine}/MostRecentTask")).status, 404);
    assert_eq!(spf.get(&format!("{machine}/Checkpoints")).status, 404);
}

#[test]
fn filters_by_stamp_id_machine_and_name_are_understood() {
    let spf = Spf::new();
    let truth = spf.truth("sql-prod-014");
    let of_machine = format!(
        "VMCheckPoints?$filter=StampId eq guid'{WEST}' and VMId eq guid'{}'",
        truth.vmm_id
    );
    let rows = spf.values(&of_machine);
    assert_eq!(names(&rows).len(), 4);
    assert_eq!(spf.values(&of_machine.replace(' ', "+")), rows);
    let one = &truth.checkpoints[1];
    assert_eq!(
        names(&spf.values(&format!("VMCheckPoints?$filter=ID eq guid'{}'", one.vmm_id))),
        [one.name.clone()].into()
    );
    assert_eq!(
        spf.values(
            "VirtualMachines()?$filter=ID eq guid'2fa28d03-8d6d-486b-ae61-9694a2db5d6f'&$top=1"
        )
        .len(),
        1
    );
    assert_eq!(spf.values("VirtualMachines?$filter=startswith(Name,'sql-prod-01') and Owner/UserName eq 'admin@contoso.com'").len(), 1);
    assert_eq!(
        spf.values("Jobs?$filter=ID eq guid'11111111-2222-3333-4444-555555555555'"),
        Vec::<Value>::new()
    );
    for wrong in [
        "Name eq",
        "Name eq 'x",
        "StampId eq 'text'",
        "NoSuch eq 1",
        "(Name eq 'x'",
    ] {
        let answer = spf.get(&format!("VirtualMachines?$filter={wrong}"));
        assert_eq!(answer.status, 400, "{wrong}");
        assert_ne!(sentence(&answer), "");
    }
}

#[test]
fn rows_are_selected_ordered_counted_and_cut() {
    let spf = Spf::new();
    let all = spf.values("VirtualMachines?$select=Name&$orderby=Name desc");
    assert!(all.iter().all(|row| row.as_object().unwrap().len() == 1));
    let sorted: Vec<_> = all
        .iter()
        .map(|row| row["Name"].as_str().unwrap())
        .collect();
    assert!(sorted.is_sorted_by(|a, b| a >= b));
    let answer = spf.value(
        "VirtualMachines?$orderby=Name desc&$skip=2&$top=3&$inlinecount=allpages&$select=Name",
    );
    assert_eq!(answer["value"].as_array().unwrap()[..], all[2..5]);
    assert_eq!(answer["odata.count"], all.len().to_string());
    assert_eq!(
        spf.get("VirtualMachines/$count").text(),
        all.len().to_string()
    );
    assert_eq!(spf.get("VirtualMachines?$color=blue").status, 400);
}

#[test]
fn pages_are_off_until_a_size_is_given_and_then_lead_through_everything() {
    let spf = Spf::of(Options {
        vms: 200,
        ..Options::default()
    });
    let all = spf.values("VirtualMachines");
    assert!(all.len() > 20 && spf.value("VirtualMachines").get("odata.nextLink").is_none());
    spf.emulator
        .settings()
        .change_spf(|spf| spf.page_size = Some(7));
    let mut rest = "VirtualMachines?$expand=VMCheckpoints".to_owned();
    let mut seen = Vec::new();
    loop {
        let page = spf.value(&rest);
        let rows = page["value"].as_array().unwrap();
        assert!(rows.len() <= 7 && rows.iter().all(|row| row["VMCheckpoints"].is_array()));
        seen.extend(rows.iter().map(|row| row["ID"].clone()));
        match page.get("odata.nextLink") {
            Some(next) => {
                let root = format!("http://spf.contoso.com:8090{}/", spf.root);
                rest = next
                    .as_str()
                    .unwrap()
                    .strip_prefix(&root)
                    .unwrap()
                    .to_owned();
            }
            None => break,
        }
    }
    let unique: BTreeSet<_> = seen.iter().map(Value::to_string).collect();
    assert_eq!((seen.len(), unique.len()), (all.len(), all.len()));
}

#[test]
fn every_format_of_json_is_spoken_and_atom_is_refused_in_xml() {
    let spf = Spf::new();
    let of = |accept: &str| spf.header("accept", accept).get("Clouds");
    for (accept, kind) in [
        (
            "application/json",
            "application/json;odata=minimalmetadata;streaming=true;charset=utf-8",
        ),
        (
            "application/json;odata=nometadata",
            "application/json;odata=nometadata;streaming=true;charset=utf-8",
        ),
        (
            "application/json;odata=fullmetadata",
            "application/json;odata=fullmetadata;streaming=true;charset=utf-8",
        ),
        (
            "application/atomsvc+xml;q=0.8, application/json;odata=verbose;q=0.5, */*;q=0.1",
            "application/json;odata=verbose;charset=utf-8",
        ),
    ] {
        let answer = of(accept);
        assert_eq!(
            (answer.status.as_u16(), answer.header("content-type")),
            (200, kind),
            "{}",
            answer.text()
        );
    }
    assert_eq!(
        of("application/json;odata=nometadata")
            .json()
            .as_object()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(
        of("application/json;odata=verbose").json()["d"]["results"][0]["Name"],
        "Production – Gold"
    );
    let full = of("application/json;odata=fullmetadata").json()["value"][0].clone();
    assert_eq!(full["odata.type"], "VMM.Cloud");
    let atom = of("application/atom+xml");
    assert_eq!(
        (atom.status.as_u16(), atom.header("content-type")),
        (415, "application/xml;charset=utf-8")
    );
    assert!(atom.text().contains("<m:error"), "{}", atom.text());
    assert_eq!(
        spf.header("accept", "").get("Clouds?$format=json").status,
        200
    );
}

#[test]
fn errors_are_written_as_they_were_asked_for() {
    let spf = Spf::new();
    let light = spf.get("Nothing");
    assert_eq!(
        (light.status.as_u16(), sentence(&light)),
        (404, "Resource not found for the segment 'Nothing'.".into())
    );
    let verbose = spf
        .header("accept", "application/json;odata=verbose")
        .get("Nothing")
        .json();
    assert_eq!(
        verbose["error"]["message"]["value"],
        "Resource not found for the segment 'Nothing'."
    );
    let xml = spf.header("accept", "application/atom+xml").get("Nothing");
    assert!(
        xml.text()
            .contains("<m:message xml:lang=\"en-US\">Resource not found"),
        "{}",
        xml.text()
    );
    assert_eq!(light.header("x-ms-request-id").len(), 36);
}

#[test]
fn the_service_document_and_the_metadata_stand_at_the_root() {
    let spf = Spf::new();
    let sets = spf.values("");
    assert!(
        names_of(&sets).contains(&"VMCheckPoints".to_owned()),
        "{sets:?}"
    );
    let metadata = spf.header("accept", "").get("$metadata");
    assert_eq!(
        (metadata.status.as_u16(), metadata.header("content-type")),
        (200, "application/xml;charset=utf-8")
    );
    assert!(
        metadata
            .text()
            .contains("<EntityType Name=\"VMCheckPoint\">")
    );
}

fn names_of(sets: &[Value]) -> Vec<String> {
    sets.iter()
        .map(|set| set["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn parents_are_named_in_either_space_of_ids_and_roots_have_none() {
    let spf = Spf::new();
    let truth = spf.truth("sql-prod-014");
    let rows = || {
        spf.values(&format!(
            "{}/VMCheckpoints?$orderby=AddedTime",
            spf.machine("sql-prod-014")
        ))
    };
    let parents = |rows: Vec<Value>| {
        rows.into_iter()
            .map(|row| row["ParentCheckpointID"].clone())
            .collect::<Vec<_>>()
    };
    let checkpoint_id = |number: usize| json!(truth.checkpoints[number].id.to_lowercase());
    assert_eq!(
        parents(rows()),
        [
            Value::Null,
            checkpoint_id(0),
            checkpoint_id(0),
            checkpoint_id(1)
        ]
    );
    spf.emulator
        .settings()
        .change_spf(|spf| spf.parent_ids = ParentIds::Id);
    let id = |number: usize| json!(truth.checkpoints[number].vmm_id);
    assert_eq!(parents(rows()), [Value::Null, id(0), id(0), id(1)]);
    assert_eq!(
        spf.value(&spf.machine("sql-prod-014"))["LastRestoredCheckpointId"],
        id(3)
    );
}

#[test]
fn odd_data_is_shown_as_it_is() {
    let spf = Spf::new();
    let rows = spf.values(&format!("{}/VMCheckpoints", spf.machine("legacy-imp-02")));
    assert_eq!(rows.len(), 7, "one stands there twice");
    let own_parent = rows
        .iter()
        .find(|row| row["Name"] == "Its own parent")
        .unwrap();
    assert_eq!(own_parent["ParentCheckpointID"], own_parent["CheckpointID"]);
    let strange = spf.values(&format!("{}/VMCheckpoints", spf.machine("k8s-node-11")));
    assert_eq!(strange[0]["Name"], "<b>Before</b> 1.31 → 1.32");
}

#[test]
fn answers_can_be_made_strange() {
    let spf = Spf::with(SpfOptions {
        origin: Some("https://inner-spf:8090/".into()),
        bare_times: true,
        strange_status: Some("SQL-prod-014".into()),
        hide_job_ids: true,
        ..SpfOptions::default()
    });
    let answer = spf.get(&spf.machine("sql-prod-014"));
    let body = answer.json();
    assert!(
        body["odata.metadata"]
            .as_str()
            .unwrap()
            .starts_with("https://inner-spf:8090/SC2012R2/"),
        "{body}"
    );
    assert_eq!(body["Status"], "Quiescing");
    let added = body["AddedTime"].as_str().unwrap();
    assert!(!added.ends_with("00") && !added.ends_with('Z'), "{added}");
    assert!(!answer.headers.contains_key("x-ms-request-id"));
    let created = spf.create("web-eu-202", "first");
    assert!(
        created
            .header("location")
            .starts_with("https://inner-spf:8090/")
    );
    assert!(!created.headers.contains_key("x-ms-request-id"));
}

#[test]
fn both_sides_show_the_same_datacenter() {
    let stage = crate::stage::Stage::new();
    let spf = Spf {
        emulator: stage.emulator.clone(),
        clock: stage.clock.clone(),
        ..Spf::new()
    };
    stage.act(
        "web-eu-202",
        "createCheckpoint",
        r#"{"name":"through Azure"}"#,
    );
    let machine = spf.machine("web-eu-202");
    assert_eq!(spf.value(&machine)["StatusString"], "Creating Checkpoint");
    stage.wait(21);
    let rows = spf.values(&format!("{machine}/VMCheckpoints"));
    assert_eq!(
        rows[0]["Name"], "through Azure",
        "at once, where Azure lags behind"
    );
    assert_eq!(
        spf.value(&format!("{machine}/MostRecentTask"))["Owner"],
        "CONTOSO\\svc-azure-bridge"
    );
    spf.act(
        "MERGE",
        &spf.checkpoint("web-eu-202", 0),
        Some(&json!({ "Name": "renamed through the other" })),
    );
    stage.wait(10);
    assert_eq!(
        stage.profile("web-eu-202")["checkpoints"][0]["name"],
        "renamed through the other"
    );
}
