//! The body of the request.

use super::Argument;
use crate::attribute::HttpMethod;
use crate::diagnostics::{Diagnostics, Reported};
use crate::parameter::ExplicitBinding;
use crate::signature::Parameter;

pub(crate) enum Body {
    Empty,
    /// The parameter is the whole JSON document.
    Whole(Box<Argument>),
    /// The parameters are members of one JSON object, by their names.
    Members(Vec<(String, Argument)>),
    /// The parameter is the body, byte for byte.
    Payload {
        content_type: String,
        argument: Box<Argument>,
    },
}

impl Body {
    /// The members by their names, if the body is made of members.
    pub(crate) fn members(&self) -> &[(String, Argument)] {
        match self {
            Self::Members(members) => members,
            _ => &[],
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Empty => "no body",
            Self::Whole(_) => "the whole body",
            Self::Members(_) => "members of the body",
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
            (Self::Members(members), Self::Members(added)) => {
                let is_taken =
                    |(name, _): &&(String, Argument)| added.iter().any(|(other, _)| other == name);
                let result = match members.iter().find(is_taken) {
                    Some((name, earlier)) => {
                        let message = format!("the body member `{name}` is bound twice");
                        let help =
                            format!("`{}` has it already: remove one of the two", earlier.ident);
                        Err(diagnostics.error(parameter.ident.span(), message, help))
                    }
                    None => Ok(()),
                };
                members.extend(added);
                result
            }
            (body, bound) => {
                let message = match (&body, &bound) {
                    (Self::Whole(_), Self::Whole(_)) => "the endpoint has two bodies".to_owned(),
                    (Self::Payload { .. }, Self::Payload { .. }) => {
                        "the endpoint has two payloads".to_owned()
                    }
                    _ => format!("the endpoint has {} and {}", body.kind(), bound.kind()),
                };
                let help = "put all in one struct for `#[body]`, or give each member as \
                            `#[body(\"Name\")]`";
                Err(diagnostics.error(parameter.ident.span(), message, help))
            }
        }
    }
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
            Some(ExplicitBinding::Body) => Body::Whole(Box::new(parameter.into())),
            Some(ExplicitBinding::BodyMember(name)) => {
                Body::Members(vec![(name.value(), parameter.into())])
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
