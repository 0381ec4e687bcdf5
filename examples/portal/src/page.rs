//! The pages of the portal. `maud` escapes every value in them.

use maud::{DOCTYPE, Markup, html};

use crate::agent::Agent;
use crate::destination::DESTINATIONS;
use crate::problem::{Problem, Words};

pub(crate) const STYLE: &str = include_str!("portal.css");

/// Returns the list of agents, as a form.
pub(crate) fn list(agents: &[Agent]) -> Markup {
    let content = html! {
        form method="post" action="/sign-in" {
            fieldset {
                legend { "Agent" }
                @for (index, agent) in agents.iter().enumerate() {
                    label {
                        input type="radio" name="agent" value=(agent.id) required checked[index == 0];
                        span { (agent.name) }
                    }
                }
            }
            label for="destination" { "Destination" }
            select id="destination" name="destination" {
                @for destination in DESTINATIONS {
                    option value=(destination.id) { (destination.name) }
                }
            }
            button { "Sign in" }
        }
    };
    page("Sign in to Amazon Connect", &content)
}

/// Returns the page for a problem.
pub(crate) fn problem(problem: &Problem) -> Markup {
    let Words { title, what, advice } = problem.words();
    // The list of another address would only lead here again.
    let (link, name) = match problem {
        Problem::OtherHost { url } => (url.as_str(), "Open the portal"),
        _ => ("/", "Back to the list"),
    };
    let content = html! {
        p { (what) }
        p { (advice) }
        @if let Problem::Failed { request_id: Some(id), .. } = problem {
            p { "The request id is " code { (id) } "." }
        }
        p { a href=(link) { (name) } }
    };
    page(&title, &content)
}

fn page(title: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="stylesheet" href="/portal.css";
                // Without it, browsers ask for `/favicon.ico`.
                link rel="icon" href="data:,";
            }
            body {
                main {
                    h1 { (title) }
                    (content)
                }
            }
        }
    }
}
