use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ProblemCode;

/// Why a request was refused or could not be carried out. Programs branch on `code`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    pub code: ProblemCode,
    /// The same for every problem of this code.
    pub title: String,
    /// What happened this time: what was expected, what was found.
    pub detail: String,
    /// What is wrong with single fields of the request.
    pub fields: Vec<FieldProblem>,
    /// What to do next.
    pub hints: Vec<String>,
    /// Names the request in the server's log.
    #[schema(example = "req_01kahcs1pg4v9q6s8n2t0w5xyz")]
    pub request_id: String,
    /// Path of the page about this code.
    #[schema(example = "/help/account_id_taken")]
    pub help: String,
}

/// What is wrong with one field of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FieldProblem {
    /// Name of the field in the request.
    #[schema(example = "account_id")]
    pub path: String,
    pub code: ProblemCode,
    pub detail: String,
}
