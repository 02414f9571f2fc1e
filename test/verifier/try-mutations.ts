import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { verify } from "../../verifier/verify.mjs";
import { keyOf, logOf, servedLog } from "./log.ts";
import { diceOf, type Mutated, mutatedLog, mutatedPackage } from "./mutations.ts";
import { packageOf } from "./package.ts";
import { story } from "./story.ts";
import { rootOf } from "./tree.ts";

export interface Tried {
  readonly tried: number;
  /** What the verifier took for good. */
  readonly missed: readonly string[];
  /** What was done, without places, and how often. */
  readonly kinds: ReadonlyMap<string, number>;
}

interface Tries {
  readonly folder: string;
  readonly count: number;
  readonly seed: number;
  readonly onProgress?: (done: number) => void;
}

const keptSize = 40;

/** Two of three changes are made in a package, the third in a served log. The key and an early root are pinned. */
export async function tryMutations({ folder, count, seed, onProgress }: Tries): Promise<Tried> {
  const dice = diceOf(seed);
  const key = keyOf("mutations");
  const [log, long] = [logOf(story(5)), logOf(story(38))];
  const files = packageOf({ log, key, checkpoints: [5, 30] });
  const served = servedLog(long, [key]);
  const root = `${keptSize}:${rootOf(long.hashes.slice(0, keptSize))}`;
  const missed: string[] = [];
  const kinds = new Map<string, number>();
  const [onPackage, onLog] = [placeIn(join(folder, "package"), files), placeIn(join(folder, "log"), served)];
  for (let tried = 0; tried < count; tried += 1) {
    const isLog = tried % 3 === 2;
    const mutated: Mutated = isLog
      ? mutatedLog(long, served, keptSize, key, dice)
      : mutatedPackage(files, key, dice);
    const place = isLog ? onLog : onPackage;
    place.put(mutated.files);
    const words = isLog ? ["--log", place.folder, "--root", root] : [place.folder];
    const { code } = await verify([...words, "--key", key.vkey]);
    if (code === 0) missed.push(mutated.what);
    const [verb = ""] = mutated.what.split(" ");
    const kind = `${isLog ? "log" : "package"}: ${verb}${mutated.what.endsWith("sign it again") ? ", signed again" : ""}`;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    if ((tried + 1) % 1000 === 0) onProgress?.(tried + 1);
  }
  return { tried: count, missed, kinds };
}

/** A folder in which only what differs from one time to the next is written. */
export function placeIn(folder: string, first: ReadonlyMap<string, Buffer>) {
  let there: ReadonlyMap<string, Buffer> = new Map();
  const put = (files: ReadonlyMap<string, Buffer>) => {
    for (const [path] of there)
      if (!files.has(path)) rmSync(join(folder, path), { recursive: true, force: true });
    for (const [path, bytes] of files) {
      if (there.get(path) === bytes) continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), bytes);
    }
    there = new Map(files);
  };
  put(first);
  return { folder, put };
}
