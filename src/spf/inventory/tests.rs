use super::*;
use crate::http::scripted::{answer, block_on};
use crate::http::transport::{NoAnswer, Response};
use crate::spf::rehearsal::{
    CHECKPOINT, MACHINE, ROOT, Rehearsal, STAMP, checkpoint_row, feed, machine, machine_row,
    rehearse,
};
use serde_json::json;

const SELECTED: &str = "VirtualMachines?$select=ID,StampId,Name,ComputerName,Description,Status,StatusString,VMHostName,CloudId,Owner,OperatingSystem,OperatingSystemInstance,CPUCount,Memory,Generation,IsHighlyAvailable,TotalSize,LastRestoredCheckpointId,MostRecentTaskId,VMCheckpoints&$expand=VMCheckpoints";
const WHOLE: &str = "VirtualMachines?$expand=VMCheckpoints";

fn clouds() -> Result<Response, NoAnswer> {
    let cloud = json!({ "ID": "10f8e459-e7c3-4c40-b47c-b8f758ef4dc1", "Name": "KatalCloud", "StampId": STAMP });
    answer(200, &[], &feed("Clouds", &[cloud]))
}

fn row(number: u32) -> Value {
    let mut row = machine_row(&json!([]));
    row["ID"] = json!(format!("3499b02c-8dc9-4c0d-aa83-{number:012}"));
    row["Name"] = json!(format!("vm-{number}"));
    row
}

fn page(rows: &[Value], next: Option<&str>) -> Result<Response, NoAnswer> {
    let mut page: Value = serde_json::from_str(&feed("VirtualMachines", rows)).unwrap();
    if let Some(next) = next {
        page["odata.nextLink"] = json!(next);
    }
    answer(200, &[], &page.to_string())
}

fn news(rehearsal: &Rehearsal) -> (Result<(), Failure>, Vec<FleetNews>) {
    let heard = RefCell::new(Vec::new());
    let report = |news| heard.borrow_mut().push(news);
    let result = block_on(list(&rehearsal.client, &Clouds::default(), &report));
    (result, heard.into_inner())
}

fn found(news: &[FleetNews]) -> Vec<&Found> {
    let pages = news.iter().filter_map(|news| match news {
        FleetNews::Machines(_, machines) => Some(machines),
        _ => None,
    });
    pages.flatten().collect()
}

fn names(news: &[FleetNews]) -> Vec<&str> {
    found(news)
        .iter()
        .map(|found| &*found.listed.name)
        .collect()
}

/// The addresses below the root.
fn asked(rehearsal: &Rehearsal) -> Vec<String> {
    let urls = rehearsal.script.urls();
    urls.iter()
        .map(|url| url.strip_prefix(ROOT).expect("below the root").to_owned())
        .collect()
}

#[test]
fn one_list_tells_the_machines_with_their_checkpoints() {
    let mut row = machine_row(&json!([checkpoint_row(CHECKPOINT, None, None)]));
    row["LastRestoredCheckpointId"] = json!(CHECKPOINT);
    let rehearsal = rehearse([clouds(), page(&[row], None)]);
    let (result, news) = news(&rehearsal);
    assert_eq!(result, Ok(()));
    assert_eq!(asked(&rehearsal), ["Clouds", SELECTED]);
    let part = Part {
        id: String::new(),
        name: String::new(),
    };
    assert_eq!(news[0], FleetNews::Parts(vec![part.clone()]));
    assert_eq!(news[2], FleetNews::PartRead(part));
    let found = found(&news);
    assert_eq!(found[0].listed.id, machine());
    assert_eq!(found[0].listed.name, "sql-prod-014");
    let instance = found[0].instance.as_ref().expect("all of it");
    assert_eq!(instance.cloud, "KatalCloud");
    assert_eq!(instance.current, Some(instance.checkpoints[0].id.clone()));
}

