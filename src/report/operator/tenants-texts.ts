import type { Asset } from "../../model/tenant-source.ts";

/** What `sekisho tenants` says. */
export interface TenantsTexts {
  readonly assets: Readonly<Record<Asset, string>>;
  /** `7 namespaces`. */
  readonly counted: Readonly<Record<Asset, (count: number) => string>>;
  readonly nobody: string;
  head(tenants: number, teams: number): string;
  readonly columns: readonly [tenant: string, teams: string, owns: string, written: string];
  readonly configuration: string;
  files(count: number): string;
  readonly nothingOwned: string;
  setting(key: string): string;
  unknownThing(thing: string): string;
  ownedBy(kind: string, what: string): string;
  unowned(kind: string, what: string): string;
  readonly good: string;
  problems(count: number): string;
  readonly conflicts: string;
  twoOwners(things: string, owners: string): string;
  overruled(things: string, owners: string, others: string): string;
  readonly mendConflict: string;
  readonly remarks: string;
  readonly remark: {
    unread(detail: string): string;
    noTeam(others: string, roles: string): string;
    impossibleTeam(name: string): string;
    tooManyTeams(teams: number): string;
    otherNamespace(namespace: string): string;
    settingMatchesEverything(pattern: string): string;
    fileMatchesEverything(pattern: string): string;
    matchesNothing(pattern: string): string;
    unreadPattern(pattern: string): string;
    readonly findsNothing: string;
  };
  readonly orphans: string;
  filesInFolder(folder: string, files: number): string;
  readonly mendOrphans: string;
  notOwned(assets: string): string;
  teamsNotChecked(teams: number): string;
  more(count: number): string;
}
