use super::*;
use crate::odata::estate::{STAMP, entity, id, machines, model};
use serde_json::json;

const ROOT: &str = "https://host.contoso.com:8090/SC2012R2/VMM/Microsoft.Management.Odata.svc";

fn writer(format: Format) -> Writer<'static> {
    Writer {
        model: model(),
        root: ROOT,
        format,
    }
}

fn set(name: &str) -> &'static EntitySet {
    model().set(name).unwrap()
}

fn query(set_name: &str, raw: &str) -> Query {
    Query::parse(model(), &set(set_name).entity_type, raw).unwrap()
}

fn checkpoint() -> Entity {
    entity(json!({
        "VMId": "3499b02c-8dc9-4c0d-aa83-097a1340cbda",
        "Accessibility": "Public",
        "AddedTime": "2013-08-19T15:02:36.591591-07:00",
        "CheckpointID": null,
        "Description": "This is a snapshot of the VM taken at 8/19/2013 3:02:33 PM",
        "Enabled": true,
        "ID": "a11cc636-5521-4f88-92b2-cad392911fe0",
        "ModifiedTime": "2013-08-19T15:02:36.8185926-07:00",
        "Name": "Testing Checkpoint #1",
        "StampId": STAMP,
    }))
}

#[test]
fn an_entity_is_written_to_the_byte_as_it_was_recorded() {
    let root = "https://spfn-457:8090/SC2012R2/VMM/97FD50F3-1DC0-41B6-A7C0-2B4FF4C3F7E3/Microsoft.Management.Odata.svc";
    let writer = Writer {
        root,
        ..writer(Format::Minimal)
    };
    let written = writer.entity(set("VMCheckPoints"), &Query::default(), &checkpoint());
    assert_eq!(written.body.len(), 651, "the recorded Content-Length");
    assert_eq!(
        written.body,
        concat!(
            r#"{"odata.metadata":"https://spfn-457:8090/SC2012R2/VMM/97FD50F3-1DC0-41B6-A7C0-2B4FF4C3F7E3/Microsoft.Management.Odata.svc/$metadata#VMCheckPoints/@Element","#,
            r#""Accessibility":"Public","AddedTime":"2013-08-19T15:02:36.591591-07:00","CheckpointID":null,"Confirm":null,"#,
            r#""Description":"This is a snapshot of the VM taken at 8/19/2013 3:02:33 PM","Enabled":true,"#,
            r#""ID":"a11cc636-5521-4f88-92b2-cad392911fe0","ModifiedTime":"2013-08-19T15:02:36.8185926-07:00","#,
            r#""Name":"Testing Checkpoint #1","ParentCheckpointID":null,"RunAsynchronously":null,"#,
            r#""StampId":"ba4146fa-fb41-4f59-a193-ad00c52a138c","VMCheckPointAction":null,"#,
            r#""VMId":"3499b02c-8dc9-4c0d-aa83-097a1340cbda"}"#
        )
    );
    assert_eq!(
        written.content_type,
        "application/json;odata=minimalmetadata;streaming=true;charset=utf-8"
    );
    assert_eq!(written.version, "3.0;");
    assert_eq!(
        writer.location(set("VMCheckPoints"), &checkpoint()),
        format!(
            "{root}/VMCheckPoints(ID=guid'a11cc636-5521-4f88-92b2-cad392911fe0',StampId=guid'{STAMP}')"
        )
    );
}

#[test]
fn a_feed_has_count_and_next_page_around_its_rows() {
    let query = query(
        "VirtualMachines",
        "$select=ID,TotalSize&$inlinecount=allpages",
    );
    let page = query.apply(machines(), Some(1));
    let address = format!("{ROOT}/VirtualMachines");
    let next = "$select=ID,TotalSize&$inlinecount=allpages&$skiptoken=guid'00000000-0000-0000-0000-000000000001',guid'ba4146fa-fb41-4f59-a193-ad00c52a138c'";
    let feed = |format| {
        writer(format)
            .feed(set("VirtualMachines"), &query, &page, &address)
            .body
    };
    assert_eq!(
        feed(Format::Minimal),
        format!(
            r#"{{"odata.metadata":"{ROOT}/$metadata#VirtualMachines&$select=ID,TotalSize","odata.count":"4","value":[{{"ID":"{}","TotalSize":"9007199254740993"}}],"odata.nextLink":"{address}?{next}"}}"#,
            id(1)
        )
    );
    assert_eq!(
        feed(Format::None),
        format!(
            r#"{{"odata.count":"4","value":[{{"ID":"{}","TotalSize":"9007199254740993"}}],"odata.nextLink":"{address}?{next}"}}"#,
            id(1)
        )
    );
    let verbose: Value = serde_json::from_str(&feed(Format::Verbose)).unwrap();
    assert_eq!(verbose["d"]["__count"], "4");
    assert_eq!(verbose["d"]["__next"], format!("{address}?{next}"));
    assert_eq!(verbose["d"]["results"][0]["ID"], id(1));
}

