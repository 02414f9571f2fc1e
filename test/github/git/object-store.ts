/**
 * Git objects, written by hand: no process is started to make a commit, so that a pull request takes milliseconds.
 * https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateSync } from "node:zlib";

export type FileMode = "100644" | "100755" | "120000" | "160000";

export interface TreeFile {
  readonly mode: FileMode;
  readonly oid: string;
}

/** Every file of a tree by its whole path. */
export type Files = ReadonlyMap<string, TreeFile>;

export class ObjectStore {
  readonly folder: string;
  private readonly written = new Set<string>();
  private readonly folders = new Set<string>();
  private readonly bytesOf = new Map<string, Buffer>();

  constructor(folder: string) {
    this.folder = folder;
  }

  blob(bytes: Uint8Array): string {
    const oid = this.write("blob", Buffer.from(bytes));
    this.bytesOf.set(oid, Buffer.from(bytes));
    return oid;
  }

  readBlob(oid: string): Buffer {
    return this.bytesOf.get(oid) ?? this.run(["cat-file", "blob", oid]);
  }

  /** `null`: there is none. */
  findBlob(oid: string): Buffer | null {
    try {
      return this.readBlob(oid);
    } catch {
      return null;
    }
  }

  /** Writes all the trees of these files; the oid of the topmost. */
  tree(files: Files): string {
    return this.writeTree([...files].map(([path, file]) => ({ parts: path.split("/"), file })));
  }

  filesOf(commit: string): Files {
    const listing = this.run(["ls-tree", "-r", "-z", "--full-tree", commit]).toString("utf8");
    const files = new Map<string, TreeFile>();
    for (const line of listing.split("\0")) {
      const found = /^(\d{6}) \w+ ([0-9a-f]+)\t(.*)$/s.exec(line);
      const mode = found?.[1];
      if (isMode(mode)) files.set(found?.[3] ?? "", { mode, oid: found?.[2] ?? "" });
    }
    return files;
  }

  write(type: "blob" | "tree" | "commit", content: Buffer): string {
    const whole = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
    const oid = createHash("sha1").update(whole).digest("hex");
    if (this.written.has(oid)) return oid;
    this.written.add(oid);
    const folder = join(this.folder, "objects", oid.slice(0, 2));
    if (!this.folders.has(folder)) mkdirSync(folder, { recursive: true });
    this.folders.add(folder);
    writeOnce(join(folder, oid.slice(2)), deflateSync(whole, { level: 1 }));
    return oid;
  }

  run(parameters: readonly string[]): Buffer {
    const { status, stdout, stderr, error } = spawnSync("git", ["-C", this.folder, ...parameters], {
      maxBuffer: 1 << 30,
    });
    if (error !== undefined) throw error;
    if (status !== 0) throw new Error(`git ${parameters.join(" ")} failed: ${stderr.toString()}`);
    return stdout;
  }

  private writeTree(
    files: readonly { readonly parts: readonly string[]; readonly file: TreeFile }[],
  ): string {
    const entries = new Map<
      string,
      TreeFile | { readonly parts: readonly string[]; readonly file: TreeFile }[]
    >();
    for (const { parts, file } of files) {
      const [name = "", ...rest] = parts;
      const known = entries.get(name);
      if (rest.length === 0) entries.set(name, file);
      else if (Array.isArray(known)) known.push({ parts: rest, file });
      else entries.set(name, [{ parts: rest, file }]);
    }
    const lines = [...entries]
      .map(([name, entry]) =>
        Array.isArray(entry)
          ? { name, key: Buffer.from(`${name}/`), mode: "40000", oid: this.writeTree(entry) }
          : { name, key: Buffer.from(name), mode: entry.mode, oid: entry.oid },
      )
      .sort((a, b) => Buffer.compare(a.key, b.key))
      .map(({ name, mode, oid }) =>
        Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, "hex")]),
      );
    return this.write("tree", Buffer.concat(lines));
  }
}

/** An object that was brought along stands already, and may not be written to. */
function writeOnce(path: string, bytes: Buffer): void {
  try {
    writeFileSync(path, bytes, { flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}

function isMode(text: string | undefined): text is FileMode {
  return text === "100644" || text === "100755" || text === "120000" || text === "160000";
}
