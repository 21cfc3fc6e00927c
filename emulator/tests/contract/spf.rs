//! The recorded exchanges of Service Provider Foundation, played again.
//!
//! The folder's name is in `SCVMM_CONTRACT_SPF`, and `.ci/run` gives it.

use crate::{
    exchange::{self, Message},
    spf_stage::{Answer, Replay, SUBSCRIPTION},
};
use emulator::operation::plan::{Ending, Plan};
use std::{collections::BTreeSet, time::Duration};
use time::{OffsetDateTime, macros::datetime};
use uuid::Uuid;

/// In two of the printed requests the path names the stamp, more or less, where the subscription belongs.
const NOISE: &str = "BA4146FA-FB41-41B6-A7C0-2B4FF4C3F7E3";

/// Status, names of headers, and values but for the server's own ids.
fn compare(name: &str, recorded: &Message, answer: &Answer) {
    assert_eq!(answer.status, recorded.status(), "{name}: {}", answer.body);
    // The end of a Kerberos sign-in, which is not played.
    let names: BTreeSet<&str> = recorded
        .headers
        .iter()
        .map(|(name, _)| name.as_str())
        .filter(|name| *name != "www-authenticate")
        .collect();
    let ours: BTreeSet<&str> = answer.headers.keys().map(|name| name.as_str()).collect();
    assert_eq!(ours, names, "{name}");
    for header in names {
        let ours = answer.headers[header].to_str().unwrap();
        let theirs = recorded.header(header).unwrap();
        match header {
            "request-id" => assert!(Uuid::try_parse(ours).is_ok(), "{name}: {ours}"),
            // The printed root is shorter than that of the recording, whose length stayed.
            "content-length" => assert_eq!(ours, answer.body.len().to_string()),
            _ => assert_eq!(ours, theirs, "{name}: {header}"),
        }
    }
}

#[test]
#[ignore = "reads recordings, which are not part of the repository; .ci/run runs it"]
fn the_recorded_exchanges_play_again() {
    let replay = Replay::new();
    let lengths = replay.emulator.options().spf.lengths;
    let mut played = BTreeSet::new();
    let mut play = |name: &str, end: OffsetDateTime, length: Duration, order: bool| {
        let (request, recorded) = (exchange::request(name), exchange::response(name));
        replay.before(end, length);
        if order {
            replay.emulator.next_operation(Plan {
                job_id: recorded
                    .header("x-ms-request-id")
                    .and_then(|id| id.parse().ok()),
                checkpoint_id: Some("a11cc636-5521-4f88-92b2-cad392911fe0".parse().unwrap()),
                added: Some(datetime!(2013-08-19 15:02:36.591_591 -7)),
                modified: Some(datetime!(2013-08-19 15:02:36.818_592_6 -7)),
                ..Plan::new(Ending::Succeeded)
            });
        }
        let origin = Some("https://wapserver:30005".to_owned());
        replay
            .emulator
            .settings()
            .change_spf(|spf| spf.origin = origin);
        let address = request.asked().1.replace(NOISE, SUBSCRIPTION);
        let mut answer = replay.play(&request, &address);
        if !order {
            // This id belongs to no job of a machine and cannot be ordered.
            let id = recorded.header("x-ms-request-id").unwrap();
            assert!(Uuid::try_parse(answer.headers["x-ms-request-id"].to_str().unwrap()).is_ok());
            answer
                .headers
                .insert("x-ms-request-id", id.parse().unwrap());
        }
        compare(name, &recorded, &answer);
        assert_eq!(answer.body, recorded.compact(), "{name}");
        played.insert(name.to_owned());
    };
    play(
        "vm_stop",
        datetime!(2013-08-07 21:53:32 UTC),
        lengths.power,
        true,
    );
    play(
        "userrole_permission",
        datetime!(2013-08-19 21:59:34 UTC),
        Duration::ZERO,
        false,
    );
    play(
        "create",
        datetime!(2013-08-19 22:02:36 UTC),
        lengths.create,
        true,
    );
    play(
        "restore",
        datetime!(2013-08-19 22:13:09 UTC),
        lengths.restore,
        true,
    );
    play(
        "delete",
        datetime!(2013-08-19 22:17:52 UTC),
        lengths.delete,
        true,
    );
    replay.clock.advance(lengths.delete);
    assert_eq!(
        replay.emulator.machine("web-eu-202").unwrap().checkpoints,
        []
    );
    assert_eq!(
        replay.emulator.machine("sql-prod-014").unwrap().power_state,
        "Stopped"
    );

    // The answer printed for this one is a copy of another's, and machines are not deleted here.
    let request = exchange::request("vm_delete");
    assert_eq!(replay.play(&request, request.asked().1).status, 405);
    played.insert("vm_delete".into());
    assert_eq!(played, exchange::names());
}

#[test]
#[ignore = "reads recordings, which are not part of the repository; .ci/run runs it"]
fn at_its_own_root_the_recorded_create_has_the_recorded_lengths() {
    let replay = Replay::new();
    let (request, recorded) = (exchange::request("create"), exchange::response("create"));
    assert_eq!(
        Some(request.compact().len().to_string().as_str()),
        request.header("content-length")
    );
    replay.emulator.next_operation(Plan {
        checkpoint_id: Some("a11cc636-5521-4f88-92b2-cad392911fe0".parse().unwrap()),
        added: Some(datetime!(2013-08-19 15:02:36.591_591 -7)),
        modified: Some(datetime!(2013-08-19 15:02:36.818_592_6 -7)),
        ..Plan::new(Ending::Succeeded)
    });
    let root = format!("/SC2012R2/VMM/{SUBSCRIPTION}/Microsoft.Management.Odata.svc");
    // The Host header names the server; only the scheme is another one on loopback.
    let origin = format!("https://{}", request.header("host").unwrap());
    replay
        .emulator
        .settings()
        .change_spf(|spf| spf.origin = Some(origin.clone()));
    let answer = replay.play(&request, &format!("{root}/VMCheckPoints"));
    let printed_root = format!("https://wapserver:30005/{SUBSCRIPTION}/services/systemcenter/vmm");
    assert_eq!(
        answer.body,
        recorded
            .compact()
            .replace(&printed_root, &format!("{origin}{root}"))
    );
    assert_eq!(
        answer.headers["content-length"].to_str().ok(),
        recorded.header("content-length")
    );
}
