import { createHash, randomUUID } from "node:crypto";
import fs, { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { isMissing } from "./folder.ts";

/**
 * Each process has a folder of its own below the shared one, so that no lock is needed between processes: within one,
 * fetches into a mirror queue up. What a process leaves behind is worth having, so the next one that starts takes a
 * folder over by renaming it, which only one can do.
 *
 * States of a folder: owned (`own-<world>-<pid>-<nonce>`; its `alive` file is touched every few seconds), then abandoned
 * (its process is gone, or was silent for too long), then owned by another under another name, or removed. A process
 * that slept for longer than that finds its folder gone, and takes another.
 */
const aliveEveryMs = 5_000;
/** Longer than any pause of a process that still does its work. */
const abandonedAfterMs = 30_000;
const aliveName = "alive";
const removedPrefix = "removed-";
const namePattern = /^own-([0-9a-f]{12})-(\d+)-([0-9a-f]{8})$/;

/** Nonces of the folders that this process has now. */
const held = new Set<string>();

export interface OwnFolder {
  readonly path: string;
  /** Whether it is still ours. */
  isHeld(): boolean;
  release(): void;
}

export function claimFolder(shared: string): OwnFolder {
  fs.mkdirSync(shared, { recursive: true, mode: 0o700 });
  const nonce = randomUUID().slice(0, 8);
  const own = path.join(shared, `own-${world()}-${process.pid}-${nonce}`);
  if (!abandonedFolders(shared).some((folder) => take(folder, own))) fs.mkdirSync(own, { mode: 0o700 });
  held.add(nonce);
  const alive = path.join(own, aliveName);
  fs.writeFileSync(alive, "");
  const timer = setInterval(() => touch(alive, new Date()), aliveEveryMs);
  timer.unref();
  removeAbandoned(shared);
  return {
    path: own,
    isHeld: () => fs.existsSync(alive),
    release: () => {
      clearInterval(timer);
      held.delete(nonce);
      touch(alive, new Date(0));
    },
  };
}

/** The last one used first: it knows most of what is asked next. */
function abandonedFolders(shared: string): readonly string[] {
  return fs
    .readdirSync(shared)
    .filter((name) => isAbandoned(shared, name))
    .map((name) => ({ folder: path.join(shared, name), aliveAt: aliveAt(path.join(shared, name)) }))
    .sort((a, b) => b.aliveAt - a.aliveAt)
    .map(({ folder }) => folder);
}

function isAbandoned(shared: string, name: string): boolean {
  const [, where, pid, nonce] = namePattern.exec(name) ?? [];
  if (nonce === undefined || held.has(nonce)) return false;
  if (where === world() && !isRunning(Number(pid))) return true;
  return Date.now() - aliveAt(path.join(shared, name)) > abandonedAfterMs;
}

/** Another of this process's number is a predecessor: ours are {@link held}. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

/** Nobody needs more than one. Renamed first, so that nobody takes over what is half removed. */
function removeAbandoned(shared: string): void {
  for (const folder of abandonedFolders(shared)) {
    take(folder, path.join(shared, `${removedPrefix}${randomUUID()}`));
  }
  for (const name of fs.readdirSync(shared).filter((each) => each.startsWith(removedPrefix))) {
    fs.rm(path.join(shared, name), { recursive: true, force: true }, () => {});
  }
}

/** Touched first: it must not look abandoned to a third process the moment it is ours. */
function take(folder: string, own: string): boolean {
  try {
    fs.writeFileSync(path.join(folder, aliveName), "");
    fs.renameSync(folder, own);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function aliveAt(folder: string): number {
  const alive = fs.statSync(path.join(folder, aliveName), { throwIfNoEntry: false });
  return (alive ?? fs.statSync(folder, { throwIfNoEntry: false }))?.mtimeMs ?? 0;
}

/** Gone: somebody took the folder over, and `isHeld` says so. */
function touch(alive: string, at: Date): void {
  fs.utimes(alive, at, at, () => {});
}

let knownWorld: string | null = null;

/** Where numbers of processes mean the same: a boot of a machine, and in it a container. */
function world(): string {
  knownWorld ??= createHash("sha256")
    .update(`${hostname()} ${bootId()} ${processNamespace()}`)
    .digest("hex")
    .slice(0, 12);
  return knownWorld;
}

function bootId(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  } catch {
    return "";
  }
}

function processNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
