//! A recorded exchange, played again: stop, create, restore and delete a checkpoint of a machine without any.
//!
//! Compared are statuses, the names of headers, the form of signed addresses, and of the bodies the members and their
//! types. Values differ: another machine, another time.

use crate::stage::{Answer, Stage, file};
use serde_json::{Value, json};
use std::{collections::BTreeSet, time::Duration};

const MACHINE: &str = "/subscriptions/1d3f0a52-6b1e-4c77-9a41-0c5e8b2f7d11/resourceGroups/rg-production-west/providers/\
    Microsoft.HybridCompute/machines/print-eu-004";
const INSTANCE: &str = "/providers/Microsoft.ScVmm/virtualMachineInstances/default";

/// The emulator in the place of the recorded service.
struct Replay {
    stage: Stage,
    /// The address the last answer gave.
    location: String,
    checkpoint: String,
}

#[test]
#[ignore = "reads the contract's files, which are not part of the repository; .ci/run runs it"]
fn the_recorded_exchange_plays_again() {
    let recording = file("recorded/checkpoint_flow_2023-10-07.json");
    let exchanges = recording["exchanges"].as_array().unwrap();
    let mut replay = Replay {
        stage: Stage::new(),
        location: String::new(),
        checkpoint: String::new(),
    };
    let mut played = 0;
    for exchange in exchanges {
        let note = exchange["note"].as_str().unwrap();
        if note.contains("restoreCheckpoint (request not copied") {
            replay.restore();
        }
        let answer = replay.play(exchange);
        compare(note, &exchange["response"], &answer);
        played += 1;
    }
    assert_eq!(played, exchanges.len());
    assert!(played >= 11);
}

impl Replay {
    fn play(&mut self, exchange: &Value) -> Answer {
        let address = exchange["request"]["url"].as_str().unwrap();
        let method = exchange["request"]["method"].as_str().unwrap();
        let answer = if let Some((_, rest)) = address.split_once(INSTANCE) {
            if method == "GET" {
                // The recorded GETs came long after the operations they follow.
                self.stage.clock.advance(Duration::from_secs(30));
            }
            let mut body = exchange["request"]["body"].clone();
            if body.get("id").is_some() {
                body["id"] = json!(self.checkpoint);
            }
            let body = (!body.is_null()).then_some(body);
            let ours = format!("http://127.0.0.1:4080/{MACHINE}{INSTANCE}{rest}");
            let answer = self.stage.ask(method, &ours, body.as_ref());
            if rest.starts_with("/createCheckpoint") {
                self.finish_create();
            }
            answer
        } else {
            assert!(address.contains("/operationStatuses/"), "{address}");
            if exchange["response"]["status"] == 200 {
                self.stage.clock.advance(Duration::from_secs(64));
            }
            self.stage.get(&self.location)
        };
        if !answer.header("location").is_empty() {
            self.location = answer.header("location").to_owned();
        }
        answer
    }

    /// The polls of createCheckpoint are not in the recording.
    fn finish_create(&mut self) {
        self.stage.clock.advance(Duration::from_secs(30));
        let state = self.stage.emulator.machine("print-eu-004").unwrap();
        self.checkpoint = state
            .checkpoints
            .first()
            .expect("the checkpoint was not taken")
            .id
            .clone();
    }

    /// Nor is the request of restoreCheckpoint.
    fn restore(&mut self) {
        let address = format!("{MACHINE}{INSTANCE}/restoreCheckpoint?api-version=2023-10-07");
        let answer = self
            .stage
            .ask("POST", &address, Some(&json!({ "id": self.checkpoint })));
        assert_eq!(answer.status, 202);
        self.location = answer.header("location").to_owned();
    }
}