#[test]
fn a_service_that_does_not_take_the_selection_is_asked_for_everything() {
    for status in [400, 501] {
        let rehearsal = rehearse([
            clouds(),
            answer(
                status,
                &[],
                r#"{"odata.error":{"message":{"value":"$select"}}}"#,
            ),
            page(&[row(1)], None),
        ]);
        let (result, news) = news(&rehearsal);
        assert_eq!(result, Ok(()));
        assert_eq!(asked(&rehearsal), ["Clouds", SELECTED, WHOLE]);
        assert_eq!(names(&news), ["vm-1"]);
    }
    let both = rehearse([clouds(), answer(400, &[], ""), answer(400, &[], "")]);
    let (result, _) = news(&both);
    assert_eq!(result.expect_err("a failure").status, Some(400));
}

#[test]
fn the_next_page_is_read_through_the_own_root_whatever_host_the_link_names() {
    let inner = "https://spfn-457:8090/SC2012R2/VMM/Microsoft.Management.Odata.svc/VirtualMachines?$expand=VMCheckpoints&$skiptoken=guid'a'";
    let rehearsal = rehearse([
        clouds(),
        page(&[row(1), row(2)], Some(inner)),
        page(&[row(3)], Some("VirtualMachines?$skiptoken=2")),
        page(&[row(4)], None),
    ]);
    let (result, news) = news(&rehearsal);
    assert_eq!(result, Ok(()));
    assert_eq!(names(&news), ["vm-1", "vm-2", "vm-3", "vm-4"]);
    assert_eq!(
        asked(&rehearsal)[2..],
        [
            "VirtualMachines?$expand=VMCheckpoints&$skiptoken=guid'a'",
            "VirtualMachines?$skiptoken=2"
        ]
    );
}

#[test]
fn a_link_to_another_set_and_a_circle_end_the_list_as_incomplete() {
    let circle = "VirtualMachines?$skiptoken=1";
    let longer = "VirtualMachines?$skiptoken=2";
    for pages in [
        vec![page(
            &[row(1)],
            Some("https://contoso.com/Jobs?$skiptoken=1"),
        )],
        vec![page(&[row(1)], Some(circle)), page(&[row(2)], Some(circle))],
        vec![
            page(&[row(1)], Some(circle)),
            page(&[row(2)], Some(longer)),
            page(&[row(3)], Some(circle)),
        ],
    ] {
        let count = pages.len();
        let rehearsal = rehearse(std::iter::once(clouds()).chain(pages));
        let (result, news) = news(&rehearsal);
        assert_eq!(
            result.expect_err("a failure").kind(),
            &FailureKind::Unreadable
        );
        assert_eq!(names(&news).len(), count, "what came is told all the same");
        assert!(
            !news
                .iter()
                .any(|news| matches!(news, FleetNews::PartRead(_)))
        );
        assert!(rehearsal.script.is_played());
    }
}

#[test]
fn a_later_page_that_fails_leaves_the_earlier_ones_told() {
    let rehearsal = rehearse([
        clouds(),
        page(&[row(1)], Some("VirtualMachines?$skiptoken=1")),
        answer(400, &[], ""),
    ]);
    let (result, news) = news(&rehearsal);
    assert_eq!(result.expect_err("a failure").status, Some(400));
    assert_eq!(names(&news), ["vm-1"]);
}

#[test]
fn a_row_that_is_no_machine_is_left_out_and_one_without_checkpoints_is_read_by_itself() {
    let mut keyless = row(1);
    keyless["StampId"] = Value::Null;
    let mut bare = row(2);
    bare.as_object_mut().unwrap().remove("VMCheckpoints");
    let rehearsal = rehearse([clouds(), page(&[keyless, bare, json!(null), row(3)], None)]);
    let (_, news) = news(&rehearsal);
    assert_eq!(names(&news), ["vm-2", "vm-3"]);
    let read: Vec<bool> = found(&news)
        .iter()
        .map(|found| found.instance.is_some())
        .collect();
    assert_eq!(read, [false, true]);
}

