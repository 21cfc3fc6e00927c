//! Resource Graph: what is refused, and in which words.

use crate::{graph_stage::GRAPH, stage::Stage};
use http::Request;
use serde_json::{Value, json};
use std::time::Instant;

fn details(stage: &Stage, query: &str) -> Value {
    let answer = stage.query(query, &Value::Null);
    stage.emulator.arm().reset_quotas();
    assert_eq!(answer.status, 400, "{query}: {}", answer.text());
    assert_eq!(answer.code(), "BadRequest");
    assert_eq!(answer.json()["error"]["details"][0]["code"], "InvalidQuery");
    answer.json()["error"]["details"][1].clone()
}

#[test]
fn a_word_that_does_not_belong_is_named_with_its_place() {
    let stage = Stage::new();
    for (query, line, position, token) in [
        ("resources | where", 1, 17, "<EOF>"),
        ("resources | where name = 'a'", 1, 23, "="),
        ("resources | where (name == 'a'", 1, 30, "<EOF>"),
        ("resources\n| where name ==\n  ", 3, 2, "<EOF>"),
        ("resources | project name name", 1, 25, "name"),
        ("resources | where name == 'open", 1, 26, "'"),
        ("resources | take -1", 1, 17, "-1"),
        ("resources | frobnicate", 1, 12, "frobnicate"),
        ("resources ; resources", 1, 10, ";"),
        ("let x = 1", 1, 4, "x"),
        ("| where true", 1, 0, "|"),
    ] {
        let detail = details(&stage, query);
        assert_eq!(detail["code"], "ParserFailure", "{query}");
        assert_eq!(
            (detail["line"].as_u64(), detail["token"].as_str()),
            (Some(line), Some(token)),
            "{query}: {detail}"
        );
        let shown = detail["characterPositionInLine"]
            .as_u64()
            .unwrap_or_default();
        assert_eq!(shown, position, "{query}");
    }
    let detail = details(&stage, "resources | order name");
    assert_eq!(detail["expectedToken"], "by");
}

#[test]
fn what_the_language_knows_and_the_service_does_not_offer_is_told_apart() {
    let stage = Stage::new();
    for (query, token) in [
        ("resources | parse id with * '/x'", "parse"),
        ("resources | join (resources) on id", "join"),
        (
            "resources | join kind=fullouter (resources) on id",
            "fullouter",
        ),
        ("resources | extend a = strcat(name, 'x')", "strcat"),
        (
            "resources | union resources | union resources | union resources | union resources",
            "union",
        ),
        (
            "resources | union resources | union resources | union resources | join kind=inner resources on id",
            "join",
        ),
    ] {
        let detail = details(&stage, query);
        assert_eq!(
            (&detail["code"], &detail["token"]),
            (&json!("InvalidQueryLanguage"), &json!(token))
        );
        assert_eq!(detail["line"], -1);
    }
}

#[test]
fn tables_columns_and_types_are_checked() {
    let stage = Stage::new();
    for (query, code) in [
        ("nowhere | take 1", "DisallowedLogicalTableName"),
        ("resources | union nowhere", "DisallowedLogicalTableName"),
        ("resources | project nothing", "FailedToResolveColumn"),
        (
            "resources | project id | where name == 'a'",
            "FailedToResolveColumn",
        ),
        ("resources | where Name == 'a'", "FailedToResolveColumn"),
        ("resources | project-away nothing", "FailedToResolveColumn"),
        ("resources | where name", "SemanticError"),
        ("resources | where name == 1", "SemanticError"),
        ("resources | where name.first == 'a'", "SemanticError"),
        ("resources | order by properties.status", "SemanticError"),
        ("resources | project id, id", "SemanticError"),
        ("resources | where isempty()", "SemanticError"),
    ] {
        assert_eq!(details(&stage, query)["code"], code, "{query}");
    }
}

#[test]
fn a_query_beyond_all_measure_is_refused_soon() {
    let stage = Stage::of(300);
    let nested = format!(
        "resources | where {}true{}",
        "(".repeat(5000),
        ")".repeat(5000)
    );
    let doubling = format!(
        "resources{}",
        " | extend name = tostring(split(name, 'x') == split(name, 'y'))".repeat(30)
    );
    let escaping = format!(
        "resources{}",
        " | extend name = tostring(split(strcat_, '\"'))"
            .replace("strcat_", "name")
            .repeat(40)
    );
    let long = format!("resources{}", " | where true".repeat(5000));
    let steps = format!("resources | where properties{} == 1", ".a".repeat(5000));
    for query in [nested, doubling, escaping, long, steps] {
        let begun = Instant::now();
        let detail = details(&stage, &query);
        assert_eq!(detail["code"], "QueryTooComplex");
        assert!(
            begun.elapsed().as_secs_f64() < 10.0,
            "{:?}",
            begun.elapsed()
        );
    }
}

