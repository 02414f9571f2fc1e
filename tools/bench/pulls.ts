import { readFileSync } from "node:fs";
import { judgePulls } from "../corpora/pulls.ts";
import { type CorporaSession, openCorporaSession } from "../corpora/session.ts";
import { corporaArePresent } from "../corpora/unpack.ts";
import { type Outcome, type Part, percentile } from "./figure.ts";

const passes = 5;
/** It holds Kubernetes and Terraform: after it both engines have started. */
const firstPull = "9734";

/** Pull requests of a public estate, one after the other in one process that has already judged another. */
export const pulls: Part = {
  name: "pulls",
  run: async (): Promise<Outcome> => {
    if (!corporaArePresent()) {
      return { kind: "skipped", reason: "the pull requests (../shared/corpora) are not here" };
    }
    const rounds: (readonly number[])[] = [];
    for (let pass = 0; pass < passes; pass += 1) rounds.push(await newProcessRound());
    const of = (share: number) => rounds.map((round) => percentile(round, share));
    const number = rounds[0]?.length ?? 0;
    return {
      kind: "measured",
      figures: [
        { what: `${number} pull requests, median`, unit: "ms", samples: of(0.5), budget: 150 },
        { what: `${number} pull requests, p95`, unit: "ms", samples: of(0.95), budget: 500 },
        { what: `${number} pull requests, worst`, unit: "ms", samples: of(1), budget: 2000 },
      ],
    };
  },
};

/** New workers for each round: a round over what the last one has warmed would flatter. */
async function newProcessRound(): Promise<readonly number[]> {
  const session = await openCorporaSession(1);
  try {
    await timesOf(session, firstPull);
    return await timesOf(session, null);
  } finally {
    await session.close();
  }
}

async function timesOf(session: CorporaSession, only: string | null): Promise<readonly number[]> {
  const configuration = readFileSync("docs/examples/cloud-platform-environments.yml", "utf8");
  const times: number[] = [];
  for await (const { elapsedMs } of judgePulls(session, configuration, only)) times.push(elapsedMs);
  return times;
}
