//! Names that AWS gives: partitions, regions, ARNs.

mod arn;
mod partition;
mod region;

pub use arn::{MalformedArn, PrincipalArn, RoleArn, RoleName, RolePath};
pub use partition::{EXPORTS_SERVICE, Partition, REPORTS_SERVICE, STS_AUDIENCE};
pub use region::{MalformedRegion, Region};
