//! The id of an instance, made from the id or from an ARN.
//!
//! By AWS's model, every member `…InstanceId` takes the id, and some operations take the ARN there as well. So a
//! request always has the id, and the value need not know the name of the member. A member whose name ends in `Arn`
//! takes only the ARN, and one whose name ends in `Arns` takes a list of ARNs. The macros refuse an [`InstanceId`]
//! there, so that its user calls [`InstanceId::arn`], which can fail before a call exists.

use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Serialize, Serializer};
use uuid::Uuid;

use super::value::{Place, ToValue};

/// The id of an Amazon Connect instance, which may be made from an ARN.
///
/// Parse it from the id, from the ARN of the instance, or from the ARN of a resource in the instance, such as a user or
/// a queue. As a parameter, in a body and in nested structs, it sends the id. By AWS's model, every member
/// `InstanceId` takes the id, and only some of them take the ARN as well.
///
/// A few other members need the ARN, such as `TargetArn` and `resourceArn`, or a list of ARNs, such as `ResourceArns`.
/// Declare these as `&str` or `&[&str]`, and pass [`arn`](Self::arn). The macros refuse an `InstanceId`, or a list of
/// them, for such a parameter. They see neither the members of nested structs nor an `InstanceId` behind a type alias,
/// and of lists, they see slices, arrays, `Vec`, `BTreeSet` and `HashSet`.
///
/// `==` and [`Hash`] use the id alone, so a value that is made from the ARN is equal to one from the id. A replica in
/// another Region has the id of the original, and is equal too. Compare [`arn`](Self::arn) where that matters.
///
/// Serialization writes the id, and deserialization reads the id or an ARN.
///
/// Other resources, such as users and queues, have no such type. Pass their ids as `&str`.
///
/// ```
/// use connect_runtime::{ConnectClient, InstanceId, Result, connect_endpoint};
///
/// trait PhoneNumbers: ConnectClient {
///     #[connect_endpoint(GET "/phone-numbers-summary/<InstanceId>")]
///     async fn list_phone_numbers(&self, instance_id: &InstanceId) -> Result<()>;
///
///     #[connect_endpoint(POST "/phone-number/list")]
///     async fn list_phone_numbers_v2(&self, #[body("TargetArn")] target: &str) -> Result<()>;
/// }
///
/// async fn list(api: &impl PhoneNumbers, id_or_arn: &str) -> std::result::Result<(), Box<dyn std::error::Error>> {
///     let instance: InstanceId = id_or_arn.parse()?;
///     api.list_phone_numbers(&instance).await?;
///     api.list_phone_numbers_v2(instance.arn()?).await?;
///     Ok(())
/// }
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub struct InstanceId {
    id: String,
    arn: Option<String>,
}

impl InstanceId {
    /// Returns the id, in lower case.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns the ARN of the instance.
    ///
    /// # Errors
    ///
    /// Returns an error if the value was made from an id. The region and account of its ARN are not known then.
    ///
    /// ```
    /// use connect_runtime::InstanceId;
    ///
    /// let arn = "arn:aws:connect:us-west-2:123456789012:instance/12345678-abcd-4321-abcd-123456789012";
    /// let of_user: InstanceId = format!("{arn}/agent/87654321-abcd-4321-abcd-210987654321").parse()?;
    /// assert_eq!(of_user.arn()?, arn);
    ///
    /// let of_id: InstanceId = of_user.id().parse()?;
    /// assert!(of_id.arn().is_err());
    /// # Ok::<(), connect_runtime::InstanceIdError>(())
    /// ```
    pub fn arn(&self) -> Result<&str, InstanceIdError> {
        self.arn.as_deref().ok_or(InstanceIdError(Reason::NoArn))
    }
}

impl PartialEq for InstanceId {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for InstanceId {}

impl Hash for InstanceId {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

impl FromStr for InstanceId {
    type Err = InstanceIdError;

    fn from_str(text: &str) -> Result<Self, InstanceIdError> {
        if text.is_empty() {
            Err(InstanceIdError(Reason::Empty))
        } else if text.contains(char::is_whitespace) {
            Err(InstanceIdError(Reason::WhiteSpace))
        } else if text.starts_with("arn:") {
            of_arn(text).map_err(InstanceIdError)
        } else {
            let id = id(text).ok_or(InstanceIdError(Reason::Neither))?;
            Ok(Self { id, arn: None })
        }
    }
}

impl TryFrom<&str> for InstanceId {
    type Error = InstanceIdError;

    fn try_from(text: &str) -> Result<Self, InstanceIdError> {
        text.parse()
    }
}

impl TryFrom<String> for InstanceId {
    type Error = InstanceIdError;

