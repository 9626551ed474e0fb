import {
  ActivateOrganizationsAccessCommand,
  CloudFormationClient,
  CreateStackInstancesCommand,
  CreateStackSetCommand,
  DescribeStackSetOperationCommand,
  UpdateStackSetCommand,
} from "@aws-sdk/client-cloudformation";
import { expect } from "@playwright/test";
import type { World } from "./world.ts";

/** What the StackSet of a roll-out is made of. */
export interface StackSetToMake {
  stack_set_name: string;
  region: string;
  template_url: string;
  root_id: string;
  parameters: { name: string; value: string }[];
}

/** What the owner of a payer does with a StackSet outside the console, as its root user. */
export class PayerStackSet {
  readonly #client: CloudFormationClient;
  readonly #told: StackSetToMake;

  constructor(world: World, payer: string, told: StackSetToMake) {
    this.#told = told;
    this.#client = new CloudFormationClient({
      endpoint: world.aws_endpoint,
      region: told.region,
      credentials: { accessKeyId: payer, secretAccessKey: "test" },
    });
  }

  /** Service-managed, with automatic deployment; no account has an instance yet. */
  async create(): Promise<void> {
    await this.#client.send(new ActivateOrganizationsAccessCommand({}));
    const { stack_set_name, template_url, parameters } = this.#told;
    await this.#client.send(
      new CreateStackSetCommand({
        StackSetName: stack_set_name,
        TemplateURL: template_url,
        PermissionModel: "SERVICE_MANAGED",
        AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
        ManagedExecution: { Active: true },
        Capabilities: ["CAPABILITY_NAMED_IAM"],
        Parameters: parameters.map(({ name, value }) => ({ ParameterKey: name, ParameterValue: value })),
      }),
    );
  }

  /** Deploys to the whole organization, whoever fails, and waits until that ended. */
  async deploy(): Promise<void> {
    const { stack_set_name, root_id, region } = this.#told;
    const { OperationId } = await this.#client.send(
      new CreateStackInstancesCommand({
        StackSetName: stack_set_name,
        DeploymentTargets: { OrganizationalUnitIds: [root_id] },
        Regions: [region],
        OperationPreferences: { FailureTolerancePercentage: 100, MaxConcurrentPercentage: 100 },
      }),
    );
    await this.#ended(OperationId ?? "");
  }

  /** Changes one parameter of it, and waits until that ended. */
  async change(name: string, value: string): Promise<void> {
    const { stack_set_name, parameters } = this.#told;
    const { OperationId } = await this.#client.send(
      new UpdateStackSetCommand({
        StackSetName: stack_set_name,
        UsePreviousTemplate: true,
        Capabilities: ["CAPABILITY_NAMED_IAM"],
        Parameters: parameters.map((one) => ({ ParameterKey: one.name, ParameterValue: one.name === name ? value : one.value })),
        OperationPreferences: { FailureTolerancePercentage: 100, MaxConcurrentPercentage: 100 },
      }),
    );
    await this.#ended(OperationId ?? "");
  }

  async #ended(id: string): Promise<void> {
    const asked = new DescribeStackSetOperationCommand({ StackSetName: this.#told.stack_set_name, OperationId: id });
    const status = async () => (await this.#client.send(asked)).StackSetOperation?.Status;
    await expect.poll(status, { intervals: [100], timeout: 60_000 }).toMatch(/SUCCEEDED|FAILED/);
  }
}
