/**
 * `npm run bench:app -- [--seconds 300] [--burst 200] [--alone 60] [--database-url URL]`: the App as a process of its
 * own, against the stand-in for GitHub (test/github), which enforces GitHub's limits.
 *
 * - steady: 2 pull requests a second over 20 installations; from webhook to published check, and acknowledgements
 * - burst: that many pull requests at once, until the last check is published
 * - alone: that many pull requests in one installation at once, and whether a secondary limit was hit
 * - memory: idle after the start, and at most
 *
 * It measures; it fails only where something is not published.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { estateFiles, traffic, trafficPath, workload, workloadPath } from "../test/app/estate.ts";
import { ledgerKey, shareCompiledRules, variablesFor } from "../test/app/harness.ts";
import type { StandIn } from "../test/github/stand-in.ts";
import { startStandInProcess } from "../test/github/stand-in-process.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "300" },
    burst: { type: "string", default: "200" },
    alone: { type: "string", default: "60" },
    "database-url": { type: "string" },
  },
});

const installations = 20;
const everyMs = 500;
const publishedTimeoutMs = 300_000;

interface App {
  readonly pid: number;
  close(): Promise<void>;
}

interface Opened {
  readonly repository: string;
  readonly number: number;
  readonly at: number;
}

async function main(): Promise<void> {
  const standIn = await startStandInProcess();
  const folder = mkdtempSync(join(tmpdir(), "sekisho-bench-app-"));
  shareCompiledRules(folder);
  const repositories = await people(standIn);
  const app = await startApp(standIn, folder);
  try {
    await wait(3_000);
    const idle = memoryMb(app.pid, "VmRSS");
    row("memory, idle", `${idle} MB`);
    const before = processorMs(app.pid);
    await steady(standIn, repositories);
    const each = (processorMs(app.pid) - before) / Math.max(1, steadyCount());
    row("steady: processor time of each", `${each.toFixed(0)} ms`);
    await together("burst over 20 installations", standIn, repositories, Number(values.burst));
    await together("one installation alone", standIn, repositories.slice(0, 1), Number(values.alone));
    row("memory, at most", `${memoryMb(app.pid, "VmHWM")} MB`);
    row("limits hit", JSON.stringify(await standIn.look.limitHits()));
    row("outside GitHub's description", String((await standIn.look.violations()).length));
    row("things that stand twice", String((await standIn.look.duplicates()).length));
  } finally {
    await app.close();
    await standIn.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(what: string, figure: string): void {
  console.log(`${what.padEnd(34)} ${figure}`);
}

async function people({ acts }: StandIn): Promise<readonly string[]> {
  const names: string[] = [];
  for (let index = 0; index < installations; index += 1) {
    const login = `org-${index}`;
    await acts.createOrganisation({ login });
    for (const [team, member] of [
      ["sre", "sam"],
      ["payments", "dev"],
      ["platform", "pia"],
      ["search", "sia"],
    ]) {
      await acts.createTeam({ team: `${login}/${team}`, members: [`${member}-${index}`] });
    }
    const files = Object.fromEntries(
      Object.entries(estateFiles()).map(([path, text]) => [path, text.replaceAll("acme/", `${login}/`)]),
    );
    const teams = { sre: "push", payments: "push", platform: "push", search: "push" } as const;
    await acts.createRepository({ name: `${login}/infra`, files, teams });
    await acts.install({ account: login });
    names.push(`${login}/infra`);
  }
  return names;
}

async function startApp(standIn: StandIn, folder: string): Promise<App> {
  const url = values["database-url"];
  const child = spawn(
    process.execPath,
    ["bin/sekisho.js", "serve", "--port", "0", ...(url === undefined ? ["--embedded"] : [])],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        ...variablesFor(standIn, folder),
        LOG_LEVEL: "info",
        ...(url === undefined ? {} : { DATABASE_URL: url, LEDGER_KEY: ledgerKey }),
      },
    },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    let listening = 0;
    createInterface({ input: child.stdout }).on("line", (line) => {
      const { msg, port: given } = JSON.parse(line) as { msg: string; port?: number };
      if (msg === "Listening.") listening = given ?? 0;
      if (msg === "Ready.") resolve(listening);
    });
    void ended.then(() => reject(new Error("the App ended before it was ready")));
  });
  await standIn.control.listenAt({ url: `http://127.0.0.1:${port}/api/github/webhooks` });
  return {
    pid: child.pid ?? 0,
    close: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function steady(standIn: StandIn, repositories: readonly string[]): Promise<void> {
  const count = steadyCount();
  const opened: Opened[] = [];
  const deliveriesBefore = (await standIn.look.deliveries()).length;
  const started = performance.now();
  for (let index = 0; index < count; index += 1) {
    opened.push(await open(standIn, repositories, index));
    await wait(Math.max(0, started + (index + 1) * everyMs - performance.now()));
  }
  const latencies = await published(standIn, opened);
  row(`steady, ${count} at 2 a second: p50`, seconds(share(latencies, 0.5)));
  row("steady: p95", seconds(share(latencies, 0.95)));
  row("steady: worst", seconds(share(latencies, 1)));
  const answered = (await standIn.look.deliveries())
    .slice(deliveriesBefore)
    .flatMap(({ durationMs }) => durationMs ?? []);
  row("acknowledgement meanwhile: p99", `${share(answered, 0.99).toFixed(0)} ms`);
}

async function together(
  what: string,
  standIn: StandIn,
  repositories: readonly string[],
  count: number,
): Promise<void> {
  const started = Date.now();
  const opened = await Promise.all(
    Array.from({ length: count }, (_, index) => open(standIn, repositories, index)),
  );
  const latencies = await published(standIn, opened);
  const last = Math.max(...opened.map(({ at }, index) => at + (latencies[index] ?? 0)));
  const tookMs = last - started;
  row(`${what}: ${count} drained in`, `${seconds(tookMs)}, ${((count * 1000) / tookMs).toFixed(1)} a second`);
}

/** Harmless, wrong and risky ones by turns. */
async function open({ acts }: StandIn, repositories: readonly string[], index: number): Promise<Opened> {
  const place = index % repositories.length;
  const repository = repositories[place] ?? "";
  const changes = [
    { [workloadPath]: workload("5Gi") },
    { [workloadPath]: workload("16Gi") },
    { [trafficPath]: traffic(90) },
  ];
  const at = Date.now();
  const { number } = await acts.openPull({
    repository,
    by: `dev-${repository.split("/")[0]?.split("-")[1]}`,
    files: changes[index % changes.length] ?? {},
  });
  return { repository, number, at };
}

/** Milliseconds from the webhook to the check, in the order given. */
async function published({ look }: StandIn, opened: readonly Opened[]): Promise<readonly number[]> {
  const ends = Date.now() + publishedTimeoutMs;
  for (;;) {
    const checks = new Map<string, number>();
    for (const { operation, repository, number, at, durationMs } of await look.requests()) {
      const key = `${repository}#${number}`;
      if (operation === "checks/create" && !checks.has(key)) checks.set(key, at + durationMs);
    }
    const times = opened.map(
      ({ repository, number, at }) => (checks.get(`${repository}#${number}`) ?? 0) - at,
    );
    if (times.every((time) => time > 0)) return times;
    if (Date.now() > ends)
      throw new Error(`${times.filter((time) => time <= 0).length} checks were never published`);
    await wait(250);
  }
}

function share(times: readonly number[], part: number): number {
  const sorted = times.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] ?? 0;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

function steadyCount(): number {
  return Math.floor((Number(values.seconds) * 1000) / everyMs);
}

/** Of the process and of those that it started and that have ended, git among them; the kernel counts in 10 ms. */
function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
}

function memoryMb(pid: number, field: "VmRSS" | "VmHWM"): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0) / 1024);
}

await main();
