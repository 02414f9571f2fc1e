import { compileGlobs } from "../../model/glob.ts";
import type { OwnedThing, TenantSource } from "../../model/tenant-source.ts";
import type { SelectedFile } from "./select.ts";
import type { Statement, StatementReading } from "./statement.ts";
import { teamNames } from "./team-names.ts";
import { isEverything, thingsOf, unitKey } from "./things.ts";

/** A file with what was read in it. */
export interface ReadFile extends SelectedFile, StatementReading {}

export interface ClaimedThing extends Omit<OwnedThing, "tenants"> {
  /** Where that is written. */
  readonly path: string;
  readonly line: number;
}

/** What belongs together, and the teams that it is said to belong to. */
export interface Unit {
  /** The name that the folder pattern gives the tenant. */
  readonly tenant: string | null;
  /** In small letters, sorted; none: nobody that could be asked is named. */
  readonly teams: readonly string[];
  readonly things: readonly ClaimedThing[];
}

export type SourceRemark = {
  readonly path: string;
  readonly line: number;
} & (
  | { readonly kind: "unread"; readonly detail: string }
  /** `others`: what is named there and is no team by the patterns. */
  | { readonly kind: "no-team"; readonly others: readonly string[]; readonly roles: readonly string[] }
  | { readonly kind: "impossible-team"; readonly name: string }
  | { readonly kind: "too-many-teams"; readonly teams: number }
  | { readonly kind: "other-namespace"; readonly namespace: string }
  | { readonly kind: "matches-everything" | "unread-pattern"; readonly pattern: string }
);

export interface SourceUnits {
  readonly units: readonly Unit[];
  readonly remarks: readonly SourceRemark[];
}

/** More teams than this own nothing together: somebody has bound everybody. */
const teamsMax = 20;

/** All that one source says, as units. Statements about one thing, or in one folder of RoleBindings, are one unit. */
export function unitsOf(source: TenantSource, files: readonly ReadFile[]): SourceUnits {
  const drafts = new Map<string, Draft>();
  const remarks: SourceRemark[] = [];
  for (const file of files) {
    if (file.statements.length === 0 && file.unread.length === 0) continue;
    const said = saidIn(source, file);
    remarks.push(...said.remarks);
    for (const part of said.parts) addPart(drafts, part);
  }
  const units = [...drafts.values()].map((draft) => finished(draft, remarks));
  return { units, remarks };
}

/** What one file says, before it is put together with what others say. */
interface SaidInFile {
  readonly remarks: readonly SourceRemark[];
  readonly parts: readonly SaidPart[];
}

interface SaidPart extends Omit<Draft, "things"> {
  readonly key: string;
  readonly things: readonly (readonly [key: string, thing: ClaimedThing])[];
}

/**
 * What files were found to say, by what was read in them: neighbours in a history, and both sides of a change, share
 * nearly all. Path and reading decide everything, so whether something is kept changes nothing but the time.
 */
const kept = new WeakMap<TenantSource, WeakMap<ReadFile["statements"], Map<string, SaidInFile>>>();

function saidIn(source: TenantSource, file: ReadFile): SaidInFile {
  const ofSource = kept.get(source) ?? new WeakMap<ReadFile["statements"], Map<string, SaidInFile>>();
  kept.set(source, ofSource);
  const byPath = ofSource.get(file.statements) ?? new Map<string, SaidInFile>();
  ofSource.set(file.statements, byPath);
  const said = byPath.get(file.path) ?? readSaid(source, file);
  byPath.set(file.path, said);
  return said;
}

