import { describe, expect, it } from "vitest";
import type { PullRecord } from "../model/record.ts";
import { Findings } from "./sweep/result.ts";
import { runSweep, type SweepPorts, scheduleSweeps } from "./sweep.ts";
import { memoryStore } from "./testing/memory-store.ts";

const nobody = {
  repositories: async () => [],
  openPulls: async () => new Map(),
  protectedBranches: async () => [],
  branchRules: async () => {
    throw new Error("nobody asks");
  },
  bypasses: async () => null,
  mergedPullsOf: async () => [],
};

function scene(at = "2026-11-21T12:00:00.000Z") {
  const memory = memoryStore(at);
  const warned: unknown[] = [];
  let now = new Date(at);
  const ports: SweepPorts = {
    ...memory.store,
    app: {
      installations: async () => [],
      installation: () => ({ survey: nobody }),
      deliveries: async () => ({ attempts: [], complete: true }),
      deliveredPayload: async () => null,
      clock: () => null,
    },
    subjectOf: () => null,
    history: async () => ({ tip: "", commits: [], end: "root" }),
    runsWithPlans: async () => [],
    enforces: async () => false,
    byAutomation: async () => false,
    judgeStep: async () => null,
    ledger: { head: async () => ({ size: 0, root: "" }), entries: async () => [] },
    erasures: {
      namedByOthers: async () => new Set(),
      repositories: async () => [],
      olderThan: async () => [],
      erase: async () => ({ erased: 0 }),
      emptyDeliveries: async () => 0,
    },
    retentionYears: async () => null,
    newId: () => "id",
    timezone: async () => "UTC",
    foundMerge: async () => [],
    estate: {
      ...memory.store,
      installations: async () => [],
      installation: () => {
        throw new Error("there is none");
      },
      log: { warn: () => {} },
      settingsOf: async () => null,
      now: () => now,
    },
    anchors: async () => new Findings().result(),
    appId: 42,
    request: memory.request,
    now: () => now,
    log: { info: () => {}, warn: (fields) => warned.push(fields) },
  };
  return {
    memory,
    ports,
    warned,
    setNow: (time: string) => {
      now = new Date(time);
    },
  };
}

describe("sweeps", () => {
  it("are all due at the first start", async () => {
    const { memory, ports } = scene();
    await scheduleSweeps(ports);
    expect(memory.requested).toEqual(
      ["deliveries", "pulls", "branches", "break-glass", "anchors", "estate", "retention"].map(
        (sweep) => `sweep:${sweep} at 2026-11-21T12:00:00.000Z`,
      ),
    );
  });

  it("keep what they did, and ask for the next", async () => {
    const { memory, ports } = scene();
    await runSweep("deliveries", ports);
    expect(memory.records).toEqual([
      {
        scope: "repository",
        repositoryId: null,
        key: "deliveries 2026-11-21T12:00:00.000Z",
        body: { kind: "sweep", sweep: "deliveries", looked: 0, recovered: [], failed: [] },
      },
    ]);
    expect(memory.requested).toEqual(["sweep:deliveries at 2026-11-21T12:05:00.000Z"]);
  });

  it("are not due again before their time when a process starts anew", async () => {
    const { memory, ports, setNow } = scene();
    await runSweep("branches", ports);
    setNow("2026-11-21T18:00:00.000Z");
    await scheduleSweeps(ports);
    expect(memory.requested).toContain("sweep:branches at 2026-11-22T12:00:00.000Z");
    expect(memory.requested).toContain("sweep:pulls at 2026-11-21T18:00:00.000Z");
  });

  it("hand on what they found, and go on soon where they could not finish", async () => {
    const { memory, ports } = scene();
    await runSweep("deliveries", {
      ...ports,
      app: { ...ports.app, deliveries: async () => ({ attempts: [], complete: false }) },
    });
    expect(memory.requested[0]).toBe("sweep:pulls");
    const limited = { ...nobody, repositories: () => Promise.reject(new TypeError("bug")) };
    const broken = {
      ...ports.app,
      installations: async () => [{ id: 1, account: "acme" }],
      installation: () => ({ survey: limited }),
    };
    await expect(runSweep("pulls", { ...ports, app: broken })).rejects.toThrow("bug");
  });
});

describe("the sweep of emergencies", () => {
  const by = { account: { id: 1, login: "ken", bot: false }, teams: ["acme/oncall"] };
  const used = (reviewBy: string): PullRecord => ({
    kind: "break-glass",
    by,
    because: "down",
    head: "h",
    riskItems: [],
    blocked: [],
    expires: "2026-11-18T04:00:00.000Z",
    reviewBy,
  });
  const reviewed: PullRecord = { kind: "break-glass-reviewed", by };
  const due = "2026-11-20T00:00:00.000Z";

  it.each<[string, readonly PullRecord[], number]>([
    ["alerts of one that nobody looked at in time", [used(due)], 1],
    ["waits until it is due", [used("2026-11-22T00:00:00.000Z")], 0],
    ["is content where somebody looked", [used(due), reviewed], 0],
    ["counts a look at an earlier one for nothing", [used(due), reviewed, used(due)], 1],
  ])("%s", async (_, bodies, count) => {
    const { memory, ports, warned, setNow } = scene();
    await memory.store.records.append(
      bodies.map((body, index) => {
        return { scope: "pull", repositoryId: 1, number: 7, key: String(index), body } as const;
      }),
    );
    const alerts = () => memory.records.flatMap(({ body }) => (body.kind === "alert" ? [body.alert] : []));
    await runSweep("break-glass", ports);
    await runSweep("break-glass", ports);
    const alert = { kind: "break-glass-overdue", number: 7, since: due };
    expect(alerts()).toEqual(Array.from({ length: count }, () => alert));
    expect(warned).toEqual(Array.from({ length: count }, () => ({ repositoryId: 1, alert })));
    setNow("2026-11-22T12:00:00.000Z");
    await runSweep("break-glass", ports);
    expect(alerts().length).toBeGreaterThanOrEqual(count * 2);
  });
});
