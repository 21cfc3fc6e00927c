//! The table in which the instances stand: one of two.

use super::*;

#[test]
fn the_other_table_is_tried_once_where_no_machine_has_an_instance_and_remembered_where_it_has() {
    let graph = Graph::default();
    let table = |heard: &Heard, number: usize| {
        let query = heard.bodies()[number]["query"].as_str().unwrap().to_owned();
        query
            .split_once("join kind=leftouter (")
            .unwrap()
            .1
            .split_once('|')
            .unwrap()
            .0
            .to_owned()
    };
    let first = listed(
        &graph,
        &[part("s1")],
        [
            page(&[bare("s1", "a")], "x"),
            page(&[row("s1", "a")], "y"),
            page(&[bare("s1", "b")], ""),
        ],
    );
    assert_eq!(first.names(), ["a", "b"]);
    assert_eq!(
        [0, 1, 2].map(|number| table(&first, number)),
        ["extensibilityresources", "resources", "resources"]
    );
    assert_eq!(first.bodies()[2]["options"]["$skipToken"], "y");
    let again = listed(&graph, &[part("s1")], [page(&[row("s1", "a")], "")]);
    assert_eq!(table(&again, 0), "resources");
}

#[test]
fn machines_that_neither_table_has_instances_of_are_listed_all_the_same() {
    for other in [page(&[bare("s1", "a")], "x"), answer(400, &[], "{}")] {
        let heard = listed(
            &Graph::default(),
            &[part("s1")],
            [
                page(&[bare("s1", "a")], "y"),
                other,
                page(&[bare("s1", "b")], ""),
            ],
        );
        assert_eq!(heard.outcome, Ok(2));
        assert_eq!(heard.names(), ["a", "b"]);
        assert_eq!(
            heard.bodies()[2]["options"]["$skipToken"],
            "y",
            "the pages of the first"
        );
    }
}

#[test]
fn an_empty_index_is_asked_once() {
    let heard = listed(&Graph::default(), &[part("s1")], [page(&[], "")]);
    assert_eq!((heard.outcome, heard.news), (Ok(0), Vec::new()));
}