function readSaid(source: TenantSource, file: ReadFile): SaidInFile {
  const reader = { teamOf: teamNames(source, file.captures), heeds: compileGlobs(source.roles) };
  const remarks: SourceRemark[] = file.unread.map(({ line, detail }) => ({
    ...{ kind: "unread", path: file.path, line, detail },
  }));
  const parts = file.statements.flatMap((statement): readonly SaidPart[] => {
    const place = { path: file.path, line: statement.line };
    const refused = refusedOf(source, file, statement);
    remarks.push(...refused.map((remark) => ({ ...remark, ...place })));
    if (refused.some(({ kind }) => kind !== "matches-everything")) return [];
    const names = { teams: new Set<string>(), others: new Set<string>(), roles: new Set<string>() };
    addNames(names, statement, reader, (name) => remarks.push({ kind: "impossible-team", name, ...place }));
    const things = thingsOf(source, file, statement).map(
      (thing) => [thingKey(thing), { ...thing, ...place }] as const,
    );
    const key = unitKey(source, file, statement);
    return [{ ...names, key, tenant: file.captures["tenant"] ?? null, place, things }];
  });
  return { remarks, parts };
}

function addPart(drafts: Map<string, Draft>, { key, things, ...said }: SaidPart): void {
  const draft = drafts.get(key) ?? emptyDraft(said.tenant, said.place);
  drafts.set(key, draft);
  for (const [name, thing] of things) if (!draft.things.has(name)) draft.things.set(name, thing);
  for (const team of said.teams) draft.teams.add(team);
  for (const other of said.others) draft.others.add(other);
  for (const role of said.roles) draft.roles.add(role);
}

interface NameReader {
  readonly teamOf: ReturnType<typeof teamNames>;
  readonly heeds: (role: string) => boolean;
}

function addNames(
  draft: Pick<Draft, "teams" | "others" | "roles">,
  { role, names }: Statement,
  { teamOf, heeds }: NameReader,
  impossible: (name: string) => void,
): void {
  if (role !== null && !heeds(role)) {
    draft.roles.add(role);
    return;
  }
  for (const name of names) {
    const named = teamOf(name);
    if (named.kind === "team") draft.teams.add(named.team);
    else if (named.kind === "other") draft.others.add(name);
    else impossible(name);
  }
}

type Refusal = Pick<SourceRemark, "kind"> &
  (
    | { readonly kind: "other-namespace"; readonly namespace: string }
    | { readonly kind: "matches-everything" | "unread-pattern"; readonly pattern: string }
  );

/** A folder that stands for one namespace says nothing about another one, and no source gives away everything. */
function refusedOf(source: TenantSource, file: ReadFile, { about, gives }: Statement): readonly Refusal[] {
  if (source.kind === "CODEOWNERS")
    return about !== null && /[{}]/.test(about) ? [{ kind: "unread-pattern", pattern: about }] : [];
  const captured = file.captures["namespace"];
  const ofNamespace = source.kind === "RoleBinding" || source.kind === "Namespace";
  if (ofNamespace && captured !== undefined && about !== null && about !== captured)
    return [{ kind: "other-namespace", namespace: about }];
  return gives.filter(isEverything).map((pattern) => ({ kind: "matches-everything", pattern }));
}

interface Draft {
  readonly tenant: string | null;
  readonly place: { readonly path: string; readonly line: number };
  readonly teams: Set<string>;
  readonly others: Set<string>;
  readonly roles: Set<string>;
  readonly things: Map<string, ClaimedThing>;
}

function emptyDraft(tenant: string | null, place: Draft["place"]): Draft {
  return { tenant, place, teams: new Set(), others: new Set(), roles: new Set(), things: new Map() };
}

function thingKey({ asset, match, what }: Pick<ClaimedThing, "asset" | "match" | "what">): string {
  return JSON.stringify([asset, match, what]);
}

function finished({ tenant, place, teams, others, roles, things }: Draft, remarks: SourceRemark[]): Unit {
  if (teams.size > teamsMax) remarks.push({ kind: "too-many-teams", teams: teams.size, ...place });
  else if (teams.size === 0)
    remarks.push({ kind: "no-team", others: [...others].sort(), roles: [...roles].sort(), ...place });
  const sorted = teams.size > teamsMax ? [] : [...teams].sort();
  return { tenant, teams: sorted, things: [...things.values()] };
}
