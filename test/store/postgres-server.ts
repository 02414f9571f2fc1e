import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, chown, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A PostgreSQL server of one's own, in a temporary folder, reachable from this machine only. */
export interface PostgresServer {
  readonly url: string;
  /** Of the server itself; 0: it does not run. */
  pid(): Promise<number>;
  /** Ends it in order; `start` brings it back with its data. */
  stop(): Promise<void>;
  /** kill -9 of the server and everything that it started. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** It hangs: connections stay, and nobody answers, until it may go on. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Another, empty database on the same server. */
  createDatabase(): Promise<string>;
  /** Ends it and deletes its data. */
  remove(): Promise<void>;
}

/** Why `startPostgres` would give `null`; `null` where it can start one. */
export function whyNoPostgres(): string | null {
  if (programs() === null) return "PostgreSQL's programs are not installed (initdb, pg_ctl)";
  if (process.getuid?.() === 0 && postgresUser() === null) {
    return "PostgreSQL refuses to run as root, and there is no user postgres";
  }
  return null;
}

export async function startPostgres(): Promise<PostgresServer | null> {
  const bin = programs();
  if (bin === null || whyNoPostgres() !== null) return null;
  const folder = await mkdtemp(join(tmpdir(), "sekisho-postgres-"));
  const owner = process.getuid?.() === 0 ? postgresUser() : null;
  await chmod(folder, 0o700);
  if (owner !== null) await chown(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  const as = owner === null ? {} : owner;
  const command = async (program: string, ...options: readonly string[]) =>
    await run(join(bin, program), [...options], { ...as, cwd: "/", env: { LC_ALL: "C" } });
  await command("initdb", "-D", data, "-U", "sekisho", "-A", "trust", "-E", "UTF8", "--no-sync");
  const port = await freePort();
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=200`;
  const start = async () => {
    const log = join(folder, "log");
    await command("pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start").catch(async () => {
      throw new Error(`PostgreSQL did not start: ${(await readFile(log, "utf8")).slice(-1_000)}`);
    });
  };
  const stop = async () => {
    await command("pg_ctl", "-D", data, "-w", "-m", "fast", "stop").catch(() => {});
  };
  await start();
  let databases = 0;
  const urlOf = (name: string) => `postgres://sekisho@127.0.0.1:${port}/${name}`;
  return {
    url: urlOf("postgres"),
    pid: () => pidOf(data),
    start,
    stop,
    kill: async () => {
      for (const pid of await signalAll(data, "SIGKILL")) await isGone(pid);
      // Its process may be kept in the table of processes until somebody asks about it, and then the next server takes
      // it for one that runs.
      await rm(join(data, "postmaster.pid"), { force: true });
      await rm(join(folder, `.s.PGSQL.${port}.lock`), { force: true });
    },
    pause: async () => void (await signalAll(data, "SIGSTOP")),
    resume: async () => void (await signalAll(data, "SIGCONT")),
    async createDatabase() {
      const name = `test_${++databases}`;
      await command("createdb", "-h", folder, "-p", String(port), "-U", "sekisho", name);
      return urlOf(name);
    },
    async remove() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The newest installed version: Debian keeps each in a folder of its own, outside of `PATH`. */
function programs(): string | null {
  const found = spawnSync("sh", ["-c", "command -v initdb; ls -d /usr/lib/postgresql/*/bin/initdb"], {
    encoding: "utf8",
  });
  const paths = found.stdout.split("\n").filter((path) => path.endsWith("/initdb"));
  const newest = paths.toSorted((a, b) => versionOf(a) - versionOf(b)).at(-1);
  if (newest === undefined) return null;
  const bin = newest.slice(0, -"/initdb".length);
  return existsSync(join(bin, "pg_ctl")) ? bin : null;
}

function versionOf(path: string): number {
  return Number(/\/(\d+)\//.exec(path)?.[1] ?? 0);
}

function postgresUser(): { readonly uid: number; readonly gid: number } | null {
  const [uid, gid] = ["-u", "-g"].map((flag) =>
    Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout.trim() || Number.NaN),
  );
  return uid === undefined || gid === undefined || Number.isNaN(uid) ? null : { uid, gid };
}

/** The first line of `postmaster.pid` is the server. */
async function pidOf(data: string): Promise<number> {
  const text = await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "");
  return Number(text.split("\n")[0]);
}

/** The children of the server are found by their parent in /proc. */
async function signalAll(data: string, signal: NodeJS.Signals): Promise<readonly number[]> {
  const server = await pidOf(data);
  if (!(server > 1)) return [];
  // So that it starts nobody new while its children are looked up.
  send(server, "SIGSTOP");
  const all = [...(await childrenOf(server)), server];
  for (const pid of all) send(pid, signal);
  return all;
}

async function childrenOf(parent: number): Promise<readonly number[]> {
  const entries = await readdir("/proc").catch(() => []);
  const children: number[] = [];
  for (const entry of entries.filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${entry}/stat`, "utf8").catch(() => "");
    if (Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent) children.push(Number(entry));
  }
  return children;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in the meantime.
  }
}

/** A process that ended and that nobody has asked about (`Z`) is gone. */
async function isGone(pid: number): Promise<void> {
  for (let waited = 0; waited < 10_000; waited += 20) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    if (stat === "" || stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z")) return;
    await wait(20);
  }
  throw new Error(`Process ${pid} of PostgreSQL did not end`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port was found");
  return address.port;
}
