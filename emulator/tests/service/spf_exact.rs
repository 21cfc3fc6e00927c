//! The published example of a new checkpoint, byte for byte: 463 bytes asked, 651 answered.

use crate::spf_stage::Spf;
use crate::stage::Answer;
use emulator::{
    Emulator,
    clock::Clock,
    operation::plan::{Ending, Plan},
    options::{Options, SpfOptions},
};
use http::Request;
use std::time::Duration;
use time::macros::datetime;
use uuid::uuid;

const ROOT: &str =
    "/SC2012R2/VMM/97FD50F3-1DC0-41B6-A7C0-2B4FF4C3F7E3/Microsoft.Management.Odata.svc";

const ASKED: &str = concat!(
    r#"{"odata.type":"VMM.VMCheckPoint","Accessibility":null,"AddedTime":null,"CheckpointID":null,"Confirm":null,"#,
    r#""Description":"This is a snapshot of the VM taken at 8/19/2013 3:02:33 PM","Enabled":null,"#,
    r#""ID":"00000000-0000-0000-0000-000000000000","ModifiedTime":null,"Name":"Testing Checkpoint #1","#,
    r#""ParentCheckpointID":null,"RunAsynchronously":null,"StampId":"ba4146fa-fb41-4f59-a193-ad00c52a138c","#,
    r#""VMCheckPointAction":null,"VMId":"3499b02c-8dc9-4c0d-aa83-097a1340cbda"}"#,
);

const ANSWERED: &str = concat!(
    r#"{"odata.metadata":"https://spfn-457:8090/SC2012R2/VMM/97FD50F3-1DC0-41B6-A7C0-2B4FF4C3F7E3/"#,
    r#"Microsoft.Management.Odata.svc/$metadata#VMCheckPoints/@Element","Accessibility":"Public","#,
    r#""AddedTime":"2013-08-19T15:02:36.591591-07:00","CheckpointID":null,"Confirm":null,"#,
    r#""Description":"This is a snapshot of the VM taken at 8/19/2013 3:02:33 PM","Enabled":true,"#,
    r#""ID":"a11cc636-5521-4f88-92b2-cad392911fe0","ModifiedTime":"2013-08-19T15:02:36.8185926-07:00","#,
    r#""Name":"Testing Checkpoint #1","ParentCheckpointID":null,"RunAsynchronously":null,"#,
    r#""StampId":"ba4146fa-fb41-4f59-a193-ad00c52a138c","VMCheckPointAction":null,"#,
    r#""VMId":"3499b02c-8dc9-4c0d-aa83-097a1340cbda"}"#,
);

#[test]
fn the_published_create_is_answered_to_the_byte() {
    let mut spf = SpfOptions {
        origin: Some("https://spfn-457:8090".into()),
        ..SpfOptions::default()
    };
    spf.lengths.create = Duration::from_secs(3);
    let clock = Clock::manual(datetime!(2013-08-19 22:02:33 UTC));
    let emulator = Emulator::new(
        Options {
            spf,
            ..Options::default()
        },
        clock.clone(),
    );
    emulator.next_operation(Plan {
        checkpoint_id: Some(uuid!("a11cc636-5521-4f88-92b2-cad392911fe0")),
        job_id: Some(uuid!("e381ad2b-2375-45e4-a45f-64a1447a4ef6")),
        added: Some(datetime!(2013-08-19 22:02:36.591_591 UTC)),
        modified: Some(datetime!(2013-08-19 22:02:36.818_592_6 UTC)),
        ..Plan::new(Ending::Succeeded)
    });
    assert_eq!(ASKED.len(), 463);
    let request = Request::builder()
        .method("POST")
        .uri(format!("{ROOT}/VMCheckPoints"))
        .header("DataServiceVersion", "3.0;NetFx")
        .header("MaxDataServiceVersion", "3.0;NetFx")
        .header("Accept", "application/json;odata=minimalmetadata")
        .header("Accept-Charset", "UTF-8")
        .header("DataServiceUrlConventions", "KeyAsSegment")
        .header("User-Agent", "Microsoft ADO.NET Data Services")
        .header("x-ms-principal-id", "user@contoso.com")
        .header("Content-Type", "application/json;odata=minimalmetadata")
        .header("Host", "spfn-457:8090")
        .header("Content-Length", "463")
        .header("Expect", "100-continue")
        .body(ASKED.into())
        .unwrap();
    let answer: Answer = emulator.answer(request).response().unwrap().into();

    assert_eq!(answer.status, 201, "{}", answer.text());
    assert_eq!(answer.text(), ANSWERED);
    assert_eq!(
        (ANSWERED.len(), answer.header("content-length")),
        (651, "651")
    );
    for (name, value) in [
        ("cache-control", "no-cache"),
        (
            "content-type",
            "application/json;odata=minimalmetadata;streaming=true;charset=utf-8",
        ),
        ("server", "Microsoft-IIS/8.5"),
        ("x-ms-request-id", "e381ad2b-2375-45e4-a45f-64a1447a4ef6"),
        ("x-content-type-options", "nosniff"),
        ("dataserviceversion", "3.0;"),
        ("x-aspnet-version", "4.0.30319"),
        ("persistent-auth", "true"),
        ("x-powered-by", "ASP.NET"),
        ("date", "Mon, 19 Aug 2013 22:02:36 GMT"),
        (
            "location",
            "https://spfn-457:8090/SC2012R2/VMM/97FD50F3-1DC0-41B6-A7C0-2B4FF4C3F7E3/Microsoft.Management.Odata.svc/\
             VMCheckPoints(ID=guid'a11cc636-5521-4f88-92b2-cad392911fe0',StampId=guid'ba4146fa-fb41-4f59-a193-ad00c52a138c')",
        ),
    ] {
        assert_eq!(answer.header(name), value, "{name}");
    }
    assert_eq!(answer.headers.len(), 13, "{:?}", answer.headers);
}

#[test]
fn the_hypervisors_id_comes_with_the_refresh() {
    let spf = Spf::new();
    let answer = spf.create("web-eu-202", "first");
    let id = answer.json()["ID"].as_str().unwrap().to_owned();
    let rest = crate::spf_stage::key(&id, crate::spf_stage::WEST);
    assert!(spf.value(&rest)["CheckpointID"].is_null());
    spf.wait(5);
    let truth = spf.truth("web-eu-202");
    assert_eq!(
        spf.value(&rest)["CheckpointID"],
        truth.checkpoints[0].id.to_lowercase()
    );
    assert_eq!(truth.checkpoints[0].vmm_id, id);
}
