/** What the bytes of a file that may be a manifest turn out to be. */
export type Holding = "objects" | "plan" | "nothing";

/** What was found out about a blob; what is absent, nobody has asked yet. */
export interface KnownContent {
  readonly held?: { readonly as: Holding; readonly bytes: number };
  /** Whether it may define an Application or a set of them. */
  readonly defines?: boolean;
}

/** About 30 MB of ids: the files of ten large repositories. Beyond, everything is forgotten at once. */
const contentsMax = 200_000;
/**
 * Files of one tree that are looked up together. It is less than what an answer of any tree holds: where there is more,
 * files are left out of the answer, and which ones must not depend on what is known already.
 */
export const lookedUpBytesMax = 200 * 1024 * 1024;

/**
 * What the contents of files were found to be, from one tree to the next: of a new state of a repository, only what
 * differs has to be read to find its roots. Equal ids mean equal bytes, and bytes alone decide, so this is never wrong.
 */
export class KnownContents {
  readonly #contentsMax: number;
  readonly #contents = new Map<string, KnownContent>();

  constructor(most = contentsMax) {
    this.#contentsMax = most;
  }

  of(blob: string): KnownContent {
    return this.#contents.get(blob) ?? {};
  }

  keep(blob: string, found: KnownContent): void {
    const known = this.#contents.get(blob);
    if (known === undefined && this.#contents.size >= this.#contentsMax) this.#contents.clear();
    this.#contents.set(blob, { ...known, ...found });
  }

  /** As text, of the blobs of one tree: for whoever looks at the next state, in another process. */
  written(blobs: Iterable<string>): string {
    let bytes = 0;
    const words = [...new Set(blobs)].flatMap((blob) => {
      const { held, defines } = this.of(blob);
      bytes += held?.bytes ?? 0;
      const defining = defines === undefined ? "?" : defines ? "+" : "-";
      return held === undefined ? [] : [`${blob}${letters[held.as]}${defining}${held.bytes}`];
    });
    return bytes > lookedUpBytesMax ? "" : words.join(" ");
  }

  /** What {@link written} wrote; words of another form are passed over. */
  readBack(text: string): void {
    for (const [, blob = "", letter = "", defining, bytes] of text.matchAll(
      /(?<=^| )([0-9a-f]+)([MPN])([-+?])(\d+)(?= |$)/g,
    )) {
      const as = holdings.find((each) => letters[each] === letter);
      if (as === undefined) continue;
      const held = { as, bytes: Number(bytes) };
      this.keep(blob, defining === "?" ? { held } : { held, defines: defining === "+" });
    }
  }
}

/** None of them is a hexadecimal digit. */
const letters: Readonly<Record<Holding, string>> = { objects: "M", plan: "P", nothing: "N" };
const holdings: readonly Holding[] = ["objects", "plan", "nothing"];
