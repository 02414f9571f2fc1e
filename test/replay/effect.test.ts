import { zstdDecompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EffectReader } from "../../src/app/effect.ts";
import type { PolicySet } from "../../src/app/policy-set.ts";
import type { ReplayCase } from "../../src/app/replay/case.ts";
import { replayUnder } from "../../src/app/replay/effect.ts";
import type { Under } from "../../src/app/replay/under.ts";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import type { Configuration } from "../../src/model/configuration.ts";
import type { Waiver } from "../../src/model/waiver.ts";
import { openTrees } from "../pulls/review-pull.ts";
import { openRecordings, type RecordedCase, type Recordings } from "./recording.ts";

/** What would have become of a recorded decision under other rules or another configuration. */
let recordings: Recordings;
let limit: RecordedCase;
beforeAll(async () => {
  recordings = await openRecordings(new Date("2026-08-03T05:05:00.000Z"));
  limit = await recordings.pull("memory-over-the-limit");
});
afterAll(() => recordings.close());

const rule = "RES-004";

async function under(digest: string, other: Under) {
  const blobs = { get: async (name: string) => recordings.blobs.get(name) ?? null };
  const outcome = await replayUnder(digest, other, { blobs, runner: recordings.runner });
  if (outcome.kind !== "decided") throw new Error(JSON.stringify(outcome));
  const { decision, findings, untold } = outcome;
  return {
    route: decision.route,
    rules: [...new Set(findings.map(({ ruleId }) => ruleId))],
    findings,
    untold,
  };
}

function configurationOf(digest: string): Configuration {
  const read = (name: string) => recordings.blobs.get(name) ?? new Uint8Array();
  const manifest: ReplayCase = JSON.parse(Buffer.from(read(digest)).toString("utf8"));
  return JSON.parse(zstdDecompressSync(read(manifest.configuration.whole.blob)).toString("utf8"));
}

test("under the same rules it is what it was", async () => {
  const { policySet } = recordings;
  const again = await under(limit.digest, { policySet, configuration: configurationOf(limit.digest) });
  expect(again.findings).toEqual(limit.report.findings);
  expect(again).toMatchObject({ route: limit.report.decision.route, untold: [] });
});

test("a rule that is taken away finds nothing any more", async () => {
  const { policySet } = recordings;
  const rules = policySet.rules.filter(({ id }) => id !== rule);
  const before = await under(limit.digest, {});
  const after = await under(limit.digest, { policySet: { ...policySet, digest: "without", rules } });
  expect(before.rules).toContain(rule);
  expect(after.rules).toEqual(before.rules.filter((id) => id !== rule));
});

test("a rule that is added finds what it would have found", async () => {
  const { policySet } = recordings;
  const trees = await openTrees("memory-over-the-limit");
  const rules = policySet.rules.filter(({ id }) => id !== rule).map(({ id }) => id);
  const recorded = await recordings.record({ trees, ruleSelection: rules.join(",") });
  expect(recorded.report.findings.map(({ ruleId }) => ruleId)).not.toContain(rule);
  const after = await under(recorded.digest, { policySet });
  const found = (findings: typeof after.findings) =>
    findings
      .filter(({ ruleId }) => ruleId === rule)
      .map(({ fingerprint, status }) => `${fingerprint} ${status}`);
  expect(found(after.findings)).toEqual(found(limit.report.findings));
  expect(after.route).toBe(limit.report.decision.route);
});

test("another enforcement decides in another way", async () => {
  const configuration = configurationOf(limit.digest);
  const policies = (setting: object) => ({
    ...configuration,
    policies: { ...configuration.policies, [rule]: setting },
  });
  const before = configuration.policies[rule] ?? { enforcement: {}, parameters: {} };
  const advised = policies({ ...before, enforcement: { default: "advise", production: "advise" } });
  const after = await under(limit.digest, { configuration: advised as Configuration });
  const enforcements = after.findings
    .filter(({ ruleId }) => ruleId === rule)
    .map(({ enforcement }) => enforcement);
  expect(new Set(enforcements)).toEqual(new Set(["advise"]));
});

