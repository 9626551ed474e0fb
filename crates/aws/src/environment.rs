use std::{collections::HashMap, fmt};

/// Proxies, and the certificates that are trusted (read by `hyper-util` and `rustls-native-certs`).
const ON_THE_WAY: [&str; 8] = [
    "HTTP_PROXY",
    "http_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
];

/// The environment variables that decide how AWS is reached, as they were when the program started.
///
/// `Debug` shows names only: values may be keys.
#[derive(Clone, Default)]
pub struct Environment(HashMap<String, String>);

impl Environment {
    /// A variable's value. One that is set to nothing counts as not set, as it does for the SDK.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let value = self.0.get(name)?.trim();
        (!value.is_empty()).then_some(value)
    }

    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether a switch such as `AWS_USE_FIPS_ENDPOINT` is on.
    #[must_use]
    pub fn flag(&self, name: &str) -> bool {
        self.get(name)
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }
}

impl From<HashMap<String, String>> for Environment {
    /// Keeps what concerns AWS and the way to it, and drops everything else that a process's
    /// environment may hold.
    fn from(mut all: HashMap<String, String>) -> Self {
        all.retain(|name, _| name.starts_with("AWS_") || ON_THE_WAY.contains(&name.as_str()));
        Self(all)
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_not_shown_and_other_programs_secrets_are_not_kept() {
        let all = [
            ("AWS_SECRET_ACCESS_KEY", "hidden"),
            ("DATABASE_PASSWORD", "x"),
            ("HTTPS_PROXY_PASSWORD", "x"),
        ];
        let all = all.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let environment = Environment::from(HashMap::from(all));
        assert_eq!(format!("{environment:?}"), r#"{"AWS_SECRET_ACCESS_KEY"}"#);
        assert_eq!(environment.get("DATABASE_PASSWORD"), None);
    }

    #[test]
    fn blank_is_not_set() {
        let all = [("AWS_REGION", "  "), ("AWS_USE_FIPS_ENDPOINT", "TRUE")];
        let all = all.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let environment = Environment::from(HashMap::from(all));
        assert!(!environment.has("AWS_REGION") && environment.flag("AWS_USE_FIPS_ENDPOINT"));
    }
}
