import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { useQuery } from "@tanstack/react-query";
import { issuer } from "../../api/settings.ts";
import type { Trust } from "../../api/types.ts";
import { TRUSTS } from "./trust.ts";

interface TrustFieldProps {
  /** `null`: the server's usual one. */
  trust: Trust | null;
  onChange: (trust: Trust) => void;
  error?: string | undefined;
}

/** Whom the role trusts; drawn only where the server is an issuer, because there is no choice elsewhere. */
export function TrustField({ trust, onChange, error = "" }: TrustFieldProps) {
  const { data } = useQuery(issuer);
  if (data === undefined || data.issuer === null) return null;
  return (
    <FormField label="Whom the role trusts" description={`This server is the OIDC issuer ${data.issuer}.`} errorText={error}>
      <RadioGroup
        ariaLabel="Whom the role trusts"
        value={trust ?? data.usual_trust}
        items={Object.entries(TRUSTS).map(([value, { label, description }]) => ({ value, label, description }))}
        onChange={({ detail }) => { onChange(detail.value as Trust); }}
        data-testid="trust"
      />
    </FormField>
  );
}