    fn try_from(text: String) -> Result<Self, InstanceIdError> {
        text.parse()
    }
}

/// Reads `arn:<partition>:connect:<region>:<account>:instance/<id>`, with any resource of the instance after it.
fn of_arn(arn: &str) -> Result<InstanceId, Reason> {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let &[_, partition, service, region, account, resource] = &parts[..] else {
        return Err(Reason::BrokenArn);
    };
    let is_name = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let is_account = !account.is_empty() && account.bytes().all(|byte| byte.is_ascii_digit());
    if ![partition, service, region].into_iter().all(is_name) || !is_account {
        return Err(Reason::BrokenArn);
    }
    if service != "connect" {
        return Err(Reason::OtherService);
    }
    let of_instance = resource.strip_prefix("instance/").ok_or(Reason::OtherResource)?;
    let id = of_instance.split('/').next().and_then(id).ok_or(Reason::BrokenArn)?;
    let arn = format!("arn:{partition}:connect:{region}:{account}:instance/{id}");
    Ok(InstanceId { id, arn: Some(arn) })
}

/// Returns a UUID in lower case, as the service writes ids. Its patterns refuse another case.
fn id(text: &str) -> Option<String> {
    const LENGTH: usize = uuid::fmt::Hyphenated::LENGTH;
    // `Uuid` reads forms without hyphens and in braces as well.
    let uuid = Uuid::try_parse(text).ok().filter(|_| text.len() == LENGTH)?;
    Some(uuid.hyphenated().to_string())
}

/// Writes the id.
impl fmt::Display for InstanceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}

/// Sends the id.
impl ToValue for InstanceId {
    fn to_value(&self, _place: Place) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }
}

/// Writes the id.
impl Serialize for InstanceId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.id)
    }
}

/// The error for text that names no instance, or for an [`InstanceId`] without an ARN.
///
/// It does not quote the text, which may be a secret in the wrong place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstanceIdError(Reason);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    Empty,
    WhiteSpace,
    Neither,
    BrokenArn,
    OtherService,
    OtherResource,
    NoArn,
}

/// What to write instead.
const FORMS: &str = "write the id, such as `12345678-abcd-4321-abcd-123456789012`, or the ARN, such as \
                     `arn:aws:connect:us-west-2:123456789012:instance/12345678-abcd-4321-abcd-123456789012`";

impl fmt::Display for InstanceIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reason = match self.0 {
            Reason::Empty => "the id of the instance is empty",
            Reason::WhiteSpace => "the id of the instance contains white space",
            Reason::Neither => {
                "the text is neither the id nor the ARN of an instance, and an alias is not accepted"
            }
            Reason::BrokenArn => "the ARN of the instance is malformed",
            Reason::OtherService => "the ARN is that of another service than Amazon Connect",
            Reason::OtherResource => {
                "the ARN is neither that of an instance nor that of a resource in one"
            }
            Reason::NoArn => {
                return f.write_str(
                    "the ARN of the instance is not known, because its id has no region and account; make the \
                     `InstanceId` from the ARN",
                );
            }
        };
        write!(f, "{reason}; {FORMS}")
    }
}

