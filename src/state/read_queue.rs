//! Which machine to read next: those on the screen first, the others in their order.

use std::collections::{HashSet, VecDeque};

use crate::model::resource_id::ResourceId;

/// Machines that wait to be read.
#[derive(Default)]
pub struct ReadQueue {
    order: VecDeque<ResourceId>,
    waiting: HashSet<ResourceId>,
    visible: Vec<ResourceId>,
}

impl ReadQueue {
    /// Adds machines at the end; one that waits already keeps its place.
    pub fn add(&mut self, machines: Vec<ResourceId>) {
        for id in machines {
            if self.waiting.insert(id.clone()) {
                self.order.push_back(id);
            }
        }
    }

    /// Says which machines are on the screen now.
    pub fn show(&mut self, visible: Vec<ResourceId>) {
        self.visible = visible;
    }

    /// The machines on the screen.
    pub fn visible(&self) -> &[ResourceId] {
        &self.visible
    }

    /// Lets all go that wait. What is on the screen is still there.
    pub fn clear(&mut self) {
        self.order.clear();
        self.waiting.clear();
    }

    /// Takes the next one out.
    pub fn take(&mut self) -> Option<ResourceId> {
        if let Some(id) = self
            .visible
            .iter()
            .find(|id| self.waiting.contains(*id))
            .cloned()
        {
            self.waiting.remove(&id);
            return Some(id);
        }
        // Those taken out of turn are still in the order; they are passed over here.
        while let Some(id) = self.order.pop_front() {
            if self.waiting.remove(&id) {
                return Some(id);
            }
        }
        None
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> ResourceId {
        ResourceId::new(name)
    }

    fn drain(queue: &mut ReadQueue) -> Vec<String> {
        std::iter::from_fn(|| queue.take().map(|id| id.name().to_owned())).collect()
    }

    #[test]
    fn machines_on_the_screen_are_read_first_and_each_once() {
        let mut queue = ReadQueue::default();
        queue.add(["a", "b", "c", "d"].map(id).into());
        queue.show(vec![id("c"), id("x"), id("b")]);
        assert_eq!(drain(&mut queue), ["c", "b", "a", "d"]);
        assert!(queue.is_empty());
    }

    #[test]
    fn what_is_on_the_screen_is_still_there_when_nothing_waits_any_more() {
        let mut queue = ReadQueue::default();
        queue.add(["a", "b"].map(id).into());
        queue.show(vec![id("b")]);
        queue.clear();
        assert!(queue.is_empty());
        queue.add(["a", "b"].map(id).into());
        assert_eq!(drain(&mut queue), ["b", "a"]);
    }

    #[test]
    fn a_machine_that_waits_is_not_added_again() {
        let mut queue = ReadQueue::default();
        queue.add(vec![id("a"), id("A")]);
        assert_eq!(drain(&mut queue), ["a"]);
        queue.add(vec![id("a")]);
        assert_eq!(
            drain(&mut queue),
            ["a"],
            "once read it can be asked for again"
        );
    }
}
