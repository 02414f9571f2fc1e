import { afterEach, describe, expect, test, vi } from "vitest";
import { WorkerPool } from "./pool.ts";
import type { PoolTestProtocol } from "./testing/pool-test-worker.ts";

const entry = new URL("./testing/pool-test-worker.ts", import.meta.url);
const timeoutMs = 20_000;
const open: WorkerPool<PoolTestProtocol>[] = [];

function pool(workersMax: number): WorkerPool<PoolTestProtocol> {
  const made = new WorkerPool<PoolTestProtocol>({
    entry,
    workersMax,
    workerData: { given: true },
    resourceLimits: { maxOldGenerationSizeMb: 64 },
  });
  open.push(made);
  return made;
}

/** From here on the clock of the parent's limits goes on only where a test says so. */
function stopClock(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
}

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(open.splice(0).map((each) => each.close()));
});

describe("a worker pool", () => {
  test("runs tasks in a thread that stays warm, with the data it was given", async () => {
    const one = pool(1);
    one.warm(5);
    const first = await one.run({ kind: "echo", text: "a" }, { timeoutMs });
    const second = await one.run({ kind: "echo", text: "b" }, { timeoutMs });
    expect([first, second]).toEqual([
      { kind: "done", result: 'a 1 {"given":true}' },
      { kind: "done", result: 'b 2 {"given":true}' },
    ]);
  });

  test("lets tasks wait for a thread, and gives each its own result", async () => {
    const two = pool(2);
    const texts = ["a", "b", "c", "d", "e", "f"];
    const outcomes = await Promise.all(texts.map((text) => two.run({ kind: "echo", text }, { timeoutMs })));
    expect(outcomes.map((outcome) => outcome.kind === "done" && outcome.result[0])).toEqual(texts);
  });

  test("answers what the worker requests", async () => {
    const outcome = await pool(1).run(
      { kind: "ask", text: "files" },
      { timeoutMs, onRequest: (request) => Promise.resolve(`<${request}>`) },
    );
    expect(outcome).toEqual({ kind: "done", result: "<files> and <more>" });
  });

  test("ends an endless loop at the time limit, says where it was, and goes on with a new thread", async () => {
    const one = pool(1);
    const heard = Promise.withResolvers<string>();
    stopClock();
    const stopped = one.run(
      { kind: "spin", text: "root a" },
      { timeoutMs: 1_500, onProgress: heard.resolve },
    );
    const after = one.run({ kind: "echo", text: "b" }, { timeoutMs });
    expect(await heard.promise).toBe("begun root a");
    vi.advanceTimersByTime(1_500);
    expect(await stopped).toEqual({
      kind: "ended",
      reason: "timeout",
      detail: "it took longer than 1500 ms",
      lastProgress: "begun root a",
    });
    expect(await after).toEqual({ kind: "done", result: 'b 1 {"given":true}' });
  });

  test("ends a worker that says nothing for too long, and says so", async () => {
    const one = pool(1);
    const heard = Promise.withResolvers<string>();
    const limits = { timeoutMs, silenceMs: 1_000 };
    stopClock();
    const outcome = one.run({ kind: "spin", text: "root a" }, { ...limits, onProgress: heard.resolve });
    await heard.promise;
    vi.advanceTimersByTime(1_000);
    expect(await outcome).toMatchObject({
      reason: "timeout",
      detail: "it said nothing for 1000 ms",
      lastProgress: "begun root a",
    });
  });

  test("does not hold the time that the parent takes to answer against the worker", async () => {
    const one = pool(1);
    stopClock();
    const onRequest = (request: string): string => {
      vi.advanceTimersByTime(1_500);
      return `<${request}>`;
    };
    const outcome = await one.run({ kind: "ask", text: "files" }, { timeoutMs, silenceMs: 1_000, onRequest });
    expect(outcome).toEqual({ kind: "done", result: "<files> and <more>" });
  });

  test("survives a worker that runs out of memory", async () => {
    const one = pool(1);
    const outcome = await one.run({ kind: "bomb", text: "root b" }, { timeoutMs });
    expect(outcome).toMatchObject({ kind: "ended", reason: "memory", lastProgress: "begun root b" });
    expect(await one.run({ kind: "echo", text: "c" }, { timeoutMs })).toMatchObject({ kind: "done" });
  });

  test("survives a worker that exits", async () => {
    const outcome = await pool(1).run({ kind: "exit", text: "root c" }, { timeoutMs });
    expect(outcome).toMatchObject({ kind: "ended", reason: "crash", detail: "the worker exited with 3" });
  });

  test("says that an entry which cannot be loaded crashed", async () => {
    const broken = new WorkerPool<PoolTestProtocol>({
      entry: new URL("./none.ts", import.meta.url),
      workersMax: 1,
    });
    open.push(broken);
    expect(await broken.run({ kind: "echo", text: "" }, { timeoutMs })).toMatchObject({ reason: "crash" });
  });

  test("rejects with the error that the worker's function threw, and keeps the thread", async () => {
    const one = pool(1);
    await expect(one.run({ kind: "throw", text: "go on" }, { timeoutMs })).rejects.toThrow("cannot go on");
    expect(await one.run({ kind: "echo", text: "d" }, { timeoutMs })).toEqual({
      kind: "done",
      result: 'd 2 {"given":true}',
    });
  });

  test("rejects where the parent cannot answer, and ends the thread that waits", async () => {
    const one = pool(1);
    const failing = { timeoutMs, onRequest: () => Promise.reject(new Error("no such commit")) };
    await expect(one.run({ kind: "ask", text: "files" }, failing)).rejects.toThrow("no such commit");
    await expect(one.run({ kind: "ask", text: "files" }, { timeoutMs })).rejects.toThrow("nobody answers");
    expect(await one.run({ kind: "echo", text: "e" }, { timeoutMs })).toMatchObject({ kind: "done" });
  });

  test("keeps the environment of the process from its threads", async () => {
    process.env["SEKISHO_TEST_TOKEN"] = "a token";
    const outcome = await pool(1).run({ kind: "environment", text: "" }, { timeoutMs });
    expect(outcome.kind === "done" && outcome.result).toMatch(/^\{("NODE_COMPILE_CACHE":"[^"]*")?\}$/);
  });

  test("rejects what runs, waits or comes after it was closed", async () => {
    const one = pool(1);
    const running = one.run({ kind: "spin", text: "" }, { timeoutMs });
    const waiting = one.run({ kind: "echo", text: "" }, { timeoutMs });
    const settled = Promise.allSettled([running, waiting]);
    await one.close();
    expect((await settled).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await expect(one.run({ kind: "echo", text: "" }, { timeoutMs })).rejects.toThrow("closed");
  });
});
