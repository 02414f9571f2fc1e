import { describe, expect, it } from "vitest";
import { createProgress } from "./progress.ts";

function watched() {
  let now = 0;
  let text = "";
  let later: { readonly at: number; readonly act: () => void } | null = null;
  const after = (ms: number, act: () => void) => {
    later = { at: now + ms, act };
    return () => {
      later = null;
    };
  };
  const progress = createProgress({ write: (more) => (text += more) }, { nowMs: () => now, after });
  const at = (ms: number) => {
    now = ms;
    const due = later;
    if (due === null || due.at > now) return;
    later = null;
    due.act();
  };
  return { progress, at, written: () => text.replaceAll("\r\u001B[K", "|") };
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

  it("says that roots are looked for where that lasts, and nothing more once it is done", () => {
    const { progress, at, written } = watched();
    at(300);
    progress.show({ kind: "search" });
    at(999);
    expect(written()).toBe("");
    at(1000);
    expect(written()).toBe("|sekisho: looking for roots …");
    at(2000);
    progress.show(read(1));
    progress.show({ kind: "search" });
    progress.clear();
    at(3000);
    expect(written()).toBe("|sekisho: looking for roots …|sekisho: 1 of 1,009 roots read …|");
  });

  it("is silent where nobody watches", () => {
    const progress = createProgress(null, { nowMs: () => 1e9, after: () => () => undefined });
    expect(() => {
      progress.show(read(1));
      progress.clear();
    }).not.toThrow();
  });
});
