/**
 * A process of its own that has a store open and works on it, told by its parent what to do. It is killed by tests, so
 * it says everything before and after it does it.
 */
import { setTimeout as wait } from "node:timers/promises";
import { type Subject, subjectKey } from "../../src/model/pull.ts";
import { type Job, openStore, type StoreLog, type StoreOptions } from "../../src/store/index.ts";
import type { Place } from "./backends.ts";

export interface Orders {
  readonly where: Place["where"];
  /** How long a job takes; it lasts for ever where it is `null`. */
  readonly jobMs: number | null;
  readonly concurrency: number;
}

export type ToProcess =
  | { readonly kind: "accept"; readonly id: string; readonly subject: Subject }
  | { readonly kind: "stop" };

export type FromProcess =
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "answered"; readonly id: string; readonly answer: "accepted" | "known" | "no" }
  | { readonly kind: "began"; readonly subject: string; readonly attempt: number; readonly at: number }
  /** `done`: it was carried through. */
  | { readonly kind: "ended"; readonly subject: string; readonly done: boolean; readonly at: number };

const say = (message: FromProcess) => process.send?.(message);
/** The same for every process of this machine, to fractions of a millisecond. */
const clock = () => performance.timeOrigin + performance.now();
const log: StoreLog = { info() {}, warn() {}, error() {} };

async function main(orders: Orders): Promise<void> {
  const options: StoreOptions = { ...orders.where, now: () => new Date(), log };
  const store = await openStore(options);
  process.on("message", async (message: ToProcess) => {
    if (message.kind === "stop") {
      await store.close();
      process.exit(0);
    }
    const { id, subject } = message;
    const delivery = { id, event: "push", action: null, subject, body: Buffer.from(id) };
    const answer = await store.inbox.accept(delivery).catch(() => "no" as const);
    say({ kind: "answered", id, answer });
  });
  const attend = async ({ subject, signal }: Job) => {
    const pending = await store.inbox.pending(subject);
    await wait(orders.jobMs ?? 1e9, null, { signal });
    await store.records.append(
      pending.map(({ id }) => ({
        scope: "repository",
        repositoryId: null,
        key: id,
        body: { kind: "installation", change: subjectKey(subject), detail: {} },
      })),
      { processed: pending.map(({ id }) => id) },
    );
  };
  await store.work.start(
    async (job) => {
      const subject = subjectKey(job.subject);
      say({ kind: "began", subject, attempt: job.attempt, at: clock() });
      let done = false;
      try {
        await attend(job);
        done = true;
      } finally {
        say({ kind: "ended", subject, done, at: clock() });
      }
    },
    { concurrency: orders.concurrency },
  );
  say({ kind: "ready" });
}

main(JSON.parse(process.argv[2] ?? "{}") as Orders).catch((error: Error) => {
  say({ kind: "failed", message: error.message });
  process.exitCode = 1;
  process.disconnect();
});
