//! Which members of outputs are declared.

use std::collections::{BTreeMap, BTreeSet};

use connect_model::{Operation, Service, Shapes, is_same_folded, slips};

use super::reach::inner;

/// The members to keep, by the names of their shapes. A shape without an entry keeps all.
#[derive(Debug, Clone, Default)]
pub(super) struct Only {
    kept: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

impl Only {
    /// Keeps the members with these names in the outputs of the operations, all that is in them, and what
    /// they are in. The error names the member that no output has.
    pub(super) fn new(
        service: Service,
        operations: &[Operation<'static>],
        names: &BTreeSet<String>,
    ) -> Result<Self, String> {
        let mut only = Self::default();
        if names.is_empty() {
            return Ok(only);
        }
        let shapes = service.shapes();
        let mut found = BTreeSet::new();
        let mut known = BTreeSet::new();
        for output in operations.iter().filter_map(|it| shapes.operation(it.name())?.output) {
            let mut walk = Walk { shapes, names, found: &mut found, known: &mut known };
            walk.keep(output, &mut only.kept, &mut Vec::new());
        }
        match names.iter().find(|name| !found.contains(*name)) {
            Some(missing) => Err(unknown(missing, &known)),
            None => Ok(only),
        }
    }

    pub(super) fn keeps(&self, shape: &str, member: &str) -> bool {
        self.kept.get(shape).is_none_or(|kept| kept.contains(member))
    }
}

struct Walk<'a> {
    shapes: Shapes<'static>,
    names: &'a BTreeSet<String>,
    found: &'a mut BTreeSet<String>,
    known: &'a mut BTreeSet<&'static str>,
}

impl Walk<'_> {
    /// Whether a shape has one of the members, at any depth.
    fn keep(
        &mut self,
        name: &'static str,
        kept: &mut BTreeMap<&'static str, BTreeSet<&'static str>>,
        way: &mut Vec<&'static str>,
    ) -> bool {
        let Some(shape) = self.shapes.shape(name).filter(|_| !way.contains(&name)) else {
            return false;
        };
        way.push(name);
        let mut members = BTreeSet::new();
        let mut has_any = false;
        for member in shape.members() {
            self.known.insert(member.wire_name);
            let named = self.names.iter().find(|name| is_same_folded(name, member.wire_name));
            if let Some(name) = named {
                self.found.insert(name.clone());
                members.insert(member.wire_name);
            } else if self.keep(member.shape, kept, way) {
                members.insert(member.wire_name);
            }
        }
        has_any |= !members.is_empty();
        if has_any {
            kept.insert(shape.name(), members);
        } else {
            let is_member = |name: &&'static str| !shape.members().any(|it| it.shape == *name);
            for name in inner(&shape).into_iter().filter(is_member) {
                has_any |= self.keep(name, kept, way);
            }
        }
        way.pop();
        has_any
    }
}

fn unknown(name: &str, known: &BTreeSet<&'static str>) -> String {
    let near = known.iter().filter_map(|known| Some((slips(name, known)?, known))).min();
    let help = near.map_or_else(
        || "\nhelp: `cargo connect show` lists the members of an operation".to_owned(),
        |(_, near)| format!("\nhelp: did you mean `{near}`?"),
    );
    format!("no output has the member `{name}`{help}")
}
