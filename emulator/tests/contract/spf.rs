//! The emulator held against what is recorded and documented of Service Provider Foundation.
//!
//! The folder's name is in `SCVMM_CONTRACT_SPF`, and `.ci/run` gives it.

use crate::exchange::{self, Message};
use emulator::{
    Emulator,
    clock::Clock,
    odata::Model,
    operation::plan::{Ending, Plan},
    options::Options,
    spf::tenant,
};
use http::{HeaderMap, Request};
use serde_json::{Value, json};
use std::{collections::BTreeSet, time::Duration};
use time::{OffsetDateTime, macros::datetime};
use uuid::Uuid;

const WEST: &str = "ba4146fa-fb41-4f59-a193-ad00c52a138c";
/// In two of the printed requests the path names the stamp, more or less, where the subscription belongs.
const NOISE: &str = "BA4146FA-FB41-41B6-A7C0-2B4FF4C3F7E3";
const SUBSCRIPTION: &str = "97FD50F3-1DC0-41B6-A7C0-2B4FF4C3F7E3";

struct Replay {
    emulator: Emulator,
    clock: Clock,
}

struct Answer {
    status: u16,
    headers: HeaderMap,
    body: String,
}

impl Replay {
    fn new() -> Self {
        let clock = Clock::manual(datetime!(2013-08-06 00:00 UTC));
        let emulator = Emulator::new(Options::default(), clock.clone());
        Self { emulator, clock }
    }

    /// Moves the clock so that a job of some length ends at a moment.
    fn before(&self, end: OffsetDateTime, length: Duration) {
        let wait = end - length - self.clock.now();
        self.clock.advance(
            wait.try_into()
                .expect("the recordings are played in their order"),
        );
    }

    /// Sends a recorded request, with another address if one is given.
    fn play(&self, message: &Message, address: &str) -> Answer {
        let (method, _) = message.asked();
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in &message.headers {
            request = request.header(name, value);
        }
        self.send(request.body(message.compact().into_bytes()).unwrap())
    }

    fn send(&self, request: Request<Vec<u8>>) -> Answer {
        let (head, body) = self
            .emulator
            .answer(request)
            .response()
            .unwrap()
            .into_parts();
        Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            body: String::from_utf8(body).unwrap(),
        }
    }

    fn ask(&self, method: &str, rest: &str, accept: &str, body: &Value) -> Answer {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let address =
            format!("https://wapserver:30005/{SUBSCRIPTION}/services/systemcenter/vmm/{rest}");
        let request = Request::builder()
            .method(method)
            .uri(address)
            .header("accept", accept)
            .header("content-type", "application/json")
            .header("x-ms-principal-id", "user@contoso.com");
        self.send(request.body(body.into_bytes()).unwrap())
    }

    fn get(&self, rest: &str) -> Value {
        let answer = self.ask("GET", rest, "application/json", &Value::Null);
        assert_eq!(answer.status, 200, "{}", answer.body);
        serde_json::from_str(&answer.body).unwrap()
    }
}

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
