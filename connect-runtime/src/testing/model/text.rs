//! Strings that look like Connect's, within the limits of a shape.

use connect_model::{Limit, Shape};
use serde_json::Value;

use super::limits;
use super::random::Random;

/// The account of all ARNs.
pub(in crate::testing) const ACCOUNT: &str = "111122223333";

/// What strings say about the stand-in.
#[derive(Debug, Clone)]
pub(in crate::testing) struct TextContext {
    pub(in crate::testing) region: String,
    /// The signing name of the service, as in an ARN.
    pub(in crate::testing) service: &'static str,
    pub(in crate::testing) instance_id: String,
}

/// Returns a string for a member of this name.
pub(super) fn text(
    shape: &Shape<'static>,
    name: &str,
    context: &TextContext,
    random: &mut Random,
) -> String {
    let values: Vec<&str> = shape.values().collect();
    if let Some(value) = values.get(random.below(values.len())) {
        return (*value).to_owned();
    }
    let fits = |text: &String| limits::problem(&Value::from(text.as_str()), shape).is_none();
    let speaking = speaking(shape.name(), name, context, random);
    speaking.into_iter().find(fits).unwrap_or_else(|| by_limits(shape, random))
}

/// Returns strings for what the names of member and shape say, the best one first.
fn speaking(shape: &str, member: &str, context: &TextContext, random: &mut Random) -> Vec<String> {
    let names = [member.to_ascii_lowercase(), shape.to_ascii_lowercase()];
    let ends = |ending: &str| names.iter().any(|name| name.ends_with(ending));
    let has = |part: &str| names.iter().any(|name| name.contains(part));
    let id = uuid(random);
    let number = random.below(90) + 10;
    let TextContext { region, service, instance_id } = context;
    let account = ACCOUNT;
    let mut texts = Vec::new();
    if ends("arn") || ends("idorarn") {
        let kind = arn_kind(member);
        texts.push(format!(
            "arn:aws:{service}:{region}:{account}:instance/{instance_id}/{kind}/{id}"
        ));
        texts.push(format!("arn:aws:{service}:{region}:{account}:{kind}/{id}"));
    }
    let is_id = member == "id" || ["Id", "Ids"].iter().any(|end| member.ends_with(end));
    let plain = [
        (has("instanceid"), instance_id.clone()),
        (is_id, id.clone()),
        (has("email"), format!("agent{number}@example.com")),
        (has("phonenumber") || has("e164"), format!("+120655501{number}")),
        (ends("s3uri"), format!("s3://example-bucket/sample-{number}")),
        (ends("url") || ends("uri"), format!("https://example.com/sample-{number}")),
        (has("timezone"), "America/New_York".to_owned()),
        (ends("region"), region.clone()),
        (has("accountid"), account.to_owned()),
        (ends("languagecode"), "en-US".to_owned()),
        (ends("expiry") || ends("time") || ends("timestamp"), "2030-01-01T00:00:00Z".to_owned()),
        (ends("date"), "2030-01-01".to_owned()),
        (ends("token"), format!("sample-{id}")),
        (true, format!("Sample {member} {number}")),
        (true, format!("sample-{number}")),
        (true, id),
    ];
    texts.extend(plain.into_iter().filter(|(is_named, _)| *is_named).map(|(_, text)| text));
    texts
}

/// The kind of thing that an ARN names: `queue` for `QueueArn`.
fn arn_kind(member: &str) -> String {
    let kind = member.to_ascii_lowercase();
    let kind = kind.trim_end_matches("arn");
    if kind.is_empty() { "resource".to_owned() } else { kind.to_owned() }
}

/// Returns a string that only the limits describe.
fn by_limits(shape: &Shape<'static>, random: &mut Random) -> String {
    let limit = |limit: Option<Limit>| limit.and_then(Limit::as_i64);
    let length = |limit: i64| usize::try_from(limit).unwrap_or(0);
    let min = length(limit(shape.min()).unwrap_or(0));
    let max = limit(shape.max()).map_or(usize::MAX, length);
    let pattern = shape.pattern().and_then(limits::pattern);
    let matching = pattern.and_then(|pattern| pattern.sample(min, max, random));
    matching.unwrap_or_else(|| "sample ".chars().cycle().take(min.max(6).min(max)).collect())
}

/// Returns an id within the limits of its shape: a UUID where that fits.
pub(in crate::testing) fn id(shape: Option<&Shape<'static>>, random: &mut Random) -> String {
    let uuid = uuid(random);
    let Some(shape) = shape else { return uuid };
    let fits = |text: &String| limits::problem(&Value::from(text.as_str()), shape).is_none();
    let plain = uuid.replace('-', "");
    [uuid, plain].into_iter().find(fits).unwrap_or_else(|| by_limits(shape, random))
}

/// Returns a UUID of version 4.
pub(in crate::testing) fn uuid(random: &mut Random) -> String {
    let bits = (u128::from(random.next()) << 64) | u128::from(random.next());
    uuid::Builder::from_random_bytes(bits.to_be_bytes()).into_uuid().to_string()
}
