//! How the columns stand on the screen: their order, which are hidden, how wide they are.

use super::Column;

/// One column on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The column.
    pub column: Column,
    /// Whether it is left out.
    pub hidden: bool,
    /// How wide somebody has drawn it, in pixels; `None` for its usual width.
    pub width: Option<u16>,
}

/// All columns of the list, in their order on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns(Vec<Placed>);

impl Columns {
    /// The usual order of these columns, all shown.
    pub fn usual(columns: Vec<Column>) -> Self {
        let place = |column| Placed {
            column,
            hidden: false,
            width: None,
        };
        Self(columns.into_iter().map(place).collect())
    }

    /// All columns, hidden ones as well.
    pub fn all(&self) -> &[Placed] {
        &self.0
    }

    /// The columns that are shown.
    pub fn shown(&self) -> impl Iterator<Item = Placed> {
        self.0.iter().copied().filter(|placed| !placed.hidden)
    }

    /// Hides a column, or shows it. The name stays: without it a row is nobody's.
    pub fn hide(&mut self, column: Column, hidden: bool) {
        if let Some(placed) = self.find(column) {
            placed.hidden = hidden && column != Column::Name;
        }
    }

    /// Gives a column a width, or its usual one back.
    pub fn set_width(&mut self, column: Column, width: Option<u16>) {
        if let Some(placed) = self.find(column) {
            placed.width = width;
        }
    }

    fn find(&mut self, column: Column) -> Option<&mut Placed> {
        self.0.iter_mut().find(|placed| placed.column == column)
    }
}