test("what the record cannot show is named", async () => {
  const configuration = { ...configurationOf(limit.digest), ignore: ["k8s/**"] };
  const after = await under(limit.digest, { configuration });
  expect(after.untold).toEqual(["ignore"]);
});

/** The same settings with some of them changed. */
function settingsWith(change: (configuration: Configuration) => Partial<Configuration>): Configuration {
  const configuration = configurationOf(limit.digest);
  return { ...configuration, ...change(configuration) };
}

test("a tenant's limit and what a change may reach are facts that are given anew", async () => {
  const wider = settingsWith(({ tenants }) => ({
    tenants: tenants.map((tenant) => ({
      ...tenant,
      limits: { ...tenant.limits, container: { cpu: null, memory: "640Gi" } },
    })),
    blastRadius: { tenants: 9, environments: 9, clusters: 9, roots: 9 },
  }));
  const after = await under(limit.digest, { configuration: wider });
  expect(after.rules).not.toContain(rule);
  expect(after.untold).toEqual([]);
});

test("what stands elsewhere now is judged as what stands there", async () => {
  const away = settingsWith(({ environments }) => ({
    environments: environments.map((one) =>
      one.name === "production" ? { ...one, production: false } : one,
    ),
    policies: { [rule]: { enforcement: { production: "block", default: "advise" }, parameters: {} } },
  }));
  const before = await under(limit.digest, {});
  const after = await under(limit.digest, { configuration: away });
  const asks = (findings: typeof after.findings) =>
    findings.find(({ ruleId }) => ruleId === rule)?.enforcement;
  expect([asks(before.findings), asks(after.findings)]).toEqual(["block", "block"]);
  const renamed = settingsWith(({ environments }) => ({
    environments: environments.map((one) =>
      one.name === "production" ? { ...one, name: "sandbox", production: false } : one,
    ),
    policies: { [rule]: { enforcement: { production: "block", default: "advise" }, parameters: {} } },
  }));
  const sandbox = await under(limit.digest, { configuration: renamed });
  expect(asks(sandbox.findings)).toBe("advise");
  expect(sandbox.untold).not.toContain("environments");
});

test("an environment that hangs on labels is not guessed", async () => {
  const labelled = settingsWith(({ environments }) => ({
    environments: environments.map((one) => ({ ...one, labels: { tier: "gold" } })),
  }));
  const after = await under(limit.digest, { configuration: labelled });
  expect(after.untold).toContain("environments");
});

test("an exception counts as soon as it is written, and one that is granted in the pull request stays", async () => {
  const waiver: Waiver = {
    id: "W-memory",
    rules: [rule],
    scope: { roots: [], resources: [], environments: [] },
    ...{
      reason: "year-end batch",
      requester: "mei",
      approver: "an-sre",
      ticket: null,
      expires: "2026-09-01",
    },
  };
  const after = await under(limit.digest, { waivers: { written: [waiver], replaced: [] } });
  const statuses = after.findings.filter(({ ruleId }) => ruleId === rule).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set(["waived"]));
});

test("what breaks while it is judged again is counted, and nothing is said of it", async () => {
  const reader = new EffectReader(readRuntimeEnvironment().cacheDirectory);
  const file = { path: ".github/sekisho.yml", text: "version: 1\nmode: enforce\n" };
  const files = { organisation: null, repository: file, waivers: [] };
  const past = { repository: "acme/eks", number: 1, report: limit.report, replay: limit.digest };
  const broken: PolicySet = {
    ...recordings.policySet,
    digest: "broken",
    // The smallest module that there is: it answers nothing.
    wasm: Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]),
  };
  try {
    const effect = await reader.effectOf(
      {
        ...{ edited: files, decisions: [{ ...past, inForce: files, edited: files }], observed: [] },
        ...{ rules: recordings.policySet.rules, locale: "en", today: "2026-08-03" },
      },
      {
        blobs: { get: async (name: string) => recordings.blobs.get(name) ?? null },
        ...{ policySet: broken, elapsed: () => 0 },
      },
    );
    expect(effect).toEqual({ kind: "shown", decisions: 0, different: [], untold: [], failed: 1 });
  } finally {
    await reader.close();
  }
});
