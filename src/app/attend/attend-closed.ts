import type { InstallationGitHub, PullReading } from "../../github/index.ts";
import type { Speaker } from "../../model/command.ts";
import { configuredTeams } from "../../model/configured-teams.ts";
import type { Account } from "../../model/pull.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import { namesMeaning } from "../../model/team.ts";
import type { NewRecord } from "../../store/index.ts";
import { controlChanged, controlOf } from "../audit/control.ts";
import { mergeRecords } from "../audit/merge-seen.ts";
import { keptBindings } from "../teams/bindings.ts";
import { emergencyReviews } from "./emergency-review.ts";
import { type Heard, type Said, witnessed } from "./hear.ts";
import { lastGoodSettings } from "./in-force.ts";
import { lateCommands, reactTo } from "./late-commands.ts";
import type { AttendPorts } from "./ports.ts";

interface Closed {
  readonly reading: PullReading;
  readonly github: InstallationGitHub;
  readonly heard: Heard;
  readonly records: readonly StoredPullRecord[];
}

/**
 * A pull request that is merged or closed: nothing is judged any more. How it was merged is kept, whether somebody
 * looked at an emergency merge afterwards, and what people still have to say.
 */
export async function attendClosed(
  { reading, github, heard, records }: Closed,
  ports: AttendPorts,
): Promise<void> {
  const { pull } = reading;
  const { repository } = pull;
  const speakerOf = await speakers(repository, github, ports);
  const said = await witnessed(heard, speakerOf);
  const reviewed = emergencyReviews(said, pull, records);
  const late = await lateCommands({ heard, pull, records }, speakerOf, ports);
  const kept = [...said, ...reviewed, ...late.said].map(
    ({ key, body }): NewRecord => ({
      scope: "pull",
      repositoryId: repository.id,
      number: pull.number,
      key,
      body,
    }),
  );
  const merge = await mergeOf({ reading, github, heard, records }, said, ports);
  await ports.store.records.append([...kept, ...merge]);
  await reactTo(late, pull, github);
  await ports.store.records.append([], { processed: heard.deliveryIds });
}

/** By the names that the last settings have for their teams. */
async function speakers(
  { owner, id }: Closed["reading"]["pull"]["repository"],
  { read }: InstallationGitHub,
  { store, review }: AttendPorts,
): Promise<(account: Account) => Promise<Speaker>> {
  const settings = await lastGoodSettings(id, { ...store, ...review });
  const named = settings === null ? new Map<string, string>() : configuredTeams(settings);
  const bindings = await keptBindings(store.records);
  return async (account) => {
    const teams = account.bot ? [] : await read.teamsOf(owner, account.login);
    const names = teams.flatMap((team) => namesMeaning(team, bindings));
    return { account, teams: names.map((name) => named.get(name) ?? name) };
  };
}

/** What there was at the merge, where somebody has just told of it: later it would be the state of another moment. */
async function mergeOf(
  { reading: { pull }, github, records }: Closed,
  said: readonly Said[],
  { store, gitHub }: AttendPorts,
): Promise<readonly NewRecord[]> {
  const merged = said.find(({ body }) => body.kind === "merged");
  if (merged?.body.kind !== "merged") return [];
  const { repository, base, number } = pull;
  const { commit, head } = merged.body;
  const control = controlOf(await github.survey.branchRules(repository, base.ref), gitHub.self.appId);
  const sequence = (records.at(-1)?.sequence ?? 0) + 1;
  const last = { ...merged, sequence, at: "", repositoryId: repository.id, number };
  const place = { repositoryId: repository.id, branch: base.ref };
  return [
    ...(await controlChanged(place, control, store.records)),
    ...mergeRecords({ pull, commit, head, how: "told", control, records: [...records, last] }),
  ];
}
