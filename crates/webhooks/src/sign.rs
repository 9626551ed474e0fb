//! Signatures of Standard Webhooks 1.0 (its specification, "Signature scheme").

use aws_lc_rs::hmac;
use data_encoding::BASE64;
use landfast_app::ports::Parcel;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

const PREFIX: &str = "whsec_";

/// The values of the three headers.
pub(crate) struct Signed {
    pub id: String,
    pub timestamp: String,
    pub signature: String,
}

/// `None` when the secret is not `whsec_` and base64.
pub(crate) fn sign(parcel: &Parcel) -> Option<Signed> {
    let (id, seconds) = (parcel.id.to_string(), parcel.at.unix_ms().div_euclid(1_000));
    let timestamp = seconds.to_string();
    let signature = signature(&parcel.secret, &id, &timestamp, &parcel.body)?;
    Some(Signed {
        id,
        timestamp,
        signature,
    })
}

fn signature(secret: &SecretString, id: &str, timestamp: &str, body: &str) -> Option<String> {
    let text = secret.expose_secret().strip_prefix(PREFIX)?;
    let key = Zeroizing::new(BASE64.decode(text.as_bytes()).ok()?);
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, &key));
    for part in [id, ".", timestamp, ".", body] {
        context.update(part.as_bytes());
    }
    Some(format!("v1,{}", BASE64.encode(context.sign().as_ref())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's own libraries.
    #[test]
    fn the_vector_of_the_specification() {
        let secret = SecretString::from("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        let body = r#"{"test": 2432232314}"#;
        assert_eq!(
            signature(&secret, id, "1614265330", body).as_deref(),
            Some("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
        );
        for odd in ["", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_*"] {
            assert_eq!(
                signature(&odd.into(), id, "1614265330", body),
                None,
                "{odd}"
            );
        }
    }
}
