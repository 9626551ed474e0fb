use landfast_api::dto::{
    CheckPage, CheckRequest, CheckTrigger, CheckView, ChecksQuery, RoleChoice, StepName, StepView,
};
use reqwest::Method;

use crate::{Client, error::Result, request::NOTHING};

impl Client {
    /// # Errors
    /// `account_not_found`, `step_not_applicable`.
    pub async fn step(&self, account_id: &str, step: StepName) -> Result<StepView> {
        self.get(&["accounts", account_id, "steps", step.as_str()])
            .await
    }

    /// Gives a role to be checked.
    ///
    /// # Errors
    /// `role_arn_invalid`, `role_arn_other_account`, `role_arn_other_partition`, `forbidden`.
    pub async fn set_role(&self, account_id: &str, role_arn: &str) -> Result<StepView> {
        let choice = RoleChoice {
            role_arn: role_arn.to_owned(),
        };
        self.call(
            Method::PUT,
            &["accounts", account_id, "role"],
            Some(&choice),
        )
        .await
    }

    /// # Errors
    /// `action_not_allowed`, `account_not_found`, `forbidden`.
    pub async fn skip_step(&self, account_id: &str, step: StepName) -> Result<StepView> {
        self.call(
            Method::POST,
            &["accounts", account_id, "steps", step.as_str(), "skip"],
            NOTHING,
        )
        .await
    }

    /// # Errors
    /// `action_not_allowed`, `account_not_found`, `forbidden`.
    pub async fn resume_step(&self, account_id: &str, step: StepName) -> Result<StepView> {
        self.call(
            Method::POST,
            &["accounts", account_id, "steps", step.as_str(), "resume"],
            NOTHING,
        )
        .await
    }

    /// Asks for a check; [`Client::wait_for_check`] waits for its end.
    ///
    /// # Errors
    /// `action_not_allowed`, `account_not_found`, `forbidden`.
    pub async fn start_check(
        &self,
        account_id: &str,
        step: StepName,
        trigger: CheckTrigger,
    ) -> Result<CheckView> {
        let request = CheckRequest { trigger };
        self.call(
            Method::POST,
            &["accounts", account_id, "steps", step.as_str(), "checks"],
            Some(&request),
        )
        .await
    }

    /// # Errors
    /// `check_not_found`, `account_not_found`.
    pub async fn check(&self, account_id: &str, check_id: &str) -> Result<CheckView> {
        self.get(&["accounts", account_id, "checks", check_id])
            .await
    }

    /// # Errors
    /// `account_not_found`, `cursor_invalid`.
    pub async fn checks(&self, account_id: &str, query: &ChecksQuery) -> Result<CheckPage> {
        self.list(&["accounts", account_id, "checks"], query).await
    }
}
