import { expect, it } from "vitest";
import { exampleFinding } from "../../model/testing/finding.ts";
import { memoryStore } from "../testing/memory-store.ts";
import { disputeAlerts } from "./disputes.ts";

const now = new Date("2026-11-21T00:00:00.000Z");

/** Pull requests in which a rule found something, and in some of which somebody disputed it. */
async function alertsOf(shown: number, disputed: number) {
  const memory = memoryStore("2026-11-01T00:00:00.000Z");
  const { records, blobs } = memory.store;
  const report = { findings: [exampleFinding({ ruleId: "RES-004" })] };
  const digest = await blobs.put(Buffer.from(JSON.stringify({ report })));
  for (let number = 1; number <= shown; number += 1) {
    const place = { scope: "pull", repositoryId: 7, number } as const;
    await records.append([
      {
        ...place,
        key: "d",
        body: {
          kind: "decision",
          decisionId: `d${number}`,
          inputs: {
            head: "h",
            baseRef: "main",
            baseTip: "b",
            mergeBase: "b",
            policySet: "p",
            configuration: "c",
            organisationCommit: null,
            waivers: "w",
            authorTeams: "t",
            locale: "en",
            program: "0",
          },
          route: "block",
          riskItems: [],
          riskDigest: "",
          report: digest,
          supersedes: null,
        },
      },
    ]);
    if (number > disputed) continue;
    const by = { account: { id: 1, login: "a", bot: false }, teams: [] };
    await records.append([
      { ...place, key: "f", body: { kind: "feedback", ruleId: "RES-004", by, because: "no" } },
    ]);
  }
  return disputeAlerts(memory.store, now);
}

it("tells of a rule that more than one in twenty pull requests dispute, once a month", async () => {
  expect(await alertsOf(39, 2)).toEqual([
    {
      scope: "repository",
      repositoryId: null,
      key: "rule-disputed RES-004 2026-11",
      body: { kind: "alert", alert: { kind: "rule-disputed", ruleId: "RES-004", disputed: 2, shown: 39 } },
    },
  ]);
});

it.each([
  ["one in twenty", 40, 2],
  ["nobody", 3, 0],
])("is silent where %s disputes it", async (_, shown, disputed) => {
  expect(await alertsOf(shown, disputed)).toEqual([]);
});
