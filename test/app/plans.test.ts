import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shippedManifest } from "../../src/app/doctor/manifest.ts";
import { archiveOf } from "../../src/formats/zip/testing/archive.ts";
import { openStoreReader } from "../../src/store/index.ts";
import { backends, silent } from "../store/backends.ts";
import type { Harness } from "./harness.ts";
import {
  artifactOf,
  everybody,
  network,
  office,
  planArtifact,
  planHarness,
  planOf,
  planStage,
  sourcePath,
} from "./plan-stage.ts";

/** Plans that workflows leave as artifacts, from the run that ends to the check, on both stores. */
describe.each(backends())("artifacts, with the $name store", (backend) => {
  describe.skipIf(backend.missing !== null)(`(${backend.missing ?? "here"})`, () => {
    let harness: Harness;

    beforeAll(async () => {
      const { where } = await backend.place();
      harness = (await planHarness(where.kind === "postgres" ? { databaseUrl: where.url } : {})).harness;
    });
    afterAll(async () => {
      const { look } = harness.standIn;
      const [violations, limits] = [await look.violations(), await look.limitHits()];
      await harness.close();
      await backend.end();
      expect({ violations, limits }).toEqual({ violations: [], limits: [] });
    });

    test("a plan that comes later has the head decided anew, and one of another run replaces it", async () => {
      const stage = await planStage(harness, "later");
      const number = await stage.change();
      const unknown = await stage.verdict(number);
      expect([unknown.judgedWith, unknown.missing]).toEqual([null, "`sekisho-plan-network`"]);
      await stage.run(number, planArtifact(everybody));
      const open = await stage.verdict(number);
      expect(open).toMatchObject({ conclusion: "failure", missing: null });
      expect(open.judgedWith).toMatch(/^`sekisho-plan-network` \(\[run\]\(http.*\/actions\/runs\/\d+\)\)$/);
      expect(open.text).toContain(`lets ${everybody} reach`);
      await stage.run(number, planArtifact(office));
      const narrow = await stage.verdict(number);
      expect(narrow.conclusion).toBe("action_required");
      expect(narrow.text).toContain(`lets ${office} reach`);
      expect(narrow.text).not.toContain(everybody);
    });

    test("a run that is started again replaces what it left before", async () => {
      const { acts } = harness.standIn;
      const stage = await planStage(harness, "again");
      const number = await stage.change();
      const id = await stage.run(number, planArtifact(office));
      expect((await stage.verdict(number)).conclusion).toBe("action_required");
      await acts.endWorkflowRun({ ...stage, id, artifacts: planArtifact(everybody) });
      expect((await stage.verdict(number)).conclusion).toBe("failure");
    });

    test("a plan of an earlier head does not count", async () => {
      const stage = await planStage(harness, "older");
      const number = await stage.change();
      await stage.run(number, planArtifact(everybody));
      expect((await stage.verdict(number)).conclusion).toBe("failure");
      await stage.push(number, "dev", { [sourcePath]: network("another") });
      const moved = await stage.verdict(number);
      expect([moved.judgedWith, moved.missing]).toEqual([null, "`sekisho-plan-network`"]);
    });

    test("several plans of one artifact are told apart by the folders that they were made in", async () => {
      const stage = await planStage(harness, "several");
      const other = sourcePath.replace("network", "bastion");
      const number = await stage.open("dev", { [sourcePath]: network("ssh"), [other]: network("ssh") });
      const files = { "network/plan.json": planOf(office), "bastion/plan.json": planOf(everybody) };
      await stage.run(number, { "sekisho-plan-network": artifactOf(files) });
      const { conclusion, text } = await stage.verdict(number);
      expect(conclusion).toBe("failure");
      expect(text).toMatch(/bastion\/main\.tf[^\n]*0\.0\.0\.0\/0|0\.0\.0\.0\/0[^\n]*bastion\/main\.tf/);
      expect(text).not.toMatch(/CHG-025/);
    });

    test("what another workflow leaves, or under another name, is not read", async () => {
      const stage = await planStage(harness, "others");
      const number = await stage.change();
      await stage.run(number, planArtifact(everybody), { workflow: ".github/workflows/mine.yml" });
      await stage.run(number, { "coverage-report": artifactOf({ "plan.json": planOf(everybody) }) });
      expect((await stage.verdict(number)).judgedWith).toBeNull();
    });

    test.each([
      ["no archive", Buffer.from("MZ this is no archive"), "damaged"],
      ["a bomb", archiveOf([{ path: "plan.json", content: Buffer.alloc(50 * 1024 * 1024) }]), "bomb"],
      ["a way out", archiveOf([{ path: "../../plan.json", content: "{}" }]), "outside"],
      ["a link", archiveOf([{ path: "plan.json", content: "/etc/passwd", mode: 0o120777 }]), "link"],
      ["no plan", archiveOf([{ path: "plan.out", content: "tfplan" }]), "no-json"],
    ])("an artifact that is %s is said to be not read, and asks somebody", async (_, bytes, word) => {
      const stage = await planStage(harness, `hostile-${word}`);
      const number = await stage.change();
      await stage.run(number, { "sekisho-plan-network": bytes.toString("base64") });
      const { text, judgedWith } = await stage.verdict(number);
      expect(judgedWith).toBeNull();
      expect(text).toMatch(new RegExp(`CHG-025[\\s\\S]*sekisho-plan-network[\\s\\S]*\\(${word}\\)`));
    });

    test("a plan costs three calls, and a look that finds nothing new costs one", async () => {
      const { acts, look } = harness.standIn;
      const stage = await planStage(harness, "calls");
      const number = await stage.change();
      await stage.run(number, planArtifact(office));
      await stage.verdict(number);
      const since = (await look.requests()).at(-1)?.ordinal ?? 0;
      await acts.comment({ ...stage, number, by: "dev", body: "/sekisho recheck" });
      await stage.verdict(number);
      const after = (await look.requests({ since })).filter(({ operation }) =>
        operation?.startsWith("actions/"),
      );
      expect(after.map(({ operation }) => operation)).toEqual(["actions/list-workflow-runs-for-repo"]);
    });

    test("the record says with which plans it was decided", async () => {
      const stage = await planStage(harness, "recorded");
      const number = await stage.change();
      const runId = await stage.run(number, planArtifact(office));
      await stage.verdict(number);
      const decided = await harness.whileStopped(async () => {
        const options = { ...harness.environment.store, now: () => new Date(), log: silent };
        const reader = await openStoreReader(options);
        const [last] = (await reader.records.ofPulls(null, "decision")).slice(-1);
        await reader.close();
        return last?.body;
      });
      const masked = expect.stringMatching(/^[0-9a-f]{64}$/);
      expect(decided).toMatchObject({
        kind: "decision",
        inputs: { plans: [{ name: "sekisho-plan-network", source: "artifact", runId, masked }] },
      });
    });
  });
});

describe("an installation that has not accepted to show its workflow runs", () => {
  let harness: Harness;

  beforeAll(async () => {
    const { actions: _, ...permissions } = shippedManifest().permissions;
    harness = (await planHarness({ standIn: { permissions } })).harness;
  });
  afterAll(() => harness.close());

  test("is judged without plans, and the check says what to do", async () => {
    const stage = await planStage(harness, "closed");
    const number = await stage.change();
    await stage.run(number, planArtifact(everybody));
    const { conclusion, text, judgedWith } = await stage.verdict(number);
    expect([conclusion, judgedWith]).toEqual(["action_required", null]);
    expect(text).toContain("an owner has to accept its permission “Actions: read”");
  });
});
