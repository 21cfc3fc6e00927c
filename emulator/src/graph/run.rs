//! Running a query over the rows of the estate.

use super::{
    estate::Estate,
    evaluate::{Content, Evaluator, Row},
    fault::Fault,
    page::Found,
    plan::{Node, Plan, Stage},
    value::Value,
};
use std::{cmp::Ordering, ops::Range, rc::Rc};

/// Runs a query, and computes the columns of the rows in `wanted`.
pub fn run(plan: &Plan, estate: &Estate<'_>, wanted: Range<usize>) -> Result<Found, Fault> {
    let evaluator = Evaluator::default();
    let rows = rows(plan, estate, &evaluator)?;
    let end = wanted.end.min(rows.len());
    let mut page = Vec::new();
    for row in rows.get(wanted.start.min(end)..end).unwrap_or_default() {
        let values: Result<Vec<_>, Fault> = plan
            .columns
            .iter()
            .map(|column| Ok(evaluator.value(&column.node, row)?.into_json()))
            .collect();
        page.push(values?);
    }
    Ok(Found {
        columns: plan.columns.iter().map(|c| c.name.clone()).collect(),
        rows: page,
        total: rows.len(),
        can_go_on: !plan.limited && plan.columns.iter().any(|column| column.name == "id"),
    })
}

fn rows<'a>(
    plan: &'a Plan,
    estate: &Estate<'a>,
    evaluator: &Evaluator,
) -> Result<Vec<Row<'a>>, Fault> {
    let mut rows: Vec<Row<'a>> = estate
        .resources(plan.table)
        .into_iter()
        .map(|resource| Row {
            leaf: plan.leaf,
            content: Content::Resource(resource),
        })
        .collect();
    for stage in &plan.stages {
        match stage {
            Stage::Where(condition) => {
                let mut kept = Vec::new();
                for row in rows {
                    if evaluator.holds(condition, &row)? {
                        kept.push(row);
                    }
                }
                rows = kept;
            }
            Stage::Order(keys) => rows = sorted(rows, keys, evaluator)?,
            Stage::Take(number) => rows.truncate(*number),
            Stage::Count => {
                rows = vec![Row {
                    leaf: plan.leaf,
                    content: Content::Count(rows.len()),
                }];
            }
            Stage::Union(others) => {
                for other in others {
                    rows.extend(self::rows(other, estate, evaluator)?);
                }
            }
        }
    }
    Ok(rows)
}

/// Sorts; rows that are alike keep their order.
fn sorted<'a>(
    rows: Vec<Row<'a>>,
    keys: &'a [(Rc<Node>, bool, bool)],
    evaluator: &Evaluator,
) -> Result<Vec<Row<'a>>, Fault> {
    let mut keyed: Vec<(Vec<Value<'a>>, Row<'a>)> = Vec::with_capacity(rows.len());
    for row in rows {
        let values: Result<Vec<_>, Fault> = keys
            .iter()
            .map(|(node, ..)| evaluator.value(node, &row))
            .collect();
        keyed.push((values?, row));
    }
    keyed.sort_by(|(a, _), (b, _)| {
        let by = |((a, b), (_, descending, nulls_first)): (
            (&Value<'_>, &Value<'_>),
            &(_, bool, bool),
        )| {
            match (a.is_null(), b.is_null()) {
                (true, true) => Ordering::Equal,
                (true, false) if *nulls_first => Ordering::Less,
                (true, false) => Ordering::Greater,
                (false, true) if *nulls_first => Ordering::Greater,
                (false, true) => Ordering::Less,
                (false, false) if *descending => b.order(a),
                (false, false) => a.order(b),
            }
        };
        a.iter()
            .zip(b)
            .zip(keys)
            .map(by)
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    Ok(keyed.into_iter().map(|(_, row)| row).collect())
}
