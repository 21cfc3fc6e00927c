//! Whether a document fits a schema, and whether it says only what the schema knows.

use jsonschema::Validator;
use serde_json::{Map, Value, json};

/// A schema of a document with definitions, by its JSON pointer.
pub struct Schema {
    document: Value,
    pointer: String,
    validator: Validator,
}

impl Schema {
    pub fn new(document: &Value, pointer: &str) -> Self {
        assert!(
            document.pointer(pointer).is_some(),
            "{pointer} is not in the document"
        );
        let mut root = document.clone();
        root["$ref"] = json!(format!("#{pointer}"));
        let validator = jsonschema::draft4::options().build(&root);
        let validator = validator.unwrap_or_else(|error| panic!("{pointer}: {error}"));
        Self {
            document: document.clone(),
            pointer: pointer.into(),
            validator,
        }
    }

    /// What does not fit, and what the schema does not know.
    pub fn faults(&self, value: &Value) -> Vec<String> {
        let misfits = self.validator.iter_errors(value);
        let mut faults: Vec<String> = misfits
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        self.strangers(
            value,
            &json!({ "$ref": format!("#{}", self.pointer) }),
            "",
            &mut faults,
        );
        faults
    }

    fn strangers(&self, value: &Value, schema: &Value, at: &str, faults: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                let known = self.properties(schema);
                // A schema without properties is an open object.
                if known.is_empty() {
                    return;
                }
                for (name, inner) in fields {
                    match known.get(name) {
                        Some(schema) => {
                            self.strangers(inner, schema, &format!("{at}/{name}"), faults)
                        }
                        None => faults.push(format!("{at}/{name}: not in the contract")),
                    }
                }
            }
            Value::Array(items) => {
                let Some(schema) = self.resolved(schema).get("items").cloned() else {
                    return;
                };
                items
                    .iter()
                    .for_each(|item| self.strangers(item, &schema, &format!("{at}/-"), faults));
            }
            _ => {}
        }
    }

    /// The properties of a schema and of all it is made of.
    fn properties(&self, schema: &Value) -> Map<String, Value> {
        let schema = self.resolved(schema);
        let mut all = schema["properties"]
            .as_object()
            .cloned()
            .unwrap_or_default();
        for part in schema["allOf"].as_array().into_iter().flatten() {
            all.extend(self.properties(part));
        }
        all
    }

    fn resolved<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let mut schema = schema;
        while let Some(pointer) = schema.get("$ref").and_then(Value::as_str) {
            schema = self
                .document
                .pointer(pointer.trim_start_matches('#'))
                .unwrap_or(&Value::Null);
        }
        schema
    }
}
