import { describe, expect, it } from "vitest";
import { createProgress } from "./progress.ts";

function watched() {
  let now = 0;
  let text = "";
  const progress = createProgress({ write: (more) => (text += more) }, () => now);
  return { progress, at: (ms: number) => (now = ms), written: () => text.replaceAll("\r\u001B[K", "|") };
}

const read = (done: number) => ({ kind: "read", done, total: 1009 }) as const;

describe("progress", () => {
  it("says nothing about what is over soon", () => {
    const { progress, at, written } = watched();
    at(999);
    progress.show(read(1));
    progress.clear();
    expect(written()).toBe("");
  });

  it("writes over its own line, not too often, and takes it away", () => {
    const { progress, at, written } = watched();
    at(1000);
    progress.show(read(511));
    at(1099);
    progress.show(read(700));
    at(1100);
    progress.show({ kind: "judge", done: 1008, total: 1009 });
    progress.clear();
    progress.clear();
    expect(written()).toBe("|sekisho: 511 of 1,009 roots read …|sekisho: 1,008 of 1,009 roots judged …|");
  });

  it("is silent where nobody watches", () => {
    const progress = createProgress(null, () => 1e9);
    expect(() => {
      progress.show(read(1));
      progress.clear();
    }).not.toThrow();
  });
});
