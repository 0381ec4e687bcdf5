//! What the body is made of.

use super::Argument;
use crate::attribute::HttpMethod;
use crate::diagnostics::Diagnostics;
use crate::parameter::ExplicitBinding;
use crate::signature::Parameter;

pub(crate) enum Body {
    Empty,
    /// The parameter is the whole JSON document.
    Whole(Box<Argument>),
    /// The parameters are members of one JSON object, by their names.
    Members(Vec<(String, Argument)>),
    /// The parameter is the body as it is.
    Payload {
        content_type: String,
        argument: Box<Argument>,
    },
}

impl Body {
    /// The members by their names; none where the body is not made of members.
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
}

pub(super) fn bind(
    method: Option<HttpMethod>,
    parameters: &[Parameter],
    diagnostics: &mut Diagnostics,
) -> Body {
    let mut body = Body::Empty;
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
        if let Some(method) = method.filter(|method| !method.takes_body()) {
            diagnostics.error(
                parameter.ident.span(),
                format!("a {} request has no body", method.as_str()),
                format!("bind `{}` in the template, or check the HTTP method", parameter.ident),
            );
            body = bound;
            continue;
        }
        body = join(body, bound, parameter, diagnostics);
    }
    body
}

/// Adds what one parameter is to what the others are.
fn join(body: Body, bound: Body, parameter: &Parameter, diagnostics: &mut Diagnostics) -> Body {
    match (body, bound) {
        (Body::Empty, bound) => bound,
        (Body::Members(mut members), Body::Members(added)) => {
            for (name, argument) in added {
                if let Some((_, earlier)) = members.iter().find(|(other, _)| *other == name) {
                    let message = format!("the body member `{name}` is bound twice");
                    let help = format!("`{}` has it already: remove one of the two", earlier.ident);
                    diagnostics.error(parameter.ident.span(), message, help);
                }
                members.push((name, argument));
            }
            Body::Members(members)
        }
        (body, bound) => {
            let message = match (&body, &bound) {
                (Body::Whole(_), Body::Whole(_)) => "the endpoint has two bodies".to_owned(),
                (Body::Payload { .. }, Body::Payload { .. }) => {
                    "the endpoint has two payloads".to_owned()
                }
                _ => format!("the endpoint has {} and {}", body.kind(), bound.kind()),
            };
            let help =
                "put all in one struct for `#[body]`, or give each member as `#[body(\"Name\")]`";
            diagnostics.error(parameter.ident.span(), message, help);
            body
        }
    }
}
