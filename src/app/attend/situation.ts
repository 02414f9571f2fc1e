import { localeFor } from "../../config/index.ts";
import type { MirrorSnapshot, MirrorSource } from "../../git/index.ts";
import type { GitHub, PullReading, RepositoryRef } from "../../github/index.ts";
import type { Speaker } from "../../model/command.ts";
import type { Configuration, Locale } from "../../model/configuration.ts";
import { configuredTeams } from "../../model/configured-teams.ts";
import type { BranchPast } from "../../model/past.ts";
import type { Account, PullFacts } from "../../model/pull.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import { namesMeaning, type TeamBindings } from "../../model/team.ts";
import { bindTeams } from "../teams/bindings.ts";
import { closedWith, openPast } from "./branch-past.ts";
import { expectedFiles } from "./expected.ts";
import { type InForce, settingsInForce } from "./in-force.ts";
import { withPolicyRepositories } from "./policy-repositories.ts";
import type { AttendPorts } from "./ports.ts";

/** Everything about a pull request at one moment that does not depend on what it changes. */
export interface Situation {
  readonly github: GitHub;
  readonly pull: PullFacts;
  readonly repository: RepositoryRef;
  readonly organisation: PullReading["organisationFile"];
  readonly source: MirrorSource;
  readonly snapshot: MirrorSnapshot;
  /** What was in force on the base branch before. */
  readonly past: BranchPast;
  readonly mergeBase: string;
  readonly inForce: InForce;
  /** Which teams the names in the settings mean. */
  readonly bindings: TeamBindings;
  readonly authorTeams: readonly string[];
  readonly locale: Locale;
  /** With the teams that a person is in now, as far as the configuration names them. */
  readonly speakerOf: (account: Account) => Promise<Speaker>;
}

/** Reads what is in force for a pull request. Whoever opens one closes its snapshot. */
export async function openSituation(
  reading: PullReading,
  github: GitHub,
  records: readonly StoredPullRecord[],
  signal: AbortSignal,
  ports: AttendPorts,
): Promise<Situation> {
  const { pull, organisationFile } = reading;
  const { repository } = pull;
  const mergeBase =
    knownMergeBase(pull, records) ?? (await github.read.mergeBase(repository, pull.base.sha, pull.head.sha));
  const source: MirrorSource = {
    repositoryId: repository.id,
    url: ports.addresses.git(repository),
    token: () => github.token(),
    signal,
  };
  // Who wrote what matters once somebody has approved it: its commits come along in the same fetch.
  const approved = pull.reviews.some(({ state }) => state === "approved");
  const { past, close } = openPast({ branch: pull.base.ref, tip: pull.base.sha }, source, ports.mirrors);
  const fetched = await ports.mirrors.fetch(source, {
    commits: { tip: pull.base.sha, mergeBase, head: pull.head.sha },
    pullNumber: pull.number,
    labels: { base: pull.base.ref, head: pull.head.ref },
    expected: expectedFiles,
    alongside: approved ? pull.commits.flatMap(({ sha, parents }) => [sha, ...parents]) : [],
  });
  const snapshot = closedWith(fetched, close);
  try {
    const tip = snapshot.tip ?? snapshot.base;
    const inForce = await withPolicyRepositories(github, signal, ports, (policyRepositories) =>
      settingsInForce(
        { repository, tip, organisationFile, policyRepositories, activates: true },
        { ...ports.store, ...ports.review },
      ),
    );
    const { configuration } = inForce.settings;
    const { records: all } = ports.store;
    const bindings = await bindTeams(repository.owner, configuration, { ...github, ...ports, records: all });
    const speakerOf = speakers(repository.owner, { configuration, bindings }, github);
    const authorTeams = pull.author === null || pull.author.bot ? [] : (await speakerOf(pull.author)).teams;
    return {
      github,
      pull,
      repository,
      organisation: organisationFile,
      source,
      snapshot,
      past,
      mergeBase,
      inForce,
      bindings,
      authorTeams,
      locale: localeFor(configuration, authorTeams),
      speakerOf,
    };
  } catch (error) {
    snapshot.close();
    throw error;
  }
}

/** Of two commits the merge base never changes. */
function knownMergeBase({ head, base }: PullFacts, records: readonly StoredPullRecord[]): string | null {
  for (const { body } of records) {
    if (body.kind !== "decision") continue;
    if (body.inputs.head === head.sha && body.inputs.baseTip === base.sha) return body.inputs.mergeBase;
  }
  return null;
}

function speakers(
  organisation: string,
  { configuration, bindings }: { readonly configuration: Configuration; readonly bindings: TeamBindings },
  github: GitHub,
) {
  const named = configuredTeams(configuration);
  return async (account: Account): Promise<Speaker> => {
    if (account.bot || named.size === 0) return { account, teams: [] };
    const teams = await github.read.teamsOf(organisation, account.login);
    const names = teams.flatMap((team) => namesMeaning(team, bindings));
    return { account, teams: names.flatMap((name) => named.get(name) ?? []) };
  };
}
