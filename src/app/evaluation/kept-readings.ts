import type { Configuration } from "../../model/configuration.ts";
import type { Root } from "../../model/root.ts";
import type { Tree } from "../../model/tree.ts";
import { rootKeys } from "./rest/keys.ts";
import type { RootReading } from "./root-reading.ts";

/**
 * What the roots of a change were read as, from the moment a worker asks for the rest of the repository until it judges
 * the change: without it, the same bytes would be read a second time, and those of the base a third time. It is found by
 * everything that decides a reading, so whether something is kept changes nothing but the time. Secrets still stand in
 * it: it never leaves the worker, and it is emptied as soon as the rest is known.
 */
export class KeptReadings {
  readonly #readings = new Map<string, RootReading>();

  known(tree: Tree, root: Root, configuration: Configuration): RootReading | undefined {
    // Most changes ask for nothing, and need no digests.
    return this.#readings.size === 0 ? undefined : this.#readings.get(keyOf(tree, root, configuration));
  }

  keep(tree: Tree, root: Root, configuration: Configuration, reading: RootReading): void {
    this.#readings.set(keyOf(tree, root, configuration), reading);
  }

  clear(): void {
    this.#readings.clear();
  }
}

/** What a file is decides too: a link has no bytes of its own. */
function keyOf(tree: Tree, root: Root, configuration: Configuration): string {
  const modes = root.files.map((path) => tree.entries.get(path)?.mode ?? "none");
  return [...rootKeys(tree, [root], configuration), ...modes].join(" ");
}
