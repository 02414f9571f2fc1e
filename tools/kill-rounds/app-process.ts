import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const top = fileURLToPath(new URL("../..", import.meta.url));
/** With nothing compiled yet, on a busy machine. */
const startsWithinMs = 120_000;
const pollMs = 10;

/** Processes of this tool that have to end with it, however it ends. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

export interface AppOptions {
  readonly variables: Readonly<Record<string, string>>;
  readonly embedded: boolean;
  /** Where its log goes. */
  readonly logPath: string;
}

/** `sekisho serve`, as an operator starts it, in a process of its own. It can be started again after its death. */
export class AppProcess {
  readonly port: number;
  private readonly options: AppOptions;
  private readonly log: WriteStream;
  private child: ChildProcess | null = null;

  private constructor(options: AppOptions, port: number) {
    this.options = options;
    this.port = port;
    this.log = createWriteStream(options.logPath, { flags: "a" });
  }

  static async create(options: AppOptions): Promise<AppProcess> {
    return new AppProcess(options, await freePort());
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** 0: it does not run. */
  get pid(): number {
    return this.child?.pid ?? 0;
  }

  get alive(): boolean {
    return this.child !== null && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Waits until it says that it is ready. Gives how long that took, in milliseconds. */
  async start(): Promise<number> {
    const { variables, embedded } = this.options;
    const begun = performance.now();
    const child = spawn(process.execPath, ["bin/sekisho.js", "serve", ...(embedded ? ["--embedded"] : [])], {
      cwd: top,
      env: { ...variables, PORT: String(this.port) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    running.add(child);
    child.once("exit", () => running.delete(child));
    child.stdout.pipe(this.log, { end: false });
    child.stderr.pipe(this.log, { end: false });
    while (!(await this.isReady())) {
      if (!this.alive) throw new Error(`The App ended while it started; see ${this.options.logPath}.`);
      if (performance.now() - begun > startsWithinMs) throw new Error("The App did not get ready in time.");
      await wait(pollMs);
    }
    return performance.now() - begun;
  }

  /** kill -9. Gives when it was sent, on the clock of `performance`. */
  async kill(): Promise<number> {
    const at = performance.now();
    await this.end("SIGKILL");
    return at;
  }

  async stop(): Promise<void> {
    await this.end("SIGTERM");
  }

  /** Jobs that this process has done, as its metrics count them; `null`: it does not answer. */
  async jobsDone(): Promise<number | null> {
    const text = await this.get("/metrics");
    if (text === null) return null;
    const lines = text.matchAll(/^sekisho_jobs_total\{[^}]*outcome="done"[^}]*\} (\d+)/gm);
    return [...lines].reduce((sum, line) => sum + Number(line[1]), 0);
  }

  private async isReady(): Promise<boolean> {
    return (await this.get("/readyz")) !== null;
  }

  private async get(path: string): Promise<string | null> {
    try {
      const response = await fetch(`${this.address}${path}`, { signal: AbortSignal.timeout(2_000) });
      const text = await response.text();
      return response.ok ? text : null;
    } catch {
      return null;
    }
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child === null || !this.alive) return;
    const exit = once(child, "exit");
    child.kill(signal);
    await exit;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("No free port was found.");
  return address.port;
}
