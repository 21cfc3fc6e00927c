//! Running a query over the rows of the estate.

use super::{
    estate::Estate,
    evaluate::{Content, Evaluator, Row},
    fault::Fault,
    page::Found,
    plan::{Node, Plan, Stage},
    syntax::Join,
    value::Value,
};
use std::{cmp::Ordering, collections::HashMap, ops::Range, rc::Rc};

/// Runs a query, and computes the columns of the rows in `wanted`.
pub fn run(plan: &Plan, estate: &Estate<'_>, wanted: Range<usize>) -> Result<Found, Fault> {
    let evaluator = Evaluator::of(estate.machines());
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
    evaluator: &Evaluator<'a>,
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
            Stage::Join(kind, other, keys) => {
                let others = self::rows(other, estate, evaluator)?;
                rows = joined(rows, *kind, others, keys, evaluator)?;
            }
        }
    }
    Ok(rows)
}

/// Rows with those beside them for which all keys are the same. Null is the same as nothing.
fn joined<'a>(
    rows: Vec<Row<'a>>,
    kind: Join,
    others: Vec<Row<'a>>,
    keys: &'a [(Rc<Node>, Rc<Node>)],
    evaluator: &Evaluator<'a>,
) -> Result<Vec<Row<'a>>, Fault> {
    let key = |node: fn(&'a (Rc<Node>, Rc<Node>)) -> &'a Node, row: &Row<'a>| {
        let mut texts = Vec::with_capacity(keys.len());
        for pair in keys {
            match evaluator.value(node(pair), row)? {
                Value::Null => return Ok(None),
                value => texts.push(value.into_text().into_owned()),
            }
        }
        Ok(Some(texts))
    };
    let mut places: HashMap<Vec<String>, Vec<Row<'a>>> = HashMap::new();
    for other in others {
        if let Some(key) = key(|pair| &pair.1, &other)? {
            places.entry(key).or_default().push(other);
        }
    }
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let key = key(|pair| &pair.0, &row)?;
        match key.and_then(|key| places.get(&key)) {
            Some(found) => {
                for other in found {
                    all.push(evaluator.beside(row, Some(*other))?);
                }
            }
            None if kind == Join::LeftOuter => all.push(evaluator.beside(row, None)?),
            None => {}
        }
    }
    Ok(all)
}

/// Sorts; rows that are alike keep their order.
fn sorted<'a>(
    rows: Vec<Row<'a>>,
    keys: &'a [(Rc<Node>, bool, bool)],
    evaluator: &Evaluator<'a>,
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
