import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Subject } from "../../src/model/pull.ts";
import { until } from "./samples.ts";
import type { FromProcess, Orders, ToProcess } from "./store-process.ts";

/** A running `store-process.ts`. */
export interface Child {
  readonly pid: number;
  /** When it ended, on the clock of what it said; later than anything while it runs. */
  readonly endedAt: () => number;
  readonly said: readonly FromProcess[];
  /** Tells a delivery; the answer comes with `answered`, or never. */
  accept(id: string, subject: Subject): void;
  began(): readonly string[];
  done(): readonly string[];
  /** kill -9. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const script = fileURLToPath(new URL("./store-process.ts", import.meta.url));
const running = new Set<ChildProcess>();

export async function startChild(orders: Orders): Promise<Child> {
  const child = fork(script, [JSON.stringify(orders)], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  running.add(child);
  const said: FromProcess[] = [];
  child.on("message", (message: FromProcess) => said.push(message));
  let endedAt = Number.POSITIVE_INFINITY;
  child.on("exit", () => {
    endedAt = performance.timeOrigin + performance.now();
    running.delete(child);
  });
  const isOver = () => said.some(({ kind }) => kind === "ready" || kind === "failed");
  await until("a process with a store", () => isOver() || child.exitCode !== null, 60_000);
  const failed = said.find((message) => message.kind === "failed");
  if (failed !== undefined) throw new Error(failed.message);
  const end = async (signal: () => void) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    signal();
    await exit;
  };
  const tell = (message: ToProcess) => {
    if (child.connected) child.send(message, () => {});
  };
  return {
    pid: child.pid ?? 0,
    endedAt: () => endedAt,
    said,
    accept: (id, subject) => tell({ kind: "accept", id, subject }),
    began: () => said.flatMap((message) => (message.kind === "began" ? [message.subject] : [])),
    done: () =>
      said.flatMap((message) => (message.kind === "ended" && message.done ? [message.subject] : [])),
    kill: () => end(() => child.kill("SIGKILL")),
    stop: () => end(() => tell({ kind: "stop" })),
  };
}

interface Moment {
  readonly subject: string;
  readonly at: number;
  readonly hands: 1 | -1;
}

/** Times at which a subject was in more than one hand, as the processes themselves tell. */
export function overlaps(children: readonly Child[]): readonly string[] {
  const moments = children.flatMap(momentsOf).toSorted((a, b) => a.at - b.at || a.hands - b.hands);
  const inHand = new Map<string, number>();
  return moments.flatMap(({ subject, at, hands }) => {
    const now = (inHand.get(subject) ?? 0) + hands;
    inHand.set(subject, now);
    return now > 1 ? [`${subject} at ${at}`] : [];
  });
}

/** What a process had in hand when it was killed was in its hand until then. */
function momentsOf({ said, endedAt }: Child): readonly Moment[] {
  const moments = said.flatMap((message): Moment[] => {
    if (message.kind !== "began" && message.kind !== "ended") return [];
    return [{ subject: message.subject, at: message.at, hands: message.kind === "began" ? 1 : -1 }];
  });
  const open = new Map<string, number>();
  for (const { subject, hands } of moments) open.set(subject, (open.get(subject) ?? 0) + hands);
  const cut = [...open].flatMap(([subject, count]): Moment[] =>
    count > 0 ? [{ subject, at: endedAt(), hands: -1 }] : [],
  );
  return [...moments, ...cut];
}

/** Ends what a failed test left running. */
export async function endChildren(): Promise<void> {
  for (const child of running) {
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  }
}
