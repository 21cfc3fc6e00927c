//! The emulator's entities, errors and metadata held against what is recorded and documented of Service Provider Foundation.

use crate::{
    exchange,
    spf_stage::{Replay, WEST},
};
use emulator::{
    odata::Model,
    operation::plan::{Ending, Plan},
    spf::tenant,
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, time::Duration};
use uuid::Uuid;

/// The members of a document with the kinds of their values; what is null on either side fits anything.
fn fits(ours: &Value, theirs: &Value, place: &str) {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let names = |fields: &serde_json::Map<String, Value>| {
                fields.keys().cloned().collect::<BTreeSet<_>>()
            };
            assert_eq!(names(ours), names(theirs), "{place}");
            for (name, value) in ours {
                fits(value, &theirs[name], &format!("{place}/{name}"));
            }
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            for (ours, theirs) in ours.iter().zip(theirs) {
                fits(ours, theirs, place);
            }
        }
        (Value::Null, _) | (_, Value::Null) => {}
        _ => assert_eq!(
            std::mem::discriminant(ours),
            std::mem::discriminant(theirs),
            "{place}"
        ),
    }
}

#[test]
#[ignore = "reads recordings, which are not part of the repository; .ci/run runs it"]
fn entities_have_the_recorded_members() {
    let replay = Replay::new();
    replay.emulator.next_operation(Plan::new(Ending::Info));
    let mut body = exchange::json("samples/wapsdk_create_body.dn785088.json");
    body["StampId"] = json!(WEST);
    body["VMId"] = json!(replay.emulator.machine("sql-prod-014").unwrap().vmm_id);
    let created = replay.ask("POST", "VMCheckPoints", "application/json", &body);
    assert_eq!(created.status, 201, "{}", created.body);
    replay.clock.advance(Duration::from_secs(60));

    let job = created.headers["x-ms-request-id"].to_str().unwrap();
    let job = replay.get(&format!("Jobs(ID=guid'{job}',StampId=guid'{WEST}')"));
    fits(
        &job,
        &exchange::json("samples/job_recorded_2019.json"),
        "job",
    );
    assert_eq!(job["AdditionalMessages"].as_array().unwrap().len(), 1);

    fits(
        &replay.get("Clouds"),
        &exchange::json("samples/wapsdk_clouds_feed.dn818601.json"),
        "clouds",
    );

    let id = serde_json::from_str::<Value>(&created.body).unwrap()["ID"]
        .as_str()
        .unwrap()
        .to_owned();
    let key = format!("VMCheckPoints(ID=guid'{id}',StampId=guid'{WEST}')");
    let mut entity = replay.get(&key);
    // The printed entity is cut before these.
    for name in ["Confirm", "RunAsynchronously"] {
        entity.as_object_mut().unwrap().remove(name).unwrap();
    }
    fits(
        &entity,
        &exchange::json("samples/wapsdk_get_entity.dn785083.json"),
        "checkpoint",
    );

    let restore = exchange::json("samples/wapsdk_put_restore_body.dn785078.json");
    let first = &replay.emulator.machine("sql-prod-014").unwrap().checkpoints[0];
    let key = format!(
        "VMCheckPoints(ID=guid'{}',StampId=guid'{WEST}')",
        first.vmm_id
    );
    let answer = replay.ask("PUT", &key, "application/json", &restore);
    assert_eq!(answer.status, 204, "{}", answer.body);
    replay.clock.advance(Duration::from_secs(60));
    let after = replay.emulator.machine("sql-prod-014").unwrap();
    assert_eq!(after.current, Some(first.id.clone()));
    assert_eq!(
        after.checkpoints[0].name, first.name,
        "a restore describes nothing"
    );
}

#[test]
#[ignore = "reads recordings, which are not part of the repository; .ci/run runs it"]
fn errors_have_the_documented_forms() {
    let replay = Replay::new();
    let nothing = Uuid::from_u128(1);
    let rest = format!("VMCheckPoints(ID=guid'{nothing}',StampId=guid'{WEST}')");
    let of = |accept: &str| replay.ask("GET", &rest, accept, &Value::Null).body;
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(
        read(&of("application/json")),
        exchange::json("samples/error_odata_v3_light.CONSTRUCTED.json")
    );
    assert_eq!(
        read(&of("application/json;odata=verbose")),
        exchange::json("samples/error_odata_v3_verbose.CONSTRUCTED.json")
    );
    let elements = |xml: &str, words: bool| -> Vec<String> {
        let document = roxmltree::Document::parse(xml).unwrap();
        let elements = document.descendants().filter(roxmltree::Node::is_element);
        elements
            .map(|element| {
                let own = element
                    .first_child()
                    .filter(|child| words && child.is_text());
                let text = own
                    .and_then(|child| child.text())
                    .unwrap_or_default()
                    .trim();
                format!("{:?} {text}", element.tag_name())
            })
            .collect()
    };
    assert_eq!(
        elements(&of("application/atom+xml"), true),
        elements(
            &exchange::text("samples/error_odata_v3.CONSTRUCTED.xml"),
            true
        )
    );
    replay
        .emulator
        .spf()
        .roles()
        .set(tenant::PRODUCTION, Vec::new());
    assert_eq!(
        elements(
            &replay
                .ask("DELETE", &rest, "application/json", &Value::Null)
                .body,
            false
        ),
        elements(
            &exchange::text("samples/error_wap_service_management.CONSTRUCTED.xml"),
            false
        )
    );
}

#[test]
#[ignore = "reads recordings, which are not part of the repository; .ci/run runs it"]
fn the_metadata_declares_what_is_known_of_every_type() {
    let replay = Replay::new();
    let csdl = replay
        .ask("GET", "$metadata", "application/xml", &Value::Null)
        .body;
    let model = Model::parse(&csdl).unwrap();
    let known = exchange::json("entities.json");
    let mut compared = 0;
    for (name, properties) in known.as_object().unwrap() {
        let full = format!("VMM.{name}");
        let set = model.sets().iter().find(|set| set.entity_type.name == full);
        let declared = match set {
            Some(set) => &set.entity_type.properties,
            None => {
                &model
                    .complex_type(&full)
                    .unwrap_or_else(|| panic!("{full}"))
                    .properties
            }
        };
        let ours: BTreeSet<(String, String)> = declared
            .iter()
            .map(|property| (property.name.clone(), property.kind.to_string()))
            .collect();
        let theirs: BTreeSet<(String, String)> = properties
            .as_array()
            .unwrap()
            .iter()
            .map(|property| {
                (
                    property[0].as_str().unwrap().into(),
                    property[1].as_str().unwrap().into(),
                )
            })
            .collect();
        assert_eq!(ours, theirs, "{name}");
        compared += 1;
    }
    assert!(compared >= 6);
}
