//! People and programs: first operator, sign-in, invitations, API tokens.

mod attempts;
mod invite;
mod password;
pub(crate) mod secret;
mod set_up;
mod sign_in;
mod tokens;
mod workspaces;

pub use invite::NewUser;
pub use set_up::SetUp;
pub use sign_in::{Credentials, NewSession, SignedIn};
pub use tokens::{NewToken, bearer};

pub(crate) use attempts::Attempts;
pub(crate) use password::PasswordHasher;
