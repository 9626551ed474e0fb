import Autosuggest, { type AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import TokenGroup, { type TokenGroupProps } from "@cloudscape-design/components/token-group";
import { useRef, useState } from "react";

interface TokensFieldProps {
  label: string;
  chosen: readonly string[];
  onChange: (chosen: readonly string[]) => void;
  /** What is known and not chosen yet. */
  options: readonly AutosuggestProps.Option[];
  /** How one that is chosen is drawn. */
  tokenOf: (value: string) => TokenGroupProps.Item;
  /** What was typed as it is to be kept. */
  tidy: (typed: string) => string;
  /** Whether what was typed is kept when the field is left. */
  isWhole: (value: string) => boolean;
  placeholder: string;
  enteredText: (value: string) => string;
  empty: string;
  invalid?: boolean;
  "data-testid"?: string;
}

/** Values of which some are known and others are typed. */
export function TokensField({ label, chosen, onChange, options, tokenOf, tidy, isWhole, placeholder, enteredText, empty, invalid = false, "data-testid": testId }: TokensFieldProps) {
  const [typed, setTyped] = useState("");
  const add = (value: string) => {
    const tidied = tidy(value);
    setTyped("");
    if (tidied !== "" && !chosen.includes(tidied)) onChange([...chosen, tidied]);
  };
  // The key that chooses is also the one that sends a form, and it comes here after the choice.
  const isChosen = useRef(false);
  const keep: AutosuggestProps["onKeyDown"] = (event) => {
    if (event.detail.key === "Enter" && typed !== "") {
      event.preventDefault();
      if (!isChosen.current) add(typed);
    }
    isChosen.current = false;
  };
  return (
    <div data-testid={testId}>
      <Autosuggest
        value={typed}
        onChange={({ detail }) => { setTyped(detail.value); }}
        onSelect={({ detail }) => {
          isChosen.current = true;
          add(detail.value);
        }}
        onKeyDown={keep}
        onBlur={() => { if (isWhole(tidy(typed))) add(typed); }}
        options={options.filter(({ value }) => value !== undefined && !chosen.includes(value))}
        enteredTextLabel={enteredText}
        placeholder={placeholder}
        ariaLabel={label}
        empty={empty}
        invalid={invalid}
      />
      <TokenGroup
        items={chosen.map((value) => ({ ...tokenOf(value), dismissLabel: `Leave ${value} out` }))}
        onDismiss={({ detail }) => { onChange(chosen.filter((_, place) => place !== detail.itemIndex)); }}
      />
    </div>
  );
}
