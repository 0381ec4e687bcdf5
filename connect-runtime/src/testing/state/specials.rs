//! Rules for single families that the table cannot express.

use serde_json::Value;

use super::super::model::{ACCOUNT, SampleContext};
use super::family::Families;
use super::record::Record;
use super::{Request, State};

impl State {
    /// An instance shows two of its attributes itself.
    pub(super) fn set_calls_of_instance(&mut self, attribute: &Record) {
        let member = match attribute.id.as_str() {
            "INBOUND_CALLS" => "InboundCallsEnabled",
            "OUTBOUND_CALLS" => "OutboundCallsEnabled",
            _ => return,
        };
        let is_on = attribute.get("Value").and_then(Value::as_str) == Some("true");
        let service = attribute.family.service;
        let instance = attribute.scope.first().and_then(|id| {
            let family = Families::get().family(service, "Instance")?;
            self.store.get_mut(family, &[], id)
        });
        if let Some(instance) = instance.filter(|_| attribute.family.noun == "InstanceAttribute") {
            instance.set(member, Value::from(is_on));
        }
    }
}

/// Returns the attributes that an instance has from the start.
pub(super) fn attributes_of(record: &Record, context: &SampleContext) -> Vec<Record> {
    let service = record.family.service;
    let families = Families::get();
    let family = families.family(service, "InstanceAttribute");
    let shape = service.shapes().shape("InstanceAttributeType");
    let Some((family, shape)) = family.zip(shape).filter(|_| record.family.noun == "Instance")
    else {
        return Vec::new();
    };
    let attributes = shape.values().map(|kind| {
        let is_on = match kind {
            "INBOUND_CALLS" => record.get("InboundCallsEnabled") == Some(&Value::Bool(true)),
            "OUTBOUND_CALLS" => record.get("OutboundCallsEnabled") == Some(&Value::Bool(true)),
            _ => false,
        };
        let members = [("Value".to_owned(), Value::from(is_on.to_string()))].into_iter().collect();
        let scope = vec![record.id.clone()];
        Record::new(family, scope, kind.to_owned(), members, record.created, context)
    });
    attributes.collect()
}

/// The countries of phone numbers by their start, the longest starts first.
const COUNTRIES: [(&str, &str); 14] = [
    ("+353", "IE"),
    ("+31", "NL"),
    ("+33", "FR"),
    ("+34", "ES"),
    ("+39", "IT"),
    ("+44", "GB"),
    ("+49", "DE"),
    ("+52", "MX"),
    ("+55", "BR"),
    ("+61", "AU"),
    ("+65", "SG"),
    ("+81", "JP"),
    ("+91", "IN"),
    ("+1", "US"),
];

/// Sets what a phone number itself says: its country, and whether it is toll-free.
fn set_country(record: &mut Record) {
    let number = record.get("PhoneNumber").and_then(Value::as_str).unwrap_or_default();
    let found = COUNTRIES.iter().find_map(|(start, country)| {
        let rest = number.strip_prefix(start)?;
        Some((*country, if rest.starts_with("800") { "TOLL_FREE" } else { "DID" }))
    });
    if let Some((country, kind)) = found {
        record.set("PhoneNumberCountryCode", Value::from(country));
        record.set("PhoneNumberType", Value::from(kind));
    }
}

/// A phone number belongs to the instance that its target's ARN names, and the other way round.
pub(super) fn set_target(record: &mut Record, context: &SampleContext) {
    if record.family.noun != "PhoneNumber" {
        return;
    }
    set_country(record);
    let text = |name| record.get(name).and_then(Value::as_str).map(str::to_owned);
    match (text("TargetArn"), text("InstanceId")) {
        (Some(target), None) => {
            let id = target.split_once(":instance/").map(|(_, id)| Value::from(id));
            record.members.extend(id.map(|id| ("InstanceId".to_owned(), id)));
        }
        (None, Some(id)) => {
            let region = &context.text.region;
            let target = format!("arn:aws:connect:{region}:{ACCOUNT}:instance/{id}");
            record.set("TargetArn", Value::from(target));
        }
        _ => {}
    }
}

/// Moves a phone number to the target of an update.
pub(super) fn retarget(record: &mut Record, request: &Request<'_>) {
    let (sent, others): (Vec<_>, Vec<_>) =
        ["TargetArn", "InstanceId"].into_iter().partition(|name| request.input.contains_key(*name));
    if record.family.noun == "PhoneNumber" && !sent.is_empty() {
        for name in others {
            record.members.remove(name);
        }
        set_target(record, request.sampler.context);
    }
}

/// An update of a profile removes the members that it sends as empty text.
pub(super) fn remove_emptied(record: &mut Record) {
    if record.family.noun == "Profile" {
        record.members.retain(|_, value| value.as_str() != Some(""));
    }
}
