//! A type that reads what AWS's model has, for every operation, and the same type with one slip.
//!
//! It is one Rust type: the thread says which shape it reads. A generated type for each shape would take minutes
//! to compile.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;

use connect_model::{Kind, Place, Service, Shape};
use connect_runtime::testing::{Report, check_type};
use connect_runtime::{Blob, Document, Timestamp, service};
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

thread_local! {
    static ROOT: Cell<Option<(Service, &'static str)>> = const { Cell::new(None) };
    /// A member of a shape that the type calls by another name.
    static SLIP: RefCell<Option<(&'static str, &'static str, String)>> = const { RefCell::new(None) };
    static FIELDS: RefCell<HashMap<String, &'static [&'static str]>> = RefCell::default();
}

/// Reads the output of the operation of the thread.
struct Modelled;

impl<'de> Deserialize<'de> for Modelled {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (service, operation) = ROOT.get().unwrap();
        let shape = service.shapes().output_of(operation);
        match shape {
            Some(shape) => Seed { service, shape }.deserialize(deserializer)?,
            None => drop(IgnoredAny::deserialize(deserializer)?),
        }
        Ok(Self)
    }
}

#[derive(Clone, Copy)]
struct Seed {
    service: Service,
    shape: Shape<'static>,
}

impl Seed {
    fn of(self, shape: &str) -> Self {
        Self { shape: self.service.shapes().shape(shape).unwrap(), ..self }
    }

    /// The names that the type reads, with the slip.
    fn fields(self) -> &'static [&'static str] {
        let slip =
            SLIP.with_borrow(|slip| slip.clone().filter(|(shape, ..)| *shape == self.shape.name()));
        let name = |name: &'static str| match &slip {
            Some((_, member, slip)) if *member == name => &*slip.clone().leak(),
            _ => name,
        };
        let key = format!("{} {} {slip:?}", self.service.name(), self.shape.name());
        FIELDS.with_borrow_mut(|fields| {
            *fields.entry(key).or_insert_with(|| {
                let members = self.shape.members().filter(|member| member.place == Place::Body);
                members.map(|member| name(member.wire_name)).collect::<Vec<_>>().leak()
            })
        })
    }
}

impl<'de> DeserializeSeed<'de> for Seed {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.shape.kind() {
            Kind::String => drop(Option::<String>::deserialize(deserializer)?),
            Kind::Blob => drop(Blob::deserialize(deserializer)?),
            Kind::Boolean => drop(bool::deserialize(deserializer)?),
            Kind::Integer => drop(i32::deserialize(deserializer)?),
            Kind::Long => drop(i64::deserialize(deserializer)?),
            Kind::Float => drop(f32::deserialize(deserializer)?),
            Kind::Double => drop(f64::deserialize(deserializer)?),
            Kind::Timestamp(_) => drop(Timestamp::deserialize(deserializer)?),
            Kind::List => deserializer.deserialize_seq(self)?,
            Kind::Map => deserializer.deserialize_map(self)?,
            Kind::Structure | Kind::Union => {
                deserializer.deserialize_struct(self.shape.name(), self.fields(), self)?;
            }
            Kind::Document => drop(Document::deserialize(deserializer)?),
            kind => panic!("{kind:?}"),
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for Seed {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.shape.name())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let element = self.of(self.shape.element().unwrap());
        while items.next_element_seed(element)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(name) = members.next_key::<String>()? {
            let value = if self.shape.kind() == Kind::Map {
                self.shape.value()
            } else {
                let is_read = self.fields().contains(&name.as_str());
                let member = self.shape.members().find(|member| member.wire_name == name);
                member.filter(|_| is_read).map(|member| member.shape)
            };
            match value {
                Some(value) => members.next_value_seed(self.of(value))?,
                None => drop(members.next_value::<IgnoredAny>()?),
            }
        }
        Ok(())
    }
}

fn declared(service: Service) -> connect_runtime::Service {
    match service {
        Service::Connect => service::CONNECT,
        Service::Cases => service::CASES,
        Service::CampaignsV2 => service::CAMPAIGNS_V2,
        Service::ContactLens => service::CONTACT_LENS,
        Service::Participant => service::PARTICIPANT,
        Service::CustomerProfiles => service::CUSTOMER_PROFILES,
        Service::QConnect => service::Q_CONNECT,
        service => panic!("{service:?}"),
    }
}

