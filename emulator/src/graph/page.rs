//! One page of what a query found.

use serde_json::{Map, Value, json};

/// What a query found.
#[derive(Debug)]
pub struct Found {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows of this page, each with a value for each column.
    pub rows: Vec<Vec<Value>>,
    /// How many rows there are on all pages.
    pub total: usize,
    /// Whether a next page can be asked for: the service needs the ids of the rows for that, and a query that does
    /// not say itself how many rows it wants (its documentation of paging).
    pub can_go_on: bool,
}

impl Found {
    /// `objectArray`: each row an object.
    pub fn objects(self) -> Value {
        let columns = self.columns;
        self.rows
            .into_iter()
            .map(|row| columns.iter().cloned().zip(row).collect::<Map<_, _>>())
            .map(Value::Object)
            .collect()
    }

    /// `table`: columns with their types, and rows as arrays.
    pub fn table(self) -> Value {
        let kind = |at: usize| {
            let some = self
                .rows
                .iter()
                .filter_map(|row| row.get(at))
                .find(|value| !value.is_null());
            match some {
                Some(Value::String(_)) => "string",
                Some(Value::Bool(_)) => "boolean",
                Some(Value::Number(number)) if number.is_i64() => "integer",
                Some(Value::Number(_)) => "number",
                _ => "object",
            }
        };
        let columns: Vec<Value> = self
            .columns
            .iter()
            .enumerate()
            .map(|(at, name)| json!({ "name": name, "type": kind(at) }))
            .collect();
        json!({ "columns": columns, "rows": self.rows })
    }
}
