import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tiles, { type TilesProps } from "@cloudscape-design/components/tiles";
import type { Method } from "../../api/types.ts";

interface MethodStepProps {
  method: Method;
  onChange: (method: Method) => void;
  /** The account is registered: its method stays, and every way is open on the next steps. */
  fixed?: boolean;
}

interface Choice {
  label: string;
  description: string;
}
const METHODS: Record<Method, Choice> = {
  console_stack: {
    label: "AWS console",
    description: "Open the create stack page of CloudFormation with everything filled in. Recommended.",
  },
  cli: {
    label: "Command line",
    description: "One AWS CLI command, for CloudShell or your own shell.",
  },
  role_arn: {
    label: "A role of your own",
    description: "Make the role yourself and paste its ARN. Landfast checks it as strictly as its own.",
  },
  terraform: {
    label: "Terraform",
    description: "The same role by a Terraform module, which registers the account too.",
  },
};
const COMING: readonly Choice[] = [
  { label: "Access keys", description: "Off until an operator allows long-lived keys." },
  { label: "This machine's identity", description: "For the account that Landfast itself runs in." },
];

/** Step 1: how the role will be made. */
export function MethodStep({ method, onChange, fixed = false }: MethodStepProps) {
  const items = Object.entries(METHODS).map(
    ([value, choice]): TilesProps.TilesDefinition => ({ value, ...choice, disabled: fixed && value !== method }),
  );
  return (
    <SpaceBetween size="m">
      {fixed && (
        <Alert type="info">
          The account is registered. The other ways are still open: they are tabs on the page of API access.
        </Alert>
      )}
      <Tiles
        ariaLabel="Method"
        value={method}
        items={items}
        columns={3}
        onChange={({ detail }) => {
          onChange(detail.value as Method);
        }}
        data-testid="register-method"
      />
      <div>
        <Box variant="h3" tagOverride="h2">
          Coming
        </Box>
        <dl className="lf-coming">
          {COMING.map(({ label, description }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{description}</dd>
            </div>
          ))}
        </dl>
      </div>
    </SpaceBetween>
  );
}
