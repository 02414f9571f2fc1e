import { estateConfigurationOfOurRules } from "../corpora/estate-configuration.ts";
import { judgePulls } from "../corpora/pulls.ts";
import { type CorporaSession, openCorporaSession } from "../corpora/session.ts";

/** It holds Kubernetes and Terraform: after it both engines have started. */
const firstPull = "9734";

/** How long each pull request took, in ms, one after the other in one worker that has judged a small one before. */
export async function timesOfPulls(): Promise<readonly number[]> {
  const session = await openCorporaSession(1);
  try {
    await timesOf(session, firstPull);
    return await timesOf(session, null);
  } finally {
    await session.close();
  }
}

async function timesOf(session: CorporaSession, only: string | null): Promise<readonly number[]> {
  const configuration = estateConfigurationOfOurRules();
  const times: number[] = [];
  for await (const { elapsedMs } of judgePulls(session, configuration, only)) times.push(elapsedMs);
  return times;
}
