use super::{SimulatedOrigin, TopicArn};

/// That the server has callbacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackSettings {
    pub topic: TopicArn,
    /// Only beside a simulated AWS.
    pub simulated: Option<SimulatedOrigin>,
}
