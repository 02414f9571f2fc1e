import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { MirrorError, type MirrorSource } from "../../../src/git/index.ts";
import { FetchQueue } from "../../../src/git/mirrors/fetch-queue.ts";

const source: MirrorSource = { repositoryId: 1, url: "https://x.example/a/b", token: async () => "" };

/** A queue whose fetches end when they are told to; `fails` says for which ids. */
function queueOf(fails: (ids: readonly string[]) => MirrorError | null = () => null) {
  const asked: string[] = [];
  const running: (() => void)[] = [];
  const queue = new FetchQueue((ids, { signal }) => {
    asked.push(ids.join(" "));
    return new Promise((resolve, reject) => {
      const error = fails(ids);
      signal?.addEventListener("abort", () => reject(new MirrorError("aborted", "stopped")));
      running.push(() => (error === null ? resolve() : reject(error)));
    });
  });
  const end = async () => {
    while (running.length > 0) {
      running.shift()?.();
      await setImmediate();
    }
  };
  return { queue, asked, end };
}

const gone = new MirrorError("gone", "gone");
const codeOf = (promise: Promise<void>) =>
  promise.then(
    () => "done",
    (error: unknown) => (error instanceof MirrorError ? error.code : String(error)),
  );

describe("a queue of fetches", () => {
  test("shares one fetch among all who ask in one turn, and the next among all who wait", async () => {
    const { queue, asked, end } = queueOf();
    const first = [queue.add(["a", "b"], source), queue.add(["b", "c"], source)];
    await setImmediate();
    const next = ["d", "e", "a"].map((id) => queue.add([id], source));
    expect(asked).toEqual(["a b c"]);
    await end();
    await Promise.all([...first, ...next]);
    expect(asked).toEqual(["a b c", "d e a"]);
  });

  test("finds the one whose commit is gone, and serves the others", async () => {
    const { queue, asked, end } = queueOf((ids) => (ids.includes("c") ? gone : null));
    const codes = ["a", "b", "c", "d", "e", "f", "g"].map((id) => codeOf(queue.add([id], source)));
    await setImmediate();
    await end();
    expect(await Promise.all(codes)).toEqual(["done", "done", "gone", "done", "done", "done", "done"]);
    expect(asked).toEqual(["a b c d e f g", "a b c d", "a b", "c d", "c", "d", "e f g"]);
  });

  test("tells all of them what nobody is to blame for", async () => {
    const { queue, asked, end } = queueOf(() => new MirrorError("unavailable", "down"));
    const codes = ["a", "b"].map((id) => codeOf(queue.add([id], source)));
    await setImmediate();
    await end();
    expect(await Promise.all(codes)).toEqual(["unavailable", "unavailable"]);
    expect(asked).toHaveLength(1);
  });

  test("lets one go whose signal is given, and goes on for the others", async () => {
    const { queue, end } = queueOf();
    const controller = new AbortController();
    const leaving = codeOf(queue.add(["a"], { ...source, signal: controller.signal }));
    const staying = codeOf(queue.add(["b"], source));
    await setImmediate();
    controller.abort();
    expect(await leaving).toBe("aborted");
    await end();
    expect(await staying).toBe("done");
  });

  test("ends a fetch that nobody waits for any more, and does not begin one", async () => {
    const { queue, asked, end } = queueOf();
    const controllers = [new AbortController(), new AbortController(), new AbortController()];
    const codes = controllers.map(({ signal }, index) =>
      codeOf(queue.add([`${index}`], { ...source, signal })),
    );
    await setImmediate();
    const late = new AbortController();
    const waiting = codeOf(queue.add(["late"], { ...source, signal: late.signal }));
    late.abort();
    expect(await waiting).toBe("aborted");
    for (const controller of controllers) controller.abort();
    expect(await Promise.all(codes)).toEqual(["aborted", "aborted", "aborted"]);
    const after = codeOf(queue.add(["after"], source));
    await setImmediate();
    await end();
    expect(await after).toBe("done");
    expect(asked).toEqual(["0 1 2", "after"]);
    expect(await codeOf(queue.add(["never"], { ...source, signal: AbortSignal.abort() }))).toBe("aborted");
  });
});
