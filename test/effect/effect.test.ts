import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PastDecision, SettingsFiles } from "../../src/app/effect/task.ts";
import { EffectReader, editsSettings, settingsFilesOf } from "../../src/app/effect.ts";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import { directoryTree } from "../../src/git/index.ts";
import { openReviewer, pullsFolder, type Reviewer } from "../pulls/review-pull.ts";

const repository = "acme/eks-manifests";
const path = ".github/sekisho.yml";
let reviewer: Reviewer;
let reader: EffectReader;
let inForce: SettingsFiles;

beforeAll(async () => {
  reviewer = await openReviewer();
  reader = new EffectReader(readRuntimeEnvironment().cacheDirectory);
  inForce = await settingsFilesOf(await directoryTree(join(pullsFolder, "traffic-shift", "base")), null);
});
afterAll(() => Promise.all([reviewer.close(), reader.close()]));

/** The configuration of the fixtures with something written below it. */
function withLines(lines: string): SettingsFiles {
  const own = readFileSync(join(pullsFolder, "traffic-shift", "base", path), "utf8");
  return { ...inForce, repository: { path, text: `${own}${lines}\n` } };
}

async function effectOf(edited: SettingsFiles, pulls: readonly string[], before: SettingsFiles = inForce) {
  const decisions = await Promise.all(
    pulls.map(async (name, index): Promise<PastDecision> => {
      const { report } = await reviewer.review(name, "en");
      return { repository, number: index + 1, report, replay: null, inForce: before, edited };
    }),
  );
  const { rules } = reviewer.policySet;
  return reader.effectOf(
    { ...{ edited, decisions, rules, observed: [] }, locale: "en", today: "2026-08-03" },
    { blobs: { get: async () => null }, policySet: reviewer.policySet, elapsed: () => 0 },
  );
}

const past = ["traffic-shift", "memory-over-the-limit", "harmless-image-bump", "dev-database-removed"];

