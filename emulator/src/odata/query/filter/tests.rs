use crate::odata::estate::{STAMP, id, machines};
use crate::odata::query::tests::{encoded, left, message, read};
use std::fmt::Write as _;

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
        nested(10_000),
        format!("{}Enabled", "not ".repeat(10_000)),
        format!("true{}", " eq true".repeat(10_000)),
        format!("{}true", "(true eq true eq ".repeat(10_000)),
        format!("{}Name", "tolower(".repeat(10_000)),
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
