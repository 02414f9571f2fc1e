import type { GitHub, PullReading } from "../../github/index.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import type { NewRecord } from "../../store/index.ts";
import { emergencyReviews } from "./emergency-review.ts";
import { type Heard, witnessed } from "./hear.ts";
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
  const reviewed = emergencyReviews(said, pull, records);
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
