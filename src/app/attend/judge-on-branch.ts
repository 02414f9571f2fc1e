import type { MirrorSnapshot } from "../../git/index.ts";
import type { InstallationGitHub, RepositoryRef } from "../../github/index.ts";
import type { BranchPast } from "../../model/past.ts";
import type { ReviewSettings } from "../settings.ts";
import { lastGoodFiles, settingsInForce } from "./in-force.ts";
import { identityOf, type JudgedAndRecorded, judgeAndRecord } from "./judge-trees.ts";
import { withPolicyRepositories } from "./policy-repositories.ts";
import type { AttendPorts } from "./ports.ts";

export interface OnBranch {
  readonly repository: RepositoryRef;
  readonly github: InstallationGitHub;
  readonly signal: AbortSignal;
  readonly branch: string;
  /** Login of whoever pushed; `null`: nobody tells. */
  readonly by: string | null;
  /** Whether what it takes to repeat the judgement is kept. */
  readonly record: boolean;
}

export interface JudgedOnBranch extends JudgedAndRecorded {
  readonly settings: ReviewSettings;
}

/** What came onto a branch without a pull request, judged by the settings of the commit before it. */
export async function judgeOnBranch(
  { repository, github, signal, branch, by, record }: OnBranch,
  snapshot: MirrorSnapshot & { readonly past?: BranchPast },
  ports: AttendPorts,
): Promise<JudgedOnBranch> {
  // It is not read anew for a push; without it, what is kept as last in force would forget the organisation.
  const organisation = (await lastGoodFiles(repository.id, ports.store))?.organisation ?? null;
  const inForce = await withPolicyRepositories(github, signal, ports, (policyRepositories) =>
    settingsInForce(
      {
        repository,
        tip: snapshot.base,
        organisationFile: organisation,
        policyRepositories,
        activates: false,
      },
      { ...ports.store, ...ports.review },
    ),
  );
  const { base, head, tip, past } = snapshot;
  const judged = await judgeAndRecord(
    {
      trees: { base, head, tip, ...(past === undefined ? {} : { past }) },
      repository: identityOf(repository),
      targetBranch: branch,
      plans: [],
      author: by === null ? null : { login: by, teams: null },
      locale: null,
      record,
    },
    inForce.settings,
    ports.review,
  );
  return { ...judged, settings: inForce.settings };
}
