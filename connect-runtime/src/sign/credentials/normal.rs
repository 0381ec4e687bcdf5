//! The normal form of credentials, wherever they come from.
//!
//! Keys are often read from files and variables, with a line end or spaces around them. Sent like that, they
//! cost a signature error that does not name the cause.

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;

use crate::error::{CredentialsFault, CredentialsPart, CredentialsProblem};

/// Returns the credentials without padding. An empty session token becomes absent.
///
/// # Errors
///
/// Returns an error that names the part if a key is empty, or a part contains characters that cannot be sent.
pub(super) fn normal(credentials: Credentials) -> Result<Credentials, CredentialsError> {
    use CredentialsPart::{AccessKeyId, SecretAccessKey, SessionToken};
    let id = trimmed(credentials.access_key_id());
    let secret = trimmed(credentials.secret_access_key());
    let token = credentials.session_token().map(trimmed).filter(|token| !token.is_empty());
    for (part, text) in
        [(AccessKeyId, Some(id)), (SecretAccessKey, Some(secret)), (SessionToken, token)]
    {
        text.map_or(Ok(()), |text| check(part, text)).map_err(|fault| {
            CredentialsError::invalid_configuration(CredentialsProblem::Fault(part, fault))
        })?;
    }
    let is_normal = id.len() == credentials.access_key_id().len()
        && secret.len() == credentials.secret_access_key().len()
        && token.map(str::len) == credentials.session_token().map(str::len);
    if is_normal {
        return Ok(credentials);
    }
    let mut normal =
        Credentials::builder().access_key_id(id).secret_access_key(secret).provider_name("trimmed");
    normal.set_session_token(token.map(str::to_owned));
    normal.set_expiry(credentials.expiry());
    normal.set_account_id(credentials.account_id().cloned());
    Ok(normal.build())
}

/// Checks a trimmed part of credentials.
pub(crate) fn check(part: CredentialsPart, text: &str) -> Result<(), CredentialsFault> {
    // Local stand-ins accept a phrase as a secret. It is not sent, so it may contain spaces.
    let may_have_spaces = part == CredentialsPart::SecretAccessKey;
    let is_sendable = |byte: u8| byte.is_ascii_graphic() || byte == b' ' && may_have_spaces;
    if text.is_empty() {
        Err(CredentialsFault::Empty)
    } else if text.bytes().all(is_sendable) {
        Ok(())
    } else {
        Err(CredentialsFault::Unsendable)
    }
}

/// Removes what files and variables have around a value: white space, control characters and a byte order mark.
pub(crate) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}')
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn other_properties_are_kept() {
        let padded = Credentials::builder()
            .access_key_id(" AKID")
            .secret_access_key("secret\n")
            .session_token("token ")
            .expiry(SystemTime::UNIX_EPOCH)
            .account_id("123456789012")
            .provider_name("test")
            .build();
        let normal = normal(padded).unwrap();
        assert_eq!(normal.access_key_id(), "AKID");
        assert_eq!(normal.secret_access_key(), "secret");
        assert_eq!(normal.session_token(), Some("token"));
        assert_eq!(normal.expiry(), Some(SystemTime::UNIX_EPOCH));
        assert_eq!(normal.account_id().unwrap().as_str(), "123456789012");
    }
}
