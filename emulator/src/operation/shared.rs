//! The world, shared by the services that look at it.

use super::world::World;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// One world that several services look at; clones share it.
#[derive(Clone, Debug)]
pub struct Shared(Arc<Mutex<World>>);

impl Shared {
    /// A world to be shared.
    pub fn new(world: World) -> Self {
        Self(Arc::new(Mutex::new(world)))
    }

    /// The world, to look at and to change.
    pub fn lock(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