fn check(service: Service, operation: &'static str) -> Report {
    ROOT.set(Some((service, operation)));
    check_type::<Modelled>(&declared(service), operation)
}

fn operations() -> impl Iterator<Item = (Service, &'static str)> {
    let of = |service: Service| {
        service.shapes().operations().map(move |operation| (service, operation.name))
    };
    Service::ALL.into_iter().flat_map(of)
}

/// One of this many operations is checked. `CONNECT_ALL_OPERATIONS=1` checks all, which takes a minute.
fn step() -> usize {
    if std::env::var_os("CONNECT_ALL_OPERATIONS").is_some() { 1 } else { 8 }
}

#[test]
fn a_type_of_the_model_has_no_finding_for_any_operation() {
    let mut count = 0;
    for (service, operation) in operations().step_by(step()) {
        let report = check(service, operation);
        assert_eq!(report.to_string(), "no findings", "{operation}");
        count += 1;
    }
    assert!(count >= 712 / step(), "{count} operations");
}

#[test]
fn free_form_json_has_no_error_for_any_operation() {
    for (service, operation) in operations() {
        let service = declared(service);
        check_type::<serde_json::Value>(&service, operation).assert_no_errors();
        check_type::<HashMap<String, Document>>(&service, operation).assert_no_errors();
        check_type::<Box<serde_json::value::RawValue>>(&service, operation).assert_no_errors();
        assert_eq!(check_type::<()>(&service, operation).to_string(), "no findings");
        assert_eq!(check_type::<IgnoredAny>(&service, operation).to_string(), "no findings");
    }
}

/// The shapes that an output reaches.
fn reached(service: Service, operation: &str) -> Vec<Shape<'static>> {
    let shapes = service.shapes();
    let mut reached: Vec<Shape<'static>> = shapes.output_of(operation).into_iter().collect();
    let mut next = 0;
    while let Some(shape) = reached.get(next).copied() {
        next += 1;
        let members = shape.members().filter(|member| member.place == Place::Body);
        let names = members.map(|member| member.shape).chain(shape.element()).chain(shape.value());
        for shape in names.filter_map(|name| shapes.shape(name)) {
            if reached.iter().all(|known| known.name() != shape.name()) {
                reached.push(shape);
            }
        }
    }
    reached
}

/// One of this many slips is tried. All take many minutes.
const STEP: usize = 240;

#[test]
fn a_swap_of_two_letters_is_found_wherever_it_is() {
    let (mut slips, mut missed) = (0, Vec::new());
    for (service, operation) in operations() {
        let structures = reached(service, operation)
            .into_iter()
            .filter(|shape| matches!(shape.kind(), Kind::Structure | Kind::Union));
        for (index, shape) in structures.enumerate() {
            let members = shape.members().filter(|member| member.place == Place::Body);
            let long: Vec<_> = members.filter(|member| member.wire_name.len() > 3).collect();
            let Some(member) = long.get(index % long.len().max(1)) else { continue };
            let name = member.wire_name;
            let middle = (1..name.len() - 1).find(|at| name[*at..=*at] != name[at + 1..at + 2]);
            let Some(at) = middle else { continue };
            let slip = [&name[..at], &name[at + 1..at + 2], &name[at..=at], &name[at + 2..]];
            let slip = slip.concat();
            if shape.members().any(|member| member.wire_name == slip) {
                continue;
            }
            slips += 1;
            if slips % STEP != 0 {
                continue;
            }
            SLIP.set(Some((shape.name(), name, slip.clone())));
            let help = format!("write `#[serde(rename = \"{name}\")]`");
            let report = check(service, operation);
            if !report
                .errors()
                .iter()
                .any(|error| error.path.ends_with(&slip) && error.help == help)
            {
                missed.push(format!("{operation} {} {name}", shape.name()));
            }
            SLIP.set(None);
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
    assert!(slips > 2000, "{slips} slips");
}
