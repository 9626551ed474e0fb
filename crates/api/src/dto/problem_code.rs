use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The one table of problem codes: variant, text on the wire, title for people.
macro_rules! problem_codes {
    ($($variant:ident $text:literal $title:literal;)+) => {
        /// The closed list of what can go wrong. Each code has a page under `/help/`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum ProblemCode {
            $($variant,)+
        }

        impl ProblemCode {
            /// Every code, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The text on the wire.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The same sentence for every problem of this code.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ }
            }
        }
    };
}

problem_codes! {
    AccountIdInvalid "account_id_invalid" "This is no AWS account id";
    AccountIdTaken "account_id_taken" "This account is registered already";
    AccountIdsInvalid "account_ids_invalid" "These accounts cannot be selected";
    AccountNameInvalid "account_name_invalid" "The name cannot be used";
    AccountNameTaken "account_name_taken" "Another account has this name";
    AccountNotFound "account_not_found" "No such account is registered here";
    RegionInvalid "region_invalid" "The region cannot be used";
    MethodUnknown "method_unknown" "There is no such way to give access";
    ChoicesInvalid "choices_invalid" "These choices cannot be made";
    MethodDisabled "method_disabled" "This way to give access is turned off";
    TrustUnknown "trust_unknown" "There is no such trust";
    IssuerUnavailable "issuer_unavailable" "The server is no OIDC issuer";
    AccessKeyIdInvalid "access_key_id_invalid" "This is no access key id";
    AccessKeyTemporary "access_key_temporary" "This is the temporary key of a session";
    SecretAccessKeyInvalid "secret_access_key_invalid" "This is no secret access key";
    SecretKeyUnusable "secret_key_unusable" "The server cannot seal or open secrets";
    MemberRoleInvalid "member_role_invalid" "The role in the accounts cannot be used";
    RoleArnInvalid "role_arn_invalid" "This is no role ARN";
    RoleArnOtherAccount "role_arn_other_account" "The role belongs to another account";
    RoleArnOtherPartition "role_arn_other_partition" "The role is in another partition of AWS";
    StepNotFound "step_not_found" "There is no such step";
    StepNotApplicable "step_not_applicable" "An account of this kind has no such step";
    ActionNotAllowed "action_not_allowed" "This cannot be done now";
    CheckNotFound "check_not_found" "There is no such check";
    AccessRemains "access_remains" "Access would be left";
    ReceiptNotFound "receipt_not_found" "There is no such receipt";
    PermitNotFound "permit_not_found" "There is no such permit";
    ActivationNotFound "activation_not_found" "There is no such activation";
    CursorInvalid "cursor_invalid" "The list cannot be continued there";
    SignInFailed "sign_in_failed" "Sign-in failed";
    SignInRequired "sign_in_required" "Sign-in is required";
    TooManyAttempts "too_many_attempts" "Too many attempts";
    Forbidden "forbidden" "Your role does not allow this";
    WorkspaceNotFound "workspace_not_found" "There is no such workspace for you";
    WorkspaceNameTaken "workspace_name_taken" "Another workspace has this name";
    WorkspaceNameInvalid "workspace_name_invalid" "The name of the workspace cannot be used";
    OneTimeLinkInvalid "one_time_link_invalid" "The one-time link is not valid";
    PasswordTooWeak "password_too_weak" "The password is too weak";
    EmailInvalid "email_invalid" "This is no e-mail address";
    UserExists "user_exists" "This user is there already";
    UserNotFound "user_not_found" "There is no such user here";
    LastOperator "last_operator" "A workspace needs an operator";
    TokenNotFound "token_not_found" "There is no such API token";
    TokenNameInvalid "token_name_invalid" "The name of the token cannot be used";
    TokenExpiryInvalid "token_expiry_invalid" "The token would last too long or not at all";
    OwnerLinkInvalid "owner_link_invalid" "This link does not work";
    OwnerLinkNotFound "owner_link_not_found" "There is no such link for the owner";
    OwnerLinkExpiryInvalid "owner_link_expiry_invalid" "The link would work too long or not at all";
    WorkNotFound "work_not_found" "There is no such work";
    WebhookNotFound "webhook_not_found" "There is no such webhook";
    WebhookNameInvalid "webhook_name_invalid" "The name of the webhook cannot be used";
    WebhookUrlInvalid "webhook_url_invalid" "Webhooks cannot go to this URL";
    WebhookKindsInvalid "webhook_kinds_invalid" "This is no list of kinds of events";
    WebhookLimit "webhook_limit" "The workspace has as many webhooks as there can be";
    DeliveryNotFound "delivery_not_found" "There is no such delivery";
    BillQuestionInvalid "bill_question_invalid" "This question about bills cannot be answered";
    BillQuestionTooLarge "bill_question_too_large" "The question takes more time or memory than one may";
    CommitmentInvalid "commitment_invalid" "This contract cannot be taken";
    CommitmentNameTaken "commitment_name_taken" "Another contract has this name";
    CommitmentNotFound "commitment_not_found" "There is no such commitment";
    IdentityUnavailable "identity_unavailable" "Landfast has no AWS identity";
    TemplateUnpublished "template_unpublished" "The template could not be published";
    CallbackUnreadable "callback_unreadable" "The queue of callbacks cannot be read";
    BodyInvalid "body_invalid" "The request was not understood";
    BodyTooLarge "body_too_large" "The request is too large";
    NotFound "not_found" "There is nothing at this address";
    MethodNotAllowed "method_not_allowed" "This address does not take this method";
    Unavailable "unavailable" "Not available at the moment";
    Internal "internal" "Something went wrong inside Landfast";
}

impl fmt::Display for ProblemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
