import { isFile, type Tree } from "../model/tree.ts";
import type { FolderIndex } from "./folder-index.ts";
import { helmIgnore } from "./helm-ignore.ts";
import { below, folderOf, foldersAbove, joined, nameOf, resolved, toolCopyOf } from "./paths.ts";
import { field, objectsOf, textOf, yamlObject } from "./yaml-object.ts";

/**
 * What belongs to a chart: its description, values, templates, definitions, subcharts and the files that templates read.
 * Anything else below a chart's folder may be an ordinary file: a chart may stand at the top of a repository.
 */
const chartContents =
  /^(?:Chart\.(?:yaml|lock)|requirements\.(?:yaml|lock)|values[^/]*\.(?:ya?ml|json)|\.helmignore|(?:templates|crds|charts|files)\/.*)$/;

/**
 * Files of one chart. Beyond, only what {@link chartContents} names is read: the largest charts in use have some hundred,
 * and a chart at the top of a repository would take the whole of it along.
 */
export const chartFilesMax = 2_000;

export interface Chart {
  readonly folder: string;
  readonly name: string;
  /** Made to be called by other charts, and never installed. */
  readonly isLibrary: boolean;
  /** Folders of the tree that its dependencies name with `file://`. */
  readonly fileDependencies: readonly string[];
}

/** The file that makes a folder a chart. */
export function isChartFile(path: string): boolean {
  return nameOf(path) === "Chart.yaml";
}

/** The charts of a tree, by folder, and what belongs to them. */
export class Charts {
  readonly #tree: Tree;
  readonly #index: FolderIndex;
  readonly #charts: ReadonlyMap<string, Chart>;
  readonly #ignores: ReadonlyMap<string, (path: string) => boolean>;

  private constructor(
    tree: Tree,
    index: FolderIndex,
    charts: ReadonlyMap<string, Chart>,
    ignores: ReadonlyMap<string, (path: string) => boolean>,
  ) {
    this.#tree = tree;
    this.#index = index;
    this.#charts = charts;
    this.#ignores = ignores;
  }

  static async read(tree: Tree, index: FolderIndex): Promise<Charts> {
    const found = [...tree.entries.values()].filter(
      (entry) => isChartFile(entry.path) && isFile(entry) && toolCopyOf(entry.path) === null,
    );
    const folders = found.map(({ path }) => folderOf(path));
    const files = folders.flatMap((folder) =>
      ["Chart.yaml", "requirements.yaml", ".helmignore"].map((name) => joined(folder, name)),
    );
    const contents = await tree.read(files.filter((path) => tree.entries.has(path)));
    const charts = folders.map((folder): [string, Chart] => [folder, readChart(folder, contents)]);
    const ignores = folders.map((folder): [string, (path: string) => boolean] => [
      folder,
      helmIgnore(contents.get(joined(folder, ".helmignore"))),
    ]);
    return new Charts(tree, index, new Map(charts), new Map(ignores));
  }

  get isEmpty(): boolean {
    return this.#charts.size === 0;
  }

  has(folder: string): boolean {
    return this.#charts.has(folder);
  }

  /** The folder of the chart that a path belongs to, the outermost where charts stand in charts; or `null`. */
  ownerOf(path: string): string | null {
    if (this.isEmpty) return null;
    const owns = (folder: string): boolean => {
      const rest = this.#charts.has(folder) ? below(folder, path) : null;
      return rest !== null && chartContents.test(rest);
    };
    return foldersAbove(folderOf(path)).findLast(owns) ?? null;
  }

  /** Whether a path stands in the folder of any chart. */
  holds(path: string): boolean {
    return !this.isEmpty && foldersAbove(folderOf(path)).some((folder) => this.#charts.has(folder));
  }

  /** Charts that are no part of another, sorted by folder. */
  outermost(): readonly Chart[] {
    return [...this.#charts.values()]
      .filter(({ folder }) => this.ownerOf(joined(folder, "Chart.yaml")) === folder)
      .toSorted((a, b) => (a.folder < b.folder ? -1 : 1));
  }

  /** Everything that Helm's loader would read of a chart, and of the charts that it names by folder; sorted. */
  filesOf(folder: string): readonly string[] {
    const folders = new Set([folder]);
    for (const each of folders) for (const other of this.#dependencies(each)) folders.add(other);
    return [...new Set([...folders].flatMap((each) => this.#ownFiles(each)))].toSorted();
  }

  #dependencies(folder: string): readonly string[] {
    return (this.#charts.get(folder)?.fileDependencies ?? []).filter((other) => this.#charts.has(other));
  }

  #ownFiles(folder: string): readonly string[] {
    const ignored = this.#ignores.get(folder) ?? (() => false);
    const isPlain = (path: string): boolean => {
      const entry = this.#tree.entries.get(path);
      return entry !== undefined && isFile(entry);
    };
    const all = this.#index.below(folder);
    const candidates =
      all.length <= chartFilesMax ? all : all.filter((path) => chartContents.test(below(folder, path) ?? ""));
    return candidates.filter((path) => isPlain(path) && !ignored(below(folder, path) ?? path));
  }
}

function readChart(folder: string, contents: ReadonlyMap<string, Uint8Array>): Chart {
  const chart = yamlObject(contents.get(joined(folder, "Chart.yaml")));
  const requirements = yamlObject(contents.get(joined(folder, "requirements.yaml")));
  const dependencies = [
    ...objectsOf(field(chart, "dependencies")),
    ...objectsOf(field(requirements, "dependencies")),
  ];
  return {
    folder,
    name: textOf(field(chart, "name")) ?? nameOf(folder),
    isLibrary: field(chart, "type") === "library",
    fileDependencies: dependencies.flatMap((dependency) => {
      const repository = textOf(field(dependency, "repository"));
      return repository?.startsWith("file://") === true
        ? (resolved(folder, repository.slice("file://".length)) ?? [])
        : [];
    }),
  };
}
