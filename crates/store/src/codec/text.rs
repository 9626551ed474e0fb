use std::borrow::Cow;

use landfast_app::ports::{
    CheckState, DeliveryState, KeyStanding, Role, Trigger, WebhookState, WorkState,
};
use landfast_domain::webhook::WebhookFormat;

/// A closed list of words, as a column holds them. Independent of how serde spells them, so that a
/// change of the wire does not change the database.
pub(crate) trait Word: Sized + Copy + 'static {
    const WORDS: &'static [(Self, &'static str)];

    fn word(self) -> &'static str;

    /// # Errors
    /// Names the words there are.
    fn of(text: &str) -> Result<Self, String> {
        let found = Self::WORDS.iter().find(|(_, word)| *word == text);
        found.map(|(value, _)| *value).ok_or_else(|| {
            let words: Vec<&str> = Self::WORDS.iter().map(|(_, word)| *word).collect();
            format!("expected one of {}; found {text:?}", words.join(", "))
        })
    }
}

macro_rules! words {
    ($name:ty { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl Word for $name {
            const WORDS: &'static [(Self, &'static str)] = &[$((Self::$variant, $word)),+];

            fn word(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }
    };
}

words!(Trigger { Person = "person", Follow = "follow", Schedule = "schedule" });
words!(CheckState { Queued = "queued", Running = "running", Waiting = "waiting", Done = "done" });
words!(WorkState { Ready = "ready", Leased = "leased", Dead = "dead" });
words!(KeyStanding {
    Candidate = "candidate", Proven = "proven", Incoming = "incoming", Outgoing = "outgoing",
});
words!(WebhookFormat { Landfast = "landfast", Slack = "slack" });
words!(WebhookState {
    Enabled = "enabled", Disabled = "disabled", Gone = "gone", Failing = "failing",
});
words!(DeliveryState { Waiting = "waiting", Delivered = "delivered", Failed = "failed" });
words!(Role { Reader = "reader", Operator = "operator" });

/// Whether a text can be in the database at all: PostgreSQL's text holds no NUL (its manual, 8.3).
pub(crate) fn unstorable(text: &str) -> bool {
    text.contains('\0')
}

/// A text from outside as both databases can keep it; a NUL becomes the replacement character.
pub(crate) fn storable(text: &str) -> Cow<'_, str> {
    if unstorable(text) {
        Cow::Owned(text.replace('\0', "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}
