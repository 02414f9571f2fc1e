import { describe, expect, it } from "vitest";
import { GitHubError } from "../../github/index.ts";
import type { DeliveryAttempt } from "../../github/sweep-ports.ts";
import { memoryStore } from "../testing/memory-store.ts";
import { type DeliveriesPorts, sweepDeliveries } from "./deliveries.ts";

const now = new Date("2026-11-21T12:00:00.000Z");

function attempt(id: number, guid: string, minutesAgo: number): DeliveryAttempt {
  const deliveredAt = new Date(now.getTime() - minutesAgo * 60_000).toISOString();
  return { id: String(id), guid, deliveredAt, event: "pull_request", statusCode: 502 };
}

interface Asked {
  readonly since: string[];
  readonly payloads: string[];
}

function scene(attempts: readonly DeliveryAttempt[], over: Partial<DeliveriesPorts["app"]> = {}) {
  const memory = memoryStore();
  const asked: Asked = { since: [], payloads: [] };
  const ports: DeliveriesPorts = {
    ...memory.store,
    now: () => now,
    subjectOf: () => ({ kind: "pull", installationId: 1, repositoryId: 2, number: 3 }),
    app: {
      deliveries: async (since) => {
        asked.since.push(since);
        return { attempts: attempts.filter((one) => one.deliveredAt >= since), complete: true };
      },
      clock: () => null,
      deliveredPayload: async (id) => {
        asked.payloads.push(id);
        const found = attempts.find((one) => one.id === id);
        if (found === undefined) return null;
        const payload = Buffer.from(JSON.stringify({ of: found.guid }));
        return { guid: found.guid, event: found.event, action: "opened", payload };
      },
      ...over,
    },
  };
  return { memory, asked, ports };
}

describe("the sweep of deliveries", () => {
  it("accepts what never got through, once for all attempts, oldest first", async () => {
    const { memory, ports } = scene([
      attempt(4, "b", 1),
      attempt(3, "a", 2),
      attempt(2, "b", 3),
      attempt(1, "a", 4),
    ]);
    const result = await sweepDeliveries(ports);
    expect(result).toMatchObject({ looked: 4, recovered: ["a", "b"], failed: [], unfinished: false });
    expect(memory.accepted.map(({ id, event, action, subject }) => ({ id, event, action, subject }))).toEqual(
      ["a", "b"].map((id) => ({
        id,
        event: "pull_request",
        action: "opened",
        subject: { kind: "pull", installationId: 1, repositoryId: 2, number: 3 },
      })),
    );
    expect(Buffer.from(memory.accepted[0]?.body ?? []).toString()).toBe('{"of":"a"}');
  });

  it("asks for nothing that was accepted, however GitHub counts it", async () => {
    const { asked, ports } = scene([attempt(1, "a", 2)]);
    await sweepDeliveries(ports);
    await sweepDeliveries(ports);
    expect(asked.payloads).toEqual(["1"]);
  });

  it("looks three days back at first, and from then on a little before the last look", async () => {
    const { asked, ports } = scene([]);
    await sweepDeliveries(ports);
    await sweepDeliveries(ports);
    expect(asked.since).toEqual(["2026-11-18T12:00:00.000Z", "2026-11-21T11:50:00.000Z"]);
  });

  it("goes on with the others where one cannot be had, and comes back for it", async () => {
    const attempts = [attempt(2, "b", 20), attempt(1, "a", 30)];
    const fine = scene(attempts);
    const { memory, asked, ports } = scene(attempts, {
      deliveredPayload: async (id) => {
        if (id === "1") throw new GitHubError("unavailable", "502");
        return fine.ports.app.deliveredPayload(id);
      },
    });
    expect(await sweepDeliveries(ports)).toMatchObject({
      recovered: ["b"],
      failed: ["a: unavailable"],
      unfinished: true,
    });
    await sweepDeliveries(ports);
    expect(asked.since[1]).toBe("2026-11-21T11:20:00.000Z");
    expect(memory.accepted.map(({ id }) => id)).toEqual(["b"]);
  });

  it("stops at its limit, and goes on from there", async () => {
    const many = Array.from({ length: 302 }, (_, index) => attempt(index, `guid-${index}`, 400 - index));
    const { memory, asked, ports } = scene(many);
    expect(await sweepDeliveries(ports)).toMatchObject({ unfinished: true });
    expect(memory.accepted).toHaveLength(300);
    expect(await sweepDeliveries(ports)).toMatchObject({
      unfinished: false,
      recovered: ["guid-300", "guid-301"],
    });
    expect(asked.payloads).toHaveLength(302);
  });

  it("has pull requests looked at where there are more deliveries than it reads", async () => {
    const { ports } = scene([], { deliveries: async () => ({ attempts: [], complete: false }) });
    expect((await sweepDeliveries(ports)).requests).toEqual([{ kind: "sweep", sweep: "pulls" }]);
  });

  it("says which it asked for and GitHub has forgotten", async () => {
    const { ports } = scene([attempt(1, "a", 2)], { deliveredPayload: async () => null });
    expect(await sweepDeliveries(ports)).toMatchObject({
      recovered: [],
      failed: ["a: forgotten"],
      unfinished: false,
    });
  });

  it("accepts no payload under another id", async () => {
    const { memory, ports } = scene([attempt(1, "a", 2)], {
      deliveredPayload: async () => ({
        guid: "z",
        event: "push",
        action: null,
        payload: new Uint8Array([123, 125]),
      }),
    });
    await sweepDeliveries(ports);
    expect(memory.accepted).toEqual([]);
  });

  it("throws where GitHub does not list them at all, so that it is tried again", async () => {
    const { ports } = scene([], {
      deliveries: async () => {
        throw new GitHubError("unavailable", "502");
      },
    });
    await expect(sweepDeliveries(ports)).rejects.toThrow("502");
  });
});