#[test]
fn an_answer_that_is_no_list_is_not_an_empty_one() {
    for body in [
        "",
        "<feed/>",
        "{}",
        r#"{"value":null}"#,
        r#"{"d":{"results":[]}}"#,
    ] {
        let rehearsal = rehearse([clouds(), answer(200, &[], body)]);
        let (result, _) = news(&rehearsal);
        assert_eq!(
            result.expect_err("a failure").kind(),
            &FailureKind::Unreadable,
            "{body}"
        );
    }
}

#[test]
fn an_estate_without_machines_is_read_to_its_end() {
    let rehearsal = rehearse([clouds(), page(&[], None)]);
    let (result, news) = news(&rehearsal);
    assert_eq!(result, Ok(()));
    assert!(found(&news).is_empty());
}

#[test]
fn without_the_clouds_machines_are_shown_without_their_names() {
    for trouble in [
        Err(NoAnswer::Network),
        answer(403, &[], ""),
        answer(200, &[], "<html>"),
        answer(
            200,
            &[],
            &feed("Clouds", &[json!(null), json!({ "ID": null, "Name": 5 })]),
        ),
    ] {
        let rehearsal = rehearse([trouble, page(&[row(1)], None)]);
        let (result, news) = news(&rehearsal);
        assert_eq!(result, Ok(()));
        assert_eq!(found(&news)[0].instance.as_ref().unwrap().cloud, "");
    }
}

#[test]
fn one_machine_is_read_by_its_keys_and_the_clouds_once() {
    let entity = machine_row(&json!([])).to_string();
    let rehearsal = rehearse([
        clouds(),
        answer(200, &[], &entity),
        answer(200, &[], &entity),
    ]);
    let clouds = Clouds::default();
    for _ in 0..2 {
        let instance = block_on(read(&rehearsal.client, &clouds, &machine())).expect("a machine");
        assert_eq!(instance.name, "sql-prod-014");
        assert_eq!(instance.cloud, "KatalCloud");
    }
    let own =
        format!("VirtualMachines(ID=guid'{MACHINE}',StampId=guid'{STAMP}')?$expand=VMCheckpoints");
    assert_eq!(asked(&rehearsal), ["Clouds", &own, &own]);
}

#[test]
fn a_machine_that_cannot_be_read_says_why() {
    for (played, kind) in [
        (answer(404, &[], ""), FailureKind::NotFound),
        (
            answer(403, &[], ""),
            FailureKind::Forbidden { action: None },
        ),
        (answer(401, &[], ""), FailureKind::SignInAtServer),
        (answer(200, &[], "<entry/>"), FailureKind::Unreadable),
        (answer(200, &[], "{}"), FailureKind::Unreadable),
        (answer(204, &[], ""), FailureKind::Unreadable),
    ] {
        let rehearsal = rehearse([clouds(), played.clone()]);
        let failure = block_on(read(&rehearsal.client, &Clouds::default(), &machine()));
        assert_eq!(failure.expect_err("a failure").kind(), &kind, "{played:?}");
    }
}

#[test]
fn an_address_that_names_no_machine_is_asked_nowhere() {
    for other in [
        "/subscriptions/s/resourceGroups/g/providers/p/machines/m",
        "/stamps/x/virtualMachines/y",
        "",
    ] {
        let rehearsal = rehearse([]);
        let id = ResourceId::new(other);
        let failure = block_on(read(&rehearsal.client, &Clouds::default(), &id));
        assert_eq!(
            failure.expect_err("a failure").kind(),
            &FailureKind::NotFound
        );
    }
}

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    #[test]
    fn no_body_panics(body in "\\PC{0,60}|[\\[\\]{}\":,a-zA-Z0-9.]{0,60}") {
        let (result, _) = news(&rehearse([clouds(), answer(200, &[], &body)]));
        proptest::prop_assert!(result.is_err());
        let rehearsal = rehearse([answer(200, &[], &body), answer(200, &[], &body)]);
        let one = block_on(read(&rehearsal.client, &Clouds::default(), &machine()));
        proptest::prop_assert!(one.is_err());
    }
}
