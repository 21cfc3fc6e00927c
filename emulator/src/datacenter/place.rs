//! Where machines live: subscriptions, resource groups, VMM servers and clouds. These are the same for every seed.

use uuid::{Uuid, uuid};

/// A subscription of the directory.
#[derive(Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The subscription id.
    pub id: Uuid,
    /// The name people read.
    pub name: &'static str,
}

/// A resource group.
#[derive(Debug, PartialEq, Eq)]
pub struct Group {
    /// The subscription it belongs to.
    pub subscription: &'static Subscription,
    /// Its name, in the letter case in which it was made.
    pub name: &'static str,
    /// The Azure location of what it holds.
    pub location: &'static str,
}

/// A VMM server that is connected to Azure.
#[derive(Debug, PartialEq, Eq)]
pub struct Server {
    /// The group it belongs to.
    pub group: &'static Group,
    /// The resource's name.
    pub name: &'static str,
    /// The address of the server itself.
    pub fqdn: &'static str,
    /// The version of VMM.
    pub version: &'static str,
    /// The stamp Service Provider Foundation knows it by.
    pub stamp: Uuid,
}

/// A private cloud of a VMM server.
#[derive(Debug, PartialEq, Eq)]
pub struct Cloud {
    /// The group it belongs to.
    pub group: &'static Group,
    /// The server that holds it.
    pub server: &'static Server,
    /// The resource's name.
    pub name: &'static str,
    /// The name people gave it in VMM.
    pub cloud_name: &'static str,
    /// VMM's own id of it.
    pub vmm_id: Uuid,
}

/// The subscription of most fixed machines.
pub static PRODUCTION: Subscription = Subscription {
    id: uuid!("1d3f0a52-6b1e-4c77-9a41-0c5e8b2f7d11"),
    name: "Contoso Production",
};
/// Development and test.
pub static DEVELOPMENT: Subscription = Subscription {
    id: uuid!("2e4a1b63-7c2f-4d88-8b52-1d6f9c3a8e22"),
    name: "Contoso Development",
};
/// Branch offices; the reader account is refused here.
pub static BRANCHES: Subscription = Subscription {
    id: uuid!("3f5b2c74-8d3a-4e99-9c63-2e7a0d4b9f33"),
    name: "Contoso Branch Offices",
};

/// Every subscription.
pub static SUBSCRIPTIONS: [&Subscription; 3] = [&PRODUCTION, &DEVELOPMENT, &BRANCHES];

const WEST: &str = "westeurope";
const NORTH: &str = "northeurope";

const fn group(
    subscription: &'static Subscription,
    name: &'static str,
    location: &'static str,
) -> Group {
    Group {
        subscription,
        name,
        location,
    }
}

/// Holds what connects the datacenter to Azure: VMM servers and clouds.
pub static PLATFORM: Group = group(&PRODUCTION, "rg-arc-platform", WEST);
/// Most fixed machines.
pub static WEST_PRODUCTION: Group = group(&PRODUCTION, "rg-production-west", WEST);
/// Production in the second location.
pub static NORTH_PRODUCTION: Group = group(&PRODUCTION, "rg-production-north", NORTH);
/// Business applications; its name has capitals, which other services write in lower case.
pub static ERP: Group = group(&PRODUCTION, "RG-ERP", WEST);
/// Development.
pub static DEV: Group = group(&DEVELOPMENT, "rg-development", WEST);
/// Test and build.
pub static TEST: Group = group(&DEVELOPMENT, "rg-test-and-build", NORTH);
/// A branch office.
pub static MUNICH: Group = group(&BRANCHES, "rg-branch-munich", WEST);
/// A branch office.
pub static LYON: Group = group(&BRANCHES, "rg-branch-lyon", WEST);
/// A branch office.
pub static DUBLIN: Group = group(&BRANCHES, "rg-branch-dublin", NORTH);

/// Every resource group.
pub static GROUPS: [&Group; 9] = [
    &PLATFORM,
    &WEST_PRODUCTION,
    &NORTH_PRODUCTION,
    &ERP,
    &DEV,
    &TEST,
    &MUNICH,
    &LYON,
    &DUBLIN,
];

