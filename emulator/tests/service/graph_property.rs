//! Resource Graph: no query makes the emulator panic or keeps it busy for long.

use crate::{
    graph_stage::GRAPH,
    stage::{NOW, Stage},
};
use http::Request;
use proptest::prelude::*;
use serde_json::json;
use std::{sync::LazyLock, time::Instant};

static STAGE: LazyLock<Stage> = LazyLock::new(|| {
    let stage = Stage::of(40);
    stage
        .emulator
        .settings()
        .change_graph(|graph| graph.quota = u32::MAX);
    stage
});

/// Queries that are nearly right.
fn query() -> impl Strategy<Value = String> {
    let words = vec![
        "resources",
        "extensibilityresources",
        "|",
        "where",
        "project",
        "extend",
        "order by",
        "take",
        "count",
        "union",
        "join kind=inner",
        "join kind=leftouter (resources) on",
        "on",
        "top 3 by",
        "limit 2",
        "project-away",
        "name",
        "id",
        "kind",
        "properties",
        ".",
        "(",
        ")",
        ",",
        "==",
        "=~",
        "!=",
        "in~ ('a')",
        "has",
        "contains",
        "!startswith",
        "and",
        "or",
        "not(",
        "tostring(",
        "array_length(",
        "split(name, 'e')",
        "[0]",
        "['x']",
        "'text'",
        "\"",
        "7",
        "-1.5",
        "true",
        "asc",
        "nulls last",
        "=",
        "a",
        "a =",
        "//",
        "\n",
        "\\",
        "é",
        "toint(",
        "summarize",
    ];
    let word = prop_oneof![
        12 => proptest::sample::select(words).prop_map(String::from),
        1 => "[ -~]{1,6}",
    ];
    prop_oneof![
        8 => proptest::collection::vec(word, 0..25).prop_map(|words| format!("resources | {}", words.join(" "))),
        1 => ".{0,60}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn no_query_panics_or_takes_long(query in query(), top in 1..1000, table in any::<bool>()) {
        static TOKEN: LazyLock<String> = LazyLock::new(|| format!("Bearer {}", STAGE.emulator.token_for("admin@contoso.com")));
        let format = if table { "table" } else { "objectArray" };
        let body = json!({ "query": query, "options": { "$top": top, "resultFormat": format } }).to_string();
        let request = Request::builder()
            .method("POST")
            .uri(GRAPH)
            .header("authorization", TOKEN.as_str())
            .header("content-type", "application/json")
            .body(body.into_bytes())
            .unwrap();
        let begun = Instant::now();
        let answer = STAGE.send(request);
        prop_assert!(begun.elapsed().as_secs() < 3, "{query}");
        match answer.status.as_u16() {
            200 => prop_assert!(answer.json()["totalRecords"].is_u64()),
            400 => prop_assert!(!answer.code().is_empty() && answer.json()["error"]["details"].is_array()),
            other => prop_assert!(false, "{other}: {query}"),
        }
        prop_assert_eq!(STAGE.clock.now(), NOW);
    }
}
