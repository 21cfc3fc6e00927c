//! What the index knows: resources as Resource Manager shows them, some time late, in the tables where they stand.
//!
//! Resource Graph writes types and the names of resource groups in lower case, and empty text where there is no kind or
//! location.

use super::{syntax::Step, value::Value};
use crate::{
    accounts::TENANT_ID,
    arm::{fabric, instance, machines},
    datacenter::{
        machine::{Instance, Machine, Record},
        place::{CLOUDS, Cloud, Group, SERVERS, Server, Subscription},
    },
    operation::world::World,
    options::InstanceTable,
};
use serde_json::{Value as Json, json};
use std::borrow::Cow;
use time::OffsetDateTime;

/// What one caller may see of the index.
#[derive(Debug)]
pub struct Estate<'a> {
    /// The datacenter.
    pub world: &'a World,
    /// The subscriptions asked for, each with what the caller may read there.
    pub scopes: Vec<Scope>,
    /// The moment up to which the index has followed.
    pub moment: OffsetDateTime,
    /// Where VM instances stand.
    pub instances: InstanceTable,
}

/// What a caller may read in a subscription.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// The subscription.
    pub subscription: &'static Subscription,
    /// Machines.
    pub machines: bool,
    /// VM instances.
    pub instances: bool,
    /// VMM servers.
    pub servers: bool,
    /// Clouds.
    pub clouds: bool,
}

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Most resources.
    Resources,
    /// Resources that extend others: where the VM instances of Azure Stack HCI stand.
    Extensibility,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The resource id.
    Id,
    /// The name.
    Name,
    /// The type, in lower case.
    Type,
    /// The directory.
    TenantId,
    /// The kind, or empty.
    Kind,
    /// The location, or empty.
    Location,
    /// The resource group, in lower case.
    ResourceGroup,
    /// The subscription.
    SubscriptionId,
    /// Always empty here.
    ManagedBy,
    /// Always null here.
    Sku,
    /// Always null here.
    Plan,
    /// What the type is about.
    Properties,
    /// Tags.
    Tags,
    /// Identity.
    Identity,
    /// Always null here.
    Zones,
    /// The custom location.
    ExtendedLocation,
}

/// The columns of every table, and whether each is dynamic.
pub const COLUMNS: [(&str, Field, bool); 16] = [
    ("id", Field::Id, false),
    ("name", Field::Name, false),
    ("type", Field::Type, false),
    ("tenantId", Field::TenantId, false),
    ("kind", Field::Kind, false),
    ("location", Field::Location, false),
    ("resourceGroup", Field::ResourceGroup, false),
    ("subscriptionId", Field::SubscriptionId, false),
    ("managedBy", Field::ManagedBy, false),
    ("sku", Field::Sku, true),
    ("plan", Field::Plan, true),
    ("properties", Field::Properties, true),
    ("tags", Field::Tags, true),
    ("identity", Field::Identity, true),
    ("zones", Field::Zones, true),
    ("extendedLocation", Field::ExtendedLocation, true),
];

