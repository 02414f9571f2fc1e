import type { GitHub, PullReading } from "../../github/index.ts";
import type { Account, PullFacts } from "../../model/pull.ts";
import type { Speaker, StoredPullRecord } from "../../model/record.ts";
import type { NewRecord } from "../../store/index.ts";
import { type Heard, type Said, witnessed } from "./hear.ts";
import type { AttendPorts } from "./ports.ts";

interface Closed {
  readonly reading: PullReading;
  readonly github: GitHub;
  readonly heard: Heard;
  readonly records: readonly StoredPullRecord[];
}

/**
 * A pull request that is merged or closed: nothing is judged any more. How it was merged is kept, and whether somebody
 * looked at an emergency merge afterwards.
 */
export async function attendClosed(
  { reading, github, heard, records }: Closed,
  { store }: AttendPorts,
): Promise<void> {
  const { pull } = reading;
  const said = await witnessed(heard, async (account) => ({
    account,
    teams: account.bot ? [] : await github.read.teamsOf(pull.repository.owner, account.login),
  }));
  const reviewed = said.flatMap(({ body }): Said[] =>
    body.kind === "approval-seen" && looksAfterwards(body.by.account, pull, records)
      ? [reviewedBy(body.by)]
      : [],
  );
  await store.records.append(
    [...said, ...reviewed].map(
      ({ key, body }): NewRecord => ({
        scope: "pull",
        repositoryId: pull.repository.id,
        number: pull.number,
        key,
        body,
      }),
    ),
    { processed: heard.deliveryIds },
  );
}

function reviewedBy(by: Speaker): Said {
  return { key: String(by.account.id), body: { kind: "break-glass-reviewed", by } };
}

/** Neither who broke the glass nor anybody who wrote or pushed any of it; there is an emergency to look at. */
function looksAfterwards(
  { id }: Account,
  { author, commits }: PullFacts,
  records: readonly StoredPullRecord[],
): boolean {
  const emergency = records.findLast(({ body }) => body.kind === "break-glass");
  if (emergency?.body.kind !== "break-glass") return false;
  const involved = [
    author,
    emergency.body.by.account,
    ...commits.flatMap(({ authors, committer }) => [...authors, committer]),
    ...records.flatMap(({ body }) => (body.kind === "push-seen" ? [body.by] : [])),
  ];
  return involved.every((account) => account?.id !== id);
}
