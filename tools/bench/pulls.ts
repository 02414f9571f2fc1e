import { unpacked } from "../corpora/unpack.ts";
import { type Outcome, type Part, percentile } from "./figure.ts";
import { measureCommand } from "./process.ts";

const rounds = 5;

/** Pull requests of a public estate, one after the other in one process that has already judged another. */
export const pulls: Part = {
  name: "pulls",
  run: async (): Promise<Outcome> => {
    if (unpacked("pulls-2023-2025") === null) {
      return { kind: "skipped", reason: "the pull requests (../shared/corpora) are not here" };
    }
    // V8 shares compiled WebAssembly within a process: a second round there would flatter.
    const times = Array.from({ length: rounds }, newProcessRound);
    const of = (share: number) => times.map((round) => percentile(round, share));
    const number = times[0]?.length ?? 0;
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

function newProcessRound(): readonly number[] {
  const { output } = measureCommand([process.execPath, "tools/bench-pulls.ts"], [0]);
  const times: readonly number[] = JSON.parse(output);
  return times;
}