fn compare(note: &str, recorded: &Value, answer: &Answer) {
    assert_eq!(recorded["status"], answer.status.as_u16(), "{note}");
    compare_headers(note, &recorded["headers"], answer);
    let body = answer.json();
    // Whether a success has an empty error is chance, there and here.
    let without_error = |mut body: Value| {
        if body.get("error") == Some(&json!({}))
            && let Some(fields) = body.as_object_mut()
        {
            fields.remove("error");
        }
        body
    };
    assert_eq!(
        shape(&without_error(body)),
        shape(&without_error(recorded["body"].clone())),
        "{note}"
    );
}

/// Headers the recording lacks although every answer of the service has them, or that lie below HTTP, or are CORS.
const OURS_ALONE: [&str; 13] = [
    "access-control-allow-origin",
    "access-control-expose-headers",
    "content-length",
    "date",
    "expires",
    "strict-transport-security",
    "x-content-type-options",
    "x-ms-correlation-request-id",
    "x-ms-request-id",
    "x-ms-routing-request-id",
    "x-ms-providerhub-traffic",
    "etag",
    "x-azure-ref",
];

fn compare_headers(note: &str, recorded: &Value, answer: &Answer) {
    let recorded = recorded.as_object().unwrap();
    let theirs: BTreeSet<String> = recorded
        .keys()
        .map(|name| name.to_ascii_lowercase())
        .collect();
    let ours: BTreeSet<String> = answer
        .headers
        .keys()
        .map(|name| name.as_str().to_owned())
        .collect();
    let missing: Vec<_> = theirs.difference(&ours).collect();
    assert!(missing.is_empty(), "{note}: without {missing:?}");
    let more: Vec<_> = ours
        .difference(&theirs)
        .filter(|name| !OURS_ALONE.contains(&name.as_str()))
        .collect();
    assert!(more.is_empty(), "{note}: with {more:?}");

    for (name, value) in recorded {
        let (theirs, ours) = (value.as_str().unwrap(), answer.header(name));
        match name.to_ascii_lowercase().as_str() {
            _ if theirs.starts_with('(') => {}
            "location" | "azure-asyncoperation" => {
                assert_eq!(address_form(ours), address_form(theirs), "{note}")
            }
            "etag" | "x-azure-ref" | "x-ms-routing-request-id" => {}
            "x-ms-request-id" | "x-ms-correlation-request-id" => {
                let zero = |id: &str| id.chars().all(|digit| matches!(digit, '0' | '-'));
                assert_eq!(
                    (ours.len(), zero(ours)),
                    (theirs.len(), zero(theirs)),
                    "{note}: {name}"
                );
            }
            _ => assert_eq!(ours, theirs, "{note}: {name}"),
        }
    }
}

/// The path's segments by their form, and each parameter with its length.
fn address_form(address: &str) -> Vec<String> {
    let (before, query) = address.split_once('?').unwrap();
    let path = before.splitn(4, '/').nth(3).unwrap();
    let mut form: Vec<String> = path
        .split('/')
        .enumerate()
        .map(|(index, segment)| match index {
            3 if segment == segment.to_uppercase() => "LOCATION".into(),
            3 if segment == segment.to_lowercase() => "location".into(),
            5 => segment
                .split('*')
                .map(|part| part.len().to_string())
                .collect::<Vec<_>>()
                .join("*"),
            _ => segment.to_owned(),
        })
        .collect();
    form.extend(query.split('&').map(|pair| {
        let (name, value) = pair.split_once('=').unwrap();
        format!("{name}={}", value.len())
    }));
    form
}

/// The members of a document with the types of their values. Lists count by their first item, because the machines
/// differ in how many disks and addresses they have.
fn shape(value: &Value) -> Value {
    match value {
        Value::Null => json!("null"),
        Value::Bool(_) => json!("bool"),
        Value::Number(_) => json!("number"),
        Value::String(_) => json!("string"),
        Value::Array(items) => json!(items.iter().take(1).map(shape).collect::<Vec<_>>()),
        Value::Object(fields) => Value::Object(
            fields
                .iter()
                .map(|(name, value)| (name.clone(), shape(value)))
                .collect(),
        ),
    }
}
