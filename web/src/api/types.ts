/**
 * The one place that says where the API's types come from: the OpenAPI document, by `npm run gen`.
 * Names are the document's own.
 */
import type { components, paths } from "./generated/schema";

export type { paths };
type Schemas = components["schemas"];

export type AccessKeyDraft = Schemas["AccessKeyDraft"];
export type AccessKeyView = Schemas["AccessKeyView"];
export type AccountDraft = Schemas["AccountDraft"];
export type AccountKind = Schemas["AccountKind"];
export type AccountPatch = Schemas["AccountPatch"];
export type AccountStatus = Schemas["AccountStatus"];
export type AccountView = Schemas["AccountView"];
export type AccountsQuery = NonNullable<paths["/accounts"]["get"]["parameters"]["query"]>;
export type ActionView = Schemas["ActionView"];
export type AnswersTo = Schemas["AnswersTo"];
export type ActivityView = Schemas["ActivityView"];
/** How a capability comes to be on: always, by a switch of its own, or with the tag access. */
export type CapabilityChoice = "always" | "switch" | "tag_access";
/** `choice` and `by_default` come with the document; a server that does not send them has nothing to choose. */
export type CapabilityView = Schemas["CapabilityView"] & { choice?: CapabilityChoice; by_default?: boolean };
export type CauseView = Schemas["CauseView"];
export type CheckOutcome = Schemas["CheckOutcome"];
export type CheckState = Schemas["CheckState"];
export type CheckTrigger = Schemas["CheckTrigger"];
export type CheckView = Schemas["CheckView"];
export type DeploymentStatus = Schemas["DeploymentStatus"];
export type DeploymentView = Schemas["DeploymentView"];
export type DriftReason = Schemas["DriftReason"];
export type EventView = Schemas["EventView"];
export type ExternalIdView = Schemas["ExternalIdView"];
export type FieldProblem = Schemas["FieldProblem"];
export type FindingView = Schemas["FindingView"];
export type IdentitySourceView = Schemas["IdentitySourceView"];
export type IdentityView = Schemas["IdentityView"];
export type Instructions = Schemas["Instructions"];
export type KeyRotationStage = Schemas["KeyRotationStage"];
export type KeyRotationView = Schemas["KeyRotationView"];
export type KeyView = Schemas["KeyView"];
export type Method = Schemas["Method"];
export type MethodView = Schemas["MethodView"];
export type MethodsChoice = Schemas["MethodsChoice"];
export type NewTokenView = Schemas["NewTokenView"];
export type NewUserView = Schemas["NewUserView"];
export type ParameterView = Schemas["ParameterView"];
export type PermissionView = Schemas["PermissionView"];
export type PermissionsView = Schemas["PermissionsView"];
export type Problem = Schemas["Problem"];
export type ProblemCode = Schemas["ProblemCode"];
export type ReportView = Schemas["ReportView"];
export type RotationView = Schemas["RotationView"];
export type Role = Schemas["Role"];
export type SessionView = Schemas["SessionView"];
export type SetupRequest = Schemas["SetupRequest"];
export type SignInRequest = Schemas["SignInRequest"];
export type StepName = Schemas["StepName"];
export type StepState = Schemas["StepState"];
export type StepStateName = Schemas["StepStateName"];
export type StepSummary = Schemas["StepSummary"];
export type StepView = Schemas["StepView"];
export type TagAccess = Schemas["TagAccess"];
export type TokenDraft = Schemas["TokenDraft"];
export type TokenView = Schemas["TokenView"];
export type DifferenceView = Schemas["DifferenceView"];
export type RightView = Schemas["RightView"];
export type UpdateView = Schemas["UpdateView"];
export type UserDraft = Schemas["UserDraft"];
export type UserView = Schemas["UserView"];
export type Verdict = Schemas["Verdict"];
export type WaitReason = Schemas["WaitReason"];
export type WorkView = Schemas["WorkView"];
export type WorkspaceView = Schemas["WorkspaceView"];
