import type { MirrorSnapshot } from "../../git/index.ts";
import type { DeliveryFact, GitHub, RepositoryRef } from "../../github/index.ts";
import type { GateInput } from "../../model/gate.ts";
import type { Job } from "../../store/index.ts";
import type { PolicySet } from "../policy-set.ts";
import { type InForce, lastGoodFiles, settingsInForce } from "./in-force.ts";
import { decideUnder, judgePull } from "./judge-pull.ts";
import { underSet } from "./notice.ts";
import { withPolicyRepositories } from "./policy-repositories.ts";
import type { AttendPorts } from "./ports.ts";
import { openSituation } from "./situation.ts";
import { waiversOf } from "./waivers.ts";

export type GroupFact = Extract<DeliveryFact, { readonly kind: "merge-group" }>;

/** What is known about a group before it is judged. */
export interface Group {
  readonly fact: GroupFact;
  readonly repository: RepositoryRef;
  readonly github: GitHub;
  readonly job: Job;
  readonly deliveries: readonly string[];
}

/** One pull request of the group, with what stands approved in it. */
export interface Member {
  readonly input: GateInput;
  readonly decisionId: string;
  readonly organisation: { readonly path: string; readonly text: string } | null;
  readonly waivers: ReturnType<typeof waiversOf>;
  /** The set before, where that decides about it still; `null`: the one in force. */
  readonly until: PolicySet | null;
}

export async function memberOf(
  { repository, github, job }: Group,
  number: number,
  ports: AttendPorts,
): Promise<Member | null> {
  const reading = await github.read.pull(repository, number);
  if (reading === null) return null;
  const records = await ports.store.records.ofPull(repository.id, number);
  const situation = await openSituation(reading, github, records, job.signal, ports);
  try {
    const decided = await decideUnder(situation, records, ports);
    const { input } = await judgePull(situation, decided, records, ports);
    const { decisionId } = decided;
    const waivers = waiversOf(situation, records);
    const until = decided.announced?.until ?? null;
    return { input, decisionId, organisation: reading.organisationFile, waivers, until };
  } finally {
    situation.snapshot.close();
  }
}

/** A group whose pull requests cannot be read must not make us forget what the organisation said last. */
export async function groupSettings(
  { repository, github, job }: Group,
  { base }: MirrorSnapshot,
  members: readonly Member[],
  ports: AttendPorts,
): Promise<InForce> {
  const { store, review } = ports;
  const [member] = members;
  const organisation =
    member === undefined
      ? ((await lastGoodFiles(repository.id, store))?.organisation ?? null)
      : member.organisation;
  const inForce = await withPolicyRepositories(github, job.signal, ports, (policyRepositories) =>
    settingsInForce(
      { repository, tip: base, organisationFile: organisation, policyRepositories, activates: false },
      { ...store, ...review },
    ),
  );
  // What lets its pull requests into the queue has to let them out again: one set judges them and the group.
  const until = members.find((each) => each.until !== null)?.until ?? null;
  if (until === null) return inForce;
  return { ...inForce, settings: underSet(inForce.settings, until, review.policySet) };
}
