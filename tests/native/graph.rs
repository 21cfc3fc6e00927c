//! The fleet through Resource Graph, and what happens where that fails.

use std::collections::HashSet;
use std::time::Duration;

use emulator::faults::Fault;
use emulator::options::{InstanceTable, Options};
use scvmm_console::backend::{FleetNews, Found};
use scvmm_console::http::transport::Timer;
use scvmm_console::model::failure::FailureKind;
use scvmm_console::model::virtual_machine::{Hardware, Instance};

use crate::stage::{GRAPH, Stage, create, now};

const LISTS: &str = "Microsoft.HybridCompute/machines?";

fn found(news: &[FleetNews]) -> Vec<&Found> {
    let pages = news.iter().filter_map(|news| match news {
        FleetNews::Machines(_, machines) => Some(machines),
        _ => None,
    });
    pages.flatten().collect()
}

fn fleet_of(vms: usize) -> Stage {
    let options = Options {
        vms,
        ..Options::default()
    };
    Stage::with("admin", options)
}

/// Lists, and gives how many machines came, and how many of them with all that a row shows.
fn listed(stage: &Stage) -> (usize, usize) {
    let (result, news) = stage.list();
    assert_eq!(result, Ok(()));
    let found = found(&news);
    let ids: HashSet<_> = found.iter().map(|found| &found.listed.id).collect();
    let told = found
        .iter()
        .filter(|found| found.instance.is_some())
        .count();
    let failed = news
        .iter()
        .any(|news| matches!(news, FleetNews::PartFailed(..)));
    assert!(!failed, "{news:?}");
    (ids.len(), told)
}

#[test]
fn five_thousand_machines_are_six_requests() {
    let stage = fleet_of(5_000);
    let (machines, told) = listed(&stage);
    assert_eq!(machines, 5_000);
    assert!(told > 4_900, "{told}");
    assert_eq!(stage.wire.sent.borrow().len(), 6);
    assert_eq!(stage.count("POST", GRAPH), 5);
}

#[test]
fn what_the_index_tells_of_a_machine_is_what_the_machine_itself_tells() {
    let stage = fleet_of(300);
    let news = stage.list().1;
    let mut compared = 0;
    for found in found(&news) {
        match (
            &found.instance,
            now(scvmm_console::backend::Backend::read(
                &*stage.backend,
                &found.listed.id,
            )),
        ) {
            (Some(told), Ok(read)) => {
                // Disks are left to the machine itself.
                let hardware = Hardware {
                    disks: 0,
                    disks_gb: None,
                    ..read.hardware.clone()
                };
                let expected = Instance { hardware, ..read };
                assert_eq!(**told, expected, "{}", found.listed.name);
                compared += 1;
            }
            (None, Err(failure)) => assert_eq!(failure.kind(), &FailureKind::NotFound),
            (told, read) => panic!("{}: {told:?} and {read:?}", found.listed.name),
        }
    }
    assert!(compared > 290, "{compared}");
}

#[test]
fn a_list_of_more_pages_than_the_quota_allows_waits_and_is_never_refused() {
    let stage = fleet_of(3_000);
    stage.emulator.settings().change_graph(|graph| {
        graph.page_size = 100;
        graph.quota = 4;
        graph.window = Duration::from_secs(5);
    });
    let before = stage.time.now_ms();
    assert_eq!(listed(&stage).0, 3_000);
    assert_eq!(stage.count("POST", GRAPH), 30, "none of them twice");
    let waited = stage.time.now_ms() - before;
    assert!((30_000..=40_000).contains(&waited), "{waited}");
}

#[test]
fn a_quota_whose_headers_are_hidden_is_kept_by_waiting_after_a_refusal() {
    let stage = fleet_of(1_000);
    stage.emulator.settings().set_expose_headers(false);
    stage.emulator.settings().change_graph(|graph| {
        graph.page_size = 100;
        graph.quota = 6;
    });
    assert_eq!(listed(&stage).0, 1_000);
    assert!(stage.count("POST", GRAPH) > 10);
    assert_eq!(stage.count("GET", LISTS), 0, "by the index alone");
}

