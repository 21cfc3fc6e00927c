//! The families of machines an estate has: how they are named, what runs on them, where they live.

use super::{
    machine::System,
    place::{
        BRANCH_CLOUD, Cloud, DEV, DEV_CLOUD, DUBLIN, ERP, GOLD, Group, LYON, MUNICH, NORTH_CLOUD,
        NORTH_PRODUCTION, SILVER, Server, TEST, VMM_NORTH, VMM_WEST, WEST_PRODUCTION,
    },
};

/// Machines of one purpose.
#[derive(Debug)]
pub struct Family {
    /// The name before the number.
    pub stem: &'static str,
    /// The first number given out, above those of the fixed machines.
    pub first: u32,
    /// Digits of the number, filled with zeros.
    pub digits: usize,
    /// Where they live.
    pub group: &'static Group,
    /// What manages them.
    pub server: &'static Server,
    /// Where most of them are placed.
    pub cloud: Option<&'static Cloud>,
    /// What runs on them.
    pub systems: &'static [&'static System],
    /// How many there are, compared with other families.
    pub weight: u32,
}

const fn system(sku: &'static str, kind: &'static str, version: &'static str) -> System {
    System { sku, kind, version }
}

/// Windows Server 2016.
pub static WS2016: System = system("Windows Server 2016 Standard", "Windows", "10.0.14393");
/// Windows Server 2019.
pub static WS2019: System = system("Windows Server 2019 Datacenter", "Windows", "10.0.17763");
/// Windows Server 2022.
pub static WS2022: System = system("Windows Server 2022 Datacenter", "Windows", "10.0.20348");
/// Windows Server 2025.
pub static WS2025: System = system("Windows Server 2025 Datacenter", "Windows", "10.0.26100");
/// Windows 11.
pub static WIN11: System = system("Windows 11 Enterprise", "Windows", "10.0.22631");
/// Ubuntu.
pub static UBUNTU: System = system("Ubuntu Linux 22.04 (64 bit)", "Linux", "22.04");
/// SUSE.
pub static SLES: System = system("SUSE Linux Enterprise Server 15 (64 bit)", "Linux", "15.5");
/// Red Hat.
pub static RHEL: System = system("Red Hat Enterprise Linux 9 (64 bit)", "Linux", "9.4");

const fn family(
    stem: &'static str,
    (first, digits): (u32, usize),
    group: &'static Group,
    (server, cloud): (&'static Server, Option<&'static Cloud>),
    systems: &'static [&'static System],
    weight: u32,
) -> Family {
    Family {
        stem,
        first,
        digits,
        group,
        server,
        cloud,
        systems,
        weight,
    }
}

/// Every family.
pub static FAMILIES: [Family; 20] = [
    family(
        "sql-prod-",
        (20, 3),
        &WEST_PRODUCTION,
        (&VMM_WEST, Some(&GOLD)),
        &[&WS2019, &WS2022],
        8,
    ),
    family(
        "sql-north-",
        (101, 3),
        &NORTH_PRODUCTION,
        (&VMM_NORTH, Some(&NORTH_CLOUD)),
        &[&WS2019, &WS2022],
        5,
    ),
    family(
        "web-eu-",
        (210, 3),
        &WEST_PRODUCTION,
        (&VMM_WEST, Some(&GOLD)),
        &[&WS2022, &UBUNTU, &WS2025],
        12,
    ),
    family(
        "web-north-",
        (301, 3),
        &NORTH_PRODUCTION,
        (&VMM_NORTH, Some(&NORTH_CLOUD)),
        &[&UBUNTU, &WS2022],
        8,
    ),
    family(
        "app-",
        (1, 4),
        &NORTH_PRODUCTION,
        (&VMM_NORTH, Some(&NORTH_CLOUD)),
        &[&WS2019, &WS2022, &RHEL],
        12,
    ),
    family(
        "erp-app-",
        (2, 2),
        &ERP,
        (&VMM_WEST, Some(&SILVER)),
        &[&WS2016, &WS2019],
        4,
    ),
    family(
        "erp-db-",
        (1, 2),
        &ERP,
        (&VMM_WEST, Some(&SILVER)),
        &[&RHEL, &WS2019],
        2,
    ),
    family(
        "sap-hana-",
        (4, 2),
        &ERP,
        (&VMM_WEST, Some(&SILVER)),
        &[&SLES],
        2,
    ),
    family(
        "file-eu-",
        (20, 3),
        &WEST_PRODUCTION,
        (&VMM_WEST, None),
        &[&WS2016, &WS2019],
        4,
    ),
    family(
        "exch-",
        (1, 2),
        &WEST_PRODUCTION,
        (&VMM_WEST, Some(&GOLD)),
        &[&WS2019],
        2,
    ),
    family(
        "ad-ca-",
        (1, 2),
        &WEST_PRODUCTION,
        (&VMM_WEST, None),
        &[&WS2016, &WS2022],
        1,
    ),
    family(
        "k8s-node-",
        (20, 2),
        &DEV,
        (&VMM_WEST, Some(&DEV_CLOUD)),
        &[&UBUNTU],
        9,
    ),
    family(
        "dev-box-",
        (1, 3),
        &DEV,
        (&VMM_WEST, Some(&DEV_CLOUD)),
        &[&WIN11, &UBUNTU],
        12,
    ),
    family(
        "build-agent-",
        (40, 2),
        &TEST,
        (&VMM_WEST, Some(&DEV_CLOUD)),
        &[&WS2022, &UBUNTU, &WIN11],
        7,
    ),
    family(
        "test-web-",
        (1, 3),
        &TEST,
        (&VMM_WEST, Some(&DEV_CLOUD)),
        &[&WS2025, &RHEL],
        6,
    ),
    family(
        "dc-branch-",
        (10, 2),
        &MUNICH,
        (&VMM_NORTH, Some(&BRANCH_CLOUD)),
        &[&WS2019, &WS2022],
        3,
    ),
    family(
        "print-muc-",
        (1, 3),
        &MUNICH,
        (&VMM_NORTH, None),
        &[&WS2016],
        2,
    ),
    family(
        "pos-lyon-",
        (1, 3),
        &LYON,
        (&VMM_NORTH, Some(&BRANCH_CLOUD)),
        &[&WIN11, &WS2019],
        5,
    ),
    family(
        "file-lyon-",
        (1, 2),
        &LYON,
        (&VMM_NORTH, None),
        &[&WS2022],
        2,
    ),
    family(
        "cam-dub-",
        (1, 3),
        &DUBLIN,
        (&VMM_NORTH, Some(&BRANCH_CLOUD)),
        &[&UBUNTU, &WS2022],
        4,
    ),
];
