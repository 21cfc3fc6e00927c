//! The whole fleet, and each machine of it.

use std::collections::HashSet;
use std::time::Duration;

use emulator::faults::Fault;
use emulator::options::Options;
use scvmm_console::backend::{Backend, FleetNews};
use scvmm_console::http::transport::Timer;
use scvmm_console::model::failure::FailureKind;
use scvmm_console::model::resource_id::ResourceId;
use scvmm_console::model::rights::Right;
use scvmm_console::model::virtual_machine::{CheckpointType, Listed, PowerState};

use crate::stage::{Stage, now};

fn machines(news: &[FleetNews]) -> Vec<&Listed> {
    let pages = news.iter().filter_map(|news| match news {
        FleetNews::Machines(_, machines) => Some(machines),
        _ => None,
    });
    pages.flatten().map(|found| &found.listed).collect()
}

fn parts_read(news: &[FleetNews]) -> usize {
    news.iter()
        .filter(|news| matches!(news, FleetNews::PartRead(_) | FleetNews::PartIndexed(_)))
        .count()
}

#[test]
fn every_machine_of_vmm_in_every_subscription_is_listed_once() {
    let stage = Stage::of("admin");
    let (result, news) = stage.list();
    assert_eq!(result, Ok(()));
    let machines = machines(&news);
    let ids: HashSet<&ResourceId> = machines.iter().map(|machine| &machine.id).collect();
    assert_eq!((machines.len(), ids.len()), (120, 120));
    assert_eq!(parts_read(&news), 3);
    let sql = machines
        .iter()
        .find(|machine| machine.name == "sql-prod-014")
        .unwrap();
    assert_eq!(sql.subscription, "Contoso Production");
    assert_eq!(sql.id, stage.id("sql-prod-014"));
    assert_eq!(Some(sql.resource_group.as_str()), sql.id.resource_group());
    assert_eq!(sql.location, "westeurope");
}

#[test]
fn thousands_of_machines_come_in_many_pages() {
    let options = Options {
        vms: 3_000,
        page_size: 100,
        ..Options::default()
    };
    let stage = Stage::with("operator", options).without_graph();
    let (result, news) = stage.list();
    assert_eq!(result, Ok(()));
    assert_eq!(machines(&news).len(), 3_000);
    assert!(stage.count("GET", "skipToken") >= 27);
}

#[test]
fn each_machine_is_read_as_it_really_is() {
    let stage = Stage::of("operator");
    let mut absent = Vec::new();
    let news = stage.list().1;
    for listed in machines(&news) {
        let Some(truth) = stage.emulator.machine(&listed.name) else {
            let failure = now(stage.backend.read(&listed.id)).unwrap_err();
            assert_eq!(failure.kind(), &FailureKind::NotFound);
            absent.push(listed.name.as_str());
            continue;
        };
        let read = now(stage.backend.read(&listed.id)).unwrap();
        let ids: Vec<&str> = read
            .checkpoints
            .iter()
            .map(|checkpoint| checkpoint.id.as_str())
            .collect();
        let true_ids: Vec<&str> = truth
            .checkpoints
            .iter()
            .map(|checkpoint| checkpoint.id.as_str())
            .collect();
        assert_eq!(ids, true_ids, "{}", truth.name);
        for (checkpoint, truth) in read.checkpoints.iter().zip(&truth.checkpoints) {
            assert_eq!(checkpoint.name, truth.name);
            assert_eq!(checkpoint.description, truth.description);
        }
        assert_eq!(
            read.current.as_ref().map(|id| id.as_str()),
            truth.current.as_deref()
        );
        assert_eq!(read.power, PowerState::parse(truth.power_state));
        assert_eq!(
            read.checkpoint_type,
            CheckpointType::parse(truth.checkpoint_type)
        );
        assert!(!read.server.is_empty() && !read.operating_system.is_empty());
        assert!(read.hardware.processors.is_some() && read.hardware.memory_mb.is_some());
        assert!(read.hardware.disks > 0 && read.hardware.disks_gb.is_some());
    }
    assert!(absent.contains(&"file-eu-009"), "{absent:?}");
}

