import { EvaluationRunner } from "../../src/app/evaluation/runner.ts";
import { renderTree } from "../../src/app/render-roots.ts";
import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import { directoryTree } from "../../src/git/index.ts";
import type { Root } from "../../src/model/root.ts";
import { unpacked } from "./unpack.ts";

export const rootCorpora = ["argocd-example-apps", "microservices-demo"] as const;

export interface RootRow {
  readonly key: string;
  readonly definedBy: string;
  readonly destination: string;
  readonly objects: number;
  readonly problems: readonly string[];
}

export interface RootsOfCorpus {
  readonly rows: readonly RootRow[];
  /** What was passed over, and why. */
  readonly said: readonly string[];
  /** Charts, kustomizations and files with objects that are in no root and that nothing is said of: there must be none. */
  readonly missed: readonly string[];
}

/** Every root of a corpus, rendered; `null` where the corpus is not there. */
export async function judgeRoots(name: (typeof rootCorpora)[number]): Promise<RootsOfCorpus | null> {
  const folder = unpacked(name);
  if (folder === null) return null;
  const tree = await directoryTree(folder);
  const { cacheDirectory } = readRuntimeEnvironment();
  const policySet = await shippedPolicySet(cacheDirectory);
  const runner = new EvaluationRunner({ policySet, cacheFolder: cacheDirectory });
  try {
    const chart = { values: [], set: [], namespace: null, releaseName: null };
    const asked = { tree, below: ".", keys: [], kubernetesVersion: null, withPlaces: false, chart };
    const found = await renderTree(asked, { runner, policySet, now: () => new Date() });
    if (found.kind !== "rendered") throw new Error(`${name}: ${found.kind}`);
    const said = [...found.notEvaluated, ...found.roots.flatMap(({ notEvaluated }) => notEvaluated)];
    const read = new Set([...found.roots.flatMap(({ root }) => root.files), ...said.map(({ path }) => path)]);
    const isSaid = (path: string) => read.has(path) || said.some((one) => path.startsWith(`${one.path}/`));
    const contents = await tree.read(
      [...tree.entries.keys()].filter((path) => /\.ya?ml$|\.json$/.test(path)),
    );
    return {
      rows: found.roots.map(({ root, objects, diagnostics }) => ({
        key: root.key,
        definedBy: definer(root),
        destination: destination(root),
        objects: objects.length,
        problems: diagnostics.map(({ messageId }) => messageId),
      })),
      said: said.map(({ path, reason, detail }) => `${path}: ${reason} ${detail}`),
      missed: [...contents].flatMap(([path, bytes]) =>
        mustBeRead(path, bytes) && !isSaid(path) ? [path] : [],
      ),
    };
  } finally {
    await runner.close();
  }
}

function definer({ definedBy }: Root): string {
  return definedBy === undefined ? "" : `${definedBy.kind} ${definedBy.name}`;
}

function destination({ destination: target }: Root): string {
  return target === undefined ? "" : `${target.cluster ?? ""}/${target.namespace ?? ""}`;
}

/** Told from the bytes alone, and not as the product tells it. */
function mustBeRead(path: string, bytes: Uint8Array): boolean {
  if (/(?:^|\/)(?:Chart|kustomization)\.ya?ml$/.test(path)) return true;
  const text = Buffer.from(bytes).toString("utf8");
  return /^apiVersion:/m.test(text) && /^kind:/m.test(text);
}
