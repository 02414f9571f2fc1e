import { createReadStream, statSync } from "node:fs";
import { readPlanBytes } from "../app/mask-plan.ts";
import type { PlanFile } from "../app/review.ts";
import type { PlanRefusal, RefusedPlan } from "../model/plan.ts";
import type { CallerPaths } from "./caller-paths.ts";
import { UsageError } from "./usage.ts";

/** `--plan FILE`, `--plan ROOT=FILE`, and `-` for what comes in. Throws {@link UsageError} where there is no such file. */
export async function readPlanFiles(
  given: readonly string[],
  paths: CallerPaths,
): Promise<readonly PlanFile[]> {
  const named = given.map(namedPlan);
  if (named.filter(({ file }) => file === "-").length > 1)
    throw new UsageError("--plan - is given more than once, and there is one standard input.");
  const files: PlanFile[] = [];
  for (const { root, file } of named) files.push({ name: file, root, bytes: await bytesOf(file, paths) });
  return files;
}

/** A folder of the repository before the `=`; a file whose own name has one is written with its folder: `./a=b.json`. */
function namedPlan(value: string): { readonly root: string | null; readonly file: string } {
  const at = value.indexOf("=");
  const bare = at === -1 || /^(?:\.{0,2}\/)/.test(value);
  const [root, file] = bare ? [null, value] : [value.slice(0, at), value.slice(at + 1)];
  if (file === "" || root === "")
    throw new UsageError(
      `--plan ${JSON.stringify(value)} is not understood: write --plan FILE or --plan ROOT=FILE, and - for standard input.`,
    );
  return { root, file };
}

async function bytesOf(file: string, paths: CallerPaths): Promise<Uint8Array | null> {
  if (file === "-") return readPlanBytes(process.stdin);
  const path = paths.resolve(file);
  try {
    if (statSync(path).isDirectory()) throw new Error("it is a folder");
    return await readPlanBytes(createReadStream(path));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`--plan ${JSON.stringify(file)} cannot be read: ${reason}`, { cause });
  }
}

/** What to do about plans that were given and are none. */
export function refusedPlansText(refusals: readonly RefusedPlan[]): string {
  return refusals
    .map(({ name, reason, detail }) => `--plan ${JSON.stringify(name)}: ${reasons[reason](detail)}`)
    .join("\n");
}

const show = "run `terraform show -json PLANFILE > plan.json`, and give that file";

const reasons: Readonly<Record<PlanRefusal, (detail: string) => string>> = {
  binary: () => `it is Terraform's own plan file, not JSON: ${show}.`,
  state: () => `it is a state, and says nothing about what will change: make a plan with -out, ${show}.`,
  "not-json": () =>
    `it is not JSON: ${show}. The wrapper of the action setup-terraform adds lines of its own; switch it off with terraform_wrapper: false.`,
  truncated: () => `it ends in the middle: whatever wrote it was cut off. Write it anew.`,
  "too-deep": (detail) => `it is nested deeper than ${detail} levels, which no plan is.`,
  "too-large": (detail) =>
    `it is larger than ${detail} bytes: split the root, or plan a part of it with -target.`,
  "event-stream": () =>
    `it is what \`terraform plan -json\` prints while it works: save the plan with -out, ${show}.`,
  "not-a-plan": () => `it is JSON, but not that of a plan: ${show}.`,
  version: (detail) =>
    `its format_version is ${detail}, and 0.x and 1.x are known here: a newer Sekisho may read it.`,
  time: () => "reading it took longer than is allowed.",
  memory: () => "reading it took more memory than is allowed, or failed.",
  archive: (detail) => `its archive could not be opened (${detail}).`,
  missing: (detail) => `it is not there any more (${detail}).`,
};