#[test]
fn a_subscription_that_refuses_the_reader_is_named_and_the_others_are_listed() {
    let stage = Stage::of("reader").without_graph();
    let (result, news) = stage.list();
    assert_eq!(result, Ok(()));
    let failed: Vec<_> = news
        .iter()
        .filter_map(|news| match news {
            FleetNews::PartFailed(part, failure) => Some((part.name.as_str(), failure.kind())),
            _ => None,
        })
        .collect();
    let missing = FailureKind::Forbidden {
        action: Some("Microsoft.HybridCompute/machines/read".into()),
    };
    assert_eq!(failed, [("Contoso Branch Offices", &missing)]);
    assert_eq!(parts_read(&news), 2);
    assert!(!machines(&news).is_empty());
}

#[test]
fn an_account_without_a_subscription_sees_an_empty_fleet() {
    let (result, news) = Stage::of("nobody").list();
    assert_eq!((result, news), (Ok(()), vec![FleetNews::Parts(Vec::new())]));
}

#[test]
fn a_throttled_list_waits_as_long_as_it_was_told() {
    let stage = Stage::of("admin").without_graph();
    let headers = [("Retry-After".to_owned(), Some("17".to_owned()))];
    stage.fault(Fault {
        headers: headers.into(),
        ..Fault::status("/machines\\?", 429)
    });
    let before = stage.time.now_ms();
    let (result, news) = stage.list();
    assert_eq!(result, Ok(()));
    assert_eq!(machines(&news).len(), 120);
    assert_eq!(stage.time.now_ms() - before, 17_000);
}

#[test]
fn a_list_that_is_throttled_for_minutes_says_so() {
    let stage = Stage::of("admin");
    let headers = [("Retry-After".to_owned(), Some("300".to_owned()))];
    stage.fault(Fault {
        headers: headers.into(),
        ..Fault::status("^/subscriptions\\?", 429)
    });
    let failure = stage.list().0.unwrap_err();
    assert_eq!(
        failure.kind(),
        &FailureKind::Throttled { seconds: Some(300) }
    );
}

#[test]
fn a_list_survives_a_lost_network_and_a_failing_gateway() {
    let stage = Stage::of("admin").without_graph();
    stage.fault(serde_json::from_str(r#"{"path":"/machines","cut":true,"times":2}"#).unwrap());
    stage.fault(serde_json::from_str(r#"{"path":"/machines","cut":"body"}"#).unwrap());
    stage.fault(Fault::status("skipToken", 502));
    let (result, news) = stage.list();
    assert_eq!(result, Ok(()));
    assert_eq!(machines(&news).len(), 120);
}

#[test]
fn a_network_that_stays_lost_is_a_failure_after_four_tries() {
    let stage = Stage::of("admin");
    stage.fault(serde_json::from_str(r#"{"path":"","cut":true,"times":100}"#).unwrap());
    stage.time.stand_still_after(Duration::from_secs(60));
    let failure = stage.list().0.unwrap_err();
    assert_eq!(failure.kind(), &FailureKind::NetworkLost);
    assert_eq!(stage.wire.sent.borrow().len(), 4);
}

#[test]
fn the_rights_of_each_role_are_known_before_anything_is_tried() {
    for account in ["admin", "operator"] {
        let stage = Stage::of(account);
        let rights = now(stage.backend.rights(&stage.id("sql-prod-014"))).unwrap();
        for right in [rights.create, rights.delete, rights.restore] {
            assert_eq!(right, Right::Allowed, "{account}");
        }
    }
    let stage = Stage::of("reader");
    let rights = now(stage.backend.rights(&stage.id("sql-prod-014"))).unwrap();
    let missing = "Microsoft.ScVmm/virtualMachineInstances/deleteCheckpoint/action";
    assert_eq!(rights.delete, Right::Missing(missing.into()));
}
