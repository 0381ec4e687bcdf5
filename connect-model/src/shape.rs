//! One shape of a model, its limits and its members.

use std::fmt;

use crate::limit::Limit;
use crate::member::{Kind, Place, TimestampFormat};

/// A type of the model, which borrows the text of a data file.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Shape<'a> {
    name: &'a str,
    /// The kind in a body.
    kind: Kind,
    /// The lines after the first one.
    facts: &'a str,
}

/// A member of a structure or union.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShapeMember<'a> {
    /// The name in the model.
    pub name: &'a str,
    /// The name as it is sent: the label, the query name, the header or the member of the JSON body.
    pub wire_name: &'a str,
    /// Where a request or response has it.
    pub place: Place,
    /// The name of the shape of its value.
    pub shape: &'a str,
    /// Whether the model calls it required: in an input, the service refuses a request without it.
    pub is_required: bool,
    /// Whether a client fills it in with a fresh value, so that the service performs the call once.
    pub is_idempotency_token: bool,
    /// Whether AWS advises against it.
    pub is_deprecated: bool,
}

/// What the response has for an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorResponse<'a> {
    /// The code, such as `ResourceNotFoundException`.
    pub code: &'a str,
    /// The HTTP status, such as 404.
    pub status: u16,
    /// Whether the service is at fault, and not the request.
    pub is_server_fault: bool,
}

impl<'a> Shape<'a> {
    /// Reads a record of the section `shapes`.
    pub(crate) fn read(record: &'a str) -> Option<Self> {
        let (first, facts) = record.split_once('\n')?;
        let (name, kind) = first.split_once(' ')?;
        // A timestamp has a format of its own in the fact `format`, or that of its place.
        let kind = match kind {
            "timestamp" => Kind::Timestamp(TimestampFormat::default_in(Place::Body)),
            kind => Kind::from_name(kind).filter(|kind| !matches!(kind, Kind::Timestamp(_)))?,
        };
        Some(Self { name, kind, facts })
    }

    /// Returns the name, such as `InstanceId`.
    pub const fn name(&self) -> &'a str {
        self.name
    }

    /// Returns what a value is in a JSON body. An enum is a string that has [values](Self::values).
    pub fn kind(&self) -> Kind {
        self.kind_in(Place::Body)
    }

    /// Returns what a value is in this place. It differs only for timestamps, which other places write
    /// in another format.
    pub fn kind_in(&self, place: Place) -> Kind {
        match self.kind {
            Kind::Timestamp(_) => match self.fact(" format ").and_then(Kind::from_name) {
                Some(Kind::Timestamp(own_format)) => Kind::Timestamp(own_format),
                _ => Kind::Timestamp(TimestampFormat::default_in(place)),
            },
            kind => kind,
        }
    }

    /// Returns the members of a structure or union in the order of the model.
    pub fn members(&self) -> impl Iterator<Item = ShapeMember<'a>> + use<'a> {
        self.facts.lines().filter_map(ShapeMember::read)
    }

    /// Returns the name of the shape of a list's elements.
    pub fn element(&self) -> Option<&'a str> {
        self.fact(" element ")
    }

    /// Returns the name of the shape of a map's keys.
    pub fn key(&self) -> Option<&'a str> {
        self.fact(" key ")
    }

    /// Returns the name of the shape of a map's values.
    pub fn value(&self) -> Option<&'a str> {
        self.fact(" value ")
    }

    /// Returns the values of an enum as they are sent. A shape that is no enum has none.
    pub fn values(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.facts.lines().filter_map(|line| line.strip_prefix(" enum "))
    }

    /// Returns the lower limit: of a number itself, of the characters of a string, or of the elements of
    /// a list or map.
    pub fn min(&self) -> Option<Limit> {
        self.fact(" min ").and_then(Limit::read)
    }

    /// Returns the upper limit, which counts what [`Self::min`] counts.
    pub fn max(&self) -> Option<Limit> {
        self.fact(" max ").and_then(Limit::read)
    }

    /// Returns the regular expression for a string, as the model has it. A match anywhere in the string is
    /// enough, unless the expression has `^` and `$`. Some have look-ahead, and a few are escaped twice.
    pub fn pattern(&self) -> Option<&'a str> {
        self.fact(" pattern ")
    }

    /// Whether a value must not be shown, for example in logs.
    pub fn is_sensitive(&self) -> bool {
        self.has_mark(" sensitive")
    }

    /// Whether the elements of a list or the values of a map may be `null`.
    pub fn is_sparse(&self) -> bool {
        self.has_mark(" sparse")
    }

    /// Whether AWS advises against the shape.
    pub fn is_deprecated(&self) -> bool {
        self.has_mark(" deprecated")
    }

    /// Returns status and code, if the shape is an error.
    pub fn error(&self) -> Option<ErrorResponse<'a>> {
        let mut words = self.fact(" error ")?.split(' ');
        Some(ErrorResponse {
            status: words.next()?.parse().ok()?,
            code: words.next()?,
            is_server_fault: words.next() == Some("fault"),
        })
    }

    fn fact(&self, prefix: &str) -> Option<&'a str> {
        self.facts.lines().find_map(|line| line.strip_prefix(prefix))
    }

    fn has_mark(&self, mark: &str) -> bool {
        self.facts.lines().any(|line| line == mark)
    }
}

impl fmt::Debug for Shape<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.kind().name())
    }
}

impl<'a> ShapeMember<'a> {
    /// Reads a line such as ` query MaxResults MaxResult100 as maxResults required`. Returns `None` for
    /// a line that is not a member.
    fn read(line: &'a str) -> Option<Self> {
        let mut words = line.strip_prefix(' ')?.split(' ');
        let place = Place::from_name(words.next()?)?;
        let name = words.next()?;
        let mut member = Self {
            name,
            wire_name: name,
            place,
            shape: words.next()?,
            is_required: false,
            is_idempotency_token: false,
            is_deprecated: false,
        };
        while let Some(mark) = words.next() {
            match mark {
                "as" => member.wire_name = words.next()?,
                "required" => member.is_required = true,
                "token" => member.is_idempotency_token = true,
                "deprecated" => member.is_deprecated = true,
                _ => return None,
            }
        }
        Some(member)
    }
}
