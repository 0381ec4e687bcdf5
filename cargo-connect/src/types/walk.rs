//! Follows a type and a shape side by side.

use std::path::Path;

use connect_model::{
    Kind, Place as WirePlace, Service, Shape, ShapeMember, Shapes, is_same_folded, slips,
};
use proc_macro2::Span;
use syn::{Field, Fields, GenericArgument, Ident, ItemStruct, PathArguments, Type};

use super::known::{Definition, KnownType, KnownTypes};
use super::serde_names::{Role, SerdeNames, in_case};
use super::{Direction, Seen, variants};
use crate::attributes::{derives, last_name, unraw};
use crate::finding::{Finding, Place};
use crate::modules::Scope;

pub(super) struct Walk<'a> {
    types: &'a KnownTypes,
    pub(super) shapes: Shapes<'static>,
    pub(super) operation: &'static str,
    /// The members of the request that parameters of their own send.
    pub(super) bound: Vec<String>,
    seen: &'a mut Seen,
    notes: Vec<Finding>,
}

/// What a value stands for in the model.
#[derive(Clone, Copy)]
pub(super) struct Meant {
    pub(super) shape: Shape<'static>,
    pub(super) direction: Direction,
    /// The place of the members, if the value is a whole request.
    pub(super) place: Option<WirePlace>,
}

impl Meant {
    fn inner(self, shape: Shape<'static>) -> Self {
        Self { shape, place: None, ..self }
    }

    /// The members that a struct may have.
    fn members(self) -> impl Iterator<Item = ShapeMember<'static>> {
        let is_here =
            move |member: &ShapeMember<'_>| self.place.is_none_or(|place| place == member.place);
        self.shape.members().filter(is_here)
    }
}

impl<'a> Walk<'a> {
    pub(super) fn new(
        types: &'a KnownTypes,
        service: Service,
        operation: &'static str,
        seen: &'a mut Seen,
    ) -> Self {
        let shapes = service.shapes();
        Self { types, shapes, operation, bound: Vec::new(), seen, notes: Vec::new() }
    }

    pub(super) fn into_notes(self) -> Vec<Finding> {
        self.notes
    }

    pub(super) fn note(&mut self, file: &Path, span: Span, message: String) {
        self.notes.push(Finding { place: Place::of(file, span), message });
    }

    /// Follows a value through what it is in, up to a type of the crate.
    pub(super) fn value(&mut self, ty: &Type, scope: &Scope, meant: Meant) {
        let path = match ty {
            Type::Reference(reference) => return self.value(&reference.elem, scope, meant),
            Type::Paren(inner) => return self.value(&inner.elem, scope, meant),
            Type::Slice(slice) => return self.element(&slice.elem, scope, meant),
            Type::Path(path) if path.qself.is_none() => &path.path,
            _ => return,
        };
        let Some(last) = path.segments.last() else { return };
        let inner = last_argument(&last.arguments);
        match (last.ident.to_string().as_str(), inner) {
            ("Option" | "Box" | "Arc" | "Rc" | "Cow" | "Sensitive", Some(inner)) => {
                self.value(inner, scope, meant);
            }
            ("Vec" | "VecDeque" | "BTreeSet" | "HashSet", Some(inner)) => {
                self.element(inner, scope, meant);
            }
            ("BTreeMap" | "HashMap", Some(inner)) => {
                let value = meant.shape.value().and_then(|name| self.shapes.shape(name));
                if let Some(value) = value {
                    self.value(inner, scope, meant.inner(value));
                }
            }
            (_, None) => {
                if let Some(known) = self.types.get(path, scope) {
                    self.known(known, meant);
                }
            }
            _ => {}
        }
    }

    fn element(&mut self, ty: &Type, scope: &Scope, meant: Meant) {
        if let Some(element) = meant.shape.element().and_then(|name| self.shapes.shape(name)) {
            self.value(ty, scope, meant.inner(element));
        }
    }

    fn known(&mut self, known: &'a KnownType, meant: Meant) {
        if !self.is_new(known, meant) {
            return;
        }
        match &known.definition {
            Definition::Alias(alias) => self.value(&alias.ty, &known.scope, meant),
            Definition::Struct(item) => self.structure(item, known, meant),
            Definition::Enum(item) => variants::follow(self, item, known, meant),
        }
    }

    /// Whether a type was not looked at for this yet. It ends circles too.
    fn is_new(&mut self, known: &KnownType, meant: Meant) -> bool {
        let name = match &known.definition {
            Definition::Alias(item) => &item.ident,
            Definition::Struct(item) => &item.ident,
            Definition::Enum(item) => &item.ident,
        };
        let bound = meant.place.map(|_| self.bound.join(" "));
        let Meant { shape, direction, place } = meant;
        let scope = &known.scope;
        let shape = shape.name();
        self.seen.insert(format!("{scope:?} {name} {shape} {direction:?} {place:?} {bound:?}"))
    }

    fn structure(&mut self, item: &ItemStruct, known: &'a KnownType, meant: Meant) {
        let sent = self.fields(item, known, meant);
        // A struct for the query leaves out what other parameters send.
        let is_whole = !matches!(meant.place, Some(place) if place != WirePlace::Body);
        if let (Direction::Request, true, Some(sent)) = (meant.direction, is_whole, sent) {
            self.missing(item, known, meant, &sent);
        }
    }

