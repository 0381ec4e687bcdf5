//! Tests credentials that are padded, empty or contain characters that cannot be sent.

use connect_runtime::testing::LocalConnect;
use connect_runtime::{Call, Client, ConnectClient, Credentials, Error, connect_endpoint, http};

trait Api: ConnectClient {
    #[connect_endpoint(POST "/post")]
    fn post(&self) -> Call<'_, ()>;
}
impl Api for Client {}

async fn service() -> LocalConnect {
    let service = LocalConnect::start().await.unwrap();
    service.route(http::Method::POST, "/post", |_| http::Response::default());
    service
}

const PADDINGS: [(&str, &str); 6] =
    [("", "\n"), (" ", " "), ("", "\r\n"), ("\t", "\n\n"), ("\u{feff}", "\n"), ("\u{a0}", "\0")];

#[tokio::test]
async fn padding_is_trimmed() {
    let service = service().await;
    let right = service.credentials();
    for (before, after) in PADDINGS {
        let padded = |text: &str| format!("{before}{text}{after}");
        let padded = Credentials::new(
            padded(right.access_key_id()),
            padded(right.secret_access_key()),
            right.session_token().map(padded),
            None,
            "test",
        );
        let client = service.client_builder().credentials(padded).build().unwrap();
        client.post().await.unwrap_or_else(|error| panic!("{before:?} {after:?}: {error}"));
        let presigned = client.post().presign(std::time::Duration::from_mins(1)).await.unwrap();
        let id = format!("X-Amz-Credential={}%2F", right.access_key_id());
        assert!(presigned.uri().to_string().contains(&id), "{before:?} {after:?}");
    }
    assert!(service.requests().iter().all(|request| request.is_verified));
}

#[tokio::test]
async fn a_blank_session_token_is_absent() {
    let service = service().await;
    let right = service.credentials();
    let (id, secret) = (right.access_key_id(), right.secret_access_key());
    for token in ["", " ", "\n", "\r\n\t", "\u{feff}"] {
        let blank = Credentials::new(id, secret, Some(token.to_owned()), None, "test");
        let client = service.client_builder().credentials(blank).build().unwrap();
        // The stand-in may miss its token. What counts is what was sent.
        drop(client.post().await);
        let sent = service.requests().pop().unwrap();
        assert!(!sent.headers.contains_key("x-amz-security-token"), "{token:?}");
        let signed = sent.headers["authorization"].to_str().unwrap();
        assert!(!signed.contains("x-amz-security-token"), "{token:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_by_name() {
    let service = service().await;
    let empty = "is empty";
    let stray = "contains a character that cannot be sent, such as a line end";
    let token = |text: &str| Some(text.to_owned());
    for (id, secret, token, name, problem) in [
        ("", "hunter2", None, "access key id", empty),
        (" ", "hunter2", None, "access key id", empty),
        ("\n", "hunter2", token("hunter3"), "access key id", empty),
        ("AKID", "", None, "secret access key", empty),
        ("AKID", " \r\n", None, "secret access key", empty),
        ("AKID", "\0", token("hunter3"), "secret access key", empty),
        ("", "", token(""), "access key id", empty),
        ("AK\nID", "hunter2", None, "access key id", stray),
        ("AK ID", "hunter2", None, "access key id", stray),
        ("AKÏD", "hunter2", None, "access key id", stray),
        ("AKID", "hunter\n2", None, "secret access key", stray),
        ("AKID", "hunter\u{7f}2", None, "secret access key", stray),
        ("AKID", "hünter2", None, "secret access key", stray),
        ("AKID", "hunter2", token("hun\r\nter3"), "session token", stray),
        ("AKID", "hunter2", token("hun ter3"), "session token", stray),
        ("AKID", "hunter2", token("hünter3"), "session token", stray),
        ("AKID", "hunter2", token("hun\0ter3"), "session token", stray),
    ] {
        let wrong = Credentials::new(id, secret, token, None, "test");
        let client = service.client_builder().credentials(wrong).build().unwrap();
        let minute = std::time::Duration::from_mins(1);
        for error in
            [client.post().await.unwrap_err(), client.post().presign(minute).await.unwrap_err()]
        {
            assert!(matches!(error, Error::Credentials { .. }), "{error:?}");
            let expected = format!(
                "Post: nothing was sent, because the {name} {problem}; check where the credentials \
                 provider takes it from"
            );
            assert_eq!(error.to_string(), expected);
            let shown = format!("{error:?} {error}");
            for part in ["hunter", "hun", "ter3", "hünter"] {
                assert!(!shown.contains(part), "{shown}");
            }
        }
    }
    assert!(service.requests().is_empty());
}

/// Local stand-ins accept any secret.
#[tokio::test]
async fn a_space_in_a_secret_is_kept() {
    let service = service().await;
    let spaced = Credentials::new("AKID", "a secret phrase", None, None, "test");
    let client = service.client_builder().credentials(spaced).build().unwrap();
    drop(client.post().await);
    assert_eq!(service.requests().len(), 1);
}
