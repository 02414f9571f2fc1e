import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import fs from "node:fs/promises";
import path from "node:path";
import { type GitSettings, gitEnvironment, startFailure } from "../git-process.ts";
import { fetchFailure } from "./fetch-failure.ts";
import { MirrorError } from "./mirror-error.ts";
import type { MirrorSource, NetworkSettings } from "./ports.ts";
import { fetchConfiguration, type Remote, remoteOf, scrubbed } from "./remote.ts";

export interface FetchRun {
  /** Of the bare repository. */
  readonly folder: string;
  /** Options of `git fetch`, without the remote and what is asked of it. */
  readonly options: readonly string[];
  /** What is asked for, one a line: ids or refspecs. */
  readonly wanted: readonly string[];
  readonly bytesMax: number;
  readonly timeoutMs: number;
}

export interface FetchSettings {
  readonly git: GitSettings;
  readonly network: NetworkSettings;
}

/** How often a running fetch is looked at: what comes in between at a gigabit is 25 MB. */
const watchEveryMs = 200;
/** From the friendly signal, at which git removes its temporary files, to the other one. */
const graceMs = 2_000;
const saidBytesMax = 64 * 1024;

const always = [
  "fetch",
  "--quiet",
  "--no-tags",
  "--no-write-fetch-head",
  "--no-auto-maintenance",
  "--recurse-submodules=no",
];

/**
 * Runs one `git fetch`. Throws {@link MirrorError}. Git and everything that it starts are a process group of their own,
 * which ends as a whole.
 */
export async function runFetch(run: FetchRun, source: MirrorSource, settings: FetchSettings): Promise<void> {
  const remote = remoteOf(source.url);
  const token = await source.token();
  if (source.signal?.aborted === true) throw aborted();
  const child = start(run, remote, token, settings);
  const said = scrubbed(await ended(child, run, source.signal), token, settings.network.proxy);
  if (child.exitCode !== 0) throw fetchFailure(said);
}

function start(
  { folder, options, wanted }: FetchRun,
  remote: Remote,
  token: string,
  { git, network }: FetchSettings,
): ChildProcessWithoutNullStreams {
  const child = spawn("git", ["-C", folder, ...always, ...options, "--stdin", "origin"], {
    env: {
      ...gitEnvironment(git, fetchConfiguration(remote, token, network)),
      GIT_ALLOW_PROTOCOL: remote.protocol,
      // No `.netrc` of anybody's.
      HOME: "/nonexistent",
    },
    stdio: ["pipe", "pipe", "pipe"],
    shell: false,
    detached: true,
  });
  child.stdin.on("error", () => {}).end(`${wanted.join("\n")}\n`);
  child.stdout.resume();
  return child;
}

/** What it said, when it ended by itself. */
function ended(
  child: ChildProcessWithoutNullStreams,
  { folder, bytesMax, timeoutMs }: FetchRun,
  signal: AbortSignal | undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    let reason: MirrorError | null = null;
    const stop = (error: MirrorError) => {
      reason ??= error;
      endGroup(child);
    };
    const onAbort = () => stop(aborted());
    const timer = setTimeout(() => stop(tooSlow(timeoutMs)), timeoutMs);
    const watch = setInterval(() => {
      void incomingBytes(folder).then((bytes) => {
        if (bytes > bytesMax) stop(tooLarge(bytesMax));
      });
    }, watchEveryMs);
    const finish = () => {
      clearTimeout(timer);
      clearInterval(watch);
      signal?.removeEventListener("abort", onAbort);
    };
    signal?.addEventListener("abort", onAbort);
    child.stderr.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString("utf8")).slice(-saidBytesMax);
    });
    child.on("error", (cause) => {
      finish();
      reject(startFailure(cause));
    });
    child.on("close", () => {
      finish();
      if (reason === null) resolve(said);
      else reject(reason);
    });
  });
}

function endGroup({ pid }: ChildProcessWithoutNullStreams): void {
  if (pid === undefined) return;
  signalGroup(pid, "SIGTERM");
  setTimeout(() => signalGroup(pid, "SIGKILL"), graceMs).unref();
}

/** It may be gone already. */
function signalGroup(pid: number, signal: "SIGTERM" | "SIGKILL"): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** What git has written of a pack that is not whole yet. */
async function incomingBytes(folder: string): Promise<number> {
  const packs = path.join(folder, "objects/pack");
  const names = await fs.readdir(packs).catch(() => []);
  const sizes = names
    .filter((name) => name.startsWith("tmp_pack_"))
    .map(async (name) => (await fs.stat(path.join(packs, name)).catch(() => null))?.size ?? 0);
  return (await Promise.all(sizes)).reduce((total, size) => total + size, 0);
}

function aborted(): MirrorError {
  return new MirrorError("aborted", "The fetch was ended, because nobody waits for it any more.");
}

function tooSlow(timeoutMs: number): MirrorError {
  return new MirrorError("timeout", `The fetch was ended after ${timeoutMs} ms (fetchTimeoutMs).`);
}

function tooLarge(bytesMax: number): MirrorError {
  return new MirrorError("too-large", `The fetch was ended after ${bytesMax} bytes.`);
}
