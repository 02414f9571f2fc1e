import type { EstateRepository, GitHub, Installation, InstallationGitHub } from "../../github/index.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { Log } from "../../model/log.ts";
import type { NewRecord, Notes, Records } from "../../store/index.ts";
import { accessSnapshot, type PlaceAccess } from "../audit/access.ts";
import { accessRecords } from "../audit/access-records.ts";
import { changedFrom } from "../audit/changed-from.ts";
import { lastControls } from "../audit/control.ts";
import { type Coverage, coverageOf } from "../audit/coverage.ts";
import { holdsScope } from "../audit/scope.ts";
import { expiredWaivers } from "../audit/waivers-expired.ts";
import { bindTeams, keptBindings, membersBehind } from "../teams/bindings.ts";
import { Findings, type SweepResult } from "./result.ts";

/** Trees that one sweep of an installation lists, each one call: of the rest it is told the next time. */
const treesMax = 1_000;

export interface EstatePorts {
  readonly installations: () => Promise<readonly Pick<Installation, "id" | "account" | "repositories">[]>;
  readonly installation: (
    id: number,
  ) => Pick<InstallationGitHub, "estate"> & { readonly read: Pick<GitHub["read"], "teamMembers" | "teams"> };
  readonly records: Pick<Records, "ofPulls" | "ofRepository" | "append">;
  readonly log: Pick<Log, "warn">;
  readonly notes: Pick<Notes, "get" | "set">;
  /** What was last in force in a repository; `null`: nothing was ever judged there. */
  readonly settingsOf: (repositoryId: number) => Promise<Configuration | null>;
  readonly now: () => Date;
}

type Installed = Awaited<ReturnType<EstatePorts["installations"]>>[number];

/** Once a day: which repositories an organisation has and which are covered, who may do what in them, what ran out. */
export async function sweepEstate(ports: EstatePorts): Promise<SweepResult> {
  const findings = new Findings();
  for (const installed of await ports.installations())
    await findings.at(installed.account, () => lookAt(installed, findings, ports));
  return findings.result();
}

async function lookAt(installed: Installed, findings: Findings, ports: EstatePorts): Promise<void> {
  const { estate } = ports.installation(installed.id);
  const covered = await estate.installed();
  const ids = new Set(covered.map(({ id }) => id));
  const visible = (await estate.visible(installed.account)) ?? [];
  const others = visible.filter(({ id }) => !ids.has(id));
  findings.looked += covered.length + others.length;
  const inScope = await scopes([...covered, ...others], installed, findings, ports);
  findings.records.push(...(await coverage(installed, { covered, others, inScope }, ports)));
  findings.records.push(...(await access(installed, covered, findings, ports)));
}

/** Listed anew where something was pushed since. */
async function scopes(
  repositories: readonly EstateRepository[],
  { id, account }: Installed,
  findings: Findings,
  { installation, notes }: EstatePorts,
): Promise<ReadonlyMap<number, boolean>> {
  const found = new Map<number, boolean>();
  let listed = 0;
  for (const repository of repositories) {
    const { pushedAt, defaultBranch } = repository;
    const note = `scope:${repository.id}`;
    const [known, holds] = (await notes.get(note))?.split(" ") ?? [];
    if (known === String(pushedAt)) {
      found.set(repository.id, holds === "yes");
      continue;
    }
    if (listed >= treesMax) {
      findings.unfinished = true;
      continue;
    }
    await findings.at(`${account}/${repository.name}`, async () => {
      listed += 1;
      const none = pushedAt === null || defaultBranch === null;
      const tree = none
        ? { paths: [], complete: true }
        : await installation(id).estate.paths(repository, defaultBranch);
      if (tree === null) return;
      const isThere = holdsScope(tree.paths);
      if (!isThere && !tree.complete) return;
      found.set(repository.id, isThere);
      await notes.set(note, `${pushedAt} ${isThere ? "yes" : "no"}`);
    });
  }
  return found;
}

async function coverage(
  { account: organisation, repositories: installed }: Installed,
  seen: {
    readonly covered: readonly EstateRepository[];
    readonly others: readonly EstateRepository[];
    readonly inScope: ReadonlyMap<number, boolean>;
  },
  { records, now }: EstatePorts,
): Promise<readonly NewRecord[]> {
  const kept = await records.ofRepository(null, "coverage");
  const last = kept.findLast(({ body }) => body.kind === "coverage" && body.organisation === organisation);
  const gated = new Map<number, boolean>();
  for (const { id, defaultBranch } of seen.covered) {
    const control = (await lastControls(id, records)).get(defaultBranch ?? "");
    if (control !== undefined) gated.set(id, control.check === "required-of-us");
  }
  const { repositories, alerts } = coverageOf({
    installed: seen.covered,
    others: seen.others,
    inScope: seen.inScope,
    gated,
    last: last?.body.kind === "coverage" ? last.body.repositories : [],
    now: now().toISOString(),
  });
  const body: Coverage = { kind: "coverage", organisation, installed, repositories };
  return [
    ...changedFrom(last, { repositoryId: null, name: organisation }, body),
    ...alerts.map((alert): NewRecord => {
      const id =
        repositories.find(({ name }) => "repository" in alert && name === alert.repository)?.id ?? null;
      const key = "since" in alert ? `not-covered ${alert.since}` : "not-covered";
      return { scope: "repository", repositoryId: id, key, body: { kind: "alert", alert } };
    }),
  ];
}

async function access(
  { id, account: organisation }: Installed,
  covered: readonly EstateRepository[],
  findings: Findings,
  ports: EstatePorts,
): Promise<readonly NewRecord[]> {
  const { records, settingsOf } = ports;
  const { estate, read } = ports.installation(id);
  const places: PlaceAccess[] = [];
  for (const repository of covered) {
    if (repository.asleep) continue;
    const name = `${repository.owner}/${repository.name}`;
    await findings.at(name, async () => {
      const administrators = await estate.administrators(repository);
      const controls = [...(await lastControls(repository.id, records))].map(([branch, control]) => {
        return { branch, control };
      });
      const configuration = await settingsOf(repository.id);
      if (configuration !== null)
        findings.records.push(...(await expiredWaivers(repository.id, configuration, ports)));
      places.push({ name, configuration, administrators, controls });
    });
  }
  const owners = await estate.owners(organisation);
  for (const { configuration } of places)
    if (configuration !== null) await bindTeams(organisation, configuration, { ...ports, read });
  const membersOf = membersBehind(organisation, await keptBindings(records), { ...ports, read });
  return accessRecords(organisation, await accessSnapshot({ places, owners, membersOf }), records);
}
