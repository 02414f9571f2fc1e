import type { PastCommit } from "../../git/index.ts";
import type { BacktestRow, PastPull, PastResult } from "../../model/backtest.ts";
import { flipOf, type Judged } from "../../model/flip.ts";
import type { EvaluationTrees } from "../evaluation/named-tree.ts";
import type { ReviewPorts } from "../review.ts";
import type { History } from "./history.ts";
import { type CommitTree, codeOf, failed, type Judging, judgePast, knownResult } from "./judge-past.ts";
import type { KeptResults } from "./kept-results.ts";
import { pastPull } from "./past-pull.ts";

export interface JudgeAllPorts extends ReviewPorts {
  readonly results: KeptResults;
  /** Ended by somebody: nothing more is begun. */
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Pull requests that are under way: one more than there are workers, so that a worker finds its next task made. Each
 * holds two listings, which neighbours share for the most part.
 */
const moreThanWorkers = 1;

/** Every pull request of a history, newest first; `null` where somebody ended it. */
export async function judgeAll(
  history: History,
  judgings: readonly Judging[],
  timezone: string,
  ports: JudgeAllPorts,
): Promise<readonly BacktestRow[] | null> {
  const { commits } = history;
  const openPair = pairsInTurn(history);
  const rows: BacktestRow[] = [];
  const running = new Set<Promise<void>>();
  for (const [index, commit] of commits.entries()) {
    while (running.size > ports.runner.workersMax + moreThanWorkers - 1) await Promise.race(running);
    if (ports.signal.aborted) break;
    const pull = pastPull(commit, timezone);
    const judged: Promise<void> = judgeOne(history, commit, pull, judgings, openPair, ports).then(
      (results) => {
        rows[index] = rowOf(pull, results);
        running.delete(judged);
        if (!ports.signal.aborted) ports.onProgress(rows.filter(() => true).length, commits.length);
      },
    );
    running.add(judged);
  }
  await Promise.all(running);
  return ports.signal.aborted ? null : rows.toReversed();
}

type OpenPair = (base: CommitTree, head: CommitTree) => Promise<EvaluationTrees>;

async function judgeOne(
  history: History,
  commit: PastCommit,
  pull: PastPull,
  judgings: readonly Judging[],
  openPair: OpenPair,
  ports: JudgeAllPorts,
): Promise<readonly PastResult[]> {
  try {
    const [parent] = commit.parents;
    const tree = parent === undefined ? null : await history.treeId(parent);
    const known = knownResult(commit, tree, history.isShallow);
    if (known !== null || parent === undefined || tree === null)
      return judgings.map(() => known ?? { kind: "first" });
    let opened: ReturnType<OpenPair> | null = null;
    const open = () => {
      opened ??= openPair({ sha: parent, tree }, commit);
      return opened;
    };
    return await Promise.all(
      judgings.map((judging) =>
        judgePast(pull, { head: commit, base: { sha: parent, tree }, open }, judging, ports),
      ),
    );
  } catch (error) {
    const result = failed(codeOf(error), error instanceof Error ? error.message : String(error));
    return judgings.map(() => result);
  }
}

/** One pair after the other, because neighbours share; judging goes on beside that. */
function pairsInTurn(history: History): OpenPair {
  let turn: Promise<unknown> = Promise.resolve();
  return (base, head) => {
    const pair = turn.then(async () => ({
      base: await history.treeOf(base),
      head: await history.treeOf(head),
      tip: null,
      past: history.pastOf(base.sha),
    }));
    turn = pair.catch(() => undefined);
    return pair;
  };
}

function rowOf(pull: PastPull, results: readonly PastResult[]): BacktestRow {
  const [result = { kind: "first" }, other] = results;
  const against = other ?? null;
  const both = result.kind === "judged" && against?.kind === "judged";
  const flip = both ? flipOf(comparable(result.verdict), comparable(against.verdict)) : null;
  return { pull, result, against, flip };
}

function comparable({ route, reviewers, rules }: Extract<PastResult, { kind: "judged" }>["verdict"]): Judged {
  return { route, reviewers, reasons: rules.filter(({ enforcement }) => enforcement !== "advise") };
}
