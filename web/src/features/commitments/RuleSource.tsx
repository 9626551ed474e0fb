interface RuleSourceProps {
  is_default: boolean;
  source: string;
}

/** Who says a rule: the contract, in the words of whoever typed it, or Landfast. */
export function RuleSource({ is_default: isDefault, source }: RuleSourceProps) {
  if (isDefault) return <span className="lf-about">As usual: {source}</span>;
  return source === "" ? <span className="lf-about">Chosen here; no clause is named.</span> : <span className="lf-anywhere">{source}</span>;
}
