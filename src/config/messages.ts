import type { Mark } from "./schema/marks.ts";

/** What a value must be, where a pattern or a check says so. */
export type FormatName =
  | "team"
  | "reviewer"
  | "quantity"
  | "quotaResource"
  | "kubernetesVersion"
  | "localDate"
  | "timezone"
  | "glob"
  | "name"
  | "ruleSet"
  | "pageAddress"
  | "duration"
  | "calendar"
  | "freezeOrder"
  | "tenantWithoutTeam"
  | "login"
  | "waiverId"
  | "emptyRules"
  | "emptyScope"
  | "repository"
  | "sourceName"
  | "teamTemplate"
  | "ofOwnersFile"
  | "anchor"
  | "anchorFolder"
  | "anchorEndpoint"
  | "anchorName";

/** Kinds of values, as people call them. */
export type ValueKind = "text" | "number" | "boolean" | "list" | "map" | "nothing";

/** Everything that is said about a configuration file; whole sentences. */
export interface ConfigurationMessages {
  /** A link or a submodule, or larger than files are read. */
  readonly unreadable: string;
  readonly tooLarge: (bytesMax: number) => string;
  readonly tooDeep: string;
  readonly aliases: string;
  readonly syntax: (detail: string) => string;
  readonly forbiddenKey: (key: string) => string;
  readonly duplicateKey: (key: string) => string;
  readonly notAMap: string;
  readonly unknownKey: (key: string) => string;
  readonly missingKey: (key: string) => string;
  readonly wrongKind: (key: string, expected: ValueKind, actual: ValueKind) => string;
  readonly needsQuotes: (key: string, value: string) => string;
  readonly wrongValue: (key: string, value: string, allowed: readonly string[]) => string;
  readonly wrongFormat: (key: string, format: FormatName) => string;
  readonly outOfRange: (key: string) => string;
  readonly orgOnly: (key: string, mark: Mark) => string;
  readonly notOverridable: (key: string) => string;
  readonly overruled: (key: string, mark: Mark) => string;
  readonly unknownRule: (id: string) => string;
  readonly unknownParameter: (ruleId: string, name: string) => string;
  readonly unknownTenant: (name: string) => string;
  readonly unknownEnvironment: (name: string) => string;
  readonly unknownFamily: (name: string) => string;
  readonly sourceWithoutOrganisation: (key: string) => string;
  readonly twoOwners: (pattern: string, first: string, second: string) => string;
  readonly waiver: WaiverMessages;
}

interface WaiverMessages {
  readonly duplicateId: (id: string, otherPath: string) => string;
  readonly ownApproval: (id: string) => string;
  readonly never: (id: string, ruleId: string) => string;
  readonly tooLong: (id: string, days: number, daysMax: number) => string;
  readonly notYetGranted: (id: string, granted: string) => string;
  readonly order: (id: string) => string;
}
