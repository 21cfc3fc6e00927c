use super::*;
use proptest::prelude::*;

const OWNER: &str = "https://management.azure.com|tenant|person";

/// A machine of an estate as large as wanted, with the ids, names and checkpoints of a real one.
fn machine(number: usize) -> Past {
    let part = "9e7d0a52-1f0c-4d2b-9b7a-0c4f4b1c2d3e";
    let group = format!("rg-prod-{:02}", number % 40);
    let name = format!("sql-prod-{number:05}");
    let id = format!(
        "/subscriptions/{part}/resourceGroups/{group}/providers/Microsoft.HybridCompute/machines/{name}"
    );
    let checkpoint = |of: usize| {
        let id = format!("{:08X}-15B9-4760-8DF9-620DF3B37476", number * 10 + of);
        CheckpointId::new(&id).unwrap()
    };
    let checkpoints = (0..number % 4).map(|of| Checkpoint {
        parent: of.checked_sub(1).map(checkpoint),
        name: format!("Before change {of}"),
        description: "Taken by the night's patching, may be deleted after a week".into(),
        ..Checkpoint::of(checkpoint(of))
    });
    Past {
        listed: Listed {
            id: ResourceId::new(&id),
            name: name.into(),
            subscription: "Contoso Production".into(),
            resource_group: group.into(),
            location: "westeurope".into(),
        },
        part: part.into(),
        instance: Some(Arc::new(Instance {
            power: PowerState::parse(["Running", "Stopped"][number % 2]),
            provisioning: "Succeeded".into(),
            checkpoint_type: CheckpointType::Production,
            operating_system: "Windows Server 2022 Datacenter".into(),
            computer_name: format!("SQL{number:05}").into(),
            server: "vmm01".into(),
            cloud: "Production".into(),
            hardware: Hardware {
                processors: Some(4),
                memory_mb: Some(16_384),
                disks: 3,
                disks_gb: Some(512),
                generation: Some(2),
                highly_available: true,
            },
            checkpoints: checkpoints.collect(),
            current: (!number.is_multiple_of(4)).then(|| checkpoint(0)),
            ..Instance::default()
        })),
    }
}

fn written(machines: &[Past]) -> Vec<u8> {
    let mut writer = Writer::default();
    for past in machines {
        write(
            &mut writer,
            &past.listed,
            &past.part,
            past.instance.as_ref(),
        );
    }
    writer.sealed()
}

fn read_again(bytes: &[u8]) -> Option<Vec<Past>> {
    let mut machines = Vec::new();
    read(bytes, &mut machines).then_some(machines)
}

fn ids() -> impl Strategy<Value = CheckpointId> {
    "[0-9a-f]{1,9}".prop_map(|id| CheckpointId::new(&id).unwrap())
}

prop_compose! {
    fn checkpoints()(
        id in ids(), parent in prop::option::of(ids()), name: String, description: String,
        taken_ms: Option<u64>, usable: bool,
    ) -> Checkpoint {
        Checkpoint { id, parent, name, description, taken_ms, usable }
    }
}

prop_compose! {
    fn hardware()(
        processors: Option<u32>, memory_mb: Option<u64>, disks in 0..9_usize, disks_gb: Option<u64>,
        generation: Option<u32>, highly_available: bool,
    ) -> Hardware {
        Hardware { processors, memory_mb, disks, disks_gb, generation, highly_available }
    }
}

prop_compose! {
    fn instances()(
        texts in prop::array::uniform6(any::<String>()),
        power in prop_oneof![any::<String>(), "(running|PowerOff|Paused|saved)"],
        kind in prop_oneof![any::<String>(), "(disabled|Production|ProductionOnly|Standard)"],
        hardware in hardware(),
        checkpoints in prop::collection::vec(checkpoints(), 0..4),
        current in prop::option::of(ids()),
    ) -> Instance {
        let [name, provisioning, operating_system, computer_name, server, cloud] = texts.map(Into::into);
        Instance {
            name, provisioning, operating_system, computer_name, server, cloud,
            power: PowerState::parse(&power), checkpoint_type: CheckpointType::parse(&kind),
            hardware, checkpoints, current, more: Vec::new(),
        }
    }
}

prop_compose! {
    fn machines()(
        id: String, texts in prop::array::uniform4(any::<String>()), part in "[pq]{0,2}",
        instance in prop::option::of(instances()),
    ) -> Past {
        let [name, subscription, resource_group, location] = texts.map(Into::into);
        let id = ResourceId::new(&id);
        Past {
            listed: Listed { id, name, subscription, resource_group, location },
            part: part.into(),
            instance: instance.map(Arc::new),
        }
    }
}

proptest! {
    #[test]
    fn machines_are_read_as_they_were_written(machines in prop::collection::vec(machines(), 0..6)) {
        let read = read_again(&written(&machines)).unwrap();
        // Ids are equal in any case; here the spelling is kept too.
        for (one, other) in read.iter().zip(&machines) {
            prop_assert_eq!(one.listed.id.text(), other.listed.id.text());
        }
        prop_assert_eq!(read, machines);
    }

    #[test]
    fn a_byte_that_is_another_one_or_missing_gives_nothing(
        machines in prop::collection::vec(machines(), 0..3), place: prop::sample::Index, by in 1..=255_u8
    ) {
        let whole = written(&machines);
        let place = place.index(whole.len());
        let mut damaged = whole.clone();
        damaged[place] ^= by;
        prop_assert_eq!(read_again(&damaged), None);
        prop_assert_eq!(read_again(&whole[..place]), None);
        let head = write_head(OWNER, 7);
        let place = place % head.len();
        let mut damaged = head.clone();
        damaged[place] ^= by;
        prop_assert_eq!(read_head(&damaged, OWNER), None);
        prop_assert_eq!(read_head(&head[..place], OWNER), None);
    }

    #[test]
    fn no_bytes_panic(bytes: Vec<u8>) {
        // The sum is right, so that what is behind it is read.
        let mut writer = Writer::default();
        bytes.iter().for_each(|byte| writer.number((*byte).into()));
        let sealed = writer.sealed();
        let _ = (read_again(&sealed), read_head(&sealed, OWNER), read_again(&bytes), read_head(&bytes, OWNER));
    }
}

#[test]
fn a_head_is_read_by_its_owner_only() {
    let head = write_head(OWNER, 1_795_000_000_000);
    assert_eq!(read_head(&head, OWNER), Some(1_795_000_000_000));
    for other in [
        "",
        "https://management.azure.com|tenant|other",
        "https://management.usgovcloudapi.net|tenant|person",
    ] {
        assert_eq!(read_head(&head, other), None);
    }
}

#[test]
fn a_head_of_another_version_gives_nothing() {
    let mut writer = Writer::default();
    writer.number(VERSION + 1);
    writer.text(OWNER);
    writer.number(7);
    assert_eq!(read_head(&writer.sealed(), OWNER), None);
}

#[test]
fn ten_thousand_machines_take_two_megabytes() {
    let machines: Vec<_> = (0..10_000).map(machine).collect();
    let pieces: Vec<_> = machines.chunks(500).map(written).collect();
    let again: Vec<_> = pieces
        .iter()
        .flat_map(|piece| read_again(piece).unwrap())
        .collect();
    assert_eq!(again, machines);
    let bytes: usize = pieces.iter().map(Vec::len).sum();
    assert!(bytes < 2_500_000, "{bytes} bytes");
}
