use super::*;
use crate::odata::estate::{STAMP, model};
use proptest::prelude::*;

const ID: &str = "3499b02c-8dc9-4c0d-aa83-097a1340cbda";

fn resource(text: &str) -> Resource {
    match Path::parse(model(), text) {
        Ok(Path::Resource(resource)) => resource,
        other => panic!("{text}: {other:?}"),
    }
}

fn refused(text: &str) -> (u16, String) {
    match Path::parse(model(), text) {
        Err(fault) => (fault.status, fault.message),
        Ok(path) => panic!("{text}: {path:?}"),
    }
}

#[test]
fn the_root_and_its_model_are_found() {
    for text in ["", "/"] {
        assert_eq!(Path::parse(model(), text), Ok(Path::ServiceDocument));
    }
    for text in ["/$metadata", "$metadata/"] {
        assert_eq!(Path::parse(model(), text), Ok(Path::Metadata));
    }
}

#[test]
fn a_set_is_many_with_and_without_empty_parentheses() {
    for text in [
        "/VirtualMachines",
        "VirtualMachines()",
        "VirtualMachines/",
        "VirtualMachines%28%29",
    ] {
        let found = resource(text);
        assert!(
            found.many && found.key.is_none() && found.ending == Ending::Whole,
            "{text}"
        );
        assert_eq!(found.target.name, "VirtualMachines");
    }
}

#[test]
fn every_spelling_of_a_key_names_the_same_entity() {
    let upper = ID.to_uppercase();
    let spellings = [
        format!("VMCheckPoints(ID=guid'{ID}',StampId=guid'{STAMP}')"),
        format!("VMCheckPoints(StampId=guid'{STAMP}',ID=guid'{ID}')"),
        format!("VMCheckPoints(ID=Guid'{ID}',StampId=Guid'{STAMP}')"),
        format!("VMCheckPoints(ID=guid'{{{ID}}}',StampId=guid'{{{STAMP}}}')"),
        format!("VMCheckPoints(ID=guid'{upper}',StampId=guid'{STAMP}')"),
        format!("VMCheckPoints%28ID%3Dguid%27{ID}%27%2CStampId%3Dguid%27{STAMP}%27%29"),
        format!("VMCheckPoints(ID=guid%27{ID}%27, StampId=guid%27{STAMP}%27)"),
        format!("VMCheckPoints(ID=guid'%7B{ID}%7D',StampId=guid'{STAMP}')"),
    ];
    for text in &spellings {
        let found = resource(text);
        let key = found.key.unwrap();
        assert!(!found.many);
        assert_eq!(key.guid("ID").unwrap().to_string(), ID, "{text}");
        assert_eq!(key.guid("StampId").unwrap().to_string(), STAMP, "{text}");
        assert_eq!(
            key.to_string(),
            format!("ID=guid'{ID}',StampId=guid'{STAMP}'")
        );
    }
}

#[test]
fn a_key_of_one_property_is_also_a_segment() {
    for text in [
        format!("UserRoles/{ID}"),
        format!("UserRoles/{}", ID.to_uppercase()),
        format!("UserRoles(guid'{ID}')"),
        format!("UserRoles(ID=guid'{ID}')"),
    ] {
        let found = resource(&text);
        assert_eq!(found.key.unwrap().guid("ID").unwrap().to_string(), ID);
    }
    let (status, message) = refused(&format!("VMCheckPoints/{ID}"));
    assert_eq!(status, 400);
    assert!(
        message.contains("'VMCheckPoints' refers to a collection"),
        "{message}"
    );
}

