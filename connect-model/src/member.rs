//! The members of the input and the output of an operation.

/// A member of an operation's input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Member<'a> {
    /// The name as it is sent: the label, the query name, the header or the member of the JSON body.
    pub name: &'a str,
    /// Where the request has it.
    pub place: Place,
    /// What its value is.
    pub kind: Kind,
    /// Whether the service refuses a request without it.
    pub is_required: bool,
    /// Whether a client fills it in with a fresh value, so that the service performs the call once.
    pub is_idempotency_token: bool,
}

/// A member of an operation's output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Output<'a> {
    /// The name as it is sent.
    pub name: &'a str,
    /// What its value is.
    pub kind: Kind,
    /// Where the response has it.
    pub place: Place,
}

/// The place of a member in a request or response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Place {
    /// A label of the path.
    Path,
    /// A name of the query.
    Query,
    /// A header.
    Header,
    /// A member of the JSON body.
    Body,
    /// The HTTP status of a response.
    Status,
}

impl Place {
    /// Returns the word that data files have.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Body => "body",
            Self::Status => "status",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        [Self::Path, Self::Query, Self::Header, Self::Body, Self::Status]
            .into_iter()
            .find(|place| place.name() == name)
    }
}

/// What a value is on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Text. An enum is a string too.
    String,
    /// Bytes, which JSON has in Base64.
    Blob,
    /// `true` or `false`.
    Boolean,
    /// A whole number of 32 bits.
    Integer,
    /// A whole number of 64 bits.
    Long,
    /// A number of 32 bits.
    Float,
    /// A number of 64 bits.
    Double,
    /// A point in time.
    Timestamp(TimestampFormat),
    /// A list.
    List,
    /// A map from strings.
    Map,
    /// A structure.
    Structure,
    /// A structure that has one of its members.
    Union,
    /// Any JSON.
    Document,
}

/// How a timestamp is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimestampFormat {
    /// Seconds since 1970-01-01T00:00:00Z, as a number.
    EpochSeconds,
    /// A date and time such as `2015-01-25T08:00:00Z`.
    DateTime,
    /// A date of HTTP such as `Sun, 25 Jan 2015 08:00:00 GMT`.
    HttpDate,
}

impl TimestampFormat {
    /// Returns the format in this place for a timestamp whose model names none.
    pub const fn default_in(place: Place) -> Self {
        match place {
            Place::Body | Place::Status => Self::EpochSeconds,
            Place::Header => Self::HttpDate,
            Place::Path | Place::Query => Self::DateTime,
        }
    }
}

impl Kind {
    const ALL: [Self; 15] = [
        Self::String,
        Self::Blob,
        Self::Boolean,
        Self::Integer,
        Self::Long,
        Self::Float,
        Self::Double,
        Self::Timestamp(TimestampFormat::EpochSeconds),
        Self::Timestamp(TimestampFormat::DateTime),
        Self::Timestamp(TimestampFormat::HttpDate),
        Self::List,
        Self::Map,
        Self::Structure,
        Self::Union,
        Self::Document,
    ];

    /// Returns the word that data files have, such as `integer` or `date-time`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Blob => "blob",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Long => "long",
            Self::Float => "float",
            Self::Double => "double",
            Self::Timestamp(TimestampFormat::EpochSeconds) => "epoch-seconds",
            Self::Timestamp(TimestampFormat::DateTime) => "date-time",
            Self::Timestamp(TimestampFormat::HttpDate) => "http-date",
            Self::List => "list",
            Self::Map => "map",
            Self::Structure => "structure",
            Self::Union => "union",
            Self::Document => "document",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl<'a> Member<'a> {
    /// Reads a line such as ` body ClientToken string token`. Returns `None` for a line that is not a
    /// member.
    pub(crate) fn read(line: &'a str) -> Option<Self> {
        let mut words = line.split_ascii_whitespace();
        let place = Place::from_name(words.next()?)?;
        let mut member = Self {
            name: words.next()?,
            place,
            kind: Kind::from_name(words.next()?)?,
            is_required: false,
            is_idempotency_token: false,
        };
        for mark in words {
            match mark {
                "required" => member.is_required = true,
                "token" => member.is_idempotency_token = true,
                _ => return None,
            }
        }
        Some(member)
    }
}

impl<'a> Output<'a> {
    /// Reads a line such as ` out UserId string`, or ` out StatusCode integer status`.
    pub(crate) fn read(line: &'a str) -> Option<Self> {
        let mut words = line.strip_prefix(" out ")?.split_ascii_whitespace();
        let (name, kind) = (words.next()?, Kind::from_name(words.next()?)?);
        let place = words.next().map_or(Some(Place::Body), Place::from_name)?;
        Some(Self { name, kind, place })
    }
}
