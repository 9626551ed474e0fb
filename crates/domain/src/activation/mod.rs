//! Activating linked accounts by a permit: a role in the payer for one activation alone, which its
//! owner grants by a stack, which dies by itself, and which is proven gone afterwards.

mod launch;
mod look;
mod permit;

pub use launch::{PermitLaunch, permit_guide, permit_role_name};
pub use look::{PermitLook, look};
pub use permit::{
    MEMBER_ROLE, Permit, PermitState, PermitWay, Selected, UnknownPermitWay, VALID_FOR,
};
