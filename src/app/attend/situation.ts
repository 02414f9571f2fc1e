import { localeFor } from "../../config/index.ts";
import type { MirrorSnapshot, MirrorSource } from "../../git/index.ts";
import type { GitHub, PullReading, RepositoryRef } from "../../github/index.ts";
import type { Configuration, Locale } from "../../model/configuration.ts";
import type { Account, PullFacts } from "../../model/pull.ts";
import type { Speaker, StoredPullRecord } from "../../model/record.ts";
import { expectedFiles } from "./expected.ts";
import { type InForce, settingsInForce } from "./in-force.ts";
import { withPolicyRepositories } from "./policy-repositories.ts";
import type { AttendPorts } from "./ports.ts";
import { configuredTeams } from "./teams.ts";

/** Everything about a pull request at one moment that does not depend on what it changes. */
export interface Situation {
  readonly github: GitHub;
  readonly pull: PullFacts;
  readonly repository: RepositoryRef;
  readonly organisation: PullReading["organisationFile"];
  readonly source: MirrorSource;
  readonly snapshot: MirrorSnapshot;
  readonly mergeBase: string;
  readonly inForce: InForce;
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
  const snapshot = await ports.mirrors.fetch(source, {
    commits: { tip: pull.base.sha, mergeBase, head: pull.head.sha },
    pullNumber: pull.number,
    labels: { base: pull.base.ref, head: pull.head.ref },
    expected: expectedFiles,
    alongside: approved ? pull.commits.flatMap(({ sha, parents }) => [sha, ...parents]) : [],
  });
  try {
    const inForce = await withPolicyRepositories(github, signal, ports, (repositories) =>
      settingsInForce(
        repository.id,
        snapshot.tip ?? snapshot.base,
        organisationFile,
        { ...ports.store, ...ports.review },
        repositories,
      ),
    );
    const { configuration } = inForce.settings;
    const speakerOf = speakers(repository.owner, configuration, github);
    const authorTeams = pull.author === null || pull.author.bot ? [] : (await speakerOf(pull.author)).teams;
    return {
      github,
      pull,
      repository,
      organisation: organisationFile,
      source,
      snapshot,
      mergeBase,
      inForce,
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

function speakers(organisation: string, configuration: Configuration, github: GitHub) {
  const named = configuredTeams(configuration);
  return async (account: Account): Promise<Speaker> => {
    if (account.bot || named.size === 0) return { account, teams: [] };
    const teams = await github.read.teamsOf(organisation, account.login);
    return { account, teams: teams.flatMap((team) => named.get(team.toLowerCase()) ?? []) };
  };
}