    /// Follows the fields of a struct. Returns their names, or `None` if they cannot all be seen.
    fn fields(
        &mut self,
        item: &ItemStruct,
        known: &'a KnownType,
        meant: Meant,
    ) -> Option<Vec<String>> {
        let own = SerdeNames::read(&item.attrs, meant.direction);
        let derived = match meant.direction {
            Direction::Request => "Serialize",
            Direction::Response => "Deserialize",
        };
        if own.is_custom || !derives(&item.attrs, |path| last_name(path) == derived) {
            return None;
        }
        let fields = match &item.fields {
            Fields::Named(fields) if own.role == Role::Transparent => &fields.named,
            Fields::Unnamed(fields) => &fields.unnamed,
            Fields::Named(fields) if meant.shape.kind() == Kind::Structure => {
                return self.named_fields(item, fields.named.iter().collect(), &own, known, meant);
            }
            _ => return None,
        };
        if let (Some(only), 1) = (fields.first(), fields.len()) {
            self.value(&only.ty, &known.scope, meant);
        }
        None
    }

    fn named_fields(
        &mut self,
        item: &ItemStruct,
        fields: Vec<&Field>,
        own: &SerdeNames,
        known: &'a KnownType,
        meant: Meant,
    ) -> Option<Vec<String>> {
        let names: Vec<(&Field, SerdeNames)> = fields
            .into_iter()
            .map(|field| (field, SerdeNames::read(&field.attrs, meant.direction)))
            .filter(|(field, names)| names.role != Role::Skipped && !is_phantom(&field.ty))
            .collect();
        let mut on_the_wire = Vec::new();
        let mut sees_all = true;
        for (field, names) in names.iter().filter(|(_, names)| names.role != Role::Flat) {
            let ident = field.ident.as_ref()?;
            let name = names.rename.clone();
            let name = name.or_else(|| in_case(&unraw(ident), own.rename_all.as_deref()));
            match name.filter(|_| !names.is_unsure) {
                Some(name) => on_the_wire.push(NamedField { item, field, ident, names, name }),
                None => sees_all = false,
            }
        }
        let mut all: Vec<String> = on_the_wire.iter().map(|field| field.name.clone()).collect();
        for field in &on_the_wire {
            let meant_name = self.field(field, &all, known, meant);
            all.extend(meant_name);
        }
        for (field, _) in names.iter().filter(|(_, names)| names.role == Role::Flat) {
            match self.flattened(&field.ty, known, meant) {
                Some(more) => all.extend(more),
                None => sees_all = false,
            }
        }
        sees_all.then_some(all)
    }

    /// Follows a flattened struct, whose fields are those of the struct that it is in.
    fn flattened(&mut self, ty: &Type, known: &'a KnownType, meant: Meant) -> Option<Vec<String>> {
        let Type::Path(path) = ty else { return None };
        let inner = self.types.get(&path.path, &known.scope)?;
        match &inner.definition {
            Definition::Struct(item) if self.is_new(inner, meant) => {
                self.fields(item, inner, meant)
            }
            _ => None,
        }
    }

    /// Follows a field. Returns the name of another member that it surely means.
    fn field(
        &mut self,
        of: &NamedField<'_>,
        all: &[String],
        known: &'a KnownType,
        meant: Meant,
    ) -> Option<String> {
        let NamedField { item, field, ident, names, name: own } = of;
        let is_alias = |name: &str| {
            meant.direction == Direction::Response && names.aliases.iter().any(|it| it == name)
        };
        let is_named =
            |member: &ShapeMember<'_>| member.wire_name == *own || is_alias(member.wire_name);
        if let Some(member) = meant.members().find(is_named) {
            let inner = self.shapes.shape(member.shape).filter(|_| !names.is_custom);
            if let Some(inner) = inner {
                self.value(&field.ty, &known.scope, meant.inner(inner));
            }
            return None;
        }
        let does = if meant.direction == Direction::Request { "sends" } else { "reads" };
        let free =
            meant.members().map(|it| it.wire_name).filter(|it| !all.iter().any(|is| is == it));
        let near = nearest(own, free);
        let help = near.map_or_else(String::new, |near| {
            format!("\nhelp: write `#[serde(rename = \"{near}\")]`")
        });
        let message = format!(
            "`{}.{ident}` {does} `{own}`, which `{}` of `{}` does not have in AWS's model of {}{help}",
            item.ident,
            meant.shape.name(),
            self.operation,
            self.shapes.release().date
        );
        self.note(&known.file, ident.span(), message);
        near.map(str::to_owned)
    }

    fn missing(&mut self, item: &ItemStruct, known: &KnownType, meant: Meant, sent: &[String]) {
        let bound: &[String] = if meant.place.is_some() { &self.bound } else { &[] };
        let is_sent = |name: &str| sent.iter().chain(bound).any(|it| it == name);
        let is_missing = |member: &ShapeMember<'_>| {
            member.is_required && !member.is_idempotency_token && !is_sent(member.wire_name)
        };
        let missing: Vec<String> = meant
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
            meant.shape.name(),
            self.operation,
            missing.join(", ")
        );
        self.note(&known.file, item.ident.span(), message);
    }
}

/// A field with its name on the wire.
struct NamedField<'a> {
    item: &'a ItemStruct,
    field: &'a Field,
    ident: &'a Ident,
    names: &'a SerdeNames,
    name: String,
}

fn is_phantom(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if last_name(&path.path) == "PhantomData")
}

/// Finds the known name that an unknown one must mean.
pub(super) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let known: Vec<&str> = known.collect();
    let near = || known.iter().filter_map(|known| Some((slips(known, name)?, *known))).min();
    let same = known.iter().find(|known| is_same_folded(known, name));
    same.copied().or_else(|| near().map(|(_, known)| known))
}

fn last_argument(arguments: &PathArguments) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = arguments else { return None };
    arguments.args.iter().rev().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}
