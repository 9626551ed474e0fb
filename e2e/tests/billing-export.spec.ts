import type { Page } from "@playwright/test";
import type { SimulatedAws } from "../aws/simulated-aws.ts";
import { AwsConsole } from "../pages/aws-console.ts";
import { StepView } from "../pages/step-view.ts";
import type { Api } from "../setup/api.ts";
import { proven } from "../setup/prepare.ts";
import { expect, test } from "../setup/test.ts";

const EXPORT_STACK = "landfast-billing-export";
const BUCKET_STACK = "landfast-billing-bucket";

/** A payer whose role is proven, on its page. */
async function payerPage(page: Page, api: Api, aws: SimulatedAws): Promise<StepView> {
  await aws.hurry();
  await proven(api, aws, aws.world.payer, "Harbour Holding");
  await page.goto(`/accounts/${aws.world.payer}`);
  const step = new StepView(page, "billing-export");
  await step.becomes("open");
  return step;
}

const instructions = async (page: Page): Promise<void> => {
  await page.getByTestId("export-instructions").getByRole("button", { name: "Instructions" }).click();
};

/** Launches one of the stacks as the page says, in a tab of its own. */
async function launch(page: Page, stack: string, payer: string): Promise<void> {
  const opening = page.waitForEvent("popup");
  await page.getByTestId(`open-${stack}`).click();
  const console = new AwsConsole(await opening);
  await console.signInTo(payer);
  const mark = console.page.getByRole("checkbox", { name: /might create IAM resources/ });
  if ((await mark.count()) > 0) await mark.check();
  await console.create();
  await expect(console.stackStatus).toHaveText("CREATE_COMPLETE");
  await console.page.close();
}

/** The name of the export that the page speaks of. */
const exportName = async (page: Page): Promise<string> =>
  (await page.getByTestId(`${EXPORT_STACK}-ExportName`).locator(".lf-mono").innerText()).trim();

/** Nothing is wrong, AWS has a day; then it delivers, and the manifest is read. */
async function delivered(page: Page, step: StepView, deliver: () => Promise<unknown>): Promise<void> {
  await step.checkNow.click();
  await step.becomes("waiting");
  await expect(step.headline).toContainText("AWS has not delivered yet");
  await deliver();
  await step.checkNow.click();
  await step.becomes("passed");
  await page.getByTestId("step-progress-billing-export").getByTestId("report-section").getByRole("button").click();
  await expect(step.finding("manifest_readable")).toHaveAttribute("data-outcome", "met");
}

test("a new export: one stack makes bucket and export, and its first manifest is read", async ({ page, api, aws }) => {
  const { payer } = aws.world;
  const step = await payerPage(page, api, aws);
  await instructions(page);
  const name = await exportName(page);
  await launch(page, EXPORT_STACK, payer);
  await delivered(page, step, () => aws.deliver(payer, { export: name }));
});

test("a new export with its bucket in another region: two stacks, names by choice", async ({ page, api, aws }) => {
  const { payer } = aws.world;
  const step = await payerPage(page, api, aws);
  await page.getByTestId("choose-export").click();
  const modal = page.getByTestId("form-modal");
  await modal.getByText("New export, bucket in another region", { exact: false }).first().click();
  await modal.getByLabel("Contains").click();
  await page.getByRole("option", { name: /FOCUS/ }).click();
  await page.getByTestId("form-modal-submit").click();
  await expect(modal.getByTestId("problem")).toContainText("Expected a region other than us-east-1");
  await modal.getByLabel("Region of the bucket").fill("eu-west-1");
  await modal.getByRole("button", { name: "Names" }).click();
  await modal.getByLabel("Prefix").fill("finance/bills");
  await modal.getByLabel("Name of the export").fill("harbour-focus");
  await page.getByTestId("form-modal-submit").click();
  await expect(modal).toBeHidden();
  await expect(page.getByTestId("billing-export")).toContainText("finance/bills/harbour-focus");
  await instructions(page);
  await launch(page, BUCKET_STACK, payer);
  await launch(page, EXPORT_STACK, payer);
  await delivered(page, step, () => aws.deliver(payer, { export: "harbour-focus" }));
});

test("an export that is there already is offered, the one that does not fit says why", async ({ page, api, aws }) => {
  const { payer } = aws.world;
  const step = await payerPage(page, api, aws);
  await aws.account(payer).createStack(
    { stack_name: "finance", region: "us-east-1", template_url: null, parameters: [] },
    JSON.stringify(ownBills(payer)),
  );
  await page.getByTestId("choose-export").click();
  const modal = page.getByTestId("form-modal");
  await modal.getByText("Existing export").first().click();
  const table = page.getByTestId("export-candidates");
  const poor = table.getByRole("row", { name: /harbour-monthly/ });
  await expect(poor).toContainText(/Expected .*; found/);
  await expect(poor.getByRole("radio")).toBeDisabled();
  await table.getByRole("radio", { name: "Choose harbour-hourly" }).check();
  await page.getByTestId("form-modal-submit").click();
  await expect(modal).toBeHidden();
  await instructions(page);
  await launch(page, EXPORT_STACK, payer);
  await delivered(page, step, () => aws.deliver(payer, { report: "harbour-hourly" }));
});

/** What a payer's own people made long ago: a bucket, an hourly report and a monthly one. */
function ownBills(payer: string): object {
  const bucket = `harbour-bills-${payer}`;
  const report = (name: string, unit: string): object => ({
    Type: "AWS::CUR::ReportDefinition",
    DependsOn: "Policy",
    Properties: {
      ReportName: name,
      TimeUnit: unit,
      Format: "Parquet",
      Compression: "Parquet",
      AdditionalSchemaElements: ["RESOURCES"],
      S3Bucket: bucket,
      S3Prefix: "own",
      S3Region: "us-east-1",
      RefreshClosedReports: true,
      ReportVersioning: "OVERWRITE_REPORT",
    },
  });
  const statement = {
    Effect: "Allow",
    Principal: { Service: "billingreports.amazonaws.com" },
    Action: ["s3:PutObject", "s3:GetBucketAcl", "s3:GetBucketPolicy"],
    Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
    Condition: { StringEquals: { "aws:SourceAccount": payer } },
  };
  return {
    Resources: {
      Bucket: { Type: "AWS::S3::Bucket", Properties: { BucketName: bucket } },
      Policy: {
        Type: "AWS::S3::BucketPolicy",
        Properties: { Bucket: { Ref: "Bucket" }, PolicyDocument: { Version: "2012-10-17", Statement: [statement] } },
      },
      Hourly: report("harbour-hourly", "HOURLY"),
      Monthly: report("harbour-monthly", "MONTHLY"),
    },
  };
}
