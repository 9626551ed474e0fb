use serde_json::{Value, json};

use super::location::{FOLDER, Location};

/// Lets everybody read templates and nothing else of the bucket.
///
/// CloudFormation reads a template with the rights of whoever creates the stack: somebody in the
/// customer's account, whom nobody here knows. Templates hold no secret; they are public by content.
pub(super) fn public_templates(at: &Location) -> Value {
    let bucket = format!("arn:{}:s3:::{}", at.partition, at.name.as_str());
    let mut statements = vec![json!({
        "Sid": "AnybodyReadsTemplates",
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": format!("{bucket}/{FOLDER}*"),
    })];
    if at.has_tls() {
        statements.push(json!({
            "Sid": "OnlyWithTls",
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:*",
            "Resource": [bucket, format!("{bucket}/*")],
            "Condition": { "Bool": { "aws:SecureTransport": "false" } },
        }));
    }
    json!({ "Version": "2012-10-17", "Statement": statements })
}