describe("an edit of the configuration", () => {
  it("that changes nothing about past decisions says so", async () => {
    expect(await effectOf(withLines("locale: { default: ja }"), past)).toEqual({
      kind: "shown",
      decisions: 4,
      different: [],
      untold: [],
    });
  });

  it("that weakens rules shows which decisions would have been weaker", async () => {
    const weaker = withLines(
      "policies:\n  CHG-010: { enforcement: advise }\n  RES-004: { enforcement: review }",
    );
    expect(await effectOf(weaker, past)).toEqual({
      kind: "shown",
      decisions: 4,
      different: [
        {
          repository,
          number: 1,
          before: { route: "review", reviewers: ["acme/sre"] },
          after: { route: "pass", reviewers: [] },
          rules: [{ ruleId: "CHG-010", before: "review", after: null }],
        },
        {
          repository,
          number: 2,
          before: { route: "block", reviewers: [] },
          after: { route: "review", reviewers: ["acme/sre"] },
          rules: [{ ruleId: "RES-004", before: "block", after: "review" }],
        },
      ],
      untold: [],
    });
  });

  it("that makes an environment ephemeral says what is confirmed no more, and that reading may differ", async () => {
    const own = inForce.repository?.text ?? "";
    const text = own.replace("development: {", "development: { class: ephemeral,");
    expect(await effectOf({ ...inForce, repository: { path, text } }, past)).toMatchObject({
      different: [{ number: 4, before: { route: "confirm" }, after: { route: "pass" } }],
      untold: ["environments"],
    });
  });

  it("that begins to enforce shows what is stopped and asked from then on", async () => {
    expect(await effectOf(withLines("mode: enforce"), past)).toMatchObject({
      different: [
        { number: 1, before: { route: "pass" }, after: { route: "review", reviewers: ["acme/sre"] } },
        { number: 2, before: { route: "pass" }, after: { route: "block" } },
        { number: 4, before: { route: "pass" }, after: { route: "confirm" } },
      ],
      untold: [],
    });
  });

  it("that takes one rule out of what is enforced shows what is not asked any more", async () => {
    const enforced = withLines("mode: enforce");
    const line = `rollout: [{ repositories: ["acme/*"], rules: ["CHG-*"], mode: advise }]`;
    const organisation = { path: "sekisho.yml", text: `version: 1\nmode: enforce\n${line}\n` };
    expect(await effectOf({ ...enforced, organisation }, past, enforced)).toMatchObject({
      different: [
        { number: 1, before: { route: "review" }, after: { route: "pass" } },
        { number: 4, before: { route: "confirm" }, after: { route: "pass" } },
      ],
    });
  });

  it("that asks others shows whom", async () => {
    const text = (inForce.repository?.text ?? "").replace("[acme/sre]", "[acme/platform]");
    expect(await effectOf({ ...inForce, repository: { path, text } }, past)).toMatchObject({
      different: [
        { number: 1, before: { reviewers: ["acme/sre"] }, after: { reviewers: ["acme/platform"] } },
      ],
      untold: [],
    });
  });

  it("names what findings of the past cannot show", async () => {
    const text = (inForce.repository?.text ?? "").replace("memory: 8Gi", "memory: 32Gi");
    const limits = await effectOf({ ...inForce, repository: { path, text } }, past);
    expect(limits).toMatchObject({ different: [], untold: ["tenants"] });
    const parameters = withLines("policies: { CHG-010: { params: { maxStepPoints: 90 } } }");
    expect(await effectOf(parameters, past)).toMatchObject({ untold: ["policies.CHG-010.params"] });
    const off = withLines('policies: { CHG-010: { enforcement: "off" } }');
    expect(await effectOf(inForce, past, off)).toMatchObject({ untold: ["policies.CHG-010"] });
  });

  it("that cannot be read is said with its problems", async () => {
    expect(await effectOf(withLines("rutting: {}"), past)).toMatchObject({
      kind: "invalid",
      problems: [{ path, key: "rutting" }],
    });
  });

  it("that is made to exhaust whoever reads it ends, and nothing else does", async () => {
    const bomb = `policies:\n${Array.from({ length: 60_000 }, (_, index) => `  "{A,B}{C,D}*-${index}": { enforcement: advise }`).join("\n")}`;
    const outcome = await effectOf(withLines(bomb), ["traffic-shift"]);
    expect(["invalid", "not-read"]).toContain(outcome.kind);
    expect(await effectOf(inForce, ["traffic-shift"])).toMatchObject({ kind: "shown", different: [] });
  });
});

describe("a new exception", () => {
  it("shows which decisions it would have let pass", async () => {
    const text = [
      "id: W-memory",
      "rules: [RES-004]",
      'scope: { resources: ["apps/Deployment/payments-prod/*"] }',
      "reason: year-end batch",
      "requester: mei",
      "approver: an-sre",
      "granted: 2026-08-01",
      "expires: 2026-09-01",
    ].join("\n");
    const edited = { ...inForce, waivers: [{ path: ".github/sekisho/waivers/batch.yml", text }] };
    expect(await effectOf(edited, past)).toMatchObject({
      different: [{ number: 2, before: { route: "block" }, after: { route: "pass" } }],
    });
  });

  it("that ends takes effect, and one granted in a comment stays", async () => {
    const waived = await settingsFilesOf(
      await directoryTree(join(pullsFolder, "limit-waived", "base")),
      null,
    );
    const without = { ...waived, waivers: [] };
    expect(await effectOf(without, ["limit-waived"], waived)).toMatchObject({
      different: [{ before: { route: "pass" }, after: { route: "block" } }],
    });
    // The report names an exception that no file holds: it was granted for that pull request.
    expect(await effectOf(without, ["limit-waived"], without)).toMatchObject({ different: [] });
  });
});

describe("what counts as an edit of settings", () => {
  it.each([
    [[".github/sekisho.yml"], null, true],
    [[".github/sekisho/waivers/a.yml"], null, true],
    [["sekisho.yml"], "sekisho.yml", true],
    [["sekisho.yml"], null, false],
    [["k8s/api.yaml", "docs/.github/sekisho.yml"], null, false],
  ])("%j with the organisation's file %j: %j", (paths, organisation, edits) => {
    expect(editsSettings(paths, organisation)).toBe(edits);
  });
});
