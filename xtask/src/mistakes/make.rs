//! The kinds of mistakes.

use connect_model::{Operation, Place, Service};

use super::change::{self, words};
use super::output;
use super::random::Random;
use crate::declare::declaration::{Declaration, MethodName, Style};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Path,
    QueryName,
    HeaderName,
    BodyMember,
    OperationName,
    ErrorCode,
    OutputMember,
    PageName,
    Case,
    HttpMethod,
    Place,
    SwappedLabels,
    DroppedMember,
    ServiceLeftOut,
    MethodName,
    LabelName,
}

impl Kind {
    /// Each kind with its share.
    const SHARES: [(Self, usize); 16] = [
        (Self::Path, 25),
        (Self::QueryName, 15),
        (Self::HeaderName, 4),
        (Self::BodyMember, 35),
        (Self::OperationName, 6),
        (Self::ErrorCode, 15),
        (Self::OutputMember, 25),
        (Self::PageName, 10),
        (Self::Case, 15),
        (Self::HttpMethod, 12),
        (Self::Place, 15),
        (Self::SwappedLabels, 8),
        (Self::DroppedMember, 12),
        (Self::ServiceLeftOut, 5),
        (Self::MethodName, 4),
        (Self::LabelName, 4),
    ];

    pub(super) fn random(random: &mut Random) -> Self {
        let all: usize = Self::SHARES.iter().map(|(_, share)| share).sum();
        let mut number = random.below(all);
        for (kind, share) in Self::SHARES {
            match number.checked_sub(share) {
                Some(rest) => number = rest,
                None => return kind,
            }
        }
        Self::Path
    }

    pub(super) const fn text(self) -> &'static str {
        match self {
            Self::Path => "letter of a path",
            Self::QueryName => "letter of a query name",
            Self::HeaderName => "letter of a header name",
            Self::BodyMember => "letter of a body member",
            Self::OperationName => "letter of `name = \"…\"`",
            Self::ErrorCode => "letter of an error code",
            Self::OutputMember => "letter or case of an output member",
            Self::PageName => "wrong name of pages",
            Self::Case => "case of a path, name or code",
            Self::HttpMethod => "wrong HTTP method",
            Self::Place => "wrong place",
            Self::SwappedLabels => "swapped labels",
            Self::DroppedMember => "required member dropped",
            Self::ServiceLeftOut => "service left out",
            Self::MethodName => "letter of the method's own name",
            Self::LabelName => "letter of a label's own name",
        }
    }

    /// Whether the mistake is in a name.
    pub(super) const fn is_in_name(self) -> bool {
        !matches!(
            self,
            Self::HttpMethod
                | Self::Place
                | Self::SwappedLabels
                | Self::DroppedMember
                | Self::ServiceLeftOut
        )
    }

    /// Whether the request or the response differs. The wire has no names of methods and labels.
    pub(super) const fn is_on_wire(self) -> bool {
        !matches!(self, Self::MethodName | Self::LabelName)
    }
}

/// A declaration with one mistake.
pub(super) struct Mistake {
    pub(super) kind: Kind,
    pub(super) operation: String,
    pub(super) name: MethodName,
    /// What is wrong.
    pub(super) what: String,
    /// The module of the declaration without its name, in one line.
    pub(super) module: String,
}

impl Mistake {
    /// Whether the text of an error has what is right, so that one can mend the mistake.
    pub(super) fn is_mended_by(&self, error: &str) -> bool {
        let right = self.what.split(" -> ").next().unwrap_or_default();
        match (self.kind, right.split_once(": ")) {
            (Kind::Place, Some((name, place))) => {
                error.contains(&format!("#[{place}(\"{name}\")]"))
            }
            _ => has_word(error, right),
        }
    }
}

