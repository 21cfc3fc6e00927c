//! The tree of a machine's checkpoints, in the order and lanes in which it is drawn.
//!
//! The way from the root to the present state is one straight lane; side branches stand in lanes to its right. The
//! service gives a flat list whose roots name a parent that is in no list; orphans, cycles, self-parents and
//! duplicate ids are tolerated, and no checkpoint is ever left out.

use super::checkpoint::{Checkpoint, CheckpointId};

/// One line of the drawn tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeRow {
    /// What stands in it.
    pub node: Node,
    /// How deep it is: 1 for a root.
    pub level: usize,
    /// Its lane: 0 is the leftmost.
    pub lane: usize,
    /// How it hangs on the line above.
    pub joins: Join,
    /// Whether its lane goes on below.
    pub continues: bool,
    /// Whether it is on the way to the present state.
    pub on_path: bool,
    /// Whether the leftmost lane at this line is the way to the present state.
    pub trunk_on_path: bool,
}

/// What stands in a line of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// The checkpoint at this place of the list.
    Checkpoint {
        /// Its place in the list.
        index: usize,
        /// Whether the present state descends from it directly.
        current: bool,
    },
    /// "You are here": the present state.
    Here,
}

/// How a line of the tree hangs on what is above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// It is a root.
    Root,
    /// Straight on in the same lane.
    Straight,
    /// It branches off the lane to its left.
    Fork,
}

/// Lays out `checkpoints`; `current` is the one that the present state descends from.
pub fn lay_out(checkpoints: &[Checkpoint], current: Option<&CheckpointId>) -> Vec<TreeRow> {
    let forest = Forest::grow(checkpoints, current);
    let mut rows = Vec::with_capacity(checkpoints.len() + 1);
    for &root in &forest.roots {
        forest.write(root, &mut rows);
    }
    rows
}

struct Forest {
    /// The trees' roots, the one that holds the present state last.
    roots: Vec<usize>,
    children: Vec<Vec<usize>>,
    on_path: Vec<bool>,
    current: Option<usize>,
}

impl Forest {
    fn grow(checkpoints: &[Checkpoint], current: Option<&CheckpointId>) -> Self {
        let count = checkpoints.len();
        let find = |id: &CheckpointId| {
            checkpoints
                .iter()
                .position(|checkpoint| checkpoint.id == *id)
        };
        let mut parents: Vec<Option<usize>> = checkpoints
            .iter()
            .enumerate()
            .map(|(index, checkpoint)| {
                checkpoint
                    .parent
                    .as_ref()
                    .and_then(find)
                    .filter(|parent| *parent != index)
            })
            .collect();
        cut_cycles(&mut parents);

        let mut children = vec![Vec::new(); count];
        let mut roots = Vec::new();
        for (index, parent) in parents.iter().enumerate() {
            match parent.and_then(|parent| children.get_mut(parent)) {
                Some(siblings) => siblings.push(index),
                None => roots.push(index),
            }
        }

        let current = current.and_then(find);
        let mut on_path = vec![false; count];
        let mut next = current;
        while let Some(index) = next {
            if let Some(mark) = on_path.get_mut(index) {
                *mark = true;
            }
            next = parents.get(index).copied().flatten();
        }
        // The tree with the present state comes last; there is one at most.
        let with_current = roots
            .iter()
            .position(|root| on_path.get(*root).copied().unwrap_or_default());
        if let Some(place) = with_current {
            let root = roots.remove(place);
            roots.push(root);
        }
        Self {
            roots,
            children,
            on_path,
            current,
        }
    }

    fn write(&self, root: usize, rows: &mut Vec<TreeRow>) {
        let trunk_on_path = self.is_on_path(root);
        // A stack instead of recursion: the depth is the service's to choose.
        let mut stack = vec![(Some(root), 1, 0, Join::Root)];
        while let Some((index, level, lane, joins)) = stack.pop() {
            let Some(index) = index else {
                rows.push(TreeRow {
                    node: Node::Here,
                    level,
                    lane,
                    joins,
                    continues: false,
                    on_path: true,
                    trunk_on_path,
                });
                continue;
            };
            let is_current = self.current == Some(index);
            let children = self
                .children
                .get(index)
                .map(Vec::as_slice)
                .unwrap_or_default();
            // The child that goes straight on: the present state, else the way to it, else the last.
            let straight = if is_current {
                Some(None)
            } else {
                let on_the_way = children.iter().find(|child| self.is_on_path(**child));
                on_the_way.or(children.last()).map(|child| Some(*child))
            };
            rows.push(TreeRow {
                node: Node::Checkpoint {
                    index,
                    current: is_current,
                },
                level,
                lane,
                joins,
                continues: straight.is_some(),
                on_path: self.is_on_path(index),
                trunk_on_path,
            });
            if let Some(straight) = straight {
                stack.push((straight, level + 1, lane, Join::Straight));
            }
            for child in children
                .iter()
                .rev()
                .filter(|child| straight != Some(Some(**child)))
            {
                stack.push((Some(*child), level + 1, lane + 1, Join::Fork));
            }
        }
    }

    fn is_on_path(&self, index: usize) -> bool {
        self.on_path.get(index).copied().unwrap_or_default()
    }
}

/// Makes a root of the first checkpoint of each circle of parents.
fn cut_cycles(parents: &mut [Option<usize>]) {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        Not,
        Now(usize),
    }
    let mut seen = vec![Seen::Not; parents.len()];
    for start in 0..parents.len() {
        let mut next = Some(start);
        while let Some(index) = next {
            let Some(mark) = seen.get_mut(index) else {
                break;
            };
            match *mark {
                Seen::Not => *mark = Seen::Now(start),
                Seen::Now(walk) => {
                    // Met again on the same walk: a circle. On an earlier walk: known to end.
                    if walk == start
                        && let Some(parent) = parents.get_mut(index)
                    {
                        *parent = None;
                    }
                    break;
                }
            }
            next = parents.get(index).copied().flatten();
        }
    }
}

#[cfg(test)]
mod tests;
