use super::*;
use crate::odata::estate::{STAMP, id, machines, model};
use proptest::prelude::*;

pub(super) fn read(raw: &str) -> Result<Query, Fault> {
    let model = model();
    let set = model.set("VirtualMachines").unwrap();
    Query::parse(model, &set.entity_type, raw)
}

pub(super) fn message(raw: &str) -> String {
    let fault = read(raw).expect_err(raw);
    assert_eq!(fault.status, 400, "{raw}");
    fault.message
}

pub(super) fn encoded(filter: &str) -> String {
    let mut raw = String::from("$filter=");
    raw.extend(form_urlencoded::byte_serialize(filter.as_bytes()));
    raw
}

/// The last digits of the ids of the rows that are left.
pub(super) fn left(page: &Page) -> String {
    page.rows
        .iter()
        .filter_map(|row| row["ID"].as_str()?.chars().last())
        .collect()
}

#[test]
fn rows_are_ordered_and_cut() {
    let of = |raw: &str| left(&read(raw).expect(raw).apply(machines(), None));
    assert_eq!(of(""), "1234");
    assert_eq!(of("$orderby=Name"), "4231", "null first, then by character");
    assert_eq!(of("$orderby=Name desc"), "1324");
    assert_eq!(of("$orderby=CPUCount asc,Memory desc"), "2314");
    assert_eq!(of("$orderby=CreationTime,ID desc"), "4213");
    assert_eq!(of("$orderby=Owner/UserName desc"), "1234");
    assert_eq!(of("$top=2"), "12");
    assert_eq!(of("$skip=1&$top=2"), "23");
    assert_eq!(of("$skip=9"), "");
    assert_eq!(of("$top=0"), "");
    let query = read("$filter=CPUCount eq 2&$top=1&$inlinecount=allpages").unwrap();
    assert_eq!(query.apply(machines(), None).count, Some(2));
    assert_eq!(
        read("$inlinecount=none")
            .unwrap()
            .apply(machines(), None)
            .count,
        None
    );
    assert_eq!(
        read("$filter=CPUCount eq 2&$skip=1")
            .unwrap()
            .count(&machines()),
        1
    );
}

#[test]
fn pages_by_the_service_meet_without_gap_or_overlap() {
    for (raw, expected) in [
        ("", "1234"),
        ("$orderby=Name", "4231"),
        ("$orderby=Owner/UserName desc,CreationTime", "1423"),
        (
            "$filter=Name+ne+null&$orderby=CPUCount desc&$inlinecount=allpages&keep=a%26b",
            "123",
        ),
        ("$top=3", "123"),
        ("$skip=1&$top=3", "234"),
        ("$skip=1", "234"),
        ("$top=2", "12"),
        ("$top=1", "1"),
    ] {
        for size in 1..=4 {
            let mut query = read(raw).unwrap();
            let mut all = String::new();
            loop {
                let page = query.apply(machines(), Some(size));
                assert!(page.rows.len() <= size);
                all += &left(&page);
                let Some(next) = page.next else { break };
                assert!(!next.contains(' '), "{next}");
                assert_eq!(page.count.is_some(), raw.contains("allpages"));
                query = read(&next).expect(&next);
                if raw.contains("keep") {
                    assert_eq!(query.parameter("keep"), Some("a&b"));
                }
            }
            assert_eq!(all, expected, "{raw} by {size}");
        }
    }
    let next = read("$top=3&$skip=1")
        .unwrap()
        .apply(machines(), Some(2))
        .next
        .unwrap();
    assert_eq!(
        next,
        format!("$top=1&$skiptoken=guid'{}',guid'{STAMP}'", id(3))
    );
}

#[test]
fn the_other_options_are_read() {
    let query =
        read("$expand=VMCheckpoints,MostRecentTask&$format=json&RunAsynchronously=1").unwrap();
    assert_eq!(query.expand, [["VMCheckpoints"], ["MostRecentTask"]]);
    assert_eq!(query.format.as_deref(), Some("json"));
    assert_eq!(query.parameter("runasynchronously"), Some("1"));
    let query = read("$select=Name, VMCheckpoints/Name,Cloud&$expand=VMCheckpoints,MostRecentTask")
        .unwrap();
    assert_eq!(
        query.select.as_deref(),
        Some("Name,VMCheckpoints/Name,Cloud")
    );
    assert!(query.shape.shows("Name") && query.shape.shows("Cloud") && !query.shape.shows("ID"));
    let inner = query.shape.expanded("VMCheckpoints").unwrap();
    assert!(inner.shows("Name") && !inner.shows("ID"));
    assert!(
        query.shape.expanded("MostRecentTask").is_none(),
        "not selected"
    );
    let query = read("$expand=VMCheckpoints&$select=VMCheckpoints,VMCheckpoints/Name").unwrap();
    assert!(query.shape.expanded("VMCheckpoints").unwrap().shows("ID"));
    assert!(
        read("$select=*&$expand=Cloud")
            .unwrap()
            .shape
            .expanded("Cloud")
            .is_some()
    );
    assert!(read("$filter=Enabled").unwrap().for_one().is_err());
    assert!(
        read("$select=Name&$expand=Cloud&x=1")
            .unwrap()
            .for_one()
            .is_ok()
    );
}

#[test]
fn an_option_that_cannot_be_meant_is_refused() {
    assert_eq!(
        message("$foo=1"),
        "The query parameter '$foo' begins with a system-reserved '$' character but is not recognized."
    );
    assert_eq!(
        message("$top=1&$top=1"),
        "Query parameter '$top' is specified, but it should be specified exactly once."
    );
    for raw in [
        "$Filter=Enabled",
        "$top=-1",
        "$top=x",
        "$top=",
        "$top=%2B1",
        "$skip=4294967296",
        "$inlinecount=all",
        "$orderby=",
        "$orderby=Nothing",
        "$orderby=Owner",
        "$orderby=Name descending",
        "$orderby=Name,",
        "$expand=Owner",
        "$expand=VMCheckPoints",
        "$expand=VMCheckpoints,",
        "$expand=VMCheckpoints/VMId",
        "$select=Nothing",
        "$select=Owner/UserName",
        "$select=VMCheckpoints/Name",
        "$select=Name,,ID",
        "$skiptoken=x",
        "$skiptoken=guid'00000000-0000-0000-0000-000000000001'",
        "$skiptoken='a','b'",
    ] {
        message(raw);
    }
}

proptest! {
    #[test]
    fn no_query_panics(raw in "\\$(filter|orderby|select|expand|skiptoken|top)=(Name|Owner|/|ID|eq|not|and|or|tolower\\(|null|[(),='+%0-9.*-]|guid'|[a-zé ]|&\\$filter=){0,30}") {
        if let Ok(query) = read(&raw) {
            let _ = query.apply(machines(), Some(1));
        }
    }

    #[test]
    fn no_text_panics(raw in "\\PC{0,60}") {
        let _ = read(&raw);
        let _ = read(&encoded(&raw));
    }
}
