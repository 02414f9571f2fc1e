import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { zstdDecompress } from "node:zlib";
import type { SchemaFile } from "../schemas/index.ts";
import { installation } from "./installation.ts";

/** `schemas/dist/index.json`, as tools/build-schemas.ts writes it. */
interface SchemaIndex {
  readonly files: readonly {
    readonly name: string;
    readonly sha256: string;
    readonly bytes: number;
    readonly groups: readonly string[];
    /** `module@version` to its sum. */
    readonly sources: Readonly<Record<string, string>>;
  }[];
}

const unzstd = promisify(zstdDecompress);
let index: Promise<SchemaIndex> | null = null;
const loaded = new Map<string, Promise<SchemaFile>>();

/** Kubernetes' own schemas, and those of the projects that these groups belong to. Throws where bytes are not the built ones. */
export async function loadSchemaFiles(groups: readonly string[]): Promise<readonly SchemaFile[]> {
  index ??= readIndex();
  const { files } = await index;
  const needed = files.filter(
    ({ name, groups: own }) => name === "kubernetes" || own.some((group) => groups.includes(group)),
  );
  return Promise.all(
    needed.map((entry) => {
      const known = loaded.get(entry.name);
      if (known !== undefined) return known;
      const loading = loadFile(entry);
      loaded.set(entry.name, loading);
      return loading;
    }),
  );
}

async function readIndex(): Promise<SchemaIndex> {
  return JSON.parse(await readFile(join(installation.schemas, "index.json"), "utf8")) as SchemaIndex;
}

async function loadFile({ name, sha256, bytes, sources }: SchemaIndex["files"][number]): Promise<SchemaFile> {
  const compressed = await readFile(join(installation.schemas, `${name}.json.zst`));
  const json = await unzstd(compressed, { maxOutputLength: bytes });
  if (createHash("sha256").update(json).digest("hex") !== sha256) {
    throw new TypeError(`schemas/dist/${name}.json.zst is not what its index names: npm run schemas:build`);
  }
  const version = Object.keys(sources)[0]?.split("@")[1] ?? "";
  return { name, label: `${name} ${version}`, text: json.toString("utf8") };
}
