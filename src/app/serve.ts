import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { MirrorSource } from "../git/index.ts";
import { type GitHubApp, type RepositoryRef, subjectOf } from "../github/index.ts";
import type { Job } from "../store/index.ts";
import { createAttendant } from "./attend/attendant.ts";
import { enforcesAnything } from "./attend/enforces.ts";
import { lastGoodSettings } from "./attend/in-force.ts";
import { runsWithPlans } from "./attend/plans/swept.ts";
import type { Addresses, AttendPorts } from "./attend/ports.ts";
import { type EffectPatience, EffectReader } from "./effect.ts";
import { pushedByAutomation } from "./sweep/automation.ts";
import { mergeFinder } from "./sweep/found-merge.ts";
import { stepJudge } from "./sweep/out-of-scope.ts";
import type { SweepResult } from "./sweep/result.ts";
import { runSweep, type SweepPorts, scheduleSweeps } from "./sweep.ts";

export interface ServePorts extends Omit<AttendPorts, "gitHub" | "addresses" | "attemptId" | "effects"> {
  readonly gitHub: GitHubApp;
  readonly environment: {
    readonly app: { readonly id: number };
    readonly gitHub: { readonly webUrl: string };
    readonly dataFolder: string;
  };
  /** Keeps the last checkpoint of the ledger elsewhere. */
  readonly anchors: () => Promise<SweepResult>;
  /** Absent: that of a server, behind which people wait. */
  readonly effectPatience?: EffectPatience;
}

/** The work of a server: what is done with a job, and what has to be asked for before the first. */
export function createServerAttendant(ports: ServePorts): {
  begin(): Promise<void>;
  handle(job: Job): Promise<void>;
  end(): Promise<void>;
} {
  const { gitHub, environment } = ports;
  const effects = new EffectReader(join(environment.dataFolder, "cache"), ports.effectPatience);
  const self = { appId: environment.app.id };
  const attend: AttendPorts = {
    ...ports,
    gitHub: { installation: (id) => gitHub.installation(id), self },
    addresses: addressesAt(environment.gitHub.webUrl),
    attemptId: () => randomUUID(),
    effects,
  };
  const sweeping = sweepPorts(ports, attend);
  return {
    begin: () => scheduleSweeps(sweeping),
    end: () => effects.close(),
    handle: createAttendant({ ...attend, sweep: (sweep) => runSweep(sweep, sweeping) }),
  };
}

function addressesAt(webUrl: string): Addresses {
  const web = ({ owner, name }: RepositoryRef) => `${webUrl}/${owner}/${name}`;
  return { web, git: (repository) => `${web(repository)}.git` };
}

function sweepPorts(ports: ServePorts, attend: AttendPorts): SweepPorts {
  const { gitHub, store, mirrors, anchors, log, now } = ports;
  const { self } = attend.gitHub;
  const { records, ledger, erasures, blobs, notes, inbox, work } = store;
  const source = (installationId: number, repository: RepositoryRef): MirrorSource => ({
    repositoryId: repository.id,
    url: attend.addresses.git(repository),
    token: () => gitHub.installation(installationId).token(),
  });
  return {
    app: gitHub,
    estate: {
      ...gitHub,
      records,
      notes,
      log,
      now,
      settingsOf: (id) => lastGoodSettings(id, { ...attend.store, ...attend.review }),
    },
    appId: self.appId,
    records,
    ledger,
    erasures,
    blobs,
    notes,
    inbox,
    now,
    log,
    request: (subject, at) => work.request(subject, at),
    subjectOf: (event, payload) => subjectOf(event, payload, self),
    history: (installationId, repository, want) =>
      mirrors.firstParent(source(installationId, repository), want),
    runsWithPlans: (installationId, repository) =>
      runsWithPlans(repository, gitHub.installation(installationId).plans, attend),
    anchors,
    enforces: (repository) => enforcesAnything(repository, attend),
    byAutomation: (repository, push) =>
      pushedByAutomation(repository, push, { ...attend.store, ...attend.review }),
    judgeStep: stepJudge(attend),
    retentionYears: async (id) =>
      (await lastGoodSettings(id, { ...attend.store, ...attend.review }))?.retentionYears ?? null,
    newId: attend.attemptId,
    timezone: async ({ id }) =>
      (await lastGoodSettings(id, { ...attend.store, ...attend.review }))?.timezone ?? "UTC",
    foundMerge: mergeFinder((installationId) => gitHub.installation(installationId).read, self.appId),
  };
}
