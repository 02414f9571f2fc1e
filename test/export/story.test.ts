import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makePackage } from "../../src/app/export/package.ts";
import { addDays, localDateAt } from "../../src/model/local-date.ts";
import { playStory, repository, type Story } from "./story.ts";

const top = mkdtempSync(join(tmpdir(), "sekisho-export-story-"));
const folder = join(top, "package");
let story: Story;

beforeAll(async () => {
  story = await playStory();
  const day = localDateAt(new Date(), "Asia/Tokyo");
  const { size } = await story.app.store.ledger.head();
  const request = {
    // A day may begin while the story is played.
    period: { from: addDays(day, -1), to: addDays(day, 1), timezone: "Asia/Tokyo" },
    ...{ repositories: [repository], branches: ["main"], sample: 25, seed: "story" },
    ...{ checkpoint: size, blobs: "sample" as const },
  };
  await makePackage(request, folder, story.ports);
}, 240_000);
afterAll(async () => {
  await story.app.close();
  rmSync(top, { recursive: true, force: true });
});

const read = (path: string) => readFileSync(join(folder, path), "utf8");

describe("the package of a week that was played on the App", () => {
  it("is verified by the program in it", () => {
    const said = execFileSync(process.execPath, [join(folder, "verify.mjs"), folder], { encoding: "utf8" });
    expect(said).toContain("Verified.");
  });

  it("explains every commit, in one way each", () => {
    const { totals } = JSON.parse(read("reconciliation.json"));
    expect(totals).toMatchObject({ decision: 3, breakGlass: 1, directPush: 1, unexplained: 0 });
  });

  it.each(["index.html", "index.ja.html"])(
    "tells in %s who approved, was in a hurry, and pushed past",
    (page) => {
      const text = read(page);
      for (const said of ["@sam", "@olu", "production is down", "CHG-010", "W-1", "RES-004"])
        expect(text).toContain(said);
    },
  );

  it.each(["index.html", "index.ja.html"])(
    "shows in %s what people wrote, and does nothing that they wrote",
    (page) => {
      const text = read(page);
      expect(text).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
      expect(text).not.toMatch(/<script|<b>Change|javascript:|\son\w+=|https?:\/\/(?!evil)/);
    },
  );

  it("lets no spreadsheet take a reason for a formula", () => {
    for (const path of ["emergency.csv", "incidents.csv", "population.csv", "tool_changes.csv", "access.csv"])
      expect(read(path)).not.toMatch(/(?:^|,|\n)"?[=+@]/);
  });

  it("holds the report of each decision that was drawn", () => {
    const drawn = read("proofs/inclusion.ndjson").trimEnd().split("\n").length;
    const { files } = JSON.parse(read("manifest.json"));
    const blobs = files.filter(({ path }: { readonly path: string }) => path.startsWith("blobs/"));
    expect(drawn).toBe(3);
    expect(blobs.length).toBeGreaterThanOrEqual(3);
  });
});
