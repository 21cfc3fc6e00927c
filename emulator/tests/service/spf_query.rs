//! How Service Provider Foundation is asked: roots, keys, queries, pages and formats.

use crate::spf_stage::{Spf, WEST, own, pack, sentence};
use emulator::{options::Options, spf::tenant};
use serde_json::Value;
use std::collections::BTreeSet;

fn names(rows: &[Value]) -> BTreeSet<String> {
    rows.iter()
        .map(|row| row["Name"].as_str().unwrap().to_owned())
        .collect()
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
