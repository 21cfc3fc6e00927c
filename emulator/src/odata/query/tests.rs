use super::*;
use crate::odata::estate::{STAMP, id, machines, model};
use proptest::prelude::*;
use std::fmt::Write as _;

fn read(raw: &str) -> Result<Query, Fault> {
    let model = model();
    let set = model.set("VirtualMachines").unwrap();
    Query::parse(model, &set.entity_type, raw)
}

fn message(raw: &str) -> String {
    let fault = read(raw).expect_err(raw);
    assert_eq!(fault.status, 400, "{raw}");
    fault.message
}

fn encoded(filter: &str) -> String {
    let mut raw = String::from("$filter=");
    raw.extend(form_urlencoded::byte_serialize(filter.as_bytes()));
    raw
}

/// The last digits of the ids of the rows that are left.
fn left(page: &Page) -> String {
    page.rows
        .iter()
        .filter_map(|row| row["ID"].as_str()?.chars().last())
        .collect()
}

fn filtered(filter: &str) -> String {
    left(
        &read(&encoded(filter))
            .expect(filter)
            .apply(machines(), None),
    )
}

#[test]
fn filters_mean_what_the_standard_says() {
    let third = format!("ID eq guid'{}'", id(3));
    let stamp = format!(
        "StampId eq guid'{}' and Memory gt 1000",
        STAMP.to_uppercase()
    );
    for (filter, expected) in [
        (third.as_str(), "3"),
        (stamp.as_str(), "12"),
        (
            "CloudId eq guid'{97fd50f3-1dc0-41b6-a7c0-2b4ff4c3f7e3}'",
            "4",
        ),
        ("Name eq 'it''s'", "3"),
        ("Name eq 'erp-app-01'", ""),
        ("tolower(Name) eq 'erp-app-01'", "2"),
        ("toupper(Name) eq 'ERP-APP-01'", "2"),
        ("substringof('-', Name)", "12"),
        ("startswith(Name,'sql') or endswith(Name,'''s')", "13"),
        ("not startswith(Name,'sql')", "23"),
        ("length(Name) lt 11 and length(Name) ge 10", "2"),
        ("Name eq null", "4"),
        ("Name ne null", "123"),
        ("Name ne 'it''s'", "124"),
        ("Memory lt 1000", "4"),
        ("Memory ge 2048L", "12"),
        ("Memory gt 2047.5", "12"),
        ("TotalSize eq 9007199254740993", "1"),
        ("TotalSize le 5", "2"),
        ("CPUCount eq 2 or CPUCount eq 8 and Memory eq 512", "234"),
        ("(CPUCount eq 2 or CPUCount eq 8) and Memory eq 512", "4"),
        ("Enabled", "1"),
        ("Enabled eq true", "1"),
        ("not Enabled", "2"),
        ("not Enabled eq true", "2"),
        ("Enabled ne true", "234"),
        ("CPUCount gt 2 eq true", "14"),
        ("CreationTime eq datetime'2013-08-19T22:02:36.591591'", "12"),
        (
            "CreationTime gt datetime'2013-08-19T15:02:36.591591-07:00'",
            "3",
        ),
        ("Owner/UserName eq 'CONTOSO\\ada'", "1"),
        ("Owner/RoleName eq null", "234"),
        ("Owner eq null", "234"),
        ("Owner ne null", "1"),
        ("'a' lt 'b'", "1234"),
        ("null eq null", "1234"),
        ("Memory lt null", ""),
        ("not (Memory lt null)", "1234"),
    ] {
        assert_eq!(filtered(filter), expected, "{filter}");
    }
}

#[test]
fn blanks_are_written_either_way() {
    for raw in [
        "$filter=CPUCount+eq+8",
        "$filter=CPUCount%20eq%208",
        "%24filter=CPUCount eq 8",
    ] {
        assert_eq!(
            left(&read(raw).unwrap().apply(machines(), None)),
            "4",
            "{raw}"
        );
    }
}

#[test]
fn a_filter_that_does_not_fit_is_refused_with_the_services_sentence() {
    let of = |filter: &str| message(&encoded(filter));
    assert_eq!(
        of("ID eq '3499b02c-8dc9-4c0d-aa83-097a1340cbda'"),
        "Operator 'eq' incompatible with operand types 'Edm.Guid' and 'Edm.String' at position 3."
    );
    assert_eq!(
        of("Nme eq 'x'"),
        "No property 'Nme' exists in type 'VMM.VirtualMachine' at position 0."
    );
    assert_eq!(of("Name eq 'x' and"), "Expression expected at position 15.");
    assert_eq!(of("Name eq 'x"), "Syntax error at position 8.");
    assert_eq!(of("Name eq 'x' Name"), "Syntax error at position 12.");
    assert_eq!(
        of("Name"),
        "Expression of type 'Edm.Boolean' expected at position 0."
    );
    assert_eq!(
        of("round(Memory) eq 1"),
        "Unknown function 'round' at position 0."
    );
    for filter in [
        "",
        "eq",
        "(Name eq 'x'",
        "Name eq 'x')",
        "Name = 'x'",
        "Name == 'x'",
        "Memory eq '5'",
        "Enabled gt true",
        "Enabled eq 1",
        "not Name",
        "Name and Enabled",
        "Owner eq 'x'",
        "Owner/Nothing eq 'x'",
        "Name/Length eq 1",
        "CreationTime gt datetimeoffset'2013-08-19T22:02:36Z'",
        "GrantedToList eq 'x'",
        "startswith(Name)",
        "startswith(Name,1)",
        "startswith(Name,'a'",
        "length()",
        "null",
        "ID eq 3499b02c-8dc9-4c0d-aa83-097a1340cbda",
        "ID eq guid'3499b02c'",
        "Memory eq 99999999999999999999",
    ] {
        message(&encoded(filter));
    }
    assert_eq!(read(&encoded("Cloud/Name eq 'x'")).unwrap_err().status, 501);
}

#[test]
fn nesting_is_limited_and_length_is_not() {
    let nested = |depth: usize| format!("{}Enabled{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(filtered(&nested(90)), "1");
    for deep in [
        nested(100_000),
        format!("{}Enabled", "not ".repeat(100_000)),
        format!("true{}", " eq true".repeat(100_000)),
        format!("{}true", "(true eq true eq ".repeat(100_000)),
        format!("{}Name", "tolower(".repeat(100_000)),
    ] {
        assert_eq!(
            message(&encoded(&deep)),
            "Recursion depth exceeded allowed limit."
        );
    }
    let mut long = String::from("CPUCount eq 8");
    for number in 0..3000 {
        let _ = write!(long, " or Memory eq -{number}");
    }
    assert_eq!(filtered(&long), "4");
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
