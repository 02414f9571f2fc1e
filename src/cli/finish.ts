import type { EvaluationTrees } from "../app/evaluation/runner.ts";
import { readExcerpts } from "../app/excerpts.ts";
import type { ReviewOutcome } from "../app/review.ts";
import type { Configuration } from "../model/configuration.ts";
import { ConfigurationError } from "./configuration-error.ts";
import type { OutputOptions } from "./output-options.ts";
import { refusedPlansText } from "./plan-files.ts";
import { render, type Screen } from "./render.ts";
import type { Session } from "./session.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

/** Writes what came out, and gives the exit code. Throws {@link UsageError} for what the caller has to mend. */
export async function finish(
  outcome: ReviewOutcome,
  output: OutputOptions,
  session: Session,
  trees: EvaluationTrees,
): Promise<number> {
  session.progress.clear();
  switch (outcome.kind) {
    case "unknown-rules":
      throw new UsageError(
        `--rules: nothing matches ${outcome.unmatched.join(", ")}. \`sekisho policies list\` shows what there is.`,
      );
    case "invalid-configuration":
      throw new ConfigurationError(outcome.problems);
    case "refused-plans":
      throw new UsageError(refusedPlansText(outcome.refusals));
    case "reviewed": {
      const { report, masked, configuration } = outcome;
      sayPinned(configuration, session);
      const excerpts = () => readExcerpts(report.findings, masked, trees);
      await write(await render(report, output.format, screenOf(session), excerpts));
      return routeExitCodes[report.decision.route];
    }
    default:
      return outcome satisfies never;
  }
}

/** The App would ask the set that is pinned; here there is no store that holds it. It goes where errors go. */
function sayPinned({ ruleSet }: Configuration, { policySet: { digest } }: Session): void {
  if (ruleSet === undefined || ruleSet === digest) return;
  process.stderr.write(
    `sekisho: ruleSet pins ${ruleSet}, and this program brings ${digest}, which was used here. The App judges by the pinned set.\n`,
  );
}

const routeExitCodes = {
  pass: exitCodes.pass,
  confirm: exitCodes.personNeeded,
  review: exitCodes.personNeeded,
  block: exitCodes.blocked,
} as const;

function screenOf({ colour, environment }: Session): Screen {
  const { isTTY = false, columns = 100 } = process.stdout;
  return { colour, columns: isTTY ? (environment.columns ?? columns) : 0 };
}
