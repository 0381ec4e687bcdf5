//! Which shapes requests have, and which responses.

use std::collections::BTreeSet;

use connect_model::{Kind, Service, Shape, Shapes};

/// The shapes that any request or response of a service has.
///
/// It covers the whole service, and so a type is the same whichever operations are declared.
pub(crate) struct Reach {
    inputs: BTreeSet<&'static str>,
    outputs: BTreeSet<&'static str>,
    shapes: Shapes<'static>,
}

impl Reach {
    pub(crate) fn new(service: Service) -> Self {
        let shapes = service.shapes();
        let mut reach = Self { inputs: BTreeSet::new(), outputs: BTreeSet::new(), shapes };
        for operation in shapes.operations() {
            if let Some(input) = operation.input.and_then(|name| shapes.shape(name)) {
                visit(&input, shapes, &mut reach.inputs);
            }
            if let Some(output) = operation.output.and_then(|name| shapes.shape(name)) {
                visit(&output, shapes, &mut reach.outputs);
            }
        }
        reach
    }

    pub(crate) fn is_in_outputs(&self, shape: &str) -> bool {
        self.outputs.contains(shape)
    }

    pub(crate) fn is_in_inputs(&self, shape: &str) -> bool {
        self.inputs.contains(shape)
    }

    /// Whether a value of a structure may have another value of it inside, without a list or map between.
    pub(crate) fn is_inside_itself(&self, outer: &Shape<'static>, member: &str) -> bool {
        let mut seen = BTreeSet::new();
        let mut next = vec![member.to_owned()];
        while let Some(name) = next.pop() {
            if name == outer.name() {
                return true;
            }
            let Some(shape) = self.shapes.shape(&name).filter(|_| seen.insert(name)) else {
                continue;
            };
            if matches!(shape.kind(), Kind::Structure | Kind::Union) {
                next.extend(shape.members().map(|member| member.shape.to_owned()));
            }
        }
        false
    }
}

fn visit(shape: &Shape<'static>, shapes: Shapes<'static>, seen: &mut BTreeSet<&'static str>) {
    if !seen.insert(shape.name()) {
        return;
    }
    for name in inner(shape) {
        if let Some(shape) = shapes.shape(name) {
            visit(&shape, shapes, seen);
        }
    }
}

/// Returns the names of the shapes that a shape is made of.
pub(crate) fn inner(shape: &Shape<'static>) -> Vec<&'static str> {
    let members = shape.members().map(|member| member.shape);
    members.chain(shape.element()).chain(shape.value()).collect()
}
