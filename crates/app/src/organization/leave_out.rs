use landfast_domain::{Account, AccountKind, Timestamp, organization::Member};

use crate::{error::Result, ports::WorkspaceTx};

/// Notes that somebody took a linked account out of the register: the next reading must not bring it
/// back by itself.
pub(crate) async fn leave_out(
    tx: &mut dyn WorkspaceTx,
    account: &Account,
    now: Timestamp,
) -> Result<()> {
    let Some(payer) = account.kind.as_ref().and_then(AccountKind::payer) else {
        return Ok(());
    };
    // Held first, as every writer of its accounts does.
    tx.organization_find(payer).await?;
    if let Some(row) = tx.member_find(payer, &account.id).await? {
        let member = Member {
            left_out_at: Some(now),
            reached: None,
            ..row.member
        };
        tx.members_put(payer, &[member]).await?;
    }
    Ok(())
}
