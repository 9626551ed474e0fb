/** A trust policy as the template makes it. */
export interface TrustPolicy {
  Version: string;
  Statement: TrustStatement[];
}

export interface TrustStatement {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Principal: "*" | { AWS: string | string[] };
  Action: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

/** A trust policy that is as it should be, for a role made by hand. */
export function goodTrust(principal: string, externalId: string): TrustPolicy {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: principal },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": externalId } },
      },
    ],
  };
}

/** The statement that lets Landfast in. */
function door(trust: TrustPolicy): TrustStatement {
  const found = trust.Statement.find(({ Action: action }) => action === "sts:AssumeRole");
  if (found === undefined) throw new Error("The trust policy has no statement for sts:AssumeRole.");
  return found;
}

// The ways in which people break a trust policy by hand. Each changes the policy that it is given.

export function trustEverybody(trust: TrustPolicy): void {
  door(trust).Principal = "*";
  // Left in, the condition on the principal would keep everybody out.
  delete door(trust).Condition?.["ArnEquals"];
}

export function demandAnyExternalId(trust: TrustPolicy): void {
  const { StringEquals: _, ...rest } = door(trust).Condition ?? {};
  door(trust).Condition = { ...rest, StringLike: { "sts:ExternalId": "*" } };
}

export function makeExternalIdOptional(trust: TrustPolicy): void {
  const { StringEquals: demanded = {}, ...rest } = door(trust).Condition ?? {};
  door(trust).Condition = { ...rest, StringEqualsIfExists: demanded };
}

export function demandNoExternalId(trust: TrustPolicy): void {
  delete door(trust).Condition?.["StringEquals"];
}

export function trustSomebodyElseToo(other: string): (trust: TrustPolicy) => void {
  return (trust) => {
    const own = structuredClone(door(trust));
    own.Principal = { AWS: other };
    delete own.Condition?.["ArnEquals"];
    trust.Statement.push({ ...own, Sid: "AlsoThem" });
  };
}
