//! `$expand` and `$select`: what of an entity is written, and what of the entities behind it.

use crate::odata::fault::Fault;
use crate::odata::model::{EntityType, Model};
use crate::odata::token::{Token, Tokens};
use std::collections::{BTreeMap, BTreeSet};

/// More names in a path than any model needs; a model with a circle could be followed for ever.
const LONGEST: usize = 8;

/// What of an entity is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The names chosen; everything where nothing was chosen.
    chosen: Option<BTreeSet<String>>,
    /// The navigation properties that are written out, and what of the entities behind them.
    expanded: BTreeMap<String, Shape>,
    /// The names chosen without anything behind them: a navigation property among them is written with all it has, though a
    /// part of it be chosen as well.
    whole: BTreeSet<String>,
}

impl Shape {
    /// Whether a property, or the link of a navigation property, is written.
    pub fn shows(&self, name: &str) -> bool {
        self.chosen
            .as_ref()
            .is_none_or(|chosen| chosen.contains("*") || chosen.contains(name))
    }

    /// What is written of the entities behind a navigation property, if it is expanded.
    pub fn expanded(&self, navigation: &str) -> Option<&Self> {
        self.expanded.get(navigation)
    }
}

/// Reads `$expand`: paths of navigation properties, each with its beginnings before it.
pub(super) fn read_expand(
    text: Option<&str>,
    model: &Model,
    entity_type: &EntityType,
) -> Result<Vec<Vec<String>>, Fault> {
    let mut paths: Vec<Vec<String>> = Vec::new();
    for path in text.map(read_paths).transpose()?.unwrap_or_default() {
        let mut of = entity_type;
        let mut beginning = Vec::new();
        for name in path {
            let Some((navigation, set)) = of
                .navigation(&name)
                .and_then(|navigation| Some((navigation, model.set(&navigation.set)?)))
            else {
                return Err(Fault::bad_request(if of.property(&name).is_some() {
                    format!(
                        "Property '{name}' on type '{}' is not a navigation property and cannot be expanded.",
                        of.name
                    )
                } else {
                    unknown(&name, of)
                }));
            };
            beginning.push(navigation.name.clone());
            if !paths.contains(&beginning) {
                paths.push(beginning.clone());
            }
            of = &set.entity_type;
        }
    }
    Ok(paths)
}

/// Reads `$select` beside what is expanded. Gives its text in order as well.
///
/// Assumption: a navigation property that is expanded, but not selected where something else is, is left out, as in WCF
/// Data Services.
pub(super) fn read(
    text: Option<&str>,
    expand: &[Vec<String>],
    model: &Model,
    entity_type: &EntityType,
) -> Result<(Shape, Option<String>), Fault> {
    let mut shape = Shape::default();
    for path in expand {
        let mut at = &mut shape;
        for name in path {
            at = at.expanded.entry(name.clone()).or_default();
        }
    }
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok((shape, None));
    };
    let paths = read_paths(text)?;
    for path in &paths {
        choose(&mut shape, path, model, entity_type)?;
    }
    prune(&mut shape);
    let written: Vec<String> = paths.iter().map(|path| path.join("/")).collect();
    Ok((shape, Some(written.join(","))))
}

fn choose(
    shape: &mut Shape,
    path: &[String],
    model: &Model,
    entity_type: &EntityType,
) -> Result<(), Fault> {
    let Some((name, rest)) = path.split_first() else {
        return Ok(());
    };
    let navigation = entity_type.navigation(name);
    let known = name == "*" || navigation.is_some() || entity_type.property(name).is_some();
    if !known {
        return Err(Fault::bad_request(unknown(name, entity_type)));
    }
    shape.chosen.get_or_insert_default().insert(name.clone());
    if rest.is_empty() {
        shape.whole.insert(name.clone());
        return Ok(());
    }
    let behind = navigation
        .and_then(|navigation| model.set(&navigation.set))
        .zip(shape.expanded.get_mut(name));
    match behind {
        Some((set, inner)) => choose(inner, rest, model, &set.entity_type),
        None => Err(Fault::bad_request(format!(
            "Only navigation properties specified in expand option can be traversed in select option, found: '{name}'."
        ))),
    }
}

/// Leaves out what is expanded and not selected.
fn prune(shape: &mut Shape) {
    if let Some(chosen) = &shape.chosen
        && !chosen.contains("*")
    {
        shape.expanded.retain(|name, _| chosen.contains(name));
    }
    for (name, inner) in &mut shape.expanded {
        if shape.whole.contains(name) {
            forget(inner);
        } else {
            prune(inner);
        }
    }
}

/// Chooses everything.
fn forget(shape: &mut Shape) {
    shape.chosen = None;
    shape.whole.clear();
    for inner in shape.expanded.values_mut() {
        forget(inner);
    }
}

fn unknown(name: &str, of: &EntityType) -> String {
    format!(
        "Could not find a property named '{name}' on type '{}'.",
        of.name
    )
}

/// Paths parted by commas, of names or a star parted by slashes.
fn read_paths(text: &str) -> Result<Vec<Vec<String>>, Fault> {
    let mut tokens = Tokens::read(text)?;
    let mut paths = Vec::new();
    if tokens.peek().is_none() {
        return Ok(paths);
    }
    loop {
        let mut path = Vec::new();
        loop {
            if path.len() == LONGEST {
                return Err(Fault::bad_request(
                    "Recursion depth exceeded allowed limit.",
                ));
            }
            path.push(if tokens.take_if(&Token::Star) {
                "*".to_owned()
            } else {
                tokens.name()?
            });
            if !tokens.take_if(&Token::Slash) {
                break;
            }
        }
        paths.push(path);
        if !tokens.take_if(&Token::Comma) {
            break;
        }
    }
    tokens.end()?;
    Ok(paths)
}
