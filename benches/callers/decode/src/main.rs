//! Decodes a page of users in one way, several times: `decode WAY BYTES TIMES`.

use std::error::Error;
use std::hint::black_box;

use connect_runtime::bytes::Bytes;
use connect_runtime::{Adaptive, Bare, Envelope, Raw, Wrapped, http};
use serde::{Deserialize, Serialize};

#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Page {
    user_summary_list: Vec<UserSummary>,
    next_token: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct UserSummary {
    arn: Option<String>,
    id: Option<String>,
    last_modified_region: Option<String>,
    last_modified_time: Option<f64>,
    username: Option<String>,
}

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [way, bytes, times] = &arguments[..] else {
        return Err("decode WAY BYTES TIMES".into());
    };
    let (bare, wrapped) = bodies(bytes.parse()?)?;
    let response = |body: &str| http::Response::new(Bytes::copy_from_slice(body.as_bytes()));
    let (bare_response, wrapped_response) = (response(&bare), response(&wrapped));
    for _ in 0..times.parse()? {
        let users = match way.as_str() {
            "nothing" => 1,
            "serde_json" => users(serde_json::from_slice(black_box(bare.as_bytes()))?),
            "adaptive-of-bare" => as_a_call_does::<Adaptive>(&bare_response)?,
            "adaptive-of-wrapped" => as_a_call_does::<Adaptive>(&wrapped_response)?,
            "bare" => as_a_call_does::<Bare>(&bare_response)?,
            "wrapped" => as_a_call_does::<Wrapped>(&wrapped_response)?,
            "raw" => {
                let body: Bytes = Raw::decode(black_box(&bare_response))?;
                body.len()
            }
            other => return Err(format!("no way {other}").into()),
        };
        if black_box(users) == 0 {
            return Err("nothing was read".into());
        }
    }
    Ok(())
}

/// Looks for an error first, as the attempts of a call do.
fn as_a_call_does<V: Envelope<Page>>(response: &http::Response<Bytes>) -> Result<usize> {
    match V::error(black_box(response)) {
        None => Ok(users(V::decode(black_box(response))?)),
        Some(error) => Err(error.to_string().into()),
    }
}

fn users(page: Page) -> usize {
    black_box(page).user_summary_list.len()
}

/// The page in its bare and in its wrapped form, the first of at least `bytes` bytes.
fn bodies(bytes: usize) -> Result<(String, String)> {
    let mut page = Page { next_token: Some("bmV4dC1wYWdl".to_owned()), ..Page::default() };
    let mut bare = String::new();
    while bare.len() < bytes {
        for _ in 0..=page.user_summary_list.len() / 8 {
            page.user_summary_list.push(user(page.user_summary_list.len()));
        }
        bare = serde_json::to_string(&page)?;
    }
    let wrapped = format!(r#"{{"success":true,"data":{bare}}}"#);
    Ok((bare, wrapped))
}

fn user(number: usize) -> UserSummary {
    let id = format!("f7d1a2b3-0000-4000-8000-{number:012}");
    let instance =
        "arn:aws:connect:us-west-2:111122223333:instance/11111111-2222-4333-8444-555555555555";
    UserSummary {
        arn: Some(format!("{instance}/agent/{id}")),
        id: Some(id),
        last_modified_region: Some("us-west-2".to_owned()),
        last_modified_time: Some(1_764_072_000.125),
        username: Some(format!("agent.{number}@example.com")),
    }
}
