//! Machines that an earlier visit knew: rows until a listing of this one names them, or does not.

use std::ops::Range;

use super::{FleetRows, Row, Stamp, Version};
use crate::backend::Part;
use crate::model::loaded::Loaded;
use crate::model::virtual_machine::SharedInstance;
use crate::state::remembered_fleet::bytes::Writer;
use crate::state::remembered_fleet::record::{self, Past};

impl Row {
    /// Whether what is known of it is from an earlier visit: too old to act on.
    pub fn is_past(&self) -> bool {
        self.past
    }

    /// Takes in what was known before, where nothing is known yet.
    fn recall(&mut self, before: Loaded<SharedInstance>) {
        let is_told = before.known().is_some() || self.named == 0;
        self.past = is_told && self.instance.known().is_none();
        let own = std::mem::replace(&mut self.instance, Loaded::Waiting);
        self.instance = own.or(before);
    }
}

impl FleetRows {
    /// Takes in machines that an earlier visit knew, as they were at that moment (milliseconds of Unix time). A fleet of which
    /// a part has been listed to its end knows better already.
    pub fn remember(&mut self, past: Vec<Past>, as_of_ms: u64) {
        if self.is_listed {
            return;
        }
        self.as_of_ms = Some(as_of_ms);
        self.names = Version::next();
        for Past {
            mut listed,
            part,
            instance,
        } in past
        {
            self.share_id(&mut listed);
            let known = instance.map_or(Loaded::Waiting, Loaded::Known);
            match self.rows.get_mut(&listed.id) {
                // Named meanwhile: the list knows better, but it may not tell all.
                Some(row) => {
                    row.recall(known);
                    row.note_texts(&mut self.words);
                }
                None => {
                    let opened = self.apart.take(&listed.id);
                    let mut row = Row::new(listed, part, 0);
                    if let Some(opened) = opened {
                        row.read = opened.read;
                        row.instance = opened.instance;
                    }
                    row.recall(known);
                    row.note_texts(&mut self.words);
                    self.rows.push(row);
                }
            }
        }
    }

    /// Forgets what an earlier visit knew of a part that may not be read any more. What this one was told by a listing, or by
    /// the machine itself, stays.
    pub fn forget_past(&mut self, part: &Part) {
        let stays = |row: &Row| row.named > 0 || !row.past || !row.is_of(part);
        self.keep(&stays);
        self.apart.keep(&stays);
    }

    /// Those of a range of rows that a listing has named, as the next visit reads them; `None` past the last row.
    pub fn write(&self, range: Range<usize>) -> Option<Vec<u8>> {
        let rows = self
            .all()
            .get(range.start..range.end.min(self.all().len()))?;
        if rows.is_empty() {
            return None;
        }
        let mut writer = Writer::default();
        for row in rows.iter().filter(|row| row.named > 0) {
            record::write(&mut writer, &row.listed, &row.part, row.instance.known());
        }
        Some(writer.sealed())
    }

    /// The moment (milliseconds of Unix time) at which those rows were so that are from an earlier visit; `None` without any.
    pub fn as_of_ms(&self) -> Option<u64> {
        self.as_of_ms
            .filter(|_| self.all().iter().any(Row::is_past))
    }

    /// When the newest reading that was taken in began.
    pub fn newest_reading(&self) -> Stamp {
        self.all()
            .iter()
            .map(|row| row.read)
            .max()
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests;
