import { describe, expect, it } from "vitest";
import type { KeyEvent } from "../model/ledger.ts";
import { keyHistory, keysAt } from "./key-history.ts";
import { newSigningKey } from "./signing-key.ts";

const [one, two] = [newSigningKey("a.example").verifier, newSigningKey("a.example").verifier];
const first: KeyEvent = { kind: "key-rotated", index: 4, previous: null, next: one.text };
const rotated: KeyEvent = { kind: "key-rotated", index: 10, previous: one.text, next: two.text };
const retired: KeyEvent = { kind: "key-retired", index: 15, key: one.text };

describe("the history of keys", () => {
  it("gives the first key all sizes, also those before it was named", () => {
    expect(keyHistory([first])).toEqual([{ vkey: one.text, from: 0, to: null }]);
  });

  it("lets both keys count from the rotation to the retirement, each inclusive", () => {
    const history = keyHistory([first, rotated, retired]);
    expect(history).toEqual([
      { vkey: one.text, from: 0, to: 16 },
      { vkey: two.text, from: 11, to: null },
    ]);
    const at = (size: number) => keysAt(history, size).map(({ text }) => text);
    expect(at(10)).toEqual([one.text]);
    expect(at(11)).toEqual([one.text, two.text]);
    expect(at(16)).toEqual([one.text, two.text]);
    expect(at(17)).toEqual([two.text]);
  });

  it("says nothing of a log without a key, and ignores what is said twice", () => {
    expect(keyHistory([])).toEqual([]);
    expect(keyHistory([first, { ...first, index: 5 }, retired, { ...retired, index: 16 }])).toEqual([
      { vkey: one.text, from: 0, to: 16 },
    ]);
  });
});
