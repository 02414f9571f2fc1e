import { join } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installation, packageVersion } from "../../src/app/installation.ts";
import { engineDigests } from "../../src/app/replay/record.ts";
import { recordedDecisions } from "../../src/app/replay/recorded-decisions.ts";
import { replayCase } from "../../src/app/replay/replay.ts";
import { ReplayRunner } from "../../src/app/replay/runner.ts";
import { openStoreReader, type StoreReader } from "../../src/store/index.ts";
import { silent } from "../store/backends.ts";
import { estateFiles, peopleOf, stageIn, workload, workloadPath } from "./estate.ts";
import { type Harness, startHarness } from "./harness.ts";

/** What the App decided outside of pull requests, made again from its records alone. */
let app: Harness;
beforeAll(async () => {
  app = await startHarness();
  await peopleOf(app);
});
afterAll(() => app.close());

test("a merge group and a direct push are decisions, and come out again, byte for byte", async () => {
  const { acts } = app.standIn;
  const stage = await stageIn(app, "replays");
  const { repository } = stage;
  const number = await stage.open("dev", { [workloadPath]: workload("5Gi") });
  const { head } = await acts.enqueue({ repository, number, by: "dev" });
  await app.settled();
  await acts.failGroup({ repository, head });
  await acts.push({
    ...{ repository, branch: "main", by: "sam" },
    commits: [{ files: { [workloadPath]: workload("12Gi") } }],
  });
  await app.settled();
  const pushed = await app.standIn.look.tip({ repository, branch: "main" });

  const rows = await app.whileStopped(replayed);
  expect(rows.map(({ kind }) => kind)).toEqual(rows.map(() => "identical"));
  const outside = rows.filter(({ about }) => !about.includes("pull request"));
  expect(outside.map(({ about, rules }) => [about, rules.includes("RES-004")])).toEqual([
    [expect.stringMatching(/^repository \d+, merge group [0-9a-f]{40}$/), false],
    [expect.stringMatching(/^repository \d+, pushed directly to main$/), true],
  ]);
  expect(outside.at(-1)?.decisionId).toBe(pushed);
});

test("secrets in settings and policies are nowhere in what is recorded, and it comes out again", async () => {
  const token = `ghp_${"a1B2c3D4e5F6".repeat(3)}`;
  const aws = "AKIAQ7XMPL2KTEST2ZWA";
  const password = "Zx9-kqTr7";
  const body = "MIIEpAIBAAKCAQEA7v3kD0kQ2m9hYxT5b1sJw8Zr4nUeLcPqXgVtF6aRoNiKyBdH";
  const url = `https://deploy:${password}@registry.acme.dev/v2`;
  const more = `# ${url}
# -----BEGIN RSA PRIVATE KEY-----
# ${body}
# -----END RSA PRIVATE KEY-----
freezes: [{ name: "after ${token}", from: 2020-01-01, to: 2020-01-02, route: block }]
policySources: [{ path: policy, kind: conftest, name: acme }]
`;
  const rego = `package main\n# ${aws}\nwarn contains msg if { input.kind == "Deployment"; msg := "${url}" }\n`;
  const stage = await stageIn(app, "planted", {
    ...estateFiles({ more }),
    "policy/a.rego": rego,
  });
  const number = await stage.open("dev", { [workloadPath]: workload("12Gi") });
  expect((await stage.see(number)).check?.conclusion).toBe("failure");
  const kept = await app.whileStopped(() => reading(recordedOf));
  expect(kept.text).toContain("<secret-github-token>");
  expect(kept.text).toContain("<secret-aws-access-key>");
  expect(kept.text).toContain("https://deploy:<secret-url-credentials>@registry.acme.dev");
  for (const secret of [token, aws, password, body.slice(0, 24)]) expect(kept.text).not.toContain(secret);
  const rows = await app.whileStopped(replayed);
  expect(rows.at(-1)).toMatchObject({ kind: "identical", rules: expect.arrayContaining(["RES-004"]) });
});

/** All records, and every blob that they or their cases name, as text. */
async function recordedOf({ records, blobs }: StoreReader) {
  const decisions = await records.ofPulls(null, "decision");
  const settings = await Promise.all(
    (await records.repositoriesWith("configuration-activated")).map((id) => records.ofRepository(id)),
  );
  const found = new Map<string, string>();
  const follow = async (text: string): Promise<void> => {
    for (const [digest] of text.matchAll(/(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g)) {
      const bytes = found.has(digest) ? null : await blobs.get(digest);
      // Compiled rules hold no settings.
      if (bytes === null || bytes[0] === 0) continue;
      const isCompressed = Buffer.from(bytes).readUInt32LE(0) === 0xfd2fb528;
      found.set(digest, (isCompressed ? zstdDecompressSync(bytes) : Buffer.from(bytes)).toString("utf8"));
      await follow(found.get(digest) ?? "");
    }
  };
  const text = JSON.stringify([decisions, settings]);
  await follow(text);
  return { text: [text, ...found.values()].join("\n") };
}

async function reading<Result>(does: (reader: StoreReader) => Promise<Result>): Promise<Result> {
  const reader = await openStoreReader({ ...app.environment.store, now: () => new Date(), log: silent });
  try {
    return await does(reader);
  } finally {
    await reader.close();
  }
}

function replayed() {
  return reading(async (reader) => {
    const cacheFolder = join(installation.top, "node_modules", ".cache", "sekisho-tests");
    const runner = new ReplayRunner({ cacheFolder, workersMax: 1 });
    const tools = { program: packageVersion(), node: process.versions.node, engines: engineDigests() };
    try {
      const rows = [];
      for (const { decisionId, about, replay } of await recordedDecisions(reader)) {
        const { kind } = await replayCase(replay ?? "", { blobs: reader.blobs, runner, tools });
        const manifest = Buffer.from((await reader.blobs.get(replay ?? "")) ?? "").toString("utf8");
        const shown = (await reader.blobs.get(JSON.parse(manifest).report)) ?? new Uint8Array();
        const { report } = JSON.parse(Buffer.from(shown).toString("utf8"));
        const rules = report.findings.map(({ ruleId }: { readonly ruleId: string }) => ruleId);
        rows.push({ decisionId, about, kind, rules });
      }
      return rows;
    } finally {
      await runner.close();
    }
  });
}
