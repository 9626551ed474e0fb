use landfast_app::{Kind, ProblemCode as App};

use crate::dto::ProblemCode as Wire;

/// One name for the code of the use cases and the code on the wire, both ways: a new one does not
/// compile until both have it.
macro_rules! same_names {
    ($($name:ident)+) => {
        /// The code on the wire.
        pub(crate) const fn problem_code(code: App) -> Wire {
            match code { $(App::$name => Wire::$name,)+ }
        }

        /// What a caller can do about a problem of this code.
        #[must_use]
        pub const fn kind_of(code: Wire) -> Kind {
            match code { $(Wire::$name => App::$name.kind(),)+ }
        }
    };
}

same_names! {
    AccountIdInvalid AccountIdTaken AccountIdsInvalid AccountNameInvalid AccountNameTaken AccountNotFound
    RegionInvalid MethodUnknown MethodDisabled TrustUnknown IssuerUnavailable AccessKeyIdInvalid AccessKeyTemporary
    SecretAccessKeyInvalid SecretKeyUnusable ChoicesInvalid MemberRoleInvalid RoleArnInvalid RoleArnOtherAccount RoleArnOtherPartition
    StepNotFound StepNotApplicable ActionNotAllowed CheckNotFound AccessRemains ReceiptNotFound PermitNotFound
    ActivationNotFound CursorInvalid
    SignInFailed SignInRequired TooManyAttempts Forbidden
    WorkspaceNotFound WorkspaceNameTaken WorkspaceNameInvalid
    OneTimeLinkInvalid PasswordTooWeak EmailInvalid UserExists UserNotFound LastOperator
    TokenNotFound TokenNameInvalid TokenExpiryInvalid
    OwnerLinkInvalid OwnerLinkNotFound OwnerLinkExpiryInvalid WorkNotFound
    WebhookNotFound WebhookNameInvalid WebhookUrlInvalid WebhookKindsInvalid WebhookLimit DeliveryNotFound
    BillQuestionInvalid BillQuestionTooLarge CommitmentInvalid CommitmentNameTaken CommitmentNotFound
    IdentityUnavailable TemplateUnpublished CallbackUnreadable
    BodyInvalid BodyTooLarge NotFound MethodNotAllowed Unavailable Internal
}
