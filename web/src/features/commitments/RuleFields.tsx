import Alert from "@cloudscape-design/components/alert";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { FieldsProps } from "./ContractFields.tsx";
import { NO_CAP } from "./draft.ts";
import { errorAt } from "./form-errors.ts";
import { RuleField } from "./RuleField.tsx";
import { SellersField } from "./SellersField.tsx";
import type { CommitmentRulesView } from "../../api/types.ts";
import { BASES, BASIS_NAMES, CHARGE_NAMES, CHARGES, capName, countsText, sellersText } from "./words.ts";

interface RuleFieldsProps extends FieldsProps {
  defaults: CommitmentRulesView | null;
  wrongCap: string | null;
}

/** What of the bills counts. Contracts differ: whatever is chosen here says where the contract says so. */
export function RuleFields({ draft, onChange, failure, defaults, wrongCap }: RuleFieldsProps) {
  const usualCharge = (name: string) => defaults?.charges.find(({ charge }) => charge === name);
  const atCharge = (charge: string) => errorAt(failure, "rules/charges", charge) ?? errorAt(failure, "rules/charges", `${charge}/source`);
  const atCharges = CHARGE_NAMES.some((charge) => atCharge(charge) !== undefined) ? undefined : (errorAt(failure, "rules/charges") ?? errorAt(failure, "rules"));
  const isLimited = draft.cap.value !== null && draft.cap.value !== NO_CAP;
  const sellers = draft.sellers.value === null || draft.sellers.value === "all" ? null : draft.sellers.value;
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description={`AWS publishes no rule for it; your contract has it. Leave what you do not know as usual${defaults === null ? ": Landfast then takes what most contracts say, and shows it with its reason" : ""}. Change it when you have read the clause.`}>
            What counts
          </Header>
        }
      >
        <div className="lf-rules">
          <RuleField
            id="basis" label="Kind of cost" says="Which amount of a bill's line is taken."
            rule={draft.basis}
            usual={defaults === null ? null : { text: BASES[defaults.basis.value].label, why: defaults.basis.source }}
            options={BASIS_NAMES.map((value) => ({ value, label: BASES[value].label, description: BASES[value].says }))}
            error={errorAt(failure, "rules/basis")}
            onChange={(basis) => { onChange({ basis }); }}
          />
          {atCharges !== undefined && <Alert type="error">{atCharges}</Alert>}
          {CHARGE_NAMES.map((charge) => {
            const usual = usualCharge(charge);
            const rule = draft.charges[charge];
            return (
              <RuleField
                key={charge} id={charge} label={CHARGES[charge].label} says={CHARGES[charge].says}
                rule={{ value: rule.value === null ? null : rule.value ? "yes" : "no", source: rule.source }}
                usual={usual === undefined ? null : { text: countsText(usual.counts), why: usual.source }}
                options={[{ value: "yes", label: countsText(true) }, { value: "no", label: countsText(false) }]}
                error={atCharge(charge)}
                onChange={({ value, source }) => { onChange({ charges: { ...draft.charges, [charge]: { value: value === null ? null : value === "yes", source } } }); }}
              />
            );
          })}
        </div>
      </Container>
      <Container header={<Header variant="h2" description="Contracts often let a part of the commitment be spent on it.">AWS Marketplace</Header>}>
        <div className="lf-rules">
          <RuleField
            id="marketplace_cap" label="How much of it counts" says="As a part of the year's commitment."
            rule={{ value: isLimited ? "limit" : draft.cap.value, source: draft.cap.source }}
            usual={defaults === null ? null : { text: capName(defaults.marketplace_cap.percent), why: defaults.marketplace_cap.source }}
            options={[{ value: "limit", label: "Up to a limit" }, { value: NO_CAP, label: capName(null) }]}
            error={isLimited ? undefined : errorAt(failure, "rules/marketplace_cap")}
            onChange={({ value, source }) => { onChange({ cap: { value: value === "limit" ? (isLimited ? draft.cap.value : "") : value === null ? null : NO_CAP, source } }); }}
          >
            {isLimited && (
              <FormField label="Limit in per cent of the year's commitment" errorText={wrongCap ?? errorAt(failure, "rules/marketplace_cap")}>
                <Input value={draft.cap.value ?? ""} onChange={({ detail }) => { onChange({ cap: { ...draft.cap, value: detail.value } }); }} inputMode="numeric" autoComplete={false} placeholder="25" data-testid="marketplace-percent" />
              </FormField>
            )}
          </RuleField>
          <RuleField
            id="marketplace_sellers" label="Whose offers count" says="By the legal entity that the bill names."
            rule={{ value: sellers !== null ? "some" : draft.sellers.value === null ? null : "all", source: draft.sellers.source }}
            usual={defaults === null ? null : { text: sellersText(defaults.marketplace_sellers.names), why: defaults.marketplace_sellers.source }}
            options={[{ value: "all", label: sellersText(null) }, { value: "some", label: "Only certain sellers" }]}
            error={sellers === null ? errorAt(failure, "rules/marketplace_sellers") : undefined}
            onChange={({ value, source }) => { onChange({ sellers: { value: value === "some" ? (sellers ?? []) : value === null ? null : "all", source } }); }}
          >
            {sellers !== null && (
              <SellersField chosen={sellers} onChange={(names) => { onChange({ sellers: { ...draft.sellers, value: names } }); }} error={errorAt(failure, "rules/marketplace_sellers")} />
            )}
          </RuleField>
        </div>
      </Container>
    </SpaceBetween>
  );
}
