use serde::{Deserialize, Serialize};

/// A known way in which a machine gets no credentials, or other ones than its operator thinks. A
/// closed list: each has a page and a cure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trap {
    StaticKeysWin,
    WebTokenMissing,
    WebTokenEmpty,
    WebTokenExpired,
    WebTokenAudience,
    ContainerTokenNewline,
    MetadataHopLimit,
    MetadataV1Only,
    MetadataProxied,
    ClockOff,
    RootCertificateMissing,
}

/// A trap that was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrapFinding {
    pub trap: Trap,
    /// What was seen, in a sentence.
    pub found: String,
}

impl Trap {
    pub const ALL: [Self; 11] = [
        Self::StaticKeysWin,
        Self::WebTokenMissing,
        Self::WebTokenEmpty,
        Self::WebTokenExpired,
        Self::WebTokenAudience,
        Self::ContainerTokenNewline,
        Self::MetadataHopLimit,
        Self::MetadataV1Only,
        Self::MetadataProxied,
        Self::ClockOff,
        Self::RootCertificateMissing,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StaticKeysWin => "static_keys_win",
            Self::WebTokenMissing => "web_token_missing",
            Self::WebTokenEmpty => "web_token_empty",
            Self::WebTokenExpired => "web_token_expired",
            Self::WebTokenAudience => "web_token_audience",
            Self::ContainerTokenNewline => "container_token_newline",
            Self::MetadataHopLimit => "metadata_hop_limit",
            Self::MetadataV1Only => "metadata_v1_only",
            Self::MetadataProxied => "metadata_proxied",
            Self::ClockOff => "clock_off",
            Self::RootCertificateMissing => "root_certificate_missing",
        }
    }

    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::StaticKeysWin => "Static keys win over a role",
            Self::WebTokenMissing => "The web identity token file cannot be read",
            Self::WebTokenEmpty => "The web identity token file is empty",
            Self::WebTokenExpired => "The web identity token has expired",
            Self::WebTokenAudience => "The web identity token is for another audience",
            Self::ContainerTokenNewline => "The container token file ends with a line break",
            Self::MetadataHopLimit => "The metadata service's answer does not reach the container",
            Self::MetadataV1Only => "Only version 1 of the metadata service answers",
            Self::MetadataProxied => "A proxy stands before the credentials endpoint",
            Self::ClockOff => "The machine's clock is wrong",
            Self::RootCertificateMissing => "The machine does not trust AWS's certificate",
        }
    }

    /// What to do, in words for whoever runs the server.
    #[must_use]
    pub const fn cure(self) -> &'static str {
        match self {
            Self::StaticKeysWin => {
                "Take AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN out of the server's \
                 environment, or the keys out of its profile, and restart it. If the keys are meant, take \
                 the role away from the machine."
            }
            Self::WebTokenMissing => {
                "Mount the token where AWS_WEB_IDENTITY_TOKEN_FILE says and let the server's user read it; \
                 or unset the variable if it is left over, because it wins over the container's role."
            }
            Self::WebTokenEmpty => {
                "Let whatever writes the token write it, then wait for the next search. In Kubernetes, look \
                 whether the service account token volume is mounted."
            }
            Self::WebTokenExpired => {
                "Let whatever writes the token renew it. It is read anew at every search, so the server \
                 needs no restart. If the time is wrong by this machine's clock, set the clock."
            }
            Self::WebTokenAudience => {
                "Issue the token for the audience that the IAM OIDC provider lists and the role's trust \
                 policy demands, mostly the host name of STS; or add the token's audience there."
            }
            Self::ContainerTokenNewline => {
                "Write the file without a line break at its end, as printf does and echo does not."
            }
            Self::MetadataHopLimit => {
                "Set the instance's hop limit to 2: aws ec2 modify-instance-metadata-options --instance-id \
                 ID --http-put-response-hop-limit 2. Or run the container in the host's network."
            }
            Self::MetadataV1Only => {
                "Make version 2 available where the server asks: on EC2 with --http-endpoint enabled, or by \
                 a newer version of what answers in its place. Only if that cannot be, start the server \
                 with --allow-imds-v1."
            }
            Self::MetadataProxied => {
                "Set NO_PROXY to 169.254.169.254,169.254.170.2,169.254.170.23,fd00:ec2::254,fd00:ec2::23 \
                 and restart the server."
            }
            Self::ClockOff => {
                "Set the machine's clock and keep it set by NTP; on EC2 from 169.254.169.123. AWS refuses \
                 signatures that are more than five minutes off."
            }
            Self::RootCertificateMissing => {
                "Install the system's certificates (the package ca-certificates), which hold Amazon Root CA \
                 1 to 4. Behind a proxy that opens TLS, set SSL_CERT_FILE to a file with the system's \
                 certificates and the proxy's own. AWS_CA_BUNDLE is not read."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_what_is_stored() {
        for trap in Trap::ALL {
            let stored = serde_json::to_value(trap).unwrap();
            assert_eq!(stored, trap.as_str());
            assert!(trap.cure().ends_with('.') && !trap.title().ends_with('.'));
        }
    }
}
