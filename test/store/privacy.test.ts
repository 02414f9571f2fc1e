import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askPopulation } from "../../src/app/population/ask.ts";
import { deliveryDays, eraseAged } from "../../src/app/privacy/age.ts";
import { agreeToErasure, pendingErasures, quietDays, requestErasure } from "../../src/app/privacy/erase.ts";
import { activeHolds, releaseHold, setHold } from "../../src/app/privacy/hold.ts";
import { decisionOf, gateOf, mergedAs } from "../../src/app/testing/pull-records.ts";
import { rootAt } from "../../src/model/merkle.ts";
import type { PullRecord, RepositoryRecord } from "../../src/model/record.ts";
import { neverErased, type Store } from "../../src/store/index.ts";
import { backends } from "./backends.ts";

const dayMs = 86_400_000;
const everything = { repository: null, number: null, start: null, end: null };

for (const backend of backends()) {
  const title = backend.missing === null ? "" : ` (not here: ${backend.missing})`;
  describe.skipIf(backend.missing !== null)(`privacy on the ${backend.name} store${title}`, () => {
    let store: Store;
    let time = new Date("2020-01-15T00:00:00.000Z");
    let ids = 0;
    const now = () => time;
    const ports = { now, newId: () => `X-${++ids}` };

    beforeAll(async () => {
      store = await (await backend.place()).open({ now });
    });
    afterAll(async () => await backend.end());

    const pull = async (repositoryId: number, number: number, ...bodies: readonly PullRecord[]) => {
      const { size } = await store.ledger.head();
      await store.records.append(
        bodies.map((body, place) => ({ scope: "pull", repositoryId, number, key: `${size} ${place}`, body })),
      );
      return bodies.map((_, place) => size + place);
    };
    const outside = async (repositoryId: number | null, body: RepositoryRecord) => {
      const { size } = await store.ledger.head();
      await store.records.append([{ scope: "repository", repositoryId, key: `${size}`, body }]);
      return size;
    };
    const blob = (text: string) => store.blobs.put(Buffer.from(text));
    const request = (indexes: readonly number[], by = "hanako", because = "Article 17") => {
      time = new Date(time.getTime() + (quietDays + 1) * dayMs);
      return requestErasure({ indexes, by, because }, store, ports);
    };
    const erased = async (index: number) =>
      (await store.ledger.entries(index, index + 1))[0]?.content === null;
    const agreed = async (indexes: readonly number[]) => {
      const asked = await request(indexes);
      if (asked.kind !== "requested") return asked;
      return await agreeToErasure({ erasureId: asked.pending.erasureId, by: "taro" }, store, now);
    };

    it("erases what one person asks for and another agrees to, and the tree stays as it is", async () => {
      const report = await blob("the report of one");
      const [decision = 0, gate = 0] = await pull(
        1,
        1,
        decisionOf("h1", { report }),
        gateOf("h1", "success"),
      );
      const before = await store.ledger.head();
      const asked = await request([decision, gate, gate]);
      expect(asked).toMatchObject({
        kind: "requested",
        pending: { indexes: [decision, gate], by: "hanako" },
      });
      expect(await erased(decision)).toBe(false);
      const erasureId = asked.kind === "requested" ? asked.pending.erasureId : "";
      const agree = (by: string) => agreeToErasure({ erasureId, by }, store, now);
      expect(await agree(" Hanako ")).toEqual({ kind: "same-person", by: " Hanako " });
      expect(await pendingErasures(store, now())).toMatchObject([{ erasureId }]);
      expect(await agree("taro")).toEqual({ kind: "erased", erased: 2, blobs: 1 });
      expect([await erased(decision), await erased(gate)]).toEqual([true, true]);
      expect(await store.blobs.get(report)).toBeNull();
      expect(await store.records.ofPull(1, 1)).toEqual([]);
      expect(await store.records.erased(1)).toMatchObject([
        { kind: "decision", number: 1 },
        { kind: "gate", number: 1 },
      ]);
      expect(await agree("taro")).toEqual({ kind: "done-already", erasureId });
      expect(await pendingErasures(store, now())).toEqual([]);
      const root = await rootAt(before.size, store.ledger.nodes);
      expect(Buffer.from(root).toString("hex")).toBe(before.root);
    });

    it("keeps a blob that anything else names, also through a replay", async () => {
      const [shared, task, data] = [await blob("shared"), await blob("task"), await blob("rules' data")];
      const part = (digest: string) => ({ blob: digest, sha256: digest, bytes: 1 });
      const manifest = (packs: readonly string[]) =>
        JSON.stringify({
          task: part(task),
          trace: part(task),
          packs: packs.map(part),
          policies: { data: part(data) },
        });
      const own = await blob("only of one");
      const [one, other] = [await blob(manifest([own, shared])), await blob(manifest([shared]))];
      const withCase = (head: string, replay: string) => Object.assign(decisionOf(head), { replay });
      const [first = 0] = await pull(1, 2, withCase("h2", one));
      await pull(1, 3, withCase("h3", other));
      expect(await agreed([first])).toEqual({ kind: "erased", erased: 1, blobs: 2 });
      const kept = await Promise.all([shared, task, data, other, own, one].map(store.blobs.get));
      expect(kept.map((bytes) => bytes !== null)).toEqual([true, true, true, true, false, false]);
    });

    it("says why it does not", async () => {
      const { size } = await store.ledger.head();
      const [index = 0] = await pull(1, 4, gateOf("h4", "success"));
      const commit = { branch: "main", commit: "c", number: null, decisionId: null } as const;
      const listed = await outside(1, { kind: "branch-commit", ...commit, explained: "unexplained" });
      expect(await request([])).toEqual({ kind: "no-entries" });
      expect(await request([size + 100])).toMatchObject({ kind: "no-such-entry", index: size + 100 });
      expect(await request([index], "hanako", "  ")).toMatchObject({ kind: "no-reason" });
      expect(await request([index], "hanako", "x".repeat(501))).toMatchObject({ kind: "no-reason" });
      expect(await request([listed])).toMatchObject({
        kind: "kept-kind",
        entryKind: "repository/branch-commit",
      });
      expect(await request(Array.from({ length: 1_001 }, (_, place) => place))).toMatchObject({
        kind: "too-many",
      });
      expect(await agreeToErasure({ erasureId: "X-none", by: "taro" }, store, now)).toMatchObject({
        kind: "unknown-request",
      });
      const fresh = { indexes: [index], by: "hanako", because: "Article 17" };
      await pull(1, 4, gateOf("h4", "failure"));
      expect(await requestErasure(fresh, store, ports)).toEqual({
        kind: "under-way",
        index,
        number: 4,
        days: 7,
      });
      await agreed([index]);
      expect(await request([index])).toEqual({ kind: "already-erased", index });
      const asked = await request((await pull(1, 5, gateOf("h5", "success"))).slice(0, 1));
      time = new Date(time.getTime() + 31 * dayMs);
      const erasureId = asked.kind === "requested" ? asked.pending.erasureId : "";
      expect(await agreeToErasure({ erasureId, by: "taro" }, store, now)).toEqual({
        kind: "too-old",
        days: 30,
      });
    });

    it("erases nothing that is held, also where the hold comes between request and agreement", async () => {
      const [index = 0] = await pull(7, 1, gateOf("h", "success"));
      const asked = await request([index]);
      const scope = { ...everything, repository: 7, number: 1 };
      const set = await setHold({ scope, by: "legal", because: "Case 12" }, store.records, ports.newId);
      const holdId = set.kind === "set" ? set.hold.holdId : "";
      const erasureId = asked.kind === "requested" ? asked.pending.erasureId : "";
      const agree = () => agreeToErasure({ erasureId, by: "taro" }, store, now);
      expect(await agree()).toMatchObject({ kind: "held", index, hold: { holdId, because: "Case 12" } });
      expect(await request([index])).toMatchObject({ kind: "held" });
      expect((await request((await pull(7, 2, gateOf("h", "success"))).slice(0, 1))).kind).toBe("requested");
      expect(
        await releaseHold({ holdId: "X-none", by: "legal", because: "over" }, store.records),
      ).toMatchObject({
        kind: "no-such-hold",
      });
      expect(await releaseHold({ holdId, by: "legal", because: "" }, store.records)).toMatchObject({
        kind: "no-reason",
      });
      await releaseHold({ holdId, by: "legal", because: "over" }, store.records);
      expect(await activeHolds(store.records)).toEqual([]);
      expect(await agree()).toMatchObject({ kind: "erased", erased: 1 });
    });

    it("looks for holds once more where nobody can set another: what is refused there has left nothing", async () => {
      const [index = 0] = await pull(7, 3, gateOf("h", "success"));
      const { size } = await store.ledger.head();
      const body = { erasureId: "X-late", indexes: [index], by: ["a", "b"], because: "late" };
      const erasure = { scope: "repository", repositoryId: null, key: "X-late" } as const;
      await expect(
        store.erasures.erase({ ...erasure, body: { kind: "erased", ...body } }, () => {
          throw new Error("held meanwhile");
        }),
      ).rejects.toThrow("held meanwhile");
      expect((await store.ledger.head()).size).toBe(size);
      expect(await erased(index)).toBe(false);
    });

    it("takes the body of GitHub's delivery along with what was recorded of it", async () => {
      const subject = { kind: "pull", installationId: 5, repositoryId: 8, number: 1 } as const;
      const delivery = {
        id: "of 8/1",
        event: "issue_comment",
        action: "created",
        subject,
        body: Buffer.from("hello"),
      };
      await store.inbox.accept(delivery);
      await store.inbox.accept({ ...delivery, id: "of 8/11", subject: { ...subject, number: 11 } });
      const [index = 0] = await pull(8, 1, gateOf("h", "success"));
      await store.records.append([], { processed: ["of 8/1", "of 8/11"] });
      await agreed([index]);
      expect(await store.inbox.missing(["of 8/1", "of 8/11"])).toEqual([]);
      // What is left to be emptied for its age: the other pull request's body alone.
      expect(await store.erasures.emptyDeliveries("2100-01-01T00:00:00.000Z")).toBe(1);
    });

    it("tells of a commit whose decision was erased that it was, and counts it all the same", async () => {
      const bodies = [decisionOf("h9"), gateOf("h9", "success"), mergedAs("m9", "h9")];
      const [decision = 0] = await pull(9, 9, ...bodies);
      const commit = { branch: "main", commit: "m9", parents: ["c0"], number: 9, decisionId: "d" } as const;
      await outside(9, { kind: "branch-commit", ...commit, explained: "decision" });
      const day = now().toISOString().slice(0, 10);
      const ask = async () =>
        await askPopulation(
          {
            period: { from: day, to: day, timezone: "UTC" },
            repositories: [9],
            branch: null,
            history: null,
            now: now(),
          },
          store,
        );
      expect((await ask()).rows).toMatchObject([{ route: "review", restsOn: decision, exceptions: [] }]);
      await agreed([decision]);
      const { rows, reconciliation } = await ask();
      expect(rows).toMatchObject([
        { explained: "decision", decisionId: "d", route: null, exceptions: ["erased"] },
      ]);
      expect(reconciliation.totals).toMatchObject({ commits: 1, decision: 1, unexplained: 0 });
    });

    it("lets nothing go for its age where nobody says so", async () => {
      time = new Date("2035-06-20T00:00:00.000Z");
      const aged = await eraseAged(store, { ...ports, yearsOf: async () => null });
      expect(aged).toEqual({ looked: 0, erased: 0, finished: true });
      expect(await eraseAged(store, { ...ports, yearsOf: async () => 1 })).toMatchObject({ looked: 0 });
    });

    it("lets go what is older, once a month, but for what is held, kept for good or still under way", async () => {
      time = new Date("2040-01-10T00:00:00.000Z");
      const [old = 0, older = 0] = await pull(20, 1, gateOf("h", "success"), mergedAs("m", "h"));
      const [lasting = 0] = await pull(20, 2, gateOf("h", "success"));
      const [held = 0] = await pull(20, 3, gateOf("h", "success"));
      const [elsewhere = 0] = await pull(21, 1, gateOf("h", "success"));
      const listed = await outside(20, {
        kind: "branch-commit",
        ...{ branch: "main", commit: "c", number: null, decisionId: null, explained: "unexplained" },
      });
      const scope = { ...everything, repository: 20, number: 3 };
      await setHold({ scope, by: "legal", because: "Case 13" }, store.records, ports.newId);
      time = new Date("2043-02-01T00:00:00.000Z");
      const [young = 0] = await pull(20, 2, gateOf("again", "success"));
      const yearsOf = async (id: number) => (id === 20 ? 3 : null);
      expect(await eraseAged(store, { ...ports, yearsOf })).toMatchObject({ finished: true, erased: 2 });
      const gone = await Promise.all([old, older, lasting, held, elsewhere, listed, young].map(erased));
      expect(gone).toEqual([true, true, false, false, false, false, false]);
      const told = (await store.records.ofRepository(null, "erased")).at(-1)?.body;
      expect(told).toMatchObject({ indexes: [old, older], because: "audit.retentionYears: 3" });
      const { size } = await store.ledger.head();
      expect(await eraseAged(store, { ...ports, yearsOf })).toEqual({ looked: 0, erased: 0, finished: true });
      expect((await store.ledger.head()).size).toBe(size);
    });

    it("empties deliveries after a quarter where every repository lets something go", async () => {
      time = new Date("2044-03-10T00:00:00.000Z");
      await store.inbox.accept({
        id: "ping",
        event: "ping",
        action: null,
        subject: null,
        body: Buffer.from("old"),
      });
      time = new Date(time.getTime() + (deliveryDays + 35) * dayMs);
      await store.inbox.accept({
        id: "new",
        event: "ping",
        action: null,
        subject: null,
        body: Buffer.from("new"),
      });
      await eraseAged(store, { ...ports, yearsOf: async () => 50 });
      expect(await store.erasures.emptyDeliveries("2100-01-01T00:00:00.000Z")).toBe(1);
    });

    // The three kinds that an erasure reads itself stand in the log by now, for real, and stay in every test of these.
    const others = neverErased.filter((kind) => !/^(?:erased|erasure-requested|legal-hold)$/.test(kind));
    it.each(others)("keeps an entry about %s, however old, and lets its neighbour go", async (kind) => {
      time = new Date(time.getTime() + 40 * dayMs);
      const [old = 0] = await pull(20, 60 + others.indexOf(kind), gateOf("h", "success"));
      const index = (await store.ledger.head()).size;
      // What it says does not matter to its age; every kind has the fields of its own, and the store reads none of them.
      await outside(20, { kind, key: "k", by: "hanako", because: "Lost" } as RepositoryRecord);
      time = new Date(time.getTime() + 800 * dayMs);
      expect(await eraseAged(store, { ...ports, yearsOf: async () => 1 })).toMatchObject({ finished: true });
      expect(await Promise.all([old, index].map(erased))).toEqual([true, false]);
    });
  });
}
