//! The closed list of what can go wrong, and what each means to a caller.

use self::ProblemCode as P;

/// Why a use case refused. The text form is the HTTP contract; each has a page under `docs/codes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemCode {
    AccountIdInvalid,
    AccountIdTaken,
    AccountIdsInvalid,
    AccountNameInvalid,
    AccountNameTaken,
    AccountNotFound,
    RegionInvalid,
    MethodUnknown,
    MethodDisabled,
    TrustUnknown,
    IssuerUnavailable,
    AccessKeyIdInvalid,
    AccessKeyTemporary,
    SecretAccessKeyInvalid,
    SecretKeyUnusable,
    ChoicesInvalid,
    MemberRoleInvalid,
    RoleArnInvalid,
    RoleArnOtherAccount,
    RoleArnOtherPartition,
    StepNotFound,
    StepNotApplicable,
    ActionNotAllowed,
    CheckNotFound,
    AccessRemains,
    ReceiptNotFound,
    PermitNotFound,
    ActivationNotFound,
    CursorInvalid,
    SignInFailed,
    SignInRequired,
    TooManyAttempts,
    Forbidden,
    WorkspaceNotFound,
    WorkspaceNameTaken,
    WorkspaceNameInvalid,
    OneTimeLinkInvalid,
    PasswordTooWeak,
    EmailInvalid,
    UserExists,
    UserNotFound,
    LastOperator,
    TokenNotFound,
    TokenNameInvalid,
    TokenExpiryInvalid,
    OwnerLinkInvalid,
    OwnerLinkNotFound,
    OwnerLinkExpiryInvalid,
    WorkNotFound,
    WebhookNotFound,
    WebhookNameInvalid,
    WebhookUrlInvalid,
    WebhookKindsInvalid,
    WebhookLimit,
    DeliveryNotFound,
    BillQuestionInvalid,
    BillQuestionTooLarge,
    CommitmentInvalid,
    CommitmentNameTaken,
    CommitmentNotFound,
    IdentityUnavailable,
    TemplateUnpublished,
    CallbackUnreadable,
    BodyInvalid,
    BodyTooLarge,
    NotFound,
    MethodNotAllowed,
    Unavailable,
    Internal,
}

/// What a caller can do about it. Mapped exhaustively to HTTP status, exit code and log level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Send something else.
    Invalid,
    NotFound,
    /// Sign in.
    Unauthenticated,
    Denied,
    /// Something else is there, or is not there yet.
    Conflict,
    TooLarge,
    MethodNotAllowed,
    TooMany,
    /// Try again later.
    Unavailable,
    /// A defect of Landfast.
    Bug,
}

impl ProblemCode {
    #[must_use]
    pub const fn kind(self) -> Kind {
        match self {
            _ if self.is_invalid() => Kind::Invalid,
            P::AccountIdTaken
            | P::AccountNameTaken
            | P::MethodDisabled
            | P::IssuerUnavailable
            | P::StepNotApplicable
            | P::ActionNotAllowed
            | P::AccessRemains
            | P::WorkspaceNameTaken
            | P::UserExists
            | P::LastOperator
            | P::WebhookLimit
            | P::CommitmentNameTaken
            | P::TemplateUnpublished => Kind::Conflict,
            P::AccountNotFound
            | P::StepNotFound
            | P::CheckNotFound
            | P::ReceiptNotFound
            | P::PermitNotFound
            | P::ActivationNotFound
            | P::WorkspaceNotFound
            | P::UserNotFound
            | P::TokenNotFound
            | P::OwnerLinkNotFound
            | P::WorkNotFound
            | P::WebhookNotFound
            | P::DeliveryNotFound
            | P::CommitmentNotFound
            | P::NotFound => Kind::NotFound,
            P::SignInFailed | P::SignInRequired | P::OneTimeLinkInvalid | P::OwnerLinkInvalid => {
                Kind::Unauthenticated
            }
            P::TooManyAttempts => Kind::TooMany,
            P::Forbidden => Kind::Denied,
            P::BodyTooLarge => Kind::TooLarge,
            P::MethodNotAllowed => Kind::MethodNotAllowed,
            P::IdentityUnavailable
            | P::SecretKeyUnusable
            | P::CallbackUnreadable
            | P::Unavailable => Kind::Unavailable,
            // The list of the snapshot shows each code with its status: one that is forgotten is a bug there.
            _ => Kind::Bug,
        }
    }

    /// Whether what was sent is at fault.
    const fn is_invalid(self) -> bool {
        matches!(
            self,
            P::AccountIdInvalid
                | P::AccountIdsInvalid
                | P::AccountNameInvalid
                | P::RegionInvalid
                | P::MethodUnknown
                | P::TrustUnknown
                | P::AccessKeyIdInvalid
                | P::AccessKeyTemporary
                | P::SecretAccessKeyInvalid
                | P::ChoicesInvalid
                | P::MemberRoleInvalid
                | P::RoleArnInvalid
                | P::RoleArnOtherAccount
                | P::RoleArnOtherPartition
                | P::CursorInvalid
                | P::PasswordTooWeak
                | P::EmailInvalid
                | P::TokenNameInvalid
                | P::TokenExpiryInvalid
                | P::OwnerLinkExpiryInvalid
                | P::WebhookNameInvalid
                | P::WebhookUrlInvalid
                | P::WebhookKindsInvalid
                | P::WorkspaceNameInvalid
                | P::BillQuestionInvalid
                | P::BillQuestionTooLarge
                | P::CommitmentInvalid
                | P::BodyInvalid
        )
    }
}
