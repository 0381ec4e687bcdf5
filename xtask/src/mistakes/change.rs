//! One change of a declaration, which makes it wrong.

use std::fmt::Write as _;

use connect_model::{Operation, Place, snake_case};

use super::random::Random;
use crate::declare::declaration::{Binding, Declaration, Parameter};

/// What is wrong, in words.
pub(super) fn words(right: &str, wrong: &str) -> String {
    format!("{right} -> {wrong}")
}

pub(super) fn path_letter(declaration: &mut Declaration, random: &mut Random) -> Option<String> {
    let is_literal = literal_places(&declaration.path);
    let wrong = random.edit(&declaration.path, |index| is_literal.contains(&index))?;
    let what = words(&declaration.path, &wrong);
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

pub(super) fn member_letter(
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
fn rename(parameter: &mut Parameter, wrong: String) -> String {
    let what = words(&parameter.name, &wrong);
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

pub(super) fn error_type(operation: &Operation<'_>, code: &str, wrong: &str) -> String {
    let mut text = "#[derive(Debug, ConnectError)] pub enum Failure { ".to_owned();
    for (index, known) in operation.errors().enumerate() {
        let code = if known == code { wrong } else { known };
        let _ = write!(text, "#[code(\"{code}\")] E{index}(ApiError), ");
    }
    text.push_str("#[other] Other(Error) } ");
    text
}

pub(super) fn page_name(
    declaration: &mut Declaration,
    operation: &Operation<'_>,
    random: &mut Random,
) -> Option<String> {
    let pages = declaration.pages.as_mut()?;
    let others: Vec<&str> = operation.outputs().map(|output| output.name).collect();
    let is_other = random.once_in(4);
    let mut wrong = |name: &str| {
        if !is_other {
            return random.edit(name, |_| true);
        }
        random.pick(&others).filter(|other| **other != name).map(|other| (*other).to_owned())
    };
    let part = match (others.len() + operation.name().len()) % 3 {
        0 => &mut pages.token,
        1 => &mut pages.items,
        _ => pages.request_token.as_mut().map(|(_, name)| name)?,
    };
    let wrong = wrong(part)?;
    Some(words(&std::mem::replace(part, wrong.clone()), &wrong))
}

pub(super) fn case(declaration: &mut Declaration, random: &mut Random) -> Option<String> {
    if random.once_in(4) {
        let literal = literal_places(&declaration.path);
        let starts: Vec<usize> =
            declaration.path.match_indices('/').map(|(index, _)| index + 1).collect();
        let starts: Vec<usize> =
            starts.into_iter().filter(|index| literal.contains(index)).collect();
        let start = *random.pick(&starts)?;
        let (before, after) = declaration.path.split_at_checked(start)?;
        let wrong = format!("{before}{}", flip_first(after)?);
        return Some(words(&std::mem::replace(&mut declaration.path, wrong.clone()), &wrong));
    }
    // The case of a header is free.
    let index =
        parameter(declaration, random, |place, _| matches!(place, Place::Query | Place::Body))?;
    let parameter = declaration.parameters.get_mut(index)?;
    let is_snake = random.once_in(2);
    let wrong = if is_snake { snake_case(&parameter.name) } else { flip_first(&parameter.name)? };
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

pub(super) fn place(declaration: &mut Declaration, random: &mut Random) -> Option<String> {
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

pub(super) fn swapped_labels(declaration: &mut Declaration, random: &mut Random) -> Option<String> {
    let labels = labels(&declaration.path);
    let first = random.below(labels.len().checked_sub(1)?);
    let (one, other) = (labels.get(first)?, labels.get(first + 1)?);
    let wrong = declaration.path.replace(one, "<>").replace(other, one).replace("<>", other);
    Some(words(&std::mem::replace(&mut declaration.path, wrong.clone()), &wrong))
}

pub(super) fn dropped(declaration: &mut Declaration, random: &mut Random) -> Option<String> {
    let is_wanted = |place: Place, is_required: bool| is_required && place != Place::Path;
    let index = parameter(declaration, random, is_wanted)?;
    Some(declaration.parameters.remove(index).name)
}

pub(super) fn label_name(declaration: &mut Declaration, random: &mut Random) -> Option<String> {
    let index = parameter(declaration, random, |place, _| place == Place::Path)?;
    let parameter = declaration.parameters.get_mut(index)?;
    let wrong = random.edit(&parameter.name, |_| true)?;
    let label = format!("<{}>", parameter.name);
    declaration.path = declaration.path.replace(&label, &format!("<{wrong}>"));
    Some(rename(parameter, wrong))
}
