use http::{HeaderName, HeaderValue};
use landfast_domain::ids;

use crate::server::Server;

/// Names one request in answers, log and audit log. Minted here; one from outside is ignored, so
/// that nobody can write into the log or make two requests look like one.
#[derive(Debug, Clone)]
pub(crate) struct RequestId(pub String);

impl RequestId {
    pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

    pub fn mint(server: &Server) -> Self {
        let mut noise = [0; 10];
        server.settings.random.fill(&mut noise);
        Self(format!("req_{}", ids::encode(server.app.now(), noise)))
    }

    pub fn header_value(&self) -> Option<HeaderValue> {
        HeaderValue::from_str(&self.0).ok()
    }
}
