//! Reading through Service Provider Foundation: the machines, their checkpoints, and what may be done.

use emulator::options::spf::{Authentication, ParentIds};
use emulator::spf::tenant::{BRANCHES, BUSINESS, CHECKPOINT, PRODUCTION};
use emulator::truth::MachineState;
use scvmm_console::backend::Backend;
use scvmm_console::model::advice::advice;
use scvmm_console::model::failure::FailureKind;
use scvmm_console::model::resource_id::ResourceId;
use scvmm_console::model::rights::{Right, Rights};
use scvmm_console::model::virtual_machine::{Instance, PowerState};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::spf_stage::SpfStage;
use crate::stage::{create, now};

/// Fixed machines of the subscription.
const OWN: [&str; 6] = [
    "build-agent-33",
    "erp-app-01",
    "k8s-node-11",
    "sql-prod-014",
    "web-eu-201",
    "web-eu-202",
];

fn has(names: &[String], name: &str) -> bool {
    names.iter().any(|listed| listed == name)
}

#[test]
fn a_subscription_shows_its_own_machines_on_either_root() {
    let stage = SpfStage::new();
    let names = stage.names();
    assert!(OWN.iter().all(|name| has(&names, name)), "{names:?}");
    assert!(!has(&names, "sap-hana-03") && !has(&names, "dc-branch-07"));
    assert_eq!(stage.count("GET", "VirtualMachines?$select="), 1);
    assert_eq!(
        stage.proxy.sent.borrow().len(),
        2,
        "the clouds and the list"
    );
    assert_eq!(SpfStage::behind_azure_pack(PRODUCTION).names(), names);
}

#[test]
fn without_a_subscription_every_machine_of_every_stamp_is_shown() {
    let stage = SpfStage::of_everything();
    let all = stage.names();
    for name in OWN
        .iter()
        .chain(&["sap-hana-03", "dc-branch-07", "print-eu-004"])
    {
        assert!(has(&all, name), "{name}");
    }
    for subscription in [PRODUCTION, BRANCHES, BUSINESS] {
        let own = SpfStage::of(subscription).names();
        assert!(!own.is_empty() && own.len() < all.len());
        assert!(own.iter().all(|name| has(&all, name)), "{own:?}");
    }
    assert_eq!(stage.rights("sql-prod-014"), Ok(Rights::default()));
}

#[test]
fn a_paged_list_is_read_to_its_end_whatever_host_the_links_name() {
    let whole = SpfStage::of_everything().names();
    for origin in [None, Some("https://spfn-457:8090".to_owned())] {
        let stage = SpfStage::of_everything();
        stage.change(|spf| {
            spf.page_size = Some(7);
            spf.origin = origin;
        });
        assert_eq!(stage.names(), whole);
        let pages = stage.count("GET", "VirtualMachines?");
        assert_eq!(
            pages,
            whole.len().div_ceil(7),
            "{:?}",
            stage.proxy.sent.borrow()
        );
    }
}