impl std::error::Error for InstanceIdError {}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const ID: &str = "12345678-abcd-4321-abcd-123456789012";

    #[test]
    fn ids_and_arns_of_every_partition_are_read() {
        for (partition, region) in [
            ("aws", "us-west-2"),
            ("aws-cn", "cn-north-1"),
            ("aws-us-gov", "us-gov-west-1"),
            ("aws-eusc", "eusc-de-east-1"),
        ] {
            let arn = format!("arn:{partition}:connect:{region}:123456789012:instance/{ID}");
            for rest in
                ["", "/", "/agent/a", "/queue/b", "/contact-flow/c/d:e", "/operating-hours/é"]
            {
                let instance: InstanceId = format!("{arn}{rest}").parse().unwrap();
                assert_eq!((instance.id(), instance.arn()), (ID, Ok(&*arn)), "{arn}{rest}");
            }
            let upper = format!(
                "arn:{partition}:connect:{region}:123456789012:instance/{}",
                ID.to_uppercase()
            );
            assert_eq!(InstanceId::try_from(upper).unwrap().arn(), Ok(&*arn));
        }
        for text in [ID, &ID.to_uppercase()] {
            let instance = InstanceId::try_from(text).unwrap();
            assert_eq!((instance.id(), instance.arn()), (ID, Err(InstanceIdError(Reason::NoArn))));
        }
    }

    #[test]
    fn other_texts_are_refused_with_the_reason() {
        let simple = ID.replace('-', "");
        let instance = |id: &str| format!("arn:aws:connect:us-west-2:123456789012:instance/{id}");
        for (text, reason) in [
            (String::new(), Reason::Empty),
            (" ".into(), Reason::WhiteSpace),
            (format!(" {ID}"), Reason::WhiteSpace),
            (format!("{ID}\n"), Reason::WhiteSpace),
            (format!("{}\n", instance(ID)), Reason::WhiteSpace),
            ("my-company".into(), Reason::Neither),
            ("my-company.my.connect.aws".into(), Reason::Neither),
            ("d-1234567890".into(), Reason::Neither),
            (simple.clone(), Reason::Neither),
            (format!("{{{ID}}}"), Reason::Neither),
            (format!("urn:uuid:{ID}"), Reason::Neither),
            (format!("{ID}0"), Reason::Neither),
            (ID.replace('a', "g"), Reason::Neither),
            (format!("instance/{ID}"), Reason::Neither),
            (format!("ARN:aws:connect:us-west-2:1:instance/{ID}"), Reason::Neither),
            ("arn:".into(), Reason::BrokenArn),
            ("arn:aws:connect:us-west-2:123456789012".into(), Reason::BrokenArn),
            (format!("arn:aws:connect::123456789012:instance/{ID}"), Reason::BrokenArn),
            (format!("arn:aws:connect:us-west-2::instance/{ID}"), Reason::BrokenArn),
            (format!("arn:aws:connect:us-west-2:12a:instance/{ID}"), Reason::BrokenArn),
            (format!("arn:a/b:connect:us-west-2:12:instance/{ID}"), Reason::BrokenArn),
            (instance(""), Reason::BrokenArn),
            (instance("my-company"), Reason::BrokenArn),
            (instance(&simple), Reason::BrokenArn),
            (format!("arn:aws:wisdom:us-west-2:123456789012:assistant/{ID}"), Reason::OtherService),
            (
                format!("arn:aws:connect-campaigns:us-west-2:123456789012:campaign/{ID}"),
                Reason::OtherService,
            ),
            (
                format!("arn:aws:connect:us-west-2:123456789012:phone-number/{ID}"),
                Reason::OtherResource,
            ),
            (
                format!("arn:aws:connect:us-west-2:123456789012:traffic-distribution-group/{ID}"),
                Reason::OtherResource,
            ),
            (
                format!("arn:aws:connect:us-west-2:123456789012:instance:{ID}"),
                Reason::OtherResource,
            ),
            (format!("arn:aws:connect:us-west-2:123456789012:{ID}"), Reason::OtherResource),
        ] {
            let error = text.parse::<InstanceId>().unwrap_err();
            assert_eq!(error, InstanceIdError(reason), "{text}");
            let shown = error.to_string();
            assert!(shown.ends_with(FORMS) && !shown.contains("my-company"), "{shown}");
        }
    }

    #[test]
    fn instances_with_one_id_are_equal() {
        let arn = format!("arn:aws:connect:us-west-2:123456789012:instance/{ID}");
        let [of_id, of_arn]: [InstanceId; 2] = [ID, &arn].map(|text| text.parse().unwrap());
        assert_eq!(of_id, of_arn);
        assert_eq!(HashSet::from([of_id.clone(), of_arn]).len(), 1);
        assert_ne!(of_id, ID.replace("12345678", "87654321").parse().unwrap());
    }

    #[test]
    fn it_is_deserialized_from_the_id_or_an_arn() {
        let arn = format!("arn:aws:connect:us-west-2:123456789012:instance/{ID}");
        for (text, of_arn) in
            [(ID, None), (&arn, Some(&*arn)), (&format!("{arn}/agent/a"), Some(&*arn))]
        {
            let instance: InstanceId = serde_json::from_value(text.into()).unwrap();
            assert_eq!((instance.id(), instance.arn().ok()), (ID, of_arn), "{text}");
        }
        let error = serde_json::from_str::<InstanceId>(r#""my-company""#).unwrap_err();
        let expected = InstanceIdError(Reason::Neither).to_string();
        assert!(error.to_string().starts_with(&expected), "{error}");
        assert!(serde_json::from_str::<InstanceId>("7").is_err());
    }

    #[test]
    fn as_a_value_it_is_the_id() {
        let arn = format!("arn:aws:connect:us-west-2:123456789012:instance/{ID}");
        for text in [ID, &arn] {
            let instance: InstanceId = text.parse().unwrap();
            for place in [Place::Path, Place::Query, Place::Header] {
                assert_eq!(instance.to_value(place), ID);
            }
            assert_eq!(serde_json::to_string(&instance).unwrap(), format!("\"{ID}\""));
            assert_eq!(instance.to_string(), ID);
        }
    }
}