#[test]
fn an_empty_feed_is_a_feed() {
    let written = writer(Format::Minimal).feed(
        set("Clouds"),
        &Query::default(),
        &Page::default(),
        &format!("{ROOT}/Clouds"),
    );
    assert_eq!(
        written.body,
        format!(r#"{{"odata.metadata":"{ROOT}/$metadata#Clouds","value":[]}}"#)
    );
}

#[test]
fn expanded_entities_stand_inside_and_keep_their_shape() {
    let query = query(
        "VirtualMachines",
        "$select=ID,VMCheckpoints/Name,MostRecentTask,Cloud&$expand=VMCheckpoints,MostRecentTask",
    );
    let mut machine = machines().remove(0);
    machine.insert("VMCheckpoints".into(), json!([checkpoint(), checkpoint()]));
    let written = writer(Format::Minimal).entity(set("VirtualMachines"), &query, &machine);
    assert_eq!(
        written.body,
        format!(
            r#"{{"odata.metadata":"{ROOT}/$metadata#VirtualMachines/@Element&$select=ID,VMCheckpoints/Name,MostRecentTask,Cloud","ID":"{}","MostRecentTask":null,"VMCheckpoints":[{{"Name":"Testing Checkpoint #1"}},{{"Name":"Testing Checkpoint #1"}}]}}"#,
            id(1)
        )
    );
}

#[test]
fn full_metadata_names_types_and_links() {
    let query = query(
        "VirtualMachines",
        "$select=ID,Name,Owner,TotalSize,CPUCount,Memory,Cloud",
    );
    let written = writer(Format::Full).entity(set("VirtualMachines"), &query, &machines()[0]);
    let address = format!("VirtualMachines(ID=guid'{}',StampId=guid'{STAMP}')", id(1));
    let read: Value = serde_json::from_str(&written.body).unwrap();
    assert_eq!(
        read,
        json!({
            "odata.metadata": format!("{ROOT}/$metadata#VirtualMachines/@Element&$select=ID,Name,Owner,TotalSize,CPUCount,Memory,Cloud"),
            "odata.type": "VMM.VirtualMachine",
            "odata.id": format!("{ROOT}/{address}"),
            "odata.editLink": address,
            "CPUCount@odata.type": "Edm.Byte", "CPUCount": 4,
            "ID@odata.type": "Edm.Guid", "ID": id(1),
            "Memory": 8192,
            "Name": "sql-prod-014",
            "Owner": {"odata.type": "VMM.UserAndRole", "RoleID": null, "RoleName": "Administrator", "UserName": "CONTOSO\\ada"},
            "TotalSize@odata.type": "Edm.Int64", "TotalSize": "9007199254740993",
            "Cloud@odata.navigationLinkUrl": format!("{address}/Cloud"),
        })
    );
}

#[test]
fn verbose_json_is_that_of_version_two_where_it_can_be() {
    let written =
        writer(Format::Verbose).entity(set("VMCheckPoints"), &Query::default(), &checkpoint());
    assert_eq!(written.version, "2.0;");
    assert_eq!(
        written.content_type,
        "application/json;odata=verbose;charset=utf-8"
    );
    assert!(
        written
            .body
            .contains(r#""AddedTime":"\/Date(1376949756591)\/""#),
        "{}",
        written.body
    );
    let read: Value = serde_json::from_str(&written.body).unwrap();
    assert_eq!(read["d"]["__metadata"]["type"], "VMM.VMCheckPoint");
    assert!(
        read["d"]["__metadata"]["uri"]
            .as_str()
            .unwrap()
            .starts_with(ROOT)
    );

    let query = query("VirtualMachines", "$expand=VMCheckpoints");
    let mut machine = machines().remove(0);
    machine.insert("VMCheckpoints".into(), json!([checkpoint()]));
    machine.insert(
        "GrantedToList".into(),
        json!([{"UserName": "CONTOSO\\ada"}]),
    );
    let written = writer(Format::Verbose).entity(set("VirtualMachines"), &query, &machine);
    assert_eq!(written.version, "3.0;", "it has collections");
    let read: Value = serde_json::from_str(&written.body).unwrap();
    let machine = &read["d"];
    assert_eq!(machine["CreationTime"], "2013-08-19T15:02:36.591591-07:00");
    assert_eq!(
        machine["VMCheckpoints"]["results"][0]["Name"],
        "Testing Checkpoint #1"
    );
    assert_eq!(
        machine["Cloud"]["__deferred"]["uri"],
        format!(
            "{ROOT}/VirtualMachines(ID=guid'{}',StampId=guid'{STAMP}')/Cloud",
            id(1)
        )
    );
    assert_eq!(
        machine["GrantedToList"]["__metadata"]["type"],
        "Collection(VMM.UserAndRole)"
    );
    assert_eq!(
        machine["GrantedToList"]["results"][0]["UserName"],
        "CONTOSO\\ada"
    );
}

#[test]
fn a_collection_that_may_not_be_null_is_empty() {
    let query = query("Jobs", "$select=AdditionalMessages");
    for job in [json!({}), json!({"AdditionalMessages": null})] {
        let written = writer(Format::None).entity(set("Jobs"), &query, &entity(job));
        assert_eq!(written.body, r#"{"AdditionalMessages":[]}"#);
    }
}

#[test]
fn the_service_document_lists_the_sets() {
    let read: Value =
        serde_json::from_str(&writer(Format::Minimal).service_document().body).unwrap();
    assert_eq!(read["odata.metadata"], format!("{ROOT}/$metadata"));
    assert!(
        read["value"]
            .as_array()
            .unwrap()
            .contains(&json!({"name": "VMCheckPoints", "url": "VMCheckPoints"}))
    );
    let verbose: Value =
        serde_json::from_str(&writer(Format::Verbose).service_document().body).unwrap();
    assert!(
        verbose["d"]["EntitySets"]
            .as_array()
            .unwrap()
            .contains(&json!("Jobs"))
    );
}

#[test]
fn properties_and_numbers_are_written_alone() {
    let kind = |name| Kind::named(name).unwrap();
    let light = |name, value: Value| {
        writer(Format::Minimal)
            .property("X", &kind(name), &value)
            .body
    };
    assert_eq!(
        light("Edm.String", json!("a")),
        format!(r#"{{"odata.metadata":"{ROOT}/$metadata#Edm.String","value":"a"}}"#)
    );
    assert_eq!(
        light("Edm.Guid", Value::Null),
        format!(r#"{{"odata.metadata":"{ROOT}/$metadata#Edm.Null","odata.null":true}}"#)
    );
    assert_eq!(
        light("VMM.UserAndRole", json!({"UserName": "a"})),
        format!(
            r#"{{"odata.metadata":"{ROOT}/$metadata#VMM.UserAndRole","RoleID":null,"RoleName":null,"UserName":"a"}}"#
        )
    );
    assert_eq!(
        light("Collection(Edm.String)", json!(["a", "b"])),
        format!(
            r#"{{"odata.metadata":"{ROOT}/$metadata#Collection(Edm.String)","value":["a","b"]}}"#
        )
    );
    assert_eq!(
        writer(Format::Verbose)
            .property("Name", &kind("Edm.String"), &json!("a"))
            .body,
        r#"{"d":{"Name":"a"}}"#
    );
    let raw = |value| writer(Format::Minimal).raw_value(&kind("Edm.Int32"), &value);
    assert_eq!(raw(json!(5)).unwrap().body, "5");
    assert_eq!(raw(Value::Null), None);
    assert_eq!(writer(Format::Minimal).count(12).body, "12");
}
