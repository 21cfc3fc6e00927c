//! Long lists.

use crate::stage::{MACHINES, PRODUCTION, Stage};
use emulator::options::Options;
use serde_json::Value;
use std::collections::HashSet;

#[test]
fn next_links_lead_through_the_whole_list_without_a_gap_or_a_repeat() {
    let stage = Stage::with(Options {
        vms: 400,
        page_size: 7,
        origin: "http://127.0.0.1:1234/".into(),
        ..Options::default()
    });
    let mut next = Some(format!(
        "/{PRODUCTION}/providers/Microsoft.HybridCompute/machines?{MACHINES}&$expand=instanceView"
    ));
    let (mut names, mut pages) = (Vec::new(), 0);
    while let Some(address) = next {
        let page = stage.get(&address).json();
        let value = page["value"].as_array().unwrap();
        assert!(value.len() == 7 || page["nextLink"].is_null());
        names.extend(value.iter().map(|machine| machine["name"].to_string()));
        pages += 1;
        next = match &page["nextLink"] {
            Value::Null => None,
            link => {
                let link = link.as_str().unwrap();
                assert!(
                    link.starts_with(&format!("http://127.0.0.1:1234{PRODUCTION}/")),
                    "{link}"
                );
                assert!(
                    link.contains("api-version=2024-07-10") && link.contains("$skipToken="),
                    "{link}"
                );
                Some(link.to_owned())
            }
        };
    }
    assert!(pages > 20);
    assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
}

#[test]
fn a_made_up_skip_token_is_refused_and_one_past_the_end_gives_an_empty_page() {
    let stage = Stage::new();
    let list = format!("{PRODUCTION}/providers/Microsoft.HybridCompute/machines?{MACHINES}");
    assert_eq!(
        stage.get(&format!("{list}&$skipToken=zzz")).code(),
        "InvalidSkipToken"
    );
    let far = stage
        .get(&format!("{list}&%24skiptoken=eyJmcm9tIjo5OTk5OTk5fQ"))
        .json();
    assert_eq!(
        (far["value"].as_array().unwrap().len(), &far["nextLink"]),
        (0, &Value::Null)
    );
}

#[test]
fn an_empty_datacenter_has_empty_lists() {
    let list = Stage::of(0)
        .get(&format!(
            "{PRODUCTION}/providers/Microsoft.HybridCompute/machines?{MACHINES}"
        ))
        .json();
    assert_eq!(list, serde_json::json!({ "value": [], "nextLink": null }));
}
