use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::api_access::tags;

/// What the role's own tags told at the last look: which stack made it, and from what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeployedRole {
    /// ARN of the stack.
    pub stack_id: Option<String>,
    /// Version of the template.
    pub template: Option<String>,
    /// [`Choices::to_tag`](crate::permissions::Choices::to_tag).
    pub choices: Option<String>,
}

impl DeployedRole {
    #[must_use]
    pub fn by_tags(found: &BTreeMap<String, String>) -> Self {
        let tag = |key: &str| found.get(key).cloned();
        Self {
            stack_id: tag(tags::STACK_ID),
            template: tag(tags::TEMPLATE_VERSION),
            choices: tag(tags::CHOICES),
        }
    }
}
