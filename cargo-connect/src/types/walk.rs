//! Follows a type and a shape side by side.

use std::path::Path;

use connect_model::{
    Kind, Place as WirePlace, Service, Shape, ShapeMember, Shapes, is_same_folded, slips,
};
use proc_macro2::Span;
use syn::{Field, Fields, GenericArgument, ItemStruct, PathArguments, Type};

use super::known::{Definition, KnownTypes, derives};
use super::serde_names::{SerdeNames, in_case};
use super::{Direction, Seen, variants};
use crate::attributes::last_name;
use crate::finding::{Finding, Place};

pub(super) struct Walk<'a> {
    types: &'a KnownTypes,
    pub(super) shapes: Shapes<'static>,
    pub(super) operation: &'static str,
    seen: &'a mut Seen,
    notes: Vec<Finding>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        types: &'a KnownTypes,
        service: Service,
        operation: &'static str,
        seen: &'a mut Seen,
    ) -> Self {
        Self { types, shapes: service.shapes(), operation, seen, notes: Vec::new() }
    }

    pub(super) fn into_notes(self) -> Vec<Finding> {
        self.notes
    }

    pub(super) fn note(&mut self, file: &Path, span: Span, message: String) {
        self.notes.push(Finding { place: Place::of(file, span), message });
    }

    /// Follows the items of pages.
    pub(super) fn items(&mut self, ty: &Type, file: &Path, output: &Shape<'static>, items: &str) {
        let list = output.members().find(|member| member.wire_name == items);
        let list = list.and_then(|member| self.shapes.shape(member.shape));
        let element = list.and_then(|list| self.shapes.shape(list.element()?));
        if let Some(element) = element {
            self.value(ty, file, &element, Direction::Response);
        }
    }

    /// Follows a whole body. Parameters send the `named` members.
    pub(super) fn body(
        &mut self,
        ty: &Type,
        file: &Path,
        input: &Shape<'static>,
        named: &[String],
    ) {
        let Some((known, file)) = self.structure_of(ty, file) else { return };
        if self.is_new(&known.ident.to_string(), file, input, Direction::Request) {
            self.structure(known, file, input, Direction::Request, named);
        }
    }

    /// Follows a value through what it is in, up to a type of the crate.
    pub(super) fn value(
        &mut self,
        ty: &Type,
        file: &Path,
        shape: &Shape<'static>,
        direction: Direction,
    ) {
        let path = match ty {
            Type::Reference(reference) => {
                return self.value(&reference.elem, file, shape, direction);
            }
            Type::Paren(inner) => return self.value(&inner.elem, file, shape, direction),
            Type::Slice(slice) => return self.element(&slice.elem, file, shape, direction),
            Type::Path(path) => &path.path,
            _ => return,
        };
        let Some(last) = path.segments.last() else { return };
        let inner = last_argument(&last.arguments);
        match (last.ident.to_string().as_str(), inner) {
            ("Option" | "Box" | "Arc" | "Rc" | "Cow" | "Sensitive", Some(inner)) => {
                self.value(inner, file, shape, direction);
            }
            ("Vec" | "VecDeque" | "BTreeSet" | "HashSet", Some(inner)) => {
                self.element(inner, file, shape, direction);
            }
            ("BTreeMap" | "HashMap", Some(inner)) => {
                let value = shape.value().and_then(|name| self.shapes.shape(name));
                if let Some(value) = value {
                    self.value(inner, file, &value, direction);
                }
            }
            (name, None) => self.named(name, file, shape, direction),
            _ => {}
        }
    }

    fn element(&mut self, ty: &Type, file: &Path, shape: &Shape<'static>, direction: Direction) {
        if let Some(element) = shape.element().and_then(|name| self.shapes.shape(name)) {
            self.value(ty, file, &element, direction);
        }
    }

    fn named(&mut self, name: &str, file: &Path, shape: &Shape<'static>, direction: Direction) {
        let Some(known) = self.types.get(name, file) else { return };
        if !self.is_new(name, &known.file, shape, direction) {
            return;
        }
        match &known.definition {
            Definition::Alias(alias) => self.value(&alias.ty, &known.file, shape, direction),
            Definition::Struct(item) => self.structure(item, &known.file, shape, direction, &[]),
            Definition::Enum(item) => variants::follow(self, item, &known.file, shape, direction),
        }
    }

    fn is_new(&mut self, name: &str, file: &Path, shape: &Shape<'_>, direction: Direction) -> bool {
        let key = format!("{name} {} {} {direction:?}", file.display(), shape.name());
        self.seen.insert(key)
    }

    /// Finds the struct that a type is.
    fn structure_of<'s>(&self, ty: &Type, file: &'s Path) -> Option<(&'a ItemStruct, &'s Path)>
    where
        'a: 's,
    {
        let path = match ty {
            Type::Reference(reference) => return self.structure_of(&reference.elem, file),
            Type::Path(path) => &path.path,
            _ => return None,
        };
        let known = self.types.get(&last_name(path), file)?;
        match &known.definition {
            Definition::Struct(item) => Some((item, &known.file)),
            Definition::Alias(alias) => self.structure_of(&alias.ty, &known.file),
            Definition::Enum(_) => None,
        }
    }

    fn structure(
        &mut self,
        item: &ItemStruct,
        file: &Path,
        shape: &Shape<'static>,
        direction: Direction,
        by_parameters: &[String],
    ) {
        let own = SerdeNames::read(&item.attrs, direction);
        let derived = match direction {
            Direction::Request => "Serialize",
            Direction::Response => "Deserialize",
        };
        if own.is_custom || !derives(&item.attrs, derived) {
            return;
        }
        let fields = match &item.fields {
            Fields::Named(fields) if shape.kind() == Kind::Structure => &fields.named,
            Fields::Unnamed(fields) => match fields.unnamed.first() {
                Some(only) if fields.unnamed.len() == 1 => {
                    return self.value(&only.ty, file, shape, direction);
                }
                _ => return,
            },
            _ => return,
        };
        let mut sent = by_parameters.to_vec();
        let mut hides_members = false;
        for field in fields {
            let names = SerdeNames::read(&field.attrs, direction);
            if names.is_skipped {
                continue;
            }
            if names.is_flat {
                hides_members = true;
                self.value(&field.ty, file, shape, direction);
                continue;
            }
            let of_field = OfField { item, field, names: &names, rule: own.rename_all.as_deref() };
            match self.field(&of_field, file, shape, direction) {
                Some(name) => sent.push(name),
                None => hides_members = true,
            }
        }
        if direction == Direction::Request && !hides_members {
            self.missing(item, file, shape, &sent);
        }
    }

    /// Follows a field. Returns its name, if it has one that is known.
    fn field(
        &mut self,
        of: &OfField<'_>,
        file: &Path,
        shape: &Shape<'static>,
        direction: Direction,
    ) -> Option<String> {
        let ident = of.field.ident.as_ref()?;
        let plain = ident.to_string().trim_start_matches("r#").to_owned();
        let own = of.names.rename.clone().or_else(|| in_case(&plain, of.rule))?;
        let is_named = |member: &ShapeMember<'_>| {
            member.wire_name == own
                || of.names.aliases.iter().any(|alias| alias == member.wire_name)
        };
        if let Some(member) = shape.members().find(is_named) {
            let inner = self.shapes.shape(member.shape).filter(|_| !of.names.is_custom);
            if let Some(inner) = inner {
                self.value(&of.field.ty, file, &inner, direction);
            }
            return Some(own);
        }
        let does = if direction == Direction::Request { "sends" } else { "reads" };
        let help = nearest(&own, shape).map_or_else(String::new, |near| {
            format!("\nhelp: write `#[serde(rename = \"{near}\")]`")
        });
        let message = format!(
            "`{}.{ident}` {does} `{own}`, which `{}` of `{}` does not have in AWS's model of {}{help}",
            of.item.ident,
            shape.name(),
            self.operation,
            self.shapes.release().date
        );
        self.note(file, ident.span(), message);
        // It may be meant for what would be missing.
        Some(nearest(&own, shape).map_or(own, str::to_owned))
    }

    fn missing(&mut self, item: &ItemStruct, file: &Path, shape: &Shape<'static>, sent: &[String]) {
        let is_missing = |member: &ShapeMember<'_>| {
            let is_needed = member.is_required && member.place == WirePlace::Body;
            is_needed
                && !member.is_idempotency_token
                && !sent.iter().any(|it| it == member.wire_name)
        };
        let missing: Vec<String> = shape
            .members()
            .filter(is_missing)
            .map(|member| format!("`{}`", member.wire_name))
            .collect();
        if missing.is_empty() {
            return;
        }
        let message = format!(
            "`{}` does not send what `{}` of `{}` needs: {}",
            item.ident,
            shape.name(),
            self.operation,
            missing.join(", ")
        );
        self.note(file, item.ident.span(), message);
    }
}

/// A field with what gives it its name.
struct OfField<'a> {
    item: &'a ItemStruct,
    field: &'a Field,
    names: &'a SerdeNames,
    rule: Option<&'a str>,
}

/// Finds the member that an unknown name must mean.
pub(super) fn nearest(name: &str, shape: &Shape<'static>) -> Option<&'static str> {
    let names = || shape.members().map(|member| member.wire_name);
    let near = || names().filter_map(|known| Some((slips(known, name)?, known))).min();
    names().find(|known| is_same_folded(known, name)).or_else(|| near().map(|(_, known)| known))
}

fn last_argument(arguments: &PathArguments) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = arguments else { return None };
    arguments.args.iter().rev().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}