/// The VMM server of the west.
pub static VMM_WEST: Server = Server {
    group: &PLATFORM,
    name: "vmm-west-01",
    fqdn: "vmm-west-01.contoso.com",
    version: "10.22.1508.0",
    stamp: uuid!("ba4146fa-fb41-4f59-a193-ad00c52a138c"),
};
/// The VMM server of the north and the branch offices.
pub static VMM_NORTH: Server = Server {
    group: &DUBLIN,
    name: "vmm-north-02",
    fqdn: "vmm-north-02.contoso.com",
    version: "10.25.1200.0",
    stamp: uuid!("5c7d0e94-3b1f-4a26-9d8e-71c4f0a2b6d3"),
};

/// Both VMM servers.
pub static SERVERS: [&Server; 2] = [&VMM_WEST, &VMM_NORTH];

const fn cloud(
    group: &'static Group,
    server: &'static Server,
    name: &'static str,
    cloud_name: &'static str,
    vmm_id: Uuid,
) -> Cloud {
    Cloud {
        group,
        server,
        name,
        cloud_name,
        vmm_id,
    }
}

/// Production in the west.
pub static GOLD: Cloud = cloud(
    &PLATFORM,
    &VMM_WEST,
    "cloud-prod-gold-7f3a",
    "Production – Gold",
    uuid!("c41f7d08-92b3-4e5a-8f16-3d0a6b7e2c51"),
);
/// Business applications.
pub static SILVER: Cloud = cloud(
    &PLATFORM,
    &VMM_WEST,
    "cloud-prod-silver-19c2",
    "Production – Silver",
    uuid!("d8035b6e-1a94-4c7f-b2e8-49f6c0d17a62"),
);
/// Production in the north.
pub static NORTH_CLOUD: Cloud = cloud(
    &PLATFORM,
    &VMM_NORTH,
    "cloud-prod-north-55de",
    "Production – North",
    uuid!("e9146c7f-2ba5-4d80-83f9-5a07d1e28b73"),
);
/// Development.
pub static DEV_CLOUD: Cloud = cloud(
    &DEV,
    &VMM_WEST,
    "cloud-dev-02b8",
    "Development & Test",
    uuid!("fa257d80-3cb6-4e91-94a0-6b18e2f39c84"),
);
/// Branch offices.
pub static BRANCH_CLOUD: Cloud = cloud(
    &DUBLIN,
    &VMM_NORTH,
    "cloud-branch-a41e",
    "Branch Offices",
    uuid!("0b368e91-4dc7-4fa2-a5b1-7c29f304ad95"),
);

/// Every cloud.
pub static CLOUDS: [&Cloud; 5] = [&GOLD, &SILVER, &NORTH_CLOUD, &DEV_CLOUD, &BRANCH_CLOUD];

/// The subscription with this id.
pub fn subscription(id: Uuid) -> Option<&'static Subscription> {
    SUBSCRIPTIONS
        .into_iter()
        .find(|subscription| subscription.id == id)
}

/// The group of a subscription with this name, letter case aside.
pub fn group_named(subscription: Uuid, name: &str) -> Option<&'static Group> {
    GROUPS.into_iter().find(|group| {
        group.subscription.id == subscription && group.name.eq_ignore_ascii_case(name)
    })
}

impl Group {
    /// The group's resource id.
    pub fn id(&self) -> String {
        format!(
            "/subscriptions/{}/resourceGroups/{}",
            self.subscription.id, self.name
        )
    }
}

impl Server {
    /// The server's resource id.
    pub fn id(&self) -> String {
        format!(
            "{}/providers/Microsoft.ScVmm/vmmServers/{}",
            self.group.id(),
            self.name
        )
    }

    /// The custom location through which Azure reaches it, in the lower case in which the service returns it.
    pub fn custom_location(&self) -> String {
        format!(
            "/subscriptions/{}/resourcegroups/{}/providers/microsoft.extendedlocation/customlocations/cl-{}",
            self.group.subscription.id, self.group.name, self.name
        )
    }
}

impl Cloud {
    /// The cloud's resource id.
    pub fn id(&self) -> String {
        format!(
            "{}/providers/Microsoft.ScVmm/clouds/{}",
            self.group.id(),
            self.name
        )
    }
}