#[test]
fn the_index_follows_a_change_after_a_while() {
    let stage = Stage::of("admin");
    let checkpoints = |stage: &Stage| {
        let news = stage.list().1;
        let found = found(&news);
        let sql = found
            .iter()
            .find(|found| found.listed.name == "web-eu-202")
            .unwrap();
        sql.instance.as_ref().unwrap().checkpoints.len()
    };
    let before = checkpoints(&stage);
    stage
        .emulator
        .settings()
        .change_graph(|graph| graph.delay = Duration::from_secs(600));
    stage.carry_out("web-eu-202", &create("a", ""));
    assert_eq!(
        stage.read("web-eu-202").unwrap().checkpoints.len(),
        before + 1
    );
    assert_eq!(checkpoints(&stage), before);
    stage.emulator.clock().advance(Duration::from_secs(600));
    assert_eq!(checkpoints(&stage), before + 1);
}

#[test]
fn instances_are_found_in_either_table_and_without_any_the_machines_are() {
    for (table, told) in [
        (InstanceTable::Extensibility, 119),
        (InstanceTable::Resources, 119),
        (InstanceTable::Nowhere, 0),
    ] {
        let stage = Stage::of("admin");
        stage
            .emulator
            .settings()
            .change_graph(|graph| graph.instances = table);
        assert_eq!(listed(&stage), (120, told), "{table:?}");
        assert_eq!(listed(&stage), (120, told), "{table:?}");
        let queries = stage.count("POST", GRAPH);
        let expected = match table {
            InstanceTable::Extensibility => 2,
            // The second time the table is known.
            InstanceTable::Resources => 3,
            InstanceTable::Nowhere => 4,
        };
        assert_eq!(queries, expected, "{table:?}");
    }
}

#[test]
fn an_index_that_refuses_or_fails_leaves_it_to_the_subscriptions() {
    for (status, queries) in [(400, 1), (403, 1), (404, 1), (500, 4), (503, 4)] {
        let stage = Stage::of("admin");
        stage.fault(Fault {
            times: 100,
            ..Fault::status(GRAPH, status)
        });
        assert_eq!(listed(&stage), (120, 0), "{status}");
        assert_eq!(stage.count("POST", GRAPH), queries, "{status}");
        assert!(stage.count("GET", LISTS) >= 3);
    }
}

#[test]
fn a_failure_between_two_pages_is_repeated_and_loses_nothing() {
    for trouble in [
        r#"{"path":"ResourceGraph","skip":1,"cut":true,"times":2}"#,
        r#"{"path":"ResourceGraph","cut":"body","times":1}"#,
        r#"{"path":"ResourceGraph","status":502,"times":3}"#,
    ] {
        let stage = fleet_of(2_500);
        stage.fault(serde_json::from_str(trouble).unwrap());
        assert_eq!(listed(&stage).0, 2_500, "{trouble}");
        assert_eq!(stage.count("GET", LISTS), 0, "{trouble}");
    }
}

#[test]
fn an_index_that_fails_on_the_way_for_good_leaves_the_rest_to_the_subscriptions() {
    let stage = fleet_of(2_500);
    stage.fault(Fault {
        skip: 1,
        times: 100,
        ..Fault::status(GRAPH, 503)
    });
    let (machines, told) = listed(&stage);
    assert_eq!(machines, 2_500);
    assert!((900..=1_000).contains(&told), "{told}");
}

#[test]
fn a_subscription_of_which_the_index_gives_nothing_is_no_fault() {
    let stage = Stage::of("reader");
    let (machines, told) = listed(&stage);
    assert!(machines > 0 && told > 0, "{machines}, {told}");
    assert_eq!(stage.count("GET", LISTS), 0);
}
