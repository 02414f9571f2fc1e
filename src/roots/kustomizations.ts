import type { Tree } from "../model/tree.ts";
import type { Charts } from "./charts.ts";
import {
  foldersBelow,
  type KustomizationGraph,
  kustomizationFiles,
  readKustomizationGraph,
} from "./kustomization-files.ts";
import { toolCopyOf } from "./paths.ts";

/** The kustomizations of a tree, by folder: what each reads, and which ones somebody applies. */
export class Kustomizations {
  readonly #graph: KustomizationGraph;

  private constructor(graph: KustomizationGraph) {
    this.#graph = graph;
  }

  static async read(tree: Tree, charts: Charts): Promise<Kustomizations> {
    const isOurs = (path: string) => toolCopyOf(path) === null && charts.ownerOf(path) === null;
    return new Kustomizations(await readKustomizationGraph(tree, isOurs));
  }

  get isEmpty(): boolean {
    return this.#graph.size === 0;
  }

  has(folder: string): boolean {
    return this.#graph.has(folder);
  }

  /** Everything that building a folder reads, sorted. `more` are components that somebody else lays over it. */
  filesOf(folder: string, more: readonly string[] = []): readonly string[] {
    return kustomizationFiles(this.#graph, folder, ...more);
  }

  /** What stands in the kustomization of a folder itself. */
  ownFiles(folder: string): readonly string[] {
    return this.#graph.get(folder)?.files ?? [];
  }

  /**
   * The folders that no other kustomization builds on, sorted: what somebody applies. A component is never applied alone.
   * Of a circle nobody is the end, so its first folder stands for all.
   */
  leaves(): readonly string[] {
    const appliable = this.#appliable();
    const nodes = [...foldersBelow(this.#graph, appliable)].flatMap(
      (folder) => this.#graph.get(folder) ?? [],
    );
    const used = new Set(nodes.flatMap(({ folder, folders }) => folders.filter((each) => each !== folder)));
    const leaves = appliable.filter((folder) => !used.has(folder));
    const reached = foldersBelow(this.#graph, leaves);
    for (const folder of appliable.toSorted()) {
      if (reached.has(folder)) continue;
      leaves.push(folder);
      for (const each of foldersBelow(this.#graph, [folder])) reached.add(each);
    }
    return leaves.toSorted();
  }

  /** Components that nothing here builds on, sorted. */
  unusedComponents(): readonly string[] {
    const reached = foldersBelow(this.#graph, this.#appliable());
    return [...this.#graph.keys()].filter((folder) => !reached.has(folder)).toSorted();
  }

  /** Every file that any of them reads, and that no cluster gets as it stands. */
  parts(): ReadonlySet<string> {
    return new Set([...this.#graph.values()].flatMap(({ parts }) => parts));
  }

  #appliable(): readonly string[] {
    return [...this.#graph.values()].filter(({ isComponent }) => !isComponent).map(({ folder }) => folder);
  }
}
