use crate::{
    AccountId,
    check::{Mistake, Outcome, Report},
};

/// The report as the owner of `account` may read it: the other accounts of the workspace are none of
/// theirs, so a stack that was launched in one of them is told without naming it.
#[must_use]
pub fn told_to_owner(report: &Report, account: &AccountId) -> Report {
    let mut told = report.clone();
    for finding in &mut told.findings {
        if let Outcome::NotMet {
            mistake: Mistake::WrongAccount,
            found,
            remedy,
            ..
        } = &mut finding.outcome
        {
            "another account answered: the stack was launched there".clone_into(found);
            *remedy = format!(
                "Delete the stack in the account where you launched it, sign in to account {account}, and open the \
                 create stack page again. The console opens in whatever account the browser is signed in to."
            );
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Timestamp,
        check::{CheckCode, Finding},
    };

    #[test]
    fn another_account_is_not_named() {
        let outcome = Outcome::NotMet {
            mistake: Mistake::WrongAccount,
            expected: "let in".into(),
            found: "account 210987654321 (Secret plans) answered".into(),
            remedy: "Delete the stack in account 210987654321".into(),
            causes: Vec::new(),
        };
        let report = Report {
            at: Timestamp::from_unix_ms(0),
            role_arn: "role".into(),
            findings: vec![Finding {
                code: CheckCode::AssumeWithExternalId,
                outcome,
            }],
            difference: None,
        };
        let account = AccountId::parse("012345678901").unwrap();
        let told = format!("{:?}", told_to_owner(&report, &account));
        assert!(!told.contains("210987654321") && !told.contains("Secret plans"));
        assert!(told.contains("sign in to account 012345678901"), "{told}");
    }
}
