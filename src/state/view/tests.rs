//! Fleets for the tests of the list.

use std::sync::Arc;

use crate::backend::{Found, Part};
use crate::model::resource_id::ResourceId;
use crate::model::virtual_machine::{Instance, Listed};
use crate::state::fleet_rows::FleetRows;

/// A machine that was read.
pub fn machine(name: &str) -> (Listed, Option<Instance>) {
    let listed = Listed {
        id: ResourceId::new(&["/subscriptions/s/machines/", name].concat()),
        name: name.into(),
        subscription: "Contoso Production".into(),
        resource_group: "rg-01".into(),
        location: "".into(),
    };
    (listed, Some(Instance::default()))
}

/// The rows of these machines.
pub fn fleet(machines: Vec<(Listed, Option<Instance>)>) -> FleetRows {
    let mut rows = FleetRows::default();
    let part = Part {
        id: "p".into(),
        name: "P".into(),
    };
    let found = |(listed, instance): (Listed, Option<Instance>)| Found {
        listed,
        instance: instance.map(Arc::new),
    };
    rows.add(&part, machines.into_iter().map(found).collect());
    rows
}