/// A resource of the index.
#[derive(Clone, Copy, Debug)]
pub enum Resource<'a> {
    /// An Arc machine.
    Machine(&'a Machine),
    /// Its VM instance, with the record that the index has of it.
    Instance(&'a Machine, &'a Instance, &'a Record),
    /// A VMM server.
    Server(&'static Server),
    /// A cloud.
    Cloud(&'static Cloud),
}

impl Table {
    /// The table of this name, letter case aside.
    pub fn named(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "resources" => Some(Self::Resources),
            "extensibilityresources" => Some(Self::Extensibility),
            _ => None,
        }
    }
}

impl<'a> Estate<'a> {
    /// How many machines there are where the caller looks.
    pub fn machines(&self) -> usize {
        let datacenter = &self.world.datacenter;
        let of = |scope: &Scope| datacenter.of_subscription(scope.subscription.id).len();
        self.scopes.iter().map(of).sum()
    }

    /// The resources of a table that the caller may see.
    pub fn resources(&self, table: Table) -> Vec<Resource<'a>> {
        let instances = match self.instances {
            InstanceTable::Resources => table == Table::Resources,
            InstanceTable::Extensibility => table == Table::Extensibility,
            InstanceTable::Nowhere => false,
        };
        let mut all = Vec::new();
        for scope in &self.scopes {
            let here = |group: &Group| group.subscription == scope.subscription;
            if table == Table::Resources {
                let servers = SERVERS.iter().filter(|server| here(server.group));
                let clouds = CLOUDS.iter().filter(|cloud| here(cloud.group));
                if scope.servers {
                    all.extend(servers.map(|server| Resource::Server(server)));
                }
                if scope.clouds {
                    all.extend(clouds.map(|cloud| Resource::Cloud(cloud)));
                }
            }
            let datacenter = &self.world.datacenter;
            for index in datacenter.of_subscription(scope.subscription.id) {
                let Some(machine) = datacenter.get(*index) else {
                    continue;
                };
                if table == Table::Resources && scope.machines {
                    all.push(Resource::Machine(machine));
                }
                if instances
                    && scope.instances
                    && let Some(instance) = machine.instance.as_deref()
                {
                    let record = self.world.shown_at(*index, self.moment);
                    all.push(Resource::Instance(
                        machine,
                        instance,
                        record.unwrap_or(&instance.record),
                    ));
                }
            }
        }
        all
    }
}

impl<'a> Resource<'a> {
    /// The value of a column.
    pub fn field(&self, field: Field) -> Value<'a> {
        match field {
            Field::Id => Value::Text(Cow::Owned(match self {
                Self::Machine(machine) => machine.id(),
                Self::Instance(machine, ..) => machine.instance_id(),
                Self::Server(server) => server.id(),
                Self::Cloud(cloud) => cloud.id(),
            })),
            Field::Name => Value::text(match self {
                Self::Machine(machine) => &machine.name,
                Self::Instance(..) => "default",
                Self::Server(server) => server.name,
                Self::Cloud(cloud) => cloud.name,
            }),
            Field::Type => Value::text(match self {
                Self::Machine(_) => "microsoft.hybridcompute/machines",
                Self::Instance(..) => "microsoft.scvmm/virtualmachineinstances",
                Self::Server(_) => "microsoft.scvmm/vmmservers",
                Self::Cloud(_) => "microsoft.scvmm/clouds",
            }),
            Field::TenantId => Value::Text(Cow::Owned(TENANT_ID.to_string())),
            Field::Kind => Value::text(match self {
                Self::Machine(machine) => machine.kind.unwrap_or_default(),
                _ => "",
            }),
            Field::Location => Value::text(match self {
                // An extension has no location of its own.
                Self::Instance(..) => "",
                other => other.group().location,
            }),
            Field::ResourceGroup => Value::Text(Cow::Owned(self.group().name.to_ascii_lowercase())),
            Field::SubscriptionId => {
                Value::Text(Cow::Owned(self.group().subscription.id.to_string()))
            }
            Field::ManagedBy => Value::text(""),
            Field::Sku | Field::Plan | Field::Zones => Value::Null,
            Field::Properties => Value::of(Cow::Owned(self.properties())),
            Field::Tags => Value::of(Cow::Owned(match self {
                Self::Machine(machine) => machines::tags(machine),
                Self::Instance(..) => Json::Null,
                Self::Server(_) | Self::Cloud(_) => json!({}),
            })),
            Field::Identity => Value::of(Cow::Owned(match self {
                Self::Machine(machine) => machines::identity(machine),
                _ => Json::Null,
            })),
            Field::ExtendedLocation => {
                let server = match self {
                    Self::Machine(_) => return Value::Null,
                    Self::Instance(_, instance, _) => instance.server,
                    Self::Server(server) => server,
                    Self::Cloud(cloud) => cloud.server,
                };
                let location =
                    json!({ "type": "customLocation", "name": server.custom_location() });
                Value::of(Cow::Owned(location))
            }
        }
    }

    /// A part of a column. Of an instance's properties only the one that is asked for is made.
    pub fn part(&self, field: Field, steps: &[Step]) -> Value<'a> {
        if let (Self::Instance(machine, instance, record), Field::Properties) = (self, field)
            && let [Step::Name(first), rest @ ..] = steps
        {
            let property = instance::property(machine, instance, record, first);
            return Value::of(Cow::Owned(property)).at(rest);
        }
        self.field(field).at(steps)
    }

    fn properties(&self) -> Json {
        match self {
            Self::Machine(machine) => machines::properties(machine),
            Self::Instance(machine, instance, record) => {
                instance::properties(machine, instance, record)
            }
            Self::Server(server) => take(fabric::server_document(server), "properties"),
            Self::Cloud(cloud) => take(fabric::cloud_document(cloud), "properties"),
        }
    }

    fn group(&self) -> &'static Group {
        match self {
            Self::Machine(machine) | Self::Instance(machine, ..) => machine.group,
            Self::Server(server) => server.group,
            Self::Cloud(cloud) => cloud.group,
        }
    }
}

fn take(mut document: Json, name: &str) -> Json {
    document.get_mut(name).map(Json::take).unwrap_or_default()
}
