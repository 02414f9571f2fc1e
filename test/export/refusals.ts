import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makePackage } from "../../src/app/export/package.ts";
import type { ExportRequest } from "../../src/app/export/plan.ts";
import type { ExportPorts } from "../../src/app/export/ports.ts";
import type { LedgerEntry } from "../../src/model/ledger.ts";

const request: ExportRequest = {
  period: { from: "2026-01-02", to: "2026-01-04", timezone: "UTC" },
  repositories: [],
  branches: [],
  sample: null,
  seed: null,
  checkpoint: null,
  blobs: "sample",
};

/** Where packages go, and the store of `openFilled` that they are made from: it is only read. */
export interface Scene {
  readonly top: string;
  readonly ports: ExportPorts;
}

/** Tries `asked` in a folder, with other ports where the test has some. */
async function refusalIn(
  { top, ports: own }: Scene,
  asked: Partial<ExportRequest>,
  ports: Partial<ExportPorts> = {},
): Promise<string> {
  const target = join(top, "refused");
  const made = makePackage({ ...request, ...asked }, target, { ...own, ...ports });
  const error = await made.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  // What is refused leaves nothing behind, neither whole nor in part.
  expect(readdirSync(top).toSorted()).toEqual(
    readdirSync(top)
      .filter((name) => name !== "refused")
      .toSorted(),
  );
  return error instanceof Error ? `${error.name}: ${error.message}` : "made";
}

/** The log with one entry in another's place, or another in its place. */
function logWith(
  { ports: { ledger } }: Scene,
  change: (entry: LedgerEntry) => LedgerEntry,
): ExportPorts["ledger"] {
  return { ...ledger, entries: async (from, to) => (await ledger.entries(from, to)).map(change) };
}

/** The scene is there once the tests run. */
export function refusals(scene: () => Scene): void {
  describe("an export is refused, and says what to do", () => {
    it.each([
      [["mian"], /no commit of a protected branch "mian" in these repositories\. Is it main\?/],
      [["main", "feature-of-nobody"], /branch "feature-of-nobody" in these repositories\. It has main/],
    ])("of the branches %j", async (branches, words) => {
      expect(await refusalIn(scene(), { branches })).toMatch(words);
    });

    it.each([
      ["acme/infrastructur", /nothing about "acme\/infrastructur"\. Is it acme\/infrastructure\?/],
      [
        "other/thing",
        /nothing about "other\/thing"\. It has acme\/infrastructure, acme\/service-2, acme\/service-3\./,
      ],
    ])("of the unknown repository %s", async (name, expected) => {
      expect(await refusalIn(scene(), { repositories: [name] })).toMatch(expected);
    });

    it("of a period that is not over", async () => {
      const now = () => new Date("2026-01-04T12:00:00.000Z");
      expect(await refusalIn(scene(), {}, { now })).toMatch(
        /The period is not over: 2026-01-04 ends at .*--checkpoint SIZE/,
      );
    });

    it("of a period of which the last day's look is still to come", async () => {
      const now = () => new Date("2026-01-05T12:00:00.000Z");
      expect(await refusalIn(scene(), {}, { now })).toMatch(
        /ended less than a day ago.*from 2026-01-06T00:00:00.000Z on/,
      );
    });

    it("at a size that nobody signed", async () => {
      expect(await refusalIn(scene(), { checkpoint: 2 })).toMatch(
        /No checkpoint was signed at size 2; the next one is at \d+/,
      );
      expect(await refusalIn(scene(), { checkpoint: 999_999 })).toMatch(
        /no checkpoint of size 999999 or more.*ledger status/,
      );
    });

    it("without the key of that size", async () => {
      expect(await refusalIn(scene(), {}, { held: [] })).toMatch(
        /it holds no key of this ledger.*`sekisho serve` signs with/,
      );
    });

    it("where a payload is another than the log has the digest of", async () => {
      const ledger = logWith(scene(), (entry) =>
        entry.leaf.kind === "pull/decision" && entry.content !== null
          ? { ...entry, content: { ...entry.content, payload: { ...entry.content.payload, key: "another" } } }
          : entry,
      );
      expect(await refusalIn(scene(), {}, { ledger })).toMatch(
        /does not verify: the payload of entry \d+ \(pull\/decision\)/,
      );
    });

    it("where a leaf is another than the one that was signed", async () => {
      const ledger = logWith(scene(), (entry) =>
        entry.leaf.index === 20 ? { ...entry, leaf: { ...entry.leaf, number: 4_711 } } : entry,
      );
      expect(await refusalIn(scene(), {}, { ledger })).toMatch(
        /does not verify: its leaves come to the root/,
      );
    });

    it("where a payload is gone and no entry says that it was erased", async () => {
      const ledger = logWith(scene(), (entry) =>
        entry.leaf.index === 20 ? { ...entry, content: null } : entry,
      );
      expect(await refusalIn(scene(), {}, { ledger })).toMatch(
        /payload of entry 20 is not there, and no entry says/,
      );
    });

    it("where something is already", async () => {
      const [folder, file] = [join(scene().top, "taken"), join(scene().top, "taken.zip")];
      mkdirSync(folder);
      writeFileSync(join(folder, "mine"), "");
      writeFileSync(file, "");
      await expect(makePackage(request, folder, scene().ports)).rejects.toThrow(
        /is not empty.*never written over/,
      );
      await expect(makePackage(request, file, scene().ports)).rejects.toThrow(/is there already/);
      await expect(makePackage(request, join(scene().top, "no", "p.zip"), scene().ports)).rejects.toThrow(
        /no folder/,
      );
    });
  });
}
