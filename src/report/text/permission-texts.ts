import type { PermissionHolder } from "../../model/change-effect.ts";

/** How two sides of a permission stand to each other. */
export type PermissionTurn = "given" | "taken" | "denied" | "undenied";

/** Conditions that people have words for; what stands in them is an address, an account, a name. */
export type ConditionPhrase =
  | "endpoint"
  | "network"
  | "address"
  | "organisation"
  | "account"
  | "source"
  | "principal"
  | "service"
  | "passedTo"
  | "subject"
  | "audience"
  | "multiFactor"
  | "encrypted"
  | "region";

/**
 * What policies of IAM give and take. Strings that are handed in are already escaped for where they go; `holder` is `null`
 * where nobody is named, `resources` where it is the thing itself, and `when` is `""` without conditions.
 */
export interface PermissionTexts {
  /** What the policy of a holder allows. */
  grant(
    turn: PermissionTurn,
    actions: string,
    resources: string | null,
    when: string,
    holder: string | null,
  ): string;
  /** What those may do who are named by a policy on the thing itself. */
  share(turn: PermissionTurn, who: string, actions: string, resources: string | null, when: string): string;
  /** Who may become a role. */
  trust(turn: PermissionTurn, who: string, role: string | null, when: string): string;
  /** Only the conditions differ; `""` stands for none. */
  conditions(what: string, now: string, before: string): string;
  /** What {@link conditions} says, of a denial. */
  denial(text: string): string;
  /** What {@link conditions} speaks of. */
  what(who: string | null, actions: string, resources: string | null): string;
  trusted(who: string, role: string | null): string;
  attached(given: boolean, policies: string, count: number, holder: string | null): string;
  bounded(gained: boolean, policy: string, holder: string | null): string;
  clusterAccess(given: boolean, policy: string, holder: string | null, namespaces: string | null): string;
  unsure(text: string): string;
  readonly unread: string;
  readonly same: string;
  everythingBut(members: string): string;
  everybodyBut(members: string): string;
  readonly everybody: string;
  account(account: string): string;
  service(name: string): string;
  federated(name: string): string;
  /** Known after apply; `from` is what it is made of. */
  unknown(from: string | null): string;
  condition(phrase: ConditionPhrase, values: string): string;
  /** A test that people have no words for. */
  test(key: string, test: string, values: string): string;
  readonly unknownCondition: string;
  /** Several conditions that all have to hold. */
  all(conditions: readonly string[]): string;
  readonly holders: Readonly<Record<PermissionHolder["kind"], (name: string) => string>>;
}
