//! The body of the request.

use super::Argument;
use crate::attribute::HttpMethod;
use crate::diagnostics::{Diagnostics, Reported};
use crate::names::pascal_case;
use crate::parameter::ExplicitBinding;
use crate::signature::Parameter;

pub(crate) enum Body {
    Empty,
    /// One JSON document. If there are members, it is an object, which the whole argument starts.
    Json {
        whole: Option<Box<Argument>>,
        /// Members of the object, by their names.
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
            Self::Empty | Self::Payload { .. } => &[],
        }
    }

    /// Whether a struct, a map or a payload may hold members that the macro does not see.
    pub(crate) fn hides_members(&self) -> bool {
        matches!(self, Self::Json { whole: Some(_), .. } | Self::Payload { .. })
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
                Self::Json { whole, members },
                Self::Json { whole: added_whole, members: added_members },
            ) => {
                let result = check_one_whole(
                    whole.as_deref(),
                    added_whole.as_deref(),
                    parameter,
                    diagnostics,
                )
                .and(check_members_differ(
                    members,
                    &added_members,
                    parameter,
                    diagnostics,
                ));
                if added_whole.is_some() {
                    *whole = added_whole;
                }
                members.extend(added_members);
                result
            }
            (Self::Payload { argument, .. }, Self::Payload { .. }) => {
                let help = format!(
                    "a payload is the whole body, and `{}` is one already: remove one of the two",
                    argument.ident
                );
                let message = "the endpoint has two payloads";
                Err(diagnostics.error(parameter.ident.span(), message, help))
            }
            (Self::Payload { argument, .. }, _) => {
                let payload = argument.name.clone();
                Err(report_payload_and_json(&payload, parameter, diagnostics))
            }
            (Self::Json { .. }, _) => {
                Err(report_payload_and_json(&parameter.plain_name(), parameter, diagnostics))
            }
        }
    }
}

/// Checks that a whole body is the only one.
fn check_one_whole(
    whole: Option<&Argument>,
    added: Option<&Argument>,
    parameter: &Parameter,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let (Some(earlier), Some(_)) = (whole, added) else { return Ok(()) };
    let help = format!(
        "`{}` is the whole body already: bind `{}` as a member of it: `#[body(\"{}\")]`",
        earlier.ident,
        parameter.ident,
        pascal_case(&parameter.plain_name())
    );
    Err(diagnostics.error(parameter.ident.span(), "the endpoint has two bodies", help))
}

/// Checks that no member is bound twice.
fn check_members_differ(
    members: &[(String, Argument)],
    added: &[(String, Argument)],
    parameter: &Parameter,
    diagnostics: &mut Diagnostics,
) -> Result<(), Reported> {
    let is_taken = |(name, _): &&(String, Argument)| added.iter().any(|(other, _)| other == name);
    let Some((name, earlier)) = members.iter().find(is_taken) else { return Ok(()) };
    let message = format!("the body member `{name}` is bound twice");
    let help = format!("`{}` has it already: remove one of the two", earlier.ident);
    Err(diagnostics.error(parameter.ident.span(), message, help))
}

/// Reports a payload beside a JSON body. `parameter` is the later one of the two.
fn report_payload_and_json(
    payload: &str,
    parameter: &Parameter,
    diagnostics: &mut Diagnostics,
) -> Reported {
    let message = "the endpoint has a payload and a JSON body";
    let help = format!(
        "a payload is the whole body: send `{payload}` as a member of the JSON body, \
         `#[body(\"{}\")]`, or the others in the query or in headers",
        pascal_case(payload)
    );
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
