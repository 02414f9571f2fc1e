import { spawnSync } from "node:child_process";
import { delimiter } from "node:path";

export interface MeasuredProcess {
  readonly seconds: number;
  /** The largest resident set that the process had, all threads together; `null` where it was not asked for. */
  readonly peakGigabytes: number | null;
  readonly output: string;
}

const outputBytesMax = 256 * 1024 * 1024;

/**
 * Runs a command to its end as a user would, outside of npm's own variables and with `variables` of its own. Throws
 * where the exit code is none of `exitCodes`.
 */
export function measureCommand(
  [program = "", ...args]: readonly string[],
  exitCodes: readonly number[],
  variables: Readonly<Record<string, string>> = {},
): MeasuredProcess {
  const started = performance.now();
  const { status, stdout, stderr, error, output } = spawnSync(program, args, {
    env: { ...userEnvironment(process.env), ...variables },
    encoding: "utf8",
    maxBuffer: outputBytesMax,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
  });
  const seconds = (performance.now() - started) / 1000;
  if (error !== undefined) throw error;
  if (status === null || !exitCodes.includes(status)) {
    throw new Error(`${program} ${args.join(" ")} ended with ${status}:\n${stderr}`);
  }
  const peakKibibytes = Number(output[3]);
  return { seconds, peakGigabytes: peakKibibytes > 0 ? (peakKibibytes * 1024) / 1e9 : null, output: stdout };
}

/** Makes a Node process tell its peak at its end; exact, and not a matter of how often somebody looks. */
const reporter = [
  'import { writeSync } from "node:fs";',
  'import { isMainThread } from "node:worker_threads";',
  'if (isMainThread) process.on("exit", () => writeSync(3, String(process.resourceUsage().maxRSS)));',
].join("\n");

/** The arguments of a Node process whose peak {@link measureCommand} gives. */
export function nodeWithPeak(args: readonly string[]): readonly string[] {
  return [process.execPath, "--import", `data:text/javascript,${encodeURIComponent(reporter)}`, ...args];
}

/** `npm run bench` is itself a script of npm: what it adds would make another Node run npm, and the inner run slower. */
function userEnvironment(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(variables).filter(([name]) => !/^npm_|^INIT_CWD$|^NODE$/i.test(name));
  const path = (variables["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) };
}
