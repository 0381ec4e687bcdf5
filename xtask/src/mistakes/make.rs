//! The kinds of mistakes.

use connect_model::{Operation, Place, Service};

use super::output;
use super::random::Random;
use crate::declare::declaration::{Binding, Declaration, Style, snake_case};

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
    /// What is wrong.
    pub(super) what: String,
    /// The module of the declaration without its name, in one line.
    pub(super) module: String,
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
    };
    let mut declaration = Declaration::new(operation, style);
    let mut types = String::new();
    let what = match kind {
        Kind::Path => path_letter(&mut declaration, random)?,
        Kind::QueryName => member_letter(&mut declaration, Place::Query, random)?,
        Kind::HeaderName => member_letter(&mut declaration, Place::Header, random)?,
        Kind::BodyMember => member_letter(&mut declaration, Place::Body, random)?,
        Kind::OperationName => {
            let name = random.edit(operation.name(), |index| index > 0)?;
            declaration.options.push(format!("name = \"{name}\""));
            change(operation.name(), &name)
        }
        Kind::ErrorCode => {
            let code = *random.pick(&operation.errors().collect::<Vec<_>>())?;
            let wrong = random.edit(code, |_| true)?;
            types = error_type(operation, code, &wrong);
            declaration.output = format!("{}, Failure", declaration.output);
            change(code, &wrong)
        }
        Kind::OutputMember => {
            let output = output::misspelt(service.shapes(), operation.name(), random)?;
            types = output.types;
            declaration.pages = None;
            "Output".clone_into(&mut declaration.output);
            output.what
        }
        Kind::PageName => page_name(&mut declaration, operation, random)?,
        Kind::Case => {
            let code = random.once_in(6).then(|| operation.errors().next()).flatten();
            if let Some(code) = code {
                let wrong = flip_first(code)?;
                types = error_type(operation, code, &wrong);
                declaration.output = format!("{}, Failure", declaration.output);
                change(code, &wrong)
            } else {
                case(&mut declaration, random)?
            }
        }
        Kind::HttpMethod => {
            let others = ["GET", "POST", "PUT", "PATCH", "DELETE"];
            let wrong = *random.pick(&others).filter(|other| **other != declaration.http)?;
            let what = change(&declaration.http, wrong);
            wrong.clone_into(&mut declaration.http);
            what
        }
        Kind::Place => place(&mut declaration, random)?,
        Kind::SwappedLabels => swapped_labels(&mut declaration, random)?,
        Kind::DroppedMember => dropped(&mut declaration, random)?,
        Kind::ServiceLeftOut if service == Service::Connect => return None,
        Kind::ServiceLeftOut => service.constant().to_owned(),
        Kind::MethodName => {
            let wrong = random.edit(&declaration.method, |_| true)?;
            change(&std::mem::replace(&mut declaration.method, wrong.clone()), &wrong)
        }
        Kind::LabelName => label_name(&mut declaration, random)?,
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

fn change(right: &str, wrong: &str) -> String {
    format!("{right} -> {wrong}")
}

fn path_letter(declaration: &mut Declaration, random: &mut Random) -> Option<String> {
    let is_literal = literal_places(&declaration.path);
    let wrong = random.edit(&declaration.path, |index| is_literal.contains(&index))?;
    let what = change(&declaration.path, &wrong);
    declaration.path = wrong;
    Some(what)
}

/// The places of the characters outside labels. A path is ASCII.
fn literal_places(path: &str) -> Vec<usize> {
    let mut is_in_label = false;
    let mut places = Vec::new();
    for (index, character) in path.chars().enumerate() {
        is_in_label = character == '<' || is_in_label && character != '>';
        if !is_in_label {
            places.push(index);
        }
    }
    places
}

fn member_letter(
    declaration: &mut Declaration,
    place: Place,
    random: &mut Random,
) -> Option<String> {
    let index = parameter(declaration, random, |parameter_place, _| parameter_place == place)?;
    let parameter = declaration.parameters.get_mut(index)?;
    let wrong = random.edit(&parameter.name, |_| true)?;
    Some(rename(parameter, wrong))
}

/// Renames a member. The template finds the parameter by its name, which makes the same mistake.
fn rename(parameter: &mut crate::declare::declaration::Parameter, wrong: String) -> String {
    let what = change(&parameter.name, &wrong);
    if parameter.binding == Binding::Template {
        parameter.ident = snake_case(&wrong);
    }
    parameter.name = wrong;
    what
}

/// A random parameter of one member, by its place and whether it is a required one.
fn parameter(
    declaration: &Declaration,
    random: &mut Random,
    is_wanted: impl Fn(Place, bool) -> bool,
) -> Option<usize> {
    let parameters = declaration.parameters.iter().enumerate();
    let wanted: Vec<usize> = parameters
        .filter(|(_, parameter)| parameter.binding != Binding::Whole)
        .filter(|(_, parameter)| is_wanted(parameter.place, parameter.is_required))
        .map(|(index, _)| index)
        .collect();
    random.pick(&wanted).copied()
}

fn error_type(operation: &Operation<'_>, code: &str, wrong: &str) -> String {
    let mut text = "#[derive(Debug, ConnectError)] pub enum Failure { ".to_owned();
    for (index, known) in operation.errors().enumerate() {
        let code = if known == code { wrong } else { known };
        text.push_str(&format!("#[code(\"{code}\")] E{index}(ApiError), "));
    }
    text.push_str("#[other] Other(Error) } ");
    text
}

fn page_name(
    declaration: &mut Declaration,
    operation: &Operation<'_>,
    random: &mut Random,
) -> Option<String> {
    let pages = declaration.pages.as_mut()?;
    let others: Vec<&str> = operation.outputs().map(|output| output.name).collect();
    let is_other = random.once_in(4);
    let mut wrong = |name: &str| match is_other {
        true => {
            random.pick(&others).filter(|other| **other != name).map(|other| (*other).to_owned())
        }
        false => random.edit(name, |_| true),
    };
    let part = match (others.len() + operation.name().len()) % 3 {
        0 => &mut pages.token,
        1 => &mut pages.items,
        _ => pages.request_token.as_mut().map(|(_, name)| name)?,
    };
    let wrong = wrong(part)?;
    Some(change(&std::mem::replace(part, wrong.clone()), &wrong))
}

fn case(declaration: &mut Declaration, random: &mut Random) -> Option<String> {
    if random.once_in(4) {
        let literal = literal_places(&declaration.path);
        let starts: Vec<usize> =
            declaration.path.match_indices('/').map(|(index, _)| index + 1).collect();
        let starts: Vec<usize> =
            starts.into_iter().filter(|index| literal.contains(index)).collect();
        let start = *random.pick(&starts)?;
        let (before, after) = declaration.path.split_at_checked(start)?;
        let wrong = format!("{before}{}", flip_first(after)?);
        return Some(change(&std::mem::replace(&mut declaration.path, wrong.clone()), &wrong));
    }
    // The case of a header is free.
    let index =
        parameter(declaration, random, |place, _| matches!(place, Place::Query | Place::Body))?;
    let parameter = declaration.parameters.get_mut(index)?;
    let wrong = match random.once_in(2) {
        true => snake_case(&parameter.name),
        false => flip_first(&parameter.name)?,
    };
    (wrong != parameter.name).then(|| rename(parameter, wrong))
}

/// Changes the case of the first letter.
pub(super) fn flip_first(name: &str) -> Option<String> {
    let (first, rest) = name.split_at_checked(1)?;
    let flipped = match first.chars().next()? {
        first if first.is_ascii_uppercase() => first.to_ascii_lowercase(),
        first if first.is_ascii_lowercase() => first.to_ascii_uppercase(),
        _ => return None,
    };
    Some(format!("{flipped}{rest}"))
}

fn place(declaration: &mut Declaration, random: &mut Random) -> Option<String> {
    let places = [Place::Query, Place::Header, Place::Body];
    let index = parameter(declaration, random, |place, _| places.contains(&place))?;
    let parameter = declaration.parameters.get_mut(index)?;
    // Other types do not compile in every place.
    let is_scalar =
        ["&str", "String", "bool", "i32", "u32", "i64"].contains(&parameter.value.as_str());
    let wrong = *random.pick(&places).filter(|other| is_scalar && **other != parameter.place)?;
    let right = std::mem::replace(&mut parameter.place, wrong);
    parameter.binding = Binding::Attribute;
    Some(format!("{}: {} -> {}", parameter.name, right.name(), wrong.name()))
}

/// The labels of the path, with their brackets.
fn labels(path: &str) -> Vec<String> {
    let labels = path.split('<').skip(1).filter_map(|rest| rest.split('>').next());
    labels.map(|label| format!("<{label}>")).collect()
}

fn swapped_labels(declaration: &mut Declaration, random: &mut Random) -> Option<String> {
    let labels = labels(&declaration.path);
    let first = random.below(labels.len().checked_sub(1)?);
    let (one, other) = (labels.get(first)?, labels.get(first + 1)?);
    let wrong = declaration.path.replace(one, "<>").replace(other, one).replace("<>", other);
    Some(change(&std::mem::replace(&mut declaration.path, wrong.clone()), &wrong))
}

fn dropped(declaration: &mut Declaration, random: &mut Random) -> Option<String> {
    let is_wanted = |place: Place, is_required: bool| is_required && place != Place::Path;
    let index = parameter(declaration, random, is_wanted)?;
    Some(declaration.parameters.remove(index).name)
}

fn label_name(declaration: &mut Declaration, random: &mut Random) -> Option<String> {
    let index = parameter(declaration, random, |place, _| place == Place::Path)?;
    let parameter = declaration.parameters.get_mut(index)?;
    let wrong = random.edit(&parameter.name, |_| true)?;
    let label = format!("<{}>", parameter.name);
    declaration.path = declaration.path.replace(&label, &format!("<{wrong}>"));
    Some(rename(parameter, wrong))
}
