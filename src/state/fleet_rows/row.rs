//! One machine of the fleet: what is known of it, and its texts as search and sort need them.

use std::borrow::Cow;
use std::sync::Arc;

use super::Stamp;
use super::words::{NOTHING, WordNumber, Words};
use crate::backend::Part;
use crate::model::fold::{fold, fold_text};
use crate::model::loaded::Loaded;
use crate::model::shared_text::SharedText;
use crate::model::virtual_machine::{Listed, SharedInstance};
use crate::state::view::Column;
use crate::state::view::texts::{self, SHARED};

/// One machine of the fleet.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What the list says.
    pub listed: Arc<Listed>,
    /// The part of the fleet it belongs to.
    pub part: Arc<str>,
    /// What reading the machine itself says.
    pub instance: Loaded<SharedInstance>,
    /// The listing that named it last.
    pub(super) named: Stamp,
    /// When the newest reading that was taken in began; zero before the first.
    pub(super) read: Stamp,
    /// Whether all that is known of it is from an earlier visit.
    pub(super) past: bool,
    /// Whether a listing failed that should have told of it anew.
    pub(super) old: bool,
    /// The name with all its letters small.
    folded: Arc<str>,
    /// The numbers of the texts of the columns that share them.
    words: [WordNumber; SHARED.len()],
}

impl Row {
    pub(super) fn new(listed: Listed, part: Arc<str>, named: Stamp) -> Self {
        Self {
            listed: Arc::new(listed),
            part,
            instance: Loaded::Waiting,
            named,
            read: 0,
            past: false,
            old: false,
            folded: Arc::default(),
            words: [NOTHING; SHARED.len()],
        }
    }

    /// Whether what is known of it is from before: from an earlier visit, or from before a listing that failed.
    pub fn is_old(&self) -> bool {
        self.past || self.old
    }

    /// Whether it belongs to this part.
    pub(super) fn is_of(&self, part: &Part) -> bool {
        self.part.eq_ignore_ascii_case(&part.id)
    }

    /// The text of a column.
    pub fn text(&self, column: Column) -> Cow<'_, str> {
        let instance = self.instance.known();
        texts::text(&self.listed, instance.map(Arc::as_ref), column)
    }

    /// The number of the text of a column; nothing for a column that does not share its texts.
    pub fn word(&self, column: Column) -> WordNumber {
        let shared = SHARED.iter().zip(&self.words);
        let mut found = shared.filter(|(own, _)| **own == column);
        found.next().map_or(NOTHING, |(_, number)| *number)
    }

    /// The numbers of all texts, in the order of `SHARED`.
    pub fn words(&self) -> &[WordNumber] {
        &self.words
    }

    /// The name with all its letters small.
    pub fn folded_name(&self) -> &str {
        &self.folded
    }

    /// Notes its texts anew, after it was changed, and gives up its own copies of those that others have too.
    pub(super) fn note_texts(&mut self, words: &mut Words) {
        let mut numbers = [NOTHING; SHARED.len()];
        for (number, column) in numbers.iter_mut().zip(SHARED) {
            *number = words.number(&self.text(column));
        }
        self.words = numbers;
        let name = Arc::clone(self.own_name().shared());
        if !name.chars().map(fold).eq(self.folded.chars()) {
            let folded = fold_text(&name);
            self.folded = if *folded == *name {
                Arc::clone(&name)
            } else {
                folded.into()
            };
        }
        if let Some(listed) = Arc::get_mut(&mut self.listed) {
            words.share(&mut listed.subscription);
            words.share(&mut listed.resource_group);
            words.share(&mut listed.location);
        }
        if let Some(instance) = self.instance.known_mut().and_then(Arc::get_mut) {
            words.share(&mut instance.provisioning);
            words.share(&mut instance.operating_system);
            words.share(&mut instance.server);
            words.share(&mut instance.cloud);
            instance.name.share(&name);
            instance.computer_name.share(&name);
        }
    }

    /// The machine's name. The machine itself knows better than an address that somebody opened.
    pub fn name(&self) -> &str {
        self.own_name()
    }

    fn own_name(&self) -> &SharedText {
        match self.instance.known() {
            Some(known) if !known.name.is_empty() => &known.name,
            _ => &self.listed.name,
        }
    }
}
