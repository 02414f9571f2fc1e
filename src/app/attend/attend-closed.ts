import type { GitHub, PullReading } from "../../github/index.ts";
import type { Account } from "../../model/pull.ts";
import type { Speaker, StoredPullRecord } from "../../model/record.ts";
import type { NewRecord } from "../../store/index.ts";
import { emergencyReviews } from "./emergency-review.ts";
import { type Heard, witnessed } from "./hear.ts";
import { lateCommands, reactTo } from "./late-commands.ts";
import type { AttendPorts } from "./ports.ts";

interface Closed {
  readonly reading: PullReading;
  readonly github: GitHub;
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
  const speakerOf = async (account: Account): Promise<Speaker> => ({
    account,
    teams: account.bot ? [] : await github.read.teamsOf(pull.repository.owner, account.login),
  });
  const said = await witnessed(heard, speakerOf);
  const reviewed = emergencyReviews(said, pull, records);
  const late = await lateCommands({ heard, pull, records }, speakerOf, ports);
  const kept = [...said, ...reviewed, ...late.said].map(
    ({ key, body }): NewRecord => ({
      scope: "pull",
      repositoryId: pull.repository.id,
      number: pull.number,
      key,
      body,
    }),
  );
  await ports.store.records.append(kept);
  await reactTo(late, pull, github);
  await ports.store.records.append([], { processed: heard.deliveryIds });
}
