//! What the list shows, line by line: machines, and the headings of groups between them.

use std::sync::Arc;

/// One line of the list.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// The heading of a group.
    Group {
        /// What its machines have in common.
        label: Arc<str>,
        /// How many machines of it are found.
        count: usize,
        /// Whether they are folded away.
        folded: bool,
    },
    /// A machine: its place in `FleetRows::all`.
    Machine(usize),
}

/// The heading of a group, in the order of groups on screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What its machines have in common.
    pub label: Arc<str>,
    /// How many machines of it are found.
    pub count: usize,
    /// Whether they are folded away.
    pub folded: bool,
}

/// All lines of the list. Four bytes each, and cheap to clone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Items {
    /// The place of a machine, or `GROUP` and the number of a group.
    lines: Arc<Vec<u32>>,
    groups: Arc<Vec<Group>>,
}

/// The bit that tells a group from a machine.
const GROUP: u32 = 1 << 31;

impl Items {
    /// The lines of a list without groups.
    pub fn plain(places: &Arc<Vec<u32>>) -> Self {
        Self {
            lines: Arc::clone(places),
            groups: Arc::default(),
        }
    }

    /// Adds the heading of a group.
    pub fn head(&mut self, group: Group) {
        let number = u32::try_from(self.groups.len()).unwrap_or_default();
        Arc::make_mut(&mut self.groups).push(group);
        Arc::make_mut(&mut self.lines).push(GROUP | number);
    }

    /// Adds a machine to the last group, on a line of its own if that is not folded away.
    pub fn add(&mut self, place: u32, shown: bool) {
        if let Some(group) = Arc::make_mut(&mut self.groups).last_mut() {
            group.count += 1;
        }
        if shown {
            Arc::make_mut(&mut self.lines).push(place);
        }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// One line.
    pub fn get(&self, index: usize) -> Option<Item> {
        let line = *self.lines.get(index)?;
        if line & GROUP == 0 {
            return Some(Item::Machine(line as usize));
        }
        let group = self.groups.get((line & !GROUP) as usize)?;
        Some(Item::Group {
            label: Arc::clone(&group.label),
            count: group.count,
            folded: group.folded,
        })
    }

    /// The place of the machine on a line; `None` for a group, and behind the end.
    pub fn machine(&self, index: usize) -> Option<usize> {
        let line = *self.lines.get(index)?;
        (line & GROUP == 0).then_some(line as usize)
    }

    /// The line of a machine, given by its place; `None` when it is not found or folded away.
    pub fn line_of(&self, place: usize) -> Option<usize> {
        self.lines.iter().position(|line| *line as usize == place)
    }

    /// The places of the machines on the lines from `first` to before `end`.
    pub fn machines(&self, first: usize, end: usize) -> impl Iterator<Item = usize> {
        let end = end.min(self.len());
        let lines = self.lines.get(first.min(end)..end);
        let lines = lines.unwrap_or_default().iter();
        lines
            .filter(|line| **line & GROUP == 0)
            .map(|line| *line as usize)
    }
}