/// Whether the text has the word alone. What is wrong may contain what is right, or the reverse.
fn has_word(text: &str, word: &str) -> bool {
    let continues =
        |next: Option<char>| next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '/');
    text.match_indices(word).any(|(start, _)| {
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let after = text.get(start + word.len()..).and_then(|after| after.chars().next());
        !continues(before) && !continues(after)
    })
}

/// Makes a mistake of this kind in a declaration of the operation, if it has a place for one.
pub(super) fn make(
    kind: Kind,
    service: Service,
    operation: &Operation<'_>,
    random: &mut Random,
) -> Option<Mistake> {
    let style = Style {
        is_whole: !needs_members(kind) && random.once_in(4),
        has_attributes: random.once_in(2),
        is_owned: random.once_in(2),
        name: if random.once_in(4) { MethodName::Own } else { MethodName::Known },
    };
    let mut declaration = Declaration::new(operation, style);
    let mut types = String::new();
    let what = match kind {
        Kind::Path => change::path_letter(&mut declaration, random)?,
        Kind::QueryName => change::member_letter(&mut declaration, Place::Query, random)?,
        Kind::HeaderName => change::member_letter(&mut declaration, Place::Header, random)?,
        Kind::BodyMember => change::member_letter(&mut declaration, Place::Body, random)?,
        Kind::OperationName => {
            let name = random.edit(operation.name(), |index| index > 0)?;
            declaration.options.push(format!("name = \"{name}\""));
            words(operation.name(), &name)
        }
        Kind::ErrorCode => {
            let code = *random.pick(&operation.errors().collect::<Vec<_>>())?;
            let wrong = random.edit(code, |_| true)?;
            types = change::error_type(operation, code, &wrong);
            declaration.output = format!("{}, Failure", declaration.output);
            words(code, &wrong)
        }
        Kind::OutputMember => {
            let output = output::misspelt(service.shapes(), operation.name(), random)?;
            types = output.types;
            declaration.pages = None;
            "Output".clone_into(&mut declaration.output);
            output.what
        }
        Kind::PageName => change::page_name(&mut declaration, operation, random)?,
        Kind::Case => {
            let code = random.once_in(6).then(|| operation.errors().next()).flatten();
            if let Some(code) = code {
                let wrong = change::flip_first(code)?;
                types = change::error_type(operation, code, &wrong);
                declaration.output = format!("{}, Failure", declaration.output);
                words(code, &wrong)
            } else {
                change::case(&mut declaration, random)?
            }
        }
        Kind::HttpMethod => {
            let others = ["GET", "POST", "PUT", "PATCH", "DELETE"];
            let wrong = *random.pick(&others).filter(|other| **other != declaration.http)?;
            let what = words(&declaration.http, wrong);
            wrong.clone_into(&mut declaration.http);
            what
        }
        Kind::Place => change::place(&mut declaration, random)?,
        Kind::SwappedLabels => change::swapped_labels(&mut declaration, random)?,
        Kind::DroppedMember => change::dropped(&mut declaration, random)?,
        Kind::ServiceLeftOut if service == Service::Connect => return None,
        Kind::ServiceLeftOut => service.constant().to_owned(),
        Kind::MethodName => {
            let wrong = random.edit(&declaration.method, |_| true)?;
            words(&std::mem::replace(&mut declaration.method, wrong.clone()), &wrong)
        }
        Kind::LabelName => change::label_name(&mut declaration, random)?,
    };
    let service_option = match kind {
        Kind::ServiceLeftOut => String::new(),
        _ => format!("service = {}", service.constant()),
    };
    let trait_text =
        format!("#[connect_api({service_option})] pub trait Api {{ {} }}", declaration.line());
    Some(Mistake {
        kind,
        operation: format!("{} {}", service.folder(), operation.name()),
        name: style.name,
        what,
        module: format!("{{ use super::*; {types}{trait_text} }}"),
    })
}

const fn needs_members(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::QueryName
            | Kind::HeaderName
            | Kind::BodyMember
            | Kind::Case
            | Kind::Place
            | Kind::DroppedMember
    )
}
