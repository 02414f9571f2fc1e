import type { Diagnostic } from "../../model/diagnostic.ts";
import { digestOf } from "../../model/digest.ts";
import { fileLocation } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";
import { mainFile, type Root } from "../../model/root.ts";
import type { Tree } from "../../model/tree.ts";
import type { EvaluationPorts } from "./ports.ts";
import { readRoot } from "./read-root.ts";
import type { RootReading } from "./root-reading.ts";
import { type EvaluationTask, everyRoot, type FailedRoot, type TreeName } from "./task.ts";

/** Reads roots, each once: what is looked into for what it defines is not rendered again to be judged. */
export class RootReadings {
  readonly #trees: Readonly<Record<TreeName, Tree | null>>;
  readonly #task: EvaluationTask;
  readonly #ports: EvaluationPorts;
  readonly #known = new Map<string, Promise<RootReading>>();

  constructor(trees: Readonly<Record<TreeName, Tree | null>>, task: EvaluationTask, ports: EvaluationPorts) {
    this.#trees = trees;
    this.#task = task;
    this.#ports = ports;
  }

  /** What a root defines, while the roots are still looked for. */
  async define(side: TreeName, root: Root): Promise<readonly Resource[]> {
    this.#ports.startRoot({ kind: "read", key: root.key, roots: 0 });
    return (await this.read(side, root)).resources;
  }

  read(side: TreeName, root: Root): Promise<RootReading> {
    const known = JSON.stringify([side, root]);
    const reading = this.#known.get(known) ?? this.#read(side, root);
    this.#known.set(known, reading);
    return reading;
  }

  async #read(side: TreeName, root: Root): Promise<RootReading> {
    const tree = this.#trees[side];
    if (tree === null) throw new TypeError(`there is no ${side} to read ${root.key} from`);
    const failed = this.#task.failedRoots.find(({ key }) => key === root.key || key === everyRoot);
    if (failed !== undefined) return failedReading(root, failed, tree);
    const { configuration, trees } = this.#task;
    const { keptReadings } = this.#ports;
    const known = keptReadings.known(tree, root, configuration);
    if (known !== undefined) return known;
    const reading = await readRoot(tree, root, configuration, this.#ports);
    // Only a change asks for the rest; all that a scan reads would be too much to hold.
    if (trees.base !== null) keptReadings.keep(tree, root, configuration, reading);
    return reading;
  }
}

const endings = {
  time: "engine_time",
  memory: "engine_memory",
  crash: "engine_failed",
  others: "others_failed",
} as const;

/** A root that ended a worker: it is not read again, and that is said. */
function failedReading(root: Root, { reason }: FailedRoot, tree: Tree): RootReading {
  const blobs = root.files.map((path) => tree.entries.get(path)?.blob ?? "");
  const diagnostic: Diagnostic = {
    kind: "not-read",
    messageId: endings[reason],
    arguments: { path: root.path },
    subject: root.key,
    digest: digestOf(blobs),
    location: fileLocation(mainFile(root)),
  };
  return { resources: [], diagnostics: [diagnostic], notEvaluated: [], declaredMoves: [] };
}
