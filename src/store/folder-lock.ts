import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, readlink, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/**
 * An embedded database has no lock of its own, and two processes in one folder destroy it. Files in `lock/` say who
 * has it, or wants it. Within one space of process ids (a machine, a container) it can be told at once whether a
 * process still lives. One of another space cannot be seen from here, so each touches its file, and a file that has not
 * been touched for a while was left behind by a container that was killed.
 *
 * A file that is overwritten or renamed by whoever finds it stale can be taken by two. So nobody touches another's file
 * but to delete that of a dead process, and a name is never used twice: who wants the folder writes its file first, then
 * looks for others, and has the folder only when it saw none alive. Two who see each other: the greater id steps back.
 *
 * States: wanting ─nobody else alive→ having (says so by a second file) ─release→ gone; either ─dies→ stale ─seen→ gone.
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
  readonly pid: number;
  /** When the process started, as its kernel counts; "" where the system does not tell. Tells reused ids apart. */
  readonly started: string;
  /** Which machine and space of process ids, and since which boot. */
  readonly space: string;
}

interface Found extends Holder {
  readonly id: string;
  /** Whether it has the folder, or only wants it. */
  readonly has: boolean;
}

const touchMs = 2_000;
/** Seven touches missed: a machine that is too busy for that is too busy for a database. */
const untouchedMs = 15_000;
/** Who wants the folder at the same moment settles it within a few of these. */
const rivalWaitMs = 20;
const rivalRoundsMax = 100;

export async function lockFolder(folder: string, patienceMs = untouchedMs): Promise<FolderLock> {
  const files = join(folder, "lock");
  await mkdir(files, { recursive: true, mode: 0o700 });
  for (let round = 0; round < rivalRoundsMax; round++) {
    const id = randomUUID();
    const lock = await announce(files, id);
    if (await wins(files, id, folder, patienceMs, lock)) return lock;
    await lock.release();
    await wait(rivalWaitMs * 2);
  }
  throw new FolderInUse(`Could not lock ${folder}: other processes keep wanting it. Start one at a time.`, 0);
}

async function announce(files: string, id: string): Promise<FolderLock> {
  const own = join(files, id);
  const holder: Holder = {
    pid: process.pid,
    started: await startOf(process.pid),
    space: await processSpace(),
  };
  // Complete from the first moment that others can see it.
  await writeFile(`${own}.new`, JSON.stringify(holder), { mode: 0o600 });
  await rename(`${own}.new`, own);
  const timer = setInterval(() => {
    const now = new Date();
    utimes(own, now, now).catch(() => {});
  }, touchMs);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      await rm(own, { force: true });
      await rm(`${own}.has`, { force: true });
    },
  };
}

/** `false`: a rival with a smaller id is there. Throws {@link FolderInUse} where somebody has the folder. */
async function wins(
  files: string,
  id: string,
  folder: string,
  patienceMs: number,
  lock: FolderLock,
): Promise<boolean> {
  for (let round = 0; round < rivalRoundsMax; round++) {
    const others = await livingOthers(files, id, patienceMs);
    const holder =
      others.find((other) => other.has) ?? (round === rivalRoundsMax - 1 ? others[0] : undefined);
    if (holder !== undefined) {
      await lock.release();
      throw inUse(holder, folder);
    }
    if (others.length === 0) {
      await writeFile(join(files, `${id}.has`), "");
      return true;
    }
    if (others.some((other) => other.id < id)) return false;
    await wait(rivalWaitMs);
  }
  return false;
}

async function livingOthers(files: string, own: string, patienceMs: number): Promise<readonly Found[]> {
  const names = await readdir(files);
  const others = names.filter((name) => !name.includes(".") && name !== own);
  const found = await Promise.all(
    others.map(async (id): Promise<Found | null> => {
      const path = join(files, id);
      const holder = await read(path);
      if (holder === null) return null;
      if (await lives(holder, path, patienceMs)) return { ...holder, id, has: names.includes(`${id}.has`) };
      await rm(path, { force: true });
      await rm(`${path}.has`, { force: true });
      return null;
    }),
  );
  return found.filter((holder) => holder !== null);
}

async function lives(holder: Holder, path: string, patienceMs: number): Promise<boolean> {
  if (holder.space !== (await processSpace())) return await isTouched(path, patienceMs);
  if (holder.started === "") return isRunning(holder.pid);
  return holder.started === (await startOf(holder.pid));
}

/** Waits as long as a living holder may take to touch the file; sees soon when it does. */
async function isTouched(path: string, patienceMs: number): Promise<boolean> {
  const first = await touchedAt(path);
  for (let waited = 0; waited < patienceMs; waited += touchMs / 4) {
    await wait(touchMs / 4);
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

/**
 * From Linux's `/proc/<pid>/stat`, counted behind the name, which may hold spaces and parentheses: state (field 3) and
 * start (field 22). "" for a process that is not there, or has ended and is kept only until its parent asks.
 */
async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" ? "" : (fields[19] ?? "");
}

async function processSpace(): Promise<string> {
  const namespace = await readlink("/proc/self/ns/pid").catch(() => "");
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8").catch(() => "");
  return [hostname(), namespace, boot.trim()].join(" ");
}

/** `null`: it is gone. What cannot be read was cut short by a crash of the machine: nobody is behind it. */
async function read(path: string): Promise<Holder | null> {
  const text = await readFile(path, "utf8").catch(() => null);
  if (text === null) return null;
  try {
    const { pid, started, space } = JSON.parse(text) as Holder;
    return { pid: Number(pid), started: String(started), space: String(space) };
  } catch {
    return { pid: 0, started: "", space: "" };
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
