import {
  ActivateOrganizationsAccessCommand,
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from "@aws-sdk/client-cloudformation";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from "@aws-sdk/client-iam";
import type { Instructions } from "../setup/api.ts";
import type { TrustPolicy } from "./trust-policy.ts";
import type { World } from "./world.ts";

/** What a stack is made of. */
type StackToLaunch = Pick<Instructions, "region" | "stack_name" | "template_url" | "parameters">;

interface RoleName {
  path: string;
  name: string;
}

/** What its owner can do in an AWS account outside the console, as its root user. */
export class AwsAccount {
  readonly #world: World;
  readonly #accountId: string;

  constructor(world: World, accountId: string) {
    this.#world = world;
    this.#accountId = accountId;
  }

  /** Launches the stack as Landfast says, from a template that is handed over if there is one, and waits until it is complete. */
  async createStack(told: StackToLaunch, templateBody?: string): Promise<void> {
    const { region, stack_name, template_url, parameters } = told;
    if (template_url === null && templateBody === undefined) throw new Error("The template is not published.");
    const cloudformation = new CloudFormationClient(this.#options(region));
    await cloudformation.send(
      new CreateStackCommand({
        StackName: stack_name,
        ...(templateBody === undefined ? { TemplateURL: template_url ?? "" } : { TemplateBody: templateBody }),
        Capabilities: ["CAPABILITY_NAMED_IAM"],
        Parameters: parameters.map(({ name, value }) => ({ ParameterKey: name, ParameterValue: value })),
      }),
    );
    const waiting = { client: cloudformation, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 };
    await waitUntilStackCreateComplete(waiting, { StackName: stack_name });
  }

  /** Updates the stack to what Landfast says now, and waits until it is complete. */
  async updateStack({ region, stack_name, template_url, parameters }: Instructions): Promise<void> {
    if (template_url === null) throw new Error("The template is not published.");
    const cloudformation = new CloudFormationClient(this.#options(region));
    await cloudformation.send(
      new UpdateStackCommand({
        StackName: stack_name,
        TemplateURL: template_url,
        Capabilities: ["CAPABILITY_NAMED_IAM"],
        Parameters: parameters.map(({ name, value }) => ({ ParameterKey: name, ParameterValue: value })),
      }),
    );
    const waiting = { client: cloudformation, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 };
    await waitUntilStackUpdateComplete(waiting, { StackName: stack_name });
  }

  /** Lets StackSets act in the organization, as the console's "Activate trusted access" does. */
  async activateStackSets(): Promise<void> {
    const cloudformation = new CloudFormationClient(this.#options(this.#world.region));
    await cloudformation.send(new ActivateOrganizationsAccessCommand({}));
  }

  /** Deletes the stack, and waits until it is gone. */
  async deleteStack({ region, stack_name }: Instructions): Promise<void> {
    const cloudformation = new CloudFormationClient(this.#options(region));
    await cloudformation.send(new DeleteStackCommand({ StackName: stack_name }));
    const waiting = { client: cloudformation, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 };
    await waitUntilStackDeleteComplete(waiting, { StackName: stack_name });
  }

  /** Makes a role by hand, with the permissions given. */
  async createRole({ path, name }: RoleName, trust: TrustPolicy, allowed: readonly string[]): Promise<string> {
    const made = await this.#iam.send(
      new CreateRoleCommand({ Path: path, RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }),
    );
    const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: allowed, Resource: "*" }] };
    await this.#iam.send(
      new PutRolePolicyCommand({ RoleName: name, PolicyName: "by-hand", PolicyDocument: JSON.stringify(policy) }),
    );
    return made.Role?.Arn ?? "";
  }

  /** Makes a user with the policy given, and a key for it. */
  async createUserWithKey(name: string, policy: string): Promise<{ id: string; secret: string }> {
    await this.#iam.send(new CreateUserCommand({ UserName: name }));
    await this.#iam.send(new PutUserPolicyCommand({ UserName: name, PolicyName: "landfast", PolicyDocument: policy }));
    const { AccessKey: key } = await this.#iam.send(new CreateAccessKeyCommand({ UserName: name }));
    return { id: key?.AccessKeyId ?? "", secret: key?.SecretAccessKey ?? "" };
  }

  /** Gives a role that is there already a policy of its own. */
  async allow(roleName: string, policy: string): Promise<void> {
    await this.#iam.send(new PutRolePolicyCommand({ RoleName: roleName, PolicyName: "allowed", PolicyDocument: policy }));
  }

  async trustPolicy(roleName: string): Promise<TrustPolicy> {
    const { Role: role } = await this.#iam.send(new GetRoleCommand({ RoleName: roleName }));
    return JSON.parse(decodeURIComponent(role?.AssumeRolePolicyDocument ?? "{}")) as TrustPolicy;
  }

  async setTrustPolicy(roleName: string, trust: TrustPolicy): Promise<void> {
    const document = JSON.stringify(trust);
    await this.#iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: roleName, PolicyDocument: document }));
  }

  /** Takes away what one of the template's inline policies allows. */
  async deletePolicy(roleName: string, policyName: string): Promise<void> {
    await this.#iam.send(new DeleteRolePolicyCommand({ RoleName: roleName, PolicyName: policyName }));
  }

  async deleteRole(roleName: string): Promise<void> {
    const { PolicyNames: names = [] } = await this.#iam.send(new ListRolePoliciesCommand({ RoleName: roleName }));
    for (const name of names) await this.deletePolicy(roleName, name);
    await this.#iam.send(new DeleteRoleCommand({ RoleName: roleName }));
  }

  get #iam(): IAMClient {
    return new IAMClient(this.#options(this.#world.region));
  }

  #options(region: string) {
    return {
      endpoint: this.#world.aws_endpoint,
      region,
      credentials: { accessKeyId: this.#accountId, secretAccessKey: "test" },
    };
  }
}
