//! The body of the request.

use super::Argument;
use crate::attribute::HttpMethod;
use crate::diagnostics::{Diagnostics, Reported};
use crate::parameter::ExplicitBinding;
use crate::signature::Parameter;

pub(crate) enum Body {
    Empty,
    /// A JSON document: one parameter, members by their names, or the members of both in one object.
    Json {
        whole: Option<Box<Argument>>,
        members: Vec<(String, Argument)>,
    },
    /// The parameter is the body, byte for byte.
    Payload {
        content_type: String,
        argument: Box<Argument>,
    },
}

impl Body {
    /// The members that have a parameter of their own, by their names.
    pub(crate) fn members(&self) -> &[(String, Argument)] {
        match self {
            Self::Json { members, .. } => members,
            _ => &[],
        }
    }

    /// Whether a struct, a map or a payload may hold members that the macro does not see.
    pub(crate) fn hides_members(&self) -> bool {
        matches!(self, Self::Json { whole: Some(_), .. } | Self::Payload { .. })
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "no body",
            Self::Json { .. } => "a JSON body",
            Self::Payload { .. } => "a payload",
        }
    }

    /// Adds what one more parameter is bound to.
    fn join(
        &mut self,
        bound: Self,
        parameter: &Parameter,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), Reported> {
        match (&mut *self, bound) {
            (Self::Empty, bound) => {
                *self = bound;
                Ok(())
            }
            (
                Self::Json { whole: first, members },
                Self::Json { whole: second, members: added },
            ) => {
                let joined = join_whole(first, second, parameter, diagnostics);
                joined.and(join_members(members, added, parameter, diagnostics))
            }
            (Self::Payload { .. }, Self::Payload { .. }) => {
                Err(report_second("two payloads", parameter, diagnostics))
            }
            (body, bound) => {
                let both = format!("{} and {}", body.kind(), bound.kind());
                Err(report_second(&both, parameter, diagnostics))
            }
        }
    }
}

fn join_whole(
    first: &mut Option<Box<Argument>>,
    second: Option<Box<Argument>>,
    parameter: &Parameter,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    match (first, second) {
        (Some(_), Some(_)) => Err(report_second("two bodies", parameter, diagnostics)),
        (first @ None, second) => {
            *first = second;
            Ok(())
        }
        (Some(_), None) => Ok(()),
    }
}

fn join_members(
    members: &mut Vec<(String, Argument)>,
    added: Vec<(String, Argument)>,
    parameter: &Parameter,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let is_taken = |(name, _): &&(String, Argument)| added.iter().any(|(other, _)| other == name);
    let result = match members.iter().find(is_taken) {
        Some((name, earlier)) => {
            let message = format!("the body member `{name}` is bound twice");
            let help = format!("`{}` has it already: remove one of the two", earlier.ident);
            Err(diagnostics.error(parameter.ident.span(), message, help))
        }
        None => Ok(()),
    };
    members.extend(added);
    result
}

fn report_second(what: &str, parameter: &Parameter, diagnostics: &mut Diagnostics) -> Reported {
    let message = format!("the endpoint has {what}");
    let help = "keep one of them; `#[body(\"Name\")]` members may stand beside one `#[body]`";
    diagnostics.error(parameter.ident.span(), message, help)
}

pub(super) fn bind(
    method: Option<HttpMethod>,
    parameters: &[Parameter],
    diagnostics: &mut Diagnostics,
) -> Result<Body, Reported> {
    let mut body = Body::Empty;
    let mut result = Ok(());
    for parameter in parameters {
        let bound = match &parameter.attributes.binding {
            Some(ExplicitBinding::Body) => {
                Body::Json { whole: Some(Box::new(parameter.into())), members: Vec::new() }
            }
            Some(ExplicitBinding::BodyMember(name)) => {
                Body::Json { whole: None, members: vec![(name.value(), parameter.into())] }
            }
            Some(ExplicitBinding::Payload(content_type)) => Body::Payload {
                content_type: content_type.clone(),
                argument: Box::new(parameter.into()),
            },
            _ => continue,
        };
        result = result.and(match method.filter(|method| !method.takes_body()) {
            Some(method) => Err(diagnostics.error(
                parameter.ident.span(),
                format!("a {} request has no body", method.as_str()),
                format!("bind `{}` in the template, or check the HTTP method", parameter.ident),
            )),
            None => body.join(bound, parameter, diagnostics),
        });
    }
    result.map(|()| body)
}