#[test]
fn a_query_as_deep_as_allowed_is_answered() {
    let stage = Stage::new();
    let deep = |columns: usize| {
        format!(
            "resources{} | where {}name == ''{} | project id",
            " | extend name = tolower(name)".repeat(columns),
            "not((".repeat(19),
            "))".repeat(19),
        )
    };
    assert!(stage.rows(&deep(79)).len() > 120);
    assert_eq!(details(&stage, &deep(80))["code"], "QueryTooComplex");
}

#[test]
fn the_message_carries_the_correlation_id_of_the_headers() {
    let stage = Stage::new();
    let answer = stage.query("resources |", &Value::Null);
    let id = answer.header("x-ms-correlation-request-id");
    assert!(
        answer.message().contains(&format!("correlationId = {id}.")),
        "{}",
        answer.text()
    );
    assert!(answer.message().contains("timestamp = 2026-03-10T08:00:00"));
    assert_eq!(answer.header("x-ms-failure-cause"), "");
}

#[test]
fn a_body_that_is_no_query_is_refused() {
    let stage = Stage::new();
    for (body, code) in [
        ("", "InvalidRequestContent"),
        ("[]", "InvalidRequestContent"),
        (r#"{"query":""}"#, "BadRequest"),
        (r#"{"query":7}"#, "BadRequest"),
        (
            r#"{"query":"resources","options":7}"#,
            "InvalidRequestContent",
        ),
        (
            r#"{"query":"resources","options":{"$top":1001}}"#,
            "BadRequest",
        ),
        (
            r#"{"query":"resources","options":{"$top":0}}"#,
            "BadRequest",
        ),
        (
            r#"{"query":"resources","options":{"$top":"x"}}"#,
            "InvalidRequestContent",
        ),
        (
            r#"{"query":"resources","options":{"$skipToken":"x"}}"#,
            "BadRequest",
        ),
        (
            r#"{"query":"resources","options":{"resultFormat":"csv"}}"#,
            "InvalidRequestContent",
        ),
        (
            r#"{"query":"resources","subscriptions":["x"]}"#,
            "BadRequest",
        ),
        (
            r#"{"query":"resources","subscriptions":"x"}"#,
            "InvalidRequestContent",
        ),
    ] {
        let answer = stage.post(GRAPH, body);
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (400, code),
            "{body}"
        );
    }
    let facets = r#"{"query":"resources","facets":[{"expression":"location"}]}"#;
    stage.emulator.arm().reset_quotas();
    assert_eq!(
        stage.post(GRAPH, facets).json()["facets"][0]["resultType"],
        "FacetError"
    );
}

#[test]
fn a_token_belongs_to_its_query() {
    let stage = Stage::new();
    let first = stage
        .query("resources | order by id asc", &json!({ "$top": 10 }))
        .json();
    let options = json!({ "$skipToken": first["$skipToken"] });
    assert_eq!(
        stage.query("resources | order by id asc", &options).status,
        200
    );
    let other = stage.query("resources | order by id", &options);
    assert_eq!(
        other.json()["error"]["details"][0]["code"],
        "InvalidSkipToken"
    );
}

#[test]
fn method_version_and_media_type_are_checked() {
    let stage = Stage::new();
    let got = stage.get(GRAPH);
    assert_eq!((got.status.as_u16(), got.header("allow")), (405, "POST"));
    let body = r#"{"query":"resources"}"#;
    let version = |version: &str| stage.post(&GRAPH.replace("2021-03-01", version), body);
    assert_eq!(version("2020-01-01").code(), "NoRegisteredProviderFound");
    for good in ["2019-04-01", "2022-10-01", "2024-04-01"] {
        assert_eq!(version(good).status, 200, "{good}");
    }
    let send = |token: bool| {
        let mut request = Request::builder().method("POST").uri(GRAPH);
        if token {
            let token = format!("Bearer {}", stage.emulator.token_for(stage.caller));
            request = request.header("authorization", token);
        }
        stage
            .send(request.body(body.into()).unwrap())
            .status
            .as_u16()
    };
    assert_eq!((send(true), send(false)), (415, 401));
}
