import { randomUUID } from "node:crypto";
import type { MirrorSource } from "../git/index.ts";
import { type GitHubApp, type RepositoryRef, subjectOf } from "../github/index.ts";
import type { Job } from "../store/index.ts";
import { createAttendant } from "./attend/attendant.ts";
import { enforcesAnything } from "./attend/enforces.ts";
import { runsWithPlans } from "./attend/plans/swept.ts";
import type { Addresses, AttendPorts } from "./attend/ports.ts";
import { EffectReader } from "./effect.ts";
import { pushedByAutomation } from "./sweep/automation.ts";
import { runSweep, type SweepPorts, scheduleSweeps } from "./sweep.ts";

export interface ServePorts extends Omit<AttendPorts, "gitHub" | "addresses" | "attemptId" | "effects"> {
  readonly gitHub: GitHubApp;
  readonly environment: {
    readonly app: { readonly id: number };
    readonly gitHub: { readonly webUrl: string };
  };
}

/** The work of a server: what is done with a job, and what has to be asked for before the first. */
export function createServerAttendant(ports: ServePorts): {
  begin(): Promise<void>;
  handle(job: Job): Promise<void>;
  end(): Promise<void>;
} {
  const { gitHub, environment } = ports;
  const effects = new EffectReader();
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

function sweepPorts({ gitHub, store, mirrors, log, now }: ServePorts, attend: AttendPorts): SweepPorts {
  const { self } = attend.gitHub;
  const { records, blobs, notes, inbox, work } = store;
  const source = (installationId: number, repository: RepositoryRef): MirrorSource => ({
    repositoryId: repository.id,
    url: attend.addresses.git(repository),
    token: () => gitHub.installation(installationId).token(),
  });
  return {
    app: gitHub,
    appId: self.appId,
    records,
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
    enforces: (repository) => enforcesAnything(repository, attend),
    byAutomation: (repository, push) =>
      pushedByAutomation(repository, push, { ...attend.store, ...attend.review }),
  };
}
