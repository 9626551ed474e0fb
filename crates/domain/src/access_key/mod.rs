//! The method of access keys: a long-term key of an IAM user, where no role can be had.
//!
//! AWS asks vendors not to collect such keys any more; the method is off until an operator turns it
//! on. A key is judged by what `sts:GetCallerIdentity` says of exactly this key.

mod advice;
mod age;
mod id;
mod judge;
mod policy;
mod remedy;
mod rotation;
mod secret;
mod seen;

pub use advice::WHY_ROLES_ARE_BETTER;
pub use age::{KeyAge, ROTATE_AFTER};
pub use id::{AccessKeyId, MalformedAccessKeyId};
pub use judge::{AccessKeyProof, JudgedKey, judge_key, key_unavailable};
pub use policy::{permissions_of_keys, server_policy, user_policy};
pub use rotation::{
    BeginRotation, CreateStep, RotationProblem, RotationStage, StageName, begin_rotation,
    proved_enough, resume_create,
};
pub use secret::{MalformedSecretKey, check_secret_key};
pub use seen::{AccessKeySeen, AccessKeyWanted, KeyPatience, KeyStatus, ListedKey, UserArn};
