import Alert from "@cloudscape-design/components/alert";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Tiles from "@cloudscape-design/components/tiles";
import type { Method, Trust } from "../../api/types.ts";
import { useMethodTiles } from "../access/methods.ts";
import { OffMethods } from "../access/OffMethods.tsx";
import { hasRole } from "../access/trust.ts";
import { TrustField } from "../access/TrustField.tsx";

interface MethodStepProps {
  method: Method;
  onChange: (method: Method) => void;
  /** Whom the role is to trust; not asked of an account that is registered. */
  trust?: Trust | null;
  onTrust?: (trust: Trust) => void;
  /** The account is registered: its method stays, and every way is open on the next steps. */
  fixed?: boolean;
}

/** Step 1: how the role will be made. */
export function MethodStep({ method, onChange, trust = null, onTrust, fixed = false }: MethodStepProps) {
  const tiles = useMethodTiles();
  const items = tiles.map((tile) => ({ ...tile, disabled: (fixed && tile.value !== method) || tile.disabled === true }));
  return (
    <SpaceBetween size="m">
      {fixed && (
        <Alert type="info">
          The account is registered. The other ways are still open: they are tabs on the page of API access, and the
          account&apos;s own page changes the method.
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
      {onTrust !== undefined && hasRole(method) && <TrustField trust={trust} onChange={onTrust} />}
      <OffMethods />
    </SpaceBetween>
  );
}
