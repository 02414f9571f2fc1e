import { expect, it } from "vitest";
import type { PullRecord } from "../../model/record.ts";
import { PullBook } from "./pull-book.ts";

const merged = (commit: string): PullRecord => ({ kind: "merged", commit, head: "h", by: null });
const used: PullRecord = { kind: "waivers-used", decisionId: "d", waiverIds: ["W-1"] };

function placed(index: number, body: PullRecord | null, kind = body?.kind ?? "decision") {
  return { index, kind, at: "2026-01-01T00:00:00.000Z", body };
}

it("gives back what each pull request was given, in its order, also what was erased and what is long", () => {
  const book = new PullBook();
  // More than the bytes that are taken at once, in characters that are several.
  const long = merged("日本語".repeat(600_000));
  const entries = [placed(0, merged("a")), placed(2, long), placed(3, null), placed(4, used)];
  for (const entry of entries) book.add(7, entry);
  book.add(8, placed(5, used));
  expect(book.get(7)).toEqual(entries);
  expect(book.get(8)).toEqual([placed(5, used)]);
  expect(book.get(9)).toBeUndefined();
});

it("finds of each pull request what is of one kind and not erased", () => {
  const book = new PullBook();
  book.add(8, placed(0, used));
  book.add(7, placed(1, merged("a")));
  book.add(8, placed(2, merged("b")));
  book.add(9, placed(3, null, "merged"));
  expect([...book.having("merged")]).toEqual([
    [8, [placed(2, merged("b"))]],
    [7, [placed(1, merged("a"))]],
  ]);
});
