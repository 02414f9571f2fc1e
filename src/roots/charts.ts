import type { Diagnostic } from "../model/diagnostic.ts";
import type { TreeEntry } from "../model/tree.ts";
import { notRead } from "./not-read.ts";
import { below, folderOf, foldersAbove, joined, nameOf } from "./paths.ts";

/**
 * What belongs to a chart: its description, values, templates, definitions, subcharts and the files that templates read.
 * Anything else below a chart's folder is an ordinary file: a chart may stand at the top of a repository.
 */
const chartContents =
  /^(?:Chart\.(?:yaml|lock)|requirements\.(?:yaml|lock)|values[^/]*\.(?:ya?ml|json)|\.helmignore|(?:templates|crds|charts|files)\/.*)$/;

/** The file that makes a folder a chart. */
export function isChartFile(path: string): boolean {
  return nameOf(path) === "Chart.yaml";
}

/** The charts of a tree, by folder, and what belongs to them. */
export class Charts {
  readonly #folders: ReadonlySet<string>;

  /** Takes the entries for which {@link isChartFile} holds. */
  constructor(chartFiles: readonly TreeEntry[]) {
    this.#folders = new Set(chartFiles.map(({ path }) => folderOf(path)));
  }

  /** The folder of the chart that a path belongs to, the outermost where charts stand in charts; or `null`. */
  ownerOf(path: string): string | null {
    if (this.#folders.size === 0) return null;
    const owns = (folder: string): boolean => {
      const rest = this.#folders.has(folder) ? below(folder, path) : null;
      return rest !== null && chartContents.test(rest);
    };
    return foldersAbove(folderOf(path)).findLast(owns) ?? null;
  }
}

/** One diagnostic for each chart of which something changed; `changed` is `null` where all count. */
export function chartDiagnostics(
  charts: Charts,
  entries: readonly TreeEntry[],
  changed: ReadonlySet<string> | null,
): readonly Diagnostic[] {
  const paths = changed ?? entries.map(({ path }) => path);
  const touched = new Set([...paths].flatMap((path) => charts.ownerOf(path) ?? []));
  if (touched.size === 0) return [];
  const contents = new Map([...touched].map((folder): [string, TreeEntry[]] => [folder, []]));
  for (const entry of entries) contents.get(charts.ownerOf(entry.path) ?? "")?.push(entry);
  return [...contents].map(([folder, owned]) =>
    notRead("chart_not_evaluated", folder, joined(folder, "Chart.yaml"), owned),
  );
}