#[test]
fn a_service_that_refuses_the_selection_is_asked_for_everything() {
    let stage = SpfStage::new();
    let whole = stage.names();
    stage.fault(r#"{"path":"[$]select=","status":400,"body":{"odata.error":{"code":"","message":{"lang":"en-US","value":"no $select"}}},"times":9}"#);
    assert_eq!(stage.names(), whole);
    assert_eq!(stage.count("GET", "VirtualMachines?$expand="), 1);
}

/// The parent of each checkpoint by VMM's ids.
fn true_parents(truth: &MachineState) -> Vec<(String, Option<String>)> {
    let named = |id: &String| {
        let mut all = truth.checkpoints.iter();
        all.find(|checkpoint| checkpoint.id == *id)
            .map(|checkpoint| checkpoint.vmm_id.clone())
    };
    let all = truth.checkpoints.iter();
    all.map(|own| (own.vmm_id.clone(), own.parent.as_ref().and_then(named)))
        .collect()
}

/// The same as the console has them; a parent that is no checkpoint of the machine is none.
fn read_parents(read: &Instance) -> Vec<(String, Option<String>)> {
    let all = read.checkpoints.iter();
    all.map(|own| {
        let parent = own.parent.as_ref().and_then(|id| read.checkpoint(id));
        let id = own.id.as_str().to_owned();
        (id, parent.map(|parent| parent.id.as_str().to_owned()))
    })
    .collect()
}

#[test]
fn the_tree_is_the_true_one_whichever_id_names_a_parent() {
    for parents in [ParentIds::Id, ParentIds::CheckpointId] {
        let stage = SpfStage::new();
        stage.change(|spf| spf.parent_ids = parents);
        for name in ["sql-prod-014", "build-agent-33", "erp-app-01", "web-eu-202"] {
            let (truth, read) = (stage.truth(name), stage.read(name).unwrap());
            assert_eq!(
                read_parents(&read),
                true_parents(&truth),
                "{name} {parents:?}"
            );
            let all = truth.checkpoints.iter();
            let mut all = all.filter(|own| Some(&own.id) == truth.current.as_ref());
            let current = all.next().map(|own| own.vmm_id.as_str());
            assert_eq!(
                read.current.as_ref().map(|id| id.as_str()),
                current,
                "{name}"
            );
        }
        assert_eq!(
            stage.read("legacy-imp-02").unwrap().checkpoints.len(),
            stage.truth("legacy-imp-02").checkpoints.len()
        );
    }
}

#[test]
fn names_descriptions_and_times_are_the_true_ones() {
    for bare in [false, true] {
        let stage = SpfStage::new();
        stage.change(|spf| {
            spf.bare_times = bare;
            spf.utc_offset = if bare {
                time::UtcOffset::UTC
            } else {
                spf.utc_offset
            };
        });
        for name in OWN {
            let (truth, read) = (stage.truth(name), stage.read(name).unwrap());
            for (own, seen) in truth.checkpoints.iter().zip(&read.checkpoints) {
                assert_eq!(
                    (seen.name.as_str(), seen.description.as_str()),
                    (own.name.trim(), own.description.trim())
                );
                let added = OffsetDateTime::parse(&own.added, &Rfc3339).unwrap();
                let seen = seen.taken_ms.map(|ms| i128::from(ms / 1_000));
                assert_eq!(seen, Some(i128::from(added.unix_timestamp())), "{name}");
            }
        }
    }
}

#[test]
fn what_a_list_tells_of_a_machine_is_what_reading_it_tells() {
    let stage = SpfStage::new();
    let (_, found) = stage.list();
    assert!(found.len() > 6);
    for found in found {
        let listed = found.instance.expect("all of it");
        let read = now(stage.backend.read(&found.listed.id)).unwrap();
        assert_eq!(*listed, read);
        assert!(
            !read.place().is_empty() && !read.operating_system.is_empty(),
            "{}",
            read.name
        );
        assert!(read.hardware.processors.is_some() && read.hardware.memory_mb.is_some());
    }
    assert_eq!(stage.count("GET", "/Clouds"), 1, "the clouds are read once");
    assert_eq!(stage.read("erp-app-01").unwrap().power, PowerState::Stopped);
    assert_eq!(stage.read("k8s-node-11").unwrap().power, PowerState::Paused);
}

#[test]
fn a_status_that_nobody_knows_is_shown_as_it_is() {
    let stage = SpfStage::new();
    stage.change(|spf| spf.strange_status = Some("web-eu-202".into()));
    let PowerState::Other(word) = stage.read("web-eu-202").unwrap().power else {
        panic!("it should be another word");
    };
    assert!(!word.is_empty());
}

fn missing() -> Right {
    Right::Missing(CHECKPOINT.into())
}

#[test]
fn the_role_of_the_subscription_says_what_may_be_done() {
    let all = SpfStage::new().rights("sql-prod-014").unwrap();
    assert_eq!(
        [&all.create, &all.delete, &all.edit, &all.restore],
        [&Right::Allowed; 4]
    );
    let branch = SpfStage::of(BRANCHES).rights("dc-branch-07").unwrap();
    assert_eq!(
        [&branch.create, &branch.delete, &branch.edit],
        [&missing(); 3]
    );
    assert_eq!(branch.restore, Right::Allowed);
    let business = SpfStage::of(BUSINESS);
    assert_eq!(business.rights("sap-hana-03").unwrap().restore, missing());
    business
        .emulator
        .spf()
        .roles()
        .set(BUSINESS, vec![CHECKPOINT.into()]);
    assert_eq!(
        business.rights("sap-hana-03").unwrap().restore,
        Right::Allowed
    );
}

#[test]
fn a_refused_sign_in_says_that_it_is_the_web_servers() {
    for stage in [SpfStage::new(), SpfStage::behind_azure_pack(PRODUCTION)] {
        stage.change(|spf| spf.authentication = Authentication::Negotiate);
        let failure = stage.list().0.expect_err("a failure");
        assert_eq!(failure.kind(), &FailureKind::SignInAtServer);
        assert_eq!(failure.status, Some(401));
        assert!(advice(&failure).unwrap().starts_with("Reload this page"));
        let refused = stage.refused("web-eu-202", &create("a", ""));
        assert_eq!(refused.kind(), &FailureKind::SignInAtServer);
        assert!(stage.truth("web-eu-202").operation.is_none());
    }
}

#[test]
fn the_credentials_are_the_web_servers_and_the_page_sends_none() {
    let stage = SpfStage::new();
    stage.change(|spf| {
        spf.authentication = Authentication::Basic {
            user: "CONTOSO\\svc-spf".into(),
            password: "opensesame".into(),
        };
    });
    assert!(stage.list().0.is_err());
    let basic = (
        "authorization",
        "Basic Q09OVE9TT1xzdmMtc3BmOm9wZW5zZXNhbWU=".to_owned(),
    );
    stage.proxy.added.borrow_mut().push(basic);
    assert_eq!(stage.list().0, Ok(()));
}

#[test]
fn a_missing_principal_is_refused_in_the_services_words() {
    let stage = SpfStage::new();
    stage.proxy.added.borrow_mut().clear();
    let failure = stage.list().0.expect_err("a failure");
    assert_eq!(failure.status, Some(400));
    assert!(
        failure.headline().contains("x-ms-principal-id"),
        "{}",
        failure.headline()
    );
}

#[test]
fn a_machine_that_is_not_there_is_not_found() {
    let stage = SpfStage::new();
    let truth = stage.truth("sql-prod-014");
    let other = format!(
        "/stamps/{}/virtualMachines/{}",
        truth.stamp_id, truth.stamp_id
    );
    let failure = now(stage.backend.read(&ResourceId::new(&other))).expect_err("a failure");
    assert_eq!(failure.kind(), &FailureKind::NotFound);
    // Another subscription's machine is not there either.
    let failure = stage.read("sap-hana-03").expect_err("a failure");
    assert_eq!(failure.kind(), &FailureKind::NotFound);
}
