//! Validates the members of a request against AWS's model, as the service does.

use connect_model::{Kind, Service, Shape, ShapeMember};
use serde_json::{Map, Value};

use super::input::Input;
use super::limits;
use super::violation::Violation;

/// Returns the first rule of the model that the input breaks.
pub(in crate::testing) fn validate(
    input: &Input,
    service: Service,
    operation: &str,
) -> Result<(), Violation> {
    let Some(shape) = service.shapes().input_of(operation) else { return Ok(()) };
    Validator { service }.members(input, &shape, "", |member| member.name)
}

/// Returns the first rule of the model that the body of an output breaks.
#[cfg(test)]
pub(in crate::testing) fn validate_output(
    output: &Input,
    service: Service,
    operation: &str,
) -> Result<(), Violation> {
    let Some(shape) = service.shapes().output_of(operation) else { return Ok(()) };
    Validator { service }.nested(output, &shape, "")
}

struct Validator {
    service: Service,
}

impl Validator {
    /// `key` is the name that `values` has for a member.
    fn members(
        &self,
        values: &Map<String, Value>,
        shape: &Shape<'static>,
        path: &str,
        key: fn(&ShapeMember<'static>) -> &'static str,
    ) -> Result<(), Violation> {
        for member in shape.members() {
            let path = if path.is_empty() {
                member.name.to_owned()
            } else {
                format!("{path}.{}", member.name)
            };
            match values.get(key(&member)) {
                None | Some(Value::Null) if member.is_required => {
                    return Err(Violation::new(&path, "is required and missing"));
                }
                None | Some(Value::Null) => {}
                Some(value) => self.value(value, member.shape, &path)?,
            }
        }
        Ok(())
    }

    fn value(&self, value: &Value, shape: &'static str, path: &str) -> Result<(), Violation> {
        // A shape that the data lacks is not checked.
        let Some(shape) = self.service.shapes().shape(shape) else { return Ok(()) };
        if let Some(rule) = limits::kind_problem(value, shape.kind()) {
            return Err(violation(value, &shape, path, rule));
        }
        if let Some(rule) = limits::problem(value, &shape) {
            return Err(violation(value, &shape, path, &rule));
        }
        match (value, shape.kind()) {
            (Value::Object(values), Kind::Structure) => self.nested(values, &shape, path),
            (Value::Object(values), Kind::Union) => {
                let count = values.values().filter(|value| !value.is_null()).count();
                if count != 1 {
                    let problem = format!("is a union, which has one member, and has {count}");
                    return Err(Violation::new(path, &problem));
                }
                self.nested(values, &shape, path)
            }
            (Value::Object(entries), Kind::Map) => self.entries(entries, &shape, path),
            (Value::Array(elements), Kind::List) => self.elements(elements, &shape, path),
            _ => Ok(()),
        }
    }

    fn nested(
        &self,
        values: &Map<String, Value>,
        shape: &Shape<'static>,
        path: &str,
    ) -> Result<(), Violation> {
        self.members(values, shape, path, |member| member.wire_name)
    }

    fn entries(
        &self,
        entries: &Map<String, Value>,
        shape: &Shape<'static>,
        path: &str,
    ) -> Result<(), Violation> {
        for (key, value) in entries {
            let path = format!("{path}[{key}]");
            if let Some(shape) = shape.key() {
                self.value(&Value::from(key.as_str()), shape, &path)?;
            }
            if let Some(shape) = shape.value().filter(|_| !value.is_null()) {
                self.value(value, shape, &path)?;
            }
        }
        Ok(())
    }

    fn elements(
        &self,
        elements: &[Value],
        shape: &Shape<'static>,
        path: &str,
    ) -> Result<(), Violation> {
        let Some(element) = shape.element() else { return Ok(()) };
        for (index, value) in elements.iter().enumerate().filter(|(_, value)| !value.is_null()) {
            self.value(value, element, &format!("{path}[{index}]"))?;
        }
        Ok(())
    }
}

fn violation(value: &Value, shape: &Shape<'static>, path: &str, rule: &str) -> Violation {
    // What is in a list or an object may be sensitive, and so may a token.
    let is_shown = !(value.is_array() || value.is_object() || shape.name().ends_with("Token"));
    if is_shown && !shape.is_sensitive() {
        Violation::of_value(path, value, rule)
    } else {
        Violation::of_hidden(path, rule)
    }
}
