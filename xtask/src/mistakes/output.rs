//! Types for the output of an operation, with one misspelt member.

use std::fmt::Write as _;

use connect_model::{Kind, Place, Shape, ShapeMember, Shapes};

use super::random::Random;

/// The types of an output and its mistake.
pub(super) struct Output {
    /// Definitions in one line. The outermost type is `Output`.
    pub(super) types: String,
    /// What is wrong.
    pub(super) what: String,
}

/// Writes types down to a random depth, and misspells a member of the innermost one.
pub(super) fn misspelt(shapes: Shapes<'_>, operation: &str, random: &mut Random) -> Option<Output> {
    let mut shape = shapes.output_of(operation)?;
    let (mut types, mut path, mut name) = (String::new(), String::new(), "Output".to_owned());
    for depth in 0..3 {
        let members: Vec<_> =
            shape.members().filter(|member| member.place == Place::Body).collect();
        let into: Vec<(ShapeMember<'_>, Shape<'_>, Kind)> =
            members.iter().filter_map(|member| inner(shapes, member)).collect();
        let deeper = (depth < 2 && !random.once_in(3)).then(|| random.pick(&into)).flatten();
        let Some((through, inner, container)) = deeper else {
            let member = random.pick(&members)?;
            let wrong = wrong_name(member.wire_name, random)?;
            let other =
                |name: &str| if name == member.wire_name { wrong.clone() } else { name.to_owned() };
            let fields = members.iter().map(|member| (other(member.wire_name), "Value".to_owned()));
            write_type(&mut types, &name, fields);
            return Some(Output { types, what: format!("{path}{} -> {wrong}", member.wire_name) });
        };
        let inner_name = format!("Inner{depth}");
        let inner_type = match container {
            Kind::List => format!("Vec<{inner_name}>"),
            Kind::Map => format!("BTreeMap<String, {inner_name}>"),
            _ => format!("Box<{inner_name}>"),
        };
        let value = |name: &str| {
            if name == through.wire_name { inner_type.clone() } else { "Value".to_owned() }
        };
        let fields =
            members.iter().map(|member| (member.wire_name.to_owned(), value(member.wire_name)));
        write_type(&mut types, &name, fields);
        let _ = write!(path, "{}.", through.wire_name);
        (shape, name) = (*inner, inner_name);
    }
    None
}

/// The structure that a member has, in a list, in a map or alone.
fn inner<'a>(
    shapes: Shapes<'a>,
    member: &ShapeMember<'a>,
) -> Option<(ShapeMember<'a>, Shape<'a>, Kind)> {
    let shape = shapes.shape(member.shape)?;
    let inside = match shape.kind() {
        Kind::List => shapes.shape(shape.element()?)?,
        Kind::Map => shapes.shape(shape.value()?)?,
        _ => shape,
    };
    let has_members = inside.kind() == Kind::Structure && inside.members().next().is_some();
    has_members.then(|| (*member, inside, shape.kind()))
}

/// A misspelt name, or one whose first letter has the wrong case.
fn wrong_name(name: &str, random: &mut Random) -> Option<String> {
    if random.once_in(4) {
        return super::change::flip_first(name);
    }
    random.edit(name, |_| true)
}

fn write_type(types: &mut String, name: &str, fields: impl Iterator<Item = (String, String)>) {
    let _ = write!(types, "#[derive(Deserialize)] pub struct {name} {{ ");
    for (index, (field, value)) in fields.enumerate() {
        let _ = write!(types, "#[serde(rename = \"{field}\")] pub f{index}: Option<{value}>, ");
    }
    types.push_str("} ");
}
