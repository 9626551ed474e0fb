use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::{Answer, DoorTry};
use crate::{AccountId, AccountName, Method, RoleArn, Timestamp, ids::ReceiptId};

/// How a record came to be removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReceiptVerdict {
    /// Every door was tried and refused.
    Gone,
    /// Nothing was ever let in, so that nothing could be tried.
    NothingToTry,
    /// The record alone was removed; access was left as it was.
    AccessLeft,
    /// Landfast reached the account as itself, and cannot refuse itself.
    OwnIdentity,
}

impl ReceiptVerdict {
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::NothingToTry => "nothing_to_try",
            Self::AccessLeft => "access_left",
            Self::OwnIdentity => "own_identity",
        }
    }

    #[must_use]
    pub const fn in_words(self) -> &'static str {
        match self {
            Self::Gone => "Access is gone: every way in was tried and refused.",
            Self::NothingToTry => {
                "Landfast never had access to this account, so there was nothing to try."
            }
            Self::AccessLeft => {
                "The record alone was removed. What gave access was not shown to be gone and may still be there."
            }
            Self::OwnIdentity => {
                "Landfast reached this account as itself, by no role and no key: there is nothing that could refuse it. What its own identity may do there is for its owner to take away."
            }
        }
    }
}

/// The form of a receipt's JSON, which is kept for good.
pub const RECEIPT_FORM: u32 = 1;

/// What stays of an account that was removed. Holds no external id and no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// [`RECEIPT_FORM`] of the version that wrote it.
    pub v: u32,
    pub id: ReceiptId,
    pub account: AccountId,
    pub name: AccountName,
    pub method: Method,
    /// The role that was in use, or was to be; `None` where there was none.
    pub role_arn: Option<RoleArn>,
    pub begun_by: String,
    pub begun_at: Timestamp,
    pub finished_by: String,
    pub finished_at: Timestamp,
    pub verdict: ReceiptVerdict,
    /// Oldest first.
    pub tries: Vec<DoorTry>,
}

impl Receipt {
    /// The bytes that the receipt's hash is of: its JSON, with the fields in this order.
    #[must_use]
    pub fn canonical(&self) -> String {
        // Every part of it is made of texts and numbers, which have a JSON form.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// For people and for files.
    #[must_use]
    pub fn text(&self, sha256: &str) -> String {
        let mut out = format!(
            "Receipt {id}\n\nAccount   {account} ({name})\nMethod    {method}\nRole      {role}\n\
             Begun     {begun_at} by {begun_by}\nFinished  {finished_at} by {finished_by}\n\n{verdict}\n",
            id = self.id,
            account = self.account,
            name = self.name,
            method = self.method.as_str(),
            role = self
                .role_arn
                .as_ref()
                .map_or_else(|| "none".to_owned(), ToString::to_string),
            begun_at = self.begun_at,
            begun_by = self.begun_by,
            finished_at = self.finished_at,
            finished_by = self.finished_by,
            verdict = self.verdict.in_words(),
        );
        if !self.tries.is_empty() {
            out.push_str("\nTried:\n");
        }
        for one in &self.tries {
            // Writing to a String cannot fail.
            let _ = writeln!(
                out,
                "- {} {}: {}",
                one.at,
                one.door.in_words(),
                told(&one.answer)
            );
        }
        let _ = write!(
            out,
            "\nSHA-256 of the receipt's JSON, as the activity log has it: {sha256}\n"
        );
        out
    }
}

fn told(answer: &Answer) -> String {
    let request = |id: &Option<String>| {
        id.as_ref()
            .map_or_else(String::new, |id| format!(", AWS request {id}"))
    };
    match answer {
        Answer::LetIn => "let in".to_owned(),
        Answer::Refused { code, request_id } => format!("refused, {code}{}", request(request_id)),
        Answer::Trouble { detail, request_id } => {
            format!("no answer: {detail}{}", request(request_id))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::*, *};
    use crate::Partition;

    #[test]
    fn a_receipt_tells_who_when_and_what() {
        let at = Timestamp::from_unix_ms(0);
        let arn = format!("arn:{}:iam::012345678901:role/landfast/l", Partition::Aws);
        let role_arn = RoleArn::parse(&arn).unwrap();
        let tries = [WhichId::Present, WhichId::Next].map(|id| DoorTry {
            door: Door::Role {
                role_arn: role_arn.clone(),
                id,
            },
            answer: Answer::Refused {
                code: "AccessDenied".into(),
                request_id: Some("1-2-3".into()),
            },
            at,
        });
        let receipt = Receipt {
            v: RECEIPT_FORM,
            id: ReceiptId::new(at, [0; 10]),
            account: AccountId::parse("012345678901").unwrap(),
            name: AccountName::parse("Shop").unwrap(),
            method: Method::ConsoleStack,
            role_arn: Some(role_arn.clone()),
            begun_by: "ada@example.com".into(),
            begun_at: at,
            finished_by: "ada@example.com".into(),
            finished_at: at,
            verdict: ReceiptVerdict::Gone,
            tries: tries.into(),
        };
        insta::assert_snapshot!(receipt.text("00ff"));
        let json = receipt.canonical();
        assert_eq!(serde_json::from_str::<Receipt>(&json).unwrap(), receipt);
    }
}
