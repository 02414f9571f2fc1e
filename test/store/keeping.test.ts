import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RepositoryRecord } from "../../src/model/record.ts";
import type { Store } from "../../src/store/index.ts";
import { backends } from "./backends.ts";
import { deliveryOf, feedback, newPull, pullRecord } from "./samples.ts";

for (const backend of backends()) {
  const title = backend.missing === null ? "" : ` (not here: ${backend.missing})`;
  describe.skipIf(backend.missing !== null)(`the ${backend.name} store keeps${title}`, () => {
    let store: Store;
    let time = new Date("2026-03-01T00:00:00.000Z");
    beforeAll(async () => {
      store = await (await backend.place()).open({ now: () => time });
    });
    afterAll(async () => await backend.end());

    describe("deliveries", () => {
      it("tells those of a subject that are not processed, oldest first, as they came", async () => {
        const subject = newPull();
        const first = { ...deliveryOf(subject, '{"title":"\\u0000 関所"}'), action: null };
        const second = deliveryOf(subject);
        time = new Date("2026-03-01T10:00:00.123Z");
        expect(await store.inbox.accept(first)).toBe("accepted");
        time = new Date("2026-03-01T09:00:00.000Z");
        expect(await store.inbox.accept(second)).toBe("accepted");
        await store.inbox.accept(deliveryOf(newPull()));
        const pending = await store.inbox.pending(subject);
        expect(pending.map(({ body, ...rest }) => ({ ...rest, body: Buffer.from(body).toString() }))).toEqual(
          [
            { ...first, body: '{"title":"\\u0000 関所"}', receivedAt: "2026-03-01T10:00:00.123Z" },
            { ...second, body: "{}", receivedAt: "2026-03-01T09:00:00.000Z" },
          ],
        );
      });

      it("knows a delivery that it accepted before, and keeps the first", async () => {
        const subject = newPull();
        const delivery = deliveryOf(subject, "first");
        await store.inbox.accept(delivery);
        expect(await store.inbox.accept({ ...delivery, body: Buffer.from("second") })).toBe("known");
        const [kept, ...more] = await store.inbox.pending(subject);
        expect([Buffer.from(kept?.body ?? []).toString(), more]).toEqual(["first", []]);
      });

      it("keeps a delivery about which nothing is to be done", async () => {
        const delivery = deliveryOf(null);
        expect(await store.inbox.accept(delivery)).toBe("accepted");
        expect(await store.inbox.accept(delivery)).toBe("known");
        expect(await store.inbox.missing([delivery.id])).toEqual([]);
      });

      it("says which deliveries never came, in the order asked", async () => {
        const delivery = deliveryOf(newPull());
        await store.inbox.accept(delivery);
        expect(await store.inbox.missing(["z", delivery.id, "a", "it's"])).toEqual(["z", "a", "it's"]);
        expect(await store.inbox.missing([])).toEqual([]);
      });

      it("accepts a delivery twice at once only once", async () => {
        const delivery = deliveryOf(newPull());
        const answers = await Promise.all([1, 2, 3, 4].map(() => store.inbox.accept(delivery)));
        expect(answers.toSorted()).toEqual(["accepted", "known", "known", "known"]);
      });

      it("keeps the largest body that GitHub sends", async () => {
        const subject = newPull();
        const body = Buffer.alloc(25 * 1024 * 1024, "0123456789");
        await store.inbox.accept({ ...deliveryOf(subject), body });
        const [kept] = await store.inbox.pending(subject);
        expect(Buffer.from(kept?.body ?? []).equals(body)).toBe(true);
      });

      it("reads no more than fits into memory at once, and always at least one", async () => {
        const subject = newPull();
        const body = Buffer.alloc(24 * 1024 * 1024);
        for (let i = 0; i < 3; i++) await store.inbox.accept({ ...deliveryOf(subject), body });
        const first = await store.inbox.pending(subject);
        expect(first.length).toBe(2);
        await store.records.append([], { processed: first.map(({ id }) => id) });
        expect((await store.inbox.pending(subject)).length).toBe(1);
      });

      it("takes a name that no column can hold", async () => {
        const delivery = { ...deliveryOf(null), event: "a\0b", action: "\ud800" };
        expect(await store.inbox.accept(delivery)).toBe("accepted");
      });
    });

    describe("records", () => {
      it("each once for its pull request, kind and key, and the first is left as it is", async () => {
        const [subject, other] = [newPull(), newPull()];
        const record = pullRecord(subject, "a", feedback("first"));
        expect(await store.records.append([record, record])).toEqual({ kept: 1 });
        expect(
          await store.records.append([
            pullRecord(subject, "a", feedback("second")),
            pullRecord(subject, "b"),
            pullRecord(other, "a"),
            pullRecord(subject, "a", { kind: "waiver-granted", waiverId: "W-1", by: feedbackBy }),
          ]),
        ).toEqual({ kept: 3 });
        const kept = await store.records.ofPull(subject.repositoryId, subject.number);
        expect(kept.map(({ key, body }) => [key, body.kind])).toEqual([
          ["a", "feedback"],
          ["b", "feedback"],
          ["a", "waiver-granted"],
        ]);
        expect(kept[0]?.body).toEqual(feedback("first"));
        const sequences = kept.map(({ sequence }) => sequence);
        expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
      });

      it("with when, where and what", async () => {
        const subject = newPull();
        time = new Date("2026-03-02T03:04:05.678Z");
        await store.records.append([pullRecord(subject, "a")]);
        const [{ sequence, ...kept } = { sequence: 0 }] = await store.records.ofPull(
          subject.repositoryId,
          subject.number,
        );
        expect(sequence).toBeGreaterThan(0);
        expect(kept).toEqual({
          key: "a",
          at: "2026-03-02T03:04:05.678Z",
          repositoryId: subject.repositoryId,
          number: subject.number,
          body: feedback("a"),
        });
      });

      it("marks deliveries and keeps blobs together with them, or nothing of it", async () => {
        const subject = newPull();
        const delivery = deliveryOf(subject);
        await store.inbox.accept(delivery);
        const bytes = Buffer.from(`blob of ${subject.repositoryId}`);
        const digest = createHash("sha256").update(bytes).digest("hex");
        const also = { processed: [delivery.id], blobs: [bytes] };
        await expect(store.records.append([pullRecord(subject, "x".repeat(601))], also)).rejects.toThrow();
        expect(await store.inbox.pending(subject)).toHaveLength(1);
        expect(await store.blobs.get(digest)).toBe(null);
        expect(await store.records.append([pullRecord(subject, "a")], also)).toEqual({ kept: 1 });
        expect(await store.inbox.pending(subject)).toEqual([]);
        expect(await store.blobs.get(digest)).toEqual(bytes);
      });

      it("whatever a comment holds", async () => {
        const subject = newPull();
        const gate: Record<string, string> = { "a\0b": "c\ud83d", "\\u0000": "\\\0" };
        await store.records.append([
          pullRecord(subject, "k\0", feedback("NUL \0, half \ud800 a pair, whole 😀")),
          pullRecord(subject, "g", { kind: "gate", decisionId: "d", conclusion: "success", state: gate }),
        ]);
        const kept = await store.records.ofPull(subject.repositoryId, subject.number);
        expect(kept.map(({ body }) => body)).toEqual([
          feedback("NUL \ufffd, half \ufffd a pair, whole 😀"),
          {
            kind: "gate",
            decisionId: "d",
            conclusion: "success",
            state: { "a\ufffdb": "c\ufffd", "\\u0000": "\\\ufffd" },
          },
        ]);
        expect(kept[0]?.key).toBe("k\ufffd");
      });

      it("of every pull request of a repository, by kind and since when", async () => {
        const subject = newPull();
        const other = { ...subject, number: 13 };
        const elsewhere = newPull();
        time = new Date("2026-04-01T00:00:00.000Z");
        await store.records.append([pullRecord(subject, "a"), pullRecord(elsewhere, "c")]);
        time = new Date("2026-04-02T00:00:00.000Z");
        await store.records.append([pullRecord(other, "b")]);
        const keys = async (repositoryId: number | null, since?: string) =>
          (await store.records.ofPulls(repositoryId, "feedback", since)).map(({ key }) => key);
        expect(await keys(subject.repositoryId)).toEqual(["a", "b"]);
        expect(await keys(subject.repositoryId, "2026-04-02T00:00:00.000Z")).toEqual(["b"]);
        expect(await keys(null, "2026-04-01T00:00:00Z")).toEqual(["a", "c", "b"]);
        expect(await store.records.ofPulls(subject.repositoryId, "merged")).toEqual([]);
      });

      it("of repositories, and of none", async () => {
        const { repositoryId } = newPull();
        const change: RepositoryRecord = { kind: "installation", change: "created", detail: {} };
        const alert: RepositoryRecord = {
          kind: "alert",
          alert: { kind: "rule-disputed", ruleId: "TEN-001", disputed: 1, shown: 9 },
        };
        await store.records.append([
          { scope: "repository", repositoryId, key: "1", body: change },
          { scope: "repository", repositoryId, key: "1", body: alert },
          { scope: "repository", repositoryId: null, key: "1", body: change },
        ]);
        expect(
          await store.records.append([{ scope: "repository", repositoryId: null, key: "1", body: change }]),
        ).toEqual({ kept: 0 });
        const kinds = async (id: number | null, kind?: RepositoryRecord["kind"]) =>
          (await store.records.ofRepository(id, kind)).map(({ body }) => body.kind);
        expect(await kinds(repositoryId)).toEqual(["installation", "alert"]);
        expect(await kinds(repositoryId, "alert")).toEqual(["alert"]);
        expect(await kinds(null)).toEqual(["installation"]);
      });

      it("more than one statement takes", async () => {
        const subject = newPull();
        const records = Array.from({ length: 2_500 }, (_, index) => pullRecord(subject, `k${index}`));
        expect(await store.records.append(records)).toEqual({ kept: 2_500 });
      });

      it("under waiver numbers that are given once", async () => {
        const { repositoryId } = newPull();
        const numbers = await Promise.all(
          Array.from({ length: 8 }, (_, index) =>
            store.records.waiverNumber(repositoryId, `comment ${index}`),
          ),
        );
        expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
        expect(await store.records.waiverNumber(newPull().repositoryId, "comment 0")).toBe(1);
      });

      it("under the same waiver number for whoever asks again after a crash", async () => {
        const { repositoryId } = newPull();
        const ask = (key: string) => store.records.waiverNumber(repositoryId, key);
        expect([await ask("a"), await ask("b"), await ask("a"), await ask("c")]).toEqual([1, 2, 1, 3]);
      });
    });

    it("blobs by their digest", async () => {
      const bytes = Buffer.from([0, 255, 10, 13, 92]);
      const digest = createHash("sha256").update(bytes).digest("hex");
      expect([await store.blobs.put(bytes), await store.blobs.put(bytes)]).toEqual([digest, digest]);
      expect(await store.blobs.get(digest)).toEqual(bytes);
      expect(await store.blobs.get("0".repeat(64))).toBe(null);
      expect(await store.blobs.get(await store.blobs.put(Buffer.alloc(0)))).toEqual(Buffer.alloc(0));
    });

    it("notes, the last one said", async () => {
      expect(await store.notes.get("pause/7")).toBe(null);
      await store.notes.set("pause/7", "2026-03-01T00:00:00Z");
      await store.notes.set("pause/7", "until\0then");
      expect(await store.notes.get("pause/7")).toBe("until\ufffdthen");
    });

    it("on answering", async () => {
      await expect(store.ping()).resolves.toBeUndefined();
    });
  });
}

const feedbackBy = { account: { id: 5, login: "hanako", bot: false }, teams: [] };
