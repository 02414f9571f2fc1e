import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  EvaluationRunner,
  type EvaluationTrees,
  type RunnerOptions,
} from "../../src/app/evaluation/runner.ts";
import { readExcerpts } from "../../src/app/excerpts.ts";
import { installation } from "../../src/app/installation.ts";
import { type PlanFile, type RecordedReview, type ReviewOutcome, review } from "../../src/app/review.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { outputFormats } from "../../src/cli/output-options.ts";
import { render } from "../../src/cli/render.ts";
import { directoryTree } from "../../src/git/index.ts";
import type { Locale } from "../../src/model/configuration.ts";
import type { Report } from "../../src/model/report.ts";

/** Path to content; `link` makes a symbolic link. */
export type Files = Readonly<Record<string, string | Uint8Array | { readonly link: string }>>;

interface Asked {
  readonly rules?: string;
  readonly locale?: Locale;
  /** The organisation's configuration. */
  readonly organisation?: string;
  /** Terraform plans of the head, as somebody gave them. */
  readonly planFiles?: readonly PlanFile[];
}

export interface Question extends Asked {
  /** `null` scans the head. */
  readonly base: Files | null;
  readonly head: Files;
}

export interface Reviewed {
  readonly report: Report;
  /** What counts, as `CHG-025 limit_exceeded a.yaml`, in the order of the report. */
  readonly said: readonly string[];
  /** What was passed over, as `encrypted a.yaml`. */
  readonly passedOver: readonly string[];
  readonly addresses: readonly string[];
  /** The report in every format. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Everything that is recorded of it for a replay, as text; "" of a scan. */
  readonly recorded: string;
}

/** The whole of a review but the command line: trees in folders, workers, real policies, every format. */
export interface Bench {
  ask(question: Question): Promise<Reviewed>;
  reviewTrees(trees: EvaluationTrees, asked?: Asked): Promise<Reviewed>;
  close(): Promise<void>;
}

/** Compiled policies are kept between test runs, by digest, as the command line keeps them. */
export const cacheFolder = join(installation.top, "node_modules", ".cache", "sekisho-tests");

export async function openBench(options: Partial<RunnerOptions> = {}): Promise<Bench> {
  const policySet = await shippedPolicySet(cacheFolder);
  const runner = new EvaluationRunner({ policySet, cacheFolder, ...options });
  const ports = { runner, policySet, now: () => new Date("2027-01-01T00:00:00Z"), versions: {} };
  const reviewTrees = async (trees: EvaluationTrees, asked: Asked = {}) =>
    reviewed(await review(requestOf(trees, asked), ports), trees);
  return {
    ask: (question) => withFolders(question, (trees) => reviewTrees(trees, question)),
    reviewTrees,
    close: () => runner.close(),
  };
}

function requestOf(trees: EvaluationTrees, { rules, locale, organisation, planFiles = [] }: Asked) {
  return {
    trees,
    repositoryFile: null,
    organisationFile: organisation === undefined ? null : { path: "sekisho.yml", text: organisation },
    targetBranch: null,
    author: null,
    locale: locale ?? null,
    mode: "enforce" as const,
    ruleSelection: rules ?? null,
    kubernetesVersion: null,
    planFiles,
    record: true,
  };
}

async function withFolders<T>(
  { base, head }: Question,
  use: (trees: EvaluationTrees) => Promise<T>,
): Promise<T> {
  const top = mkdtempSync(join(tmpdir(), "sekisho-hostile-"));
  try {
    writeFiles(join(top, "head"), head);
    if (base !== null) writeFiles(join(top, "base"), base);
    const before = base === null ? null : { ...(await directoryTree(join(top, "base"))), label: "base" };
    const after = { ...(await directoryTree(join(top, "head"))), label: "head" };
    return await use({ base: before, head: after, tip: null });
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

export function writeFiles(folder: string, files: Files): void {
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    const location = join(folder, path);
    mkdirSync(dirname(location), { recursive: true });
    if (typeof content === "string" || content instanceof Uint8Array) writeFileSync(location, content);
    else symlinkSync(content.link, location);
  }
}

async function reviewed(outcome: ReviewOutcome, trees: EvaluationTrees): Promise<Reviewed> {
  if (outcome.kind !== "reviewed") throw new Error(JSON.stringify(outcome));
  const { report, masked } = outcome;
  const excerpts = () => readExcerpts(report.findings, masked, trees);
  const outputs: [string, string][] = [];
  for (const format of outputFormats) {
    outputs.push([format, await render(report, format, { colour: false, columns: 0 }, excerpts)]);
  }
  return {
    report,
    said: report.findings
      .filter(({ status }) => status === "active")
      .map(({ ruleId, messageId, location }) => `${ruleId} ${messageId} ${location.path}`),
    passedOver: report.notEvaluated.map(({ reason, path }) => `${reason} ${path}`),
    addresses: report.changes.map(({ action, address }) => `${action} ${address}`),
    outputs: Object.fromEntries(outputs),
    recorded: outcome.recorded === undefined ? "" : recordedText(outcome.recorded),
  };
}

function recordedText({ task, recording }: RecordedReview): string {
  const { rules: _, ...given } = task;
  const packs = recording.packs.map((pack) => Buffer.from(pack).toString("utf8"));
  return [JSON.stringify(given), recording.trace, recording.parameters, ...packs].join("\n");
}
