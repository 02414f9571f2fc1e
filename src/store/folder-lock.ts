import { randomUUID } from "node:crypto";
import { link, readFile, readlink, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/**
 * An embedded database has no lock of its own, and two processes in one folder destroy it. A file says who has it.
 * Within one space of process ids (a machine, a container) it can be told at once whether that process still lives. A
 * process of another space cannot be seen from here, so the holder touches the file, and a file that has not been
 * touched for a while was left behind by a container that was killed.
 *
 * States: free ─link→ held ─release→ free; held ─holder dies→ stale ─moved aside by the next→ free.
 */
export interface FolderLock {
  release(): Promise<void>;
}

/** Somebody else has the folder. The message names who, and what to do. */
export class FolderInUse extends Error {
  readonly pid: number;
  constructor(message: string, pid: number) {
    super(message);
    this.name = "FolderInUse";
    this.pid = pid;
  }
}

interface Holder {
  readonly id: string;
  readonly pid: number;
  /** When the process started, as its kernel counts; "" where the system does not tell. Tells reused ids apart. */
  readonly started: string;
  /** Which machine and space of process ids, and since which boot. */
  readonly space: string;
}

const touchMs = 2_000;
/** Seven touches missed: a machine that is too busy for that is too busy for a database. */
const untouchedMs = 15_000;
/** Each round finds another stale lock or loses a race; more than a few means that something else is wrong. */
const roundsMax = 5;

export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, "sekisho.lock");
  const holder = await thisProcess();
  const own = `${path}.${holder.id}`;
  await writeFile(own, JSON.stringify(holder), { flag: "wx", mode: 0o600 });
  try {
    for (let round = 0; round < roundsMax; round++) {
      if (await linked(own, path)) return held(path, holder);
      await clearIfStale(path, folder);
    }
    throw new FolderInUse(`Could not lock ${folder}: other processes keep taking it.`, 0);
  } finally {
    await rm(own, { force: true });
  }
}

function held(path: string, holder: Holder): FolderLock {
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, touchMs);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      const current = await read(path);
      if (current?.id === holder.id) await rm(path, { force: true });
    },
  };
}

/** `link` fails where the name exists, and the file is complete from its first moment on. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Throws {@link FolderInUse} where the holder lives. */
async function clearIfStale(path: string, folder: string): Promise<void> {
  const found = await read(path);
  if (found === null) return;
  if (await lives(found, path)) throw inUse(found, folder);
  const aside = `${path}.stale-${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  // Between reading and moving, another process may have cleared the stale lock and taken the folder: give it back.
  const moved = await read(aside);
  if (moved !== null && moved.id !== found.id) await linked(aside, path);
  await rm(aside, { force: true });
}

async function lives(holder: Holder, path: string): Promise<boolean> {
  if (holder.space !== (await processSpace())) return await isTouched(path);
  if (!isRunning(holder.pid)) return false;
  return holder.started === "" || holder.started === (await startOf(holder.pid));
}

/** Waits as long as a living holder may take to touch the file; sees at once when it was touched lately. */
async function isTouched(path: string): Promise<boolean> {
  const first = await touchedAt(path);
  for (let waited = 0; waited < untouchedMs; waited += touchMs / 2) {
    await wait(touchMs / 2);
    const now = await touchedAt(path);
    if (now === null) return false;
    if (now !== first) return true;
  }
  return false;
}

async function touchedAt(path: string): Promise<number | null> {
  return await stat(path).then(
    (status) => status.mtimeMs,
    () => null,
  );
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

async function thisProcess(): Promise<Holder> {
  return {
    id: randomUUID(),
    pid: process.pid,
    started: await startOf(process.pid),
    space: await processSpace(),
  };
}

/** Field 22 of Linux's `/proc/<pid>/stat`, counted behind the name, which may hold spaces and parentheses. */
async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}

async function processSpace(): Promise<string> {
  const namespace = await readlink("/proc/self/ns/pid").catch(() => "");
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  return [hostname(), namespace, boot.trim()].join(" ");
}

async function read(path: string): Promise<Holder | null> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return null;
  try {
    const { id, pid, started, space } = JSON.parse(text) as Holder;
    return { id: String(id), pid: Number(pid), started: String(started), space: String(space) };
  } catch {
    return { id: "", pid: 0, started: "", space: "" };
  }
}

function inUse(holder: Holder, folder: string): FolderInUse {
  const who =
    holder.pid === process.pid
      ? "this process itself"
      : `process ${holder.pid} (${holder.space.split(" ")[0]})`;
  return new FolderInUse(
    `The embedded store in ${folder} is in use by ${who}: only one process can have it. ` +
      "Stop that process, name another folder, or set DATABASE_URL to a PostgreSQL server, which many can share.",
    holder.pid,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