#[test]
fn navigation_and_properties_follow_an_entity() {
    let key = format!("(ID=guid'{ID}',StampId=guid'{STAMP}')");
    let checkpoints = resource(&format!("VirtualMachines{key}/VMCheckpoints"));
    assert!(checkpoints.many);
    assert_eq!(checkpoints.set.name, "VirtualMachines");
    assert_eq!(checkpoints.target.name, "VMCheckPoints");
    let one = resource(&format!("VirtualMachines{key}/VMCheckpoints{key}/Name"));
    assert!(!one.many && one.steps[0].key.is_some());
    let task = resource(&format!("VirtualMachines{key}/MostRecentTask"));
    assert!(!task.many && task.target.name == "Jobs");
    let count = resource(&format!("VirtualMachines{key}/VMCheckpoints/$count"));
    assert_eq!(count.ending, Ending::Count);
    assert_eq!(resource("Jobs/$count").ending, Ending::Count);
    let raw = resource(&format!("VirtualMachines{key}/Owner/UserName/$value"));
    assert_eq!(
        raw.ending,
        Ending::Property {
            names: vec!["Owner".into(), "UserName".into()],
            kind: Kind::named("Edm.String").unwrap(),
            raw: true
        }
    );
}

#[test]
fn what_there_is_not_is_not_found() {
    let key = format!("(ID=guid'{ID}',StampId=guid'{STAMP}')");
    for (text, name) in [
        ("Machines".to_owned(), "Machines"),
        ("virtualmachines".to_owned(), "virtualmachines"),
        ("VMCheckPoints)".to_owned(), "VMCheckPoints)"),
        (format!("Machines{key}"), "Machines"),
        (format!("VirtualMachines{key}/Nothing"), "Nothing"),
        (format!("VirtualMachines{key}/Owner/Nothing"), "Nothing"),
    ] {
        assert_eq!(
            refused(&text),
            (404, format!("Resource not found for the segment '{name}'."))
        );
    }
}

#[test]
fn what_cannot_be_read_is_a_bad_request() {
    let key = format!("(ID=guid'{ID}',StampId=guid'{STAMP}')");
    for text in [
        format!("VMCheckPoints(guid'{ID}')"),
        format!("VMCheckPoints(ID=guid'{ID}')"),
        format!("VMCheckPoints(ID=guid'{ID}',ID=guid'{ID}')"),
        format!("VMCheckPoints(ID=guid'{ID}',Stamp=guid'{STAMP}')"),
        format!("VMCheckPoints(ID='{ID}',StampId=guid'{STAMP}')"),
        format!("VMCheckPoints(ID={ID},StampId={STAMP})"),
        format!("VMCheckPoints(ID=guid'{ID}',StampId=guid'{STAMP}'"),
        format!("VMCheckPoints(ID=guid'{ID}',StampId=guid'{STAMP}'))"),
        format!("VMCheckPoints(ID=guid'{ID}',StampId=guid'{STAMP}',Name='x')"),
        "VMCheckPoints(ID=null,StampId=null)".to_owned(),
        "VMCheckPoints(ID=guid'nonsense',StampId=guid'nonsense')".to_owned(),
        "VMCheckPoints(".to_owned(),
        "VMCheckPoints/%FF".to_owned(),
        "Jobs/Name".to_owned(),
        "Jobs/$count/x".to_owned(),
        "$metadata/x".to_owned(),
        format!("Jobs{key}/$count"),
        format!("Jobs{key}/$value"),
        format!("Jobs{key}/Name/More"),
        format!("Jobs{key}/Name/$value/More"),
        format!("VirtualMachines{key}/Cloud{key}"),
    ] {
        assert_eq!(refused(&text).0, 400, "{text}");
    }
}

#[test]
fn links_and_batches_are_refused_plainly() {
    let key = format!("(ID=guid'{ID}',StampId=guid'{STAMP}')");
    assert_eq!(refused("$batch").0, 501);
    assert_eq!(
        refused(&format!("VirtualMachines{key}/$links/VMCheckpoints")).0,
        501
    );
}

proptest! {
    #[test]
    fn no_path_panics(text in "(VMCheckPoints|UserRoles|[(),='/$%a-z0-9]|guid'|\\PC){0,40}") {
        let _ = Path::parse(model(), &text);
    }
}
