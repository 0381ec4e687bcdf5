//! The members of inputs and outputs as a tree.

use connect_model::{Kind, Place, Shape, ShapeMember, Shapes};

use super::facts;
use crate::find::Found;
use crate::paint::Paint;

const WIDTH: usize = 80;
/// The deepest members that are shown.
const DEPTH: usize = 6;

pub(super) fn input(found: &Found, paint: Paint) -> Vec<String> {
    let shapes = found.service.shapes();
    let shape = shapes.input_of(found.operation.name());
    Tree { shapes, paint }.root(shape)
}

pub(super) fn output(found: &Found, paint: Paint) -> Vec<String> {
    let shapes = found.service.shapes();
    let shape = shapes.output_of(found.operation.name());
    Tree { shapes, paint }.root(shape)
}

struct Tree {
    shapes: Shapes<'static>,
    paint: Paint,
}

impl Tree {
    fn root(&self, shape: Option<Shape<'static>>) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some(shape) = shape {
            self.members(&shape, &mut vec![shape.name()], &mut lines);
        }
        lines
    }

    fn members(
        &self,
        shape: &Shape<'static>,
        way: &mut Vec<&'static str>,
        lines: &mut Vec<String>,
    ) {
        let indent = "  ".repeat(way.len());
        for member in shape.members() {
            let Some(shape) = self.shapes.shape(member.shape) else { continue };
            lines.push(self.line(&member, &shape, &indent));
            lines.extend(values(&shape, &indent));
            if let Some(inner) = self.inner(&shape) {
                if way.contains(&inner.name()) || way.len() >= DEPTH {
                    lines.push(cut(format!("{indent}  …")));
                    continue;
                }
                way.push(inner.name());
                self.members(&inner, way, lines);
                way.pop();
            }
        }
    }

    /// Returns the structure that a value is, or that its elements are.
    fn inner(&self, shape: &Shape<'static>) -> Option<Shape<'static>> {
        match shape.kind() {
            Kind::Structure | Kind::Union => Some(*shape),
            Kind::List => self.inner(&self.shapes.shape(shape.element()?)?),
            Kind::Map => self.inner(&self.shapes.shape(shape.value()?)?),
            _ => None,
        }
    }

    fn line(&self, member: &ShapeMember<'static>, shape: &Shape<'static>, indent: &str) -> String {
        let mut marks = vec![facts::of(shape, member.place, self.shapes)];
        if member.is_required {
            marks.push("required".to_owned());
        }
        if member.is_idempotency_token {
            marks.push("idempotency token".to_owned());
        }
        if member.is_deprecated || shape.is_deprecated() {
            marks.push("deprecated".to_owned());
        }
        let place = match member.place {
            Place::Body => String::new(),
            place => format!("{}: ", place.name()),
        };
        let name = member.wire_name;
        let text = cut(format!("{indent}{name}  {place}{}", marks.join(", ")));
        let rest = text.strip_prefix(&format!("{indent}{name}")).unwrap_or_default();
        format!("{indent}{}{}", self.paint.bold(name), self.paint.dim(rest))
    }
}

/// Returns the values of an enum in lines of their own.
fn values(shape: &Shape<'static>, indent: &str) -> Vec<String> {
    let values: Vec<&str> = shape.values().collect();
    let mut lines: Vec<String> = Vec::new();
    for value in values {
        let has_room = |line: &String| line.chars().count() + 3 + value.chars().count() <= WIDTH;
        match lines.last_mut().filter(|line| has_room(line)) {
            Some(line) => {
                line.push_str(" | ");
                line.push_str(value);
            }
            None => lines.push(format!("{indent}  {value}")),
        }
    }
    lines.into_iter().map(cut).collect()
}

/// Cuts a line that is too long.
fn cut(line: String) -> String {
    if line.chars().count() <= WIDTH {
        return line;
    }
    line.chars().take(WIDTH - 1).chain(['…']).collect()
}
