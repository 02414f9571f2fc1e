import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CheckpointSigner, leafText, payloadDigest } from "../../src/model/ledger.ts";
import { leafHash, rootAt } from "../../src/model/merkle.ts";
import { inclusionProof, verifiesInclusion } from "../../src/model/merkle-proof.ts";
import type { Store } from "../../src/store/index.ts";
import { backends, type Place } from "./backends.ts";
import { deliveryOf, feedback, newPull, pullRecord } from "./samples.ts";

/** What a note looks like, with a signature that is none. */
const signer: CheckpointSigner = {
  origin: "sekisho.example.com/ledger",
  sign: ({ size, root }) =>
    `sekisho.example.com/ledger\n${size}\n${Buffer.from(root, "hex").toString("base64")}\n\n— sekisho.example.com/ledger AAAA\n`,
};

for (const backend of backends()) {
  const title = backend.missing === null ? "" : ` (not here: ${backend.missing})`;
  describe.skipIf(backend.missing !== null)(`the ledger of the ${backend.name} store${title}`, () => {
    let place: Place;
    let store: Store;
    let time = new Date("2026-03-01T00:00:00.000Z");
    beforeAll(async () => {
      place = await backend.place();
      store = await place.open({ now: () => time, signer });
    });
    afterAll(async () => await backend.end());

    it("is empty before there is a record", async () => {
      expect(await store.ledger.head()).toEqual({
        size: 0,
        root: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      });
      expect(await store.ledger.leaves(0, 0)).toEqual([]);
      expect(await store.ledger.lastCheckpoint()).toBe(null);
    });

    it("has an entry of each record, and of none twice", async () => {
      const subject = newPull();
      time = new Date("2026-03-01T10:00:00.123Z");
      const before = (await store.ledger.head()).size;
      const records = [pullRecord(subject, "a"), pullRecord(subject, "a"), pullRecord(subject, "b\0\ud800")];
      await store.records.append(records);
      expect(await store.records.append(records)).toEqual({ kept: 0 });
      const { size } = await store.ledger.head();
      const entries = await store.ledger.entries(before, size);
      expect(entries.map(({ leaf, content }) => ({ ...leaf, payload: content?.payload }))).toEqual(
        ["a", "b\ufffd\ufffd"].map((key, place) => ({
          v: 1,
          index: before + place,
          kind: "pull/feedback",
          at: "2026-03-01T10:00:00.123Z",
          repository: subject.repositoryId,
          number: 12,
          payload: { key, body: feedback(key) },
        })),
      );
      expect(await store.ledger.leaves(before, size)).toEqual(entries.map(({ leaf }) => leafText(leaf)));
      for (const { leaf, content, sequence } of entries) {
        expect(content && payloadDigest(content.salt, content.payload)).toBe(leaf.payload);
        expect(await store.ledger.indexOf(sequence)).toBe(leaf.index);
      }
      const [one, other] = entries.map(({ content }) => Buffer.from(content?.salt ?? []).toString("hex"));
      expect(one).not.toBe(other);
    });

    it("has a checkpoint of each head", async () => {
      await store.records.append([pullRecord(newPull(), "a")]);
      const head = await store.ledger.head();
      const last = await store.ledger.lastCheckpoint();
      expect(last).toEqual({ ...head, at: time.toISOString(), note: signer.sign(head) });
      expect(await store.ledger.checkpointAtOrAfter(head.size)).toEqual(last);
      expect(await store.ledger.checkpointAtOrAfter(head.size + 1)).toBe(null);
      expect((await store.ledger.checkpoints(1, head.size)).at(-1)).toEqual(last);
      expect((await store.ledger.checkpointAtOrAfter(0))?.size).toBeLessThan(head.size);
    });

    it("says which deliveries were processed, once, and with their repository", async () => {
      const subject = newPull();
      const delivery = deliveryOf(subject, "{}");
      await store.inbox.accept(delivery);
      const before = (await store.ledger.head()).size;
      await store.records.append([], { processed: [delivery.id] });
      await store.records.append([], { processed: [delivery.id] });
      await store.records.append([], { processed: [] });
      const { size } = await store.ledger.head();
      const entries = await store.ledger.entries(before, size);
      expect(entries.map(({ leaf, content }) => [leaf.kind, leaf.repository, content?.payload])).toEqual([
        [
          "repository/deliveries-processed",
          subject.repositoryId,
          {
            key: delivery.id,
            body: {
              kind: "deliveries-processed",
              deliveries: [
                {
                  id: delivery.id,
                  event: "pull_request",
                  action: "synchronize",
                  receivedAt: time.toISOString(),
                  digest: "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a",
                },
              ],
            },
          },
        ],
      ]);
    });

    it("never goes back in time, and says so once where the clock did", async () => {
      const subject = newPull();
      time = new Date("2026-03-05T00:00:00.000Z");
      await store.records.append([pullRecord(subject, "a")]);
      const before = (await store.ledger.head()).size;
      time = new Date("2026-03-04T23:59:30.000Z");
      await store.records.append([pullRecord(subject, "b")]);
      expect((await store.ledger.head()).size).toBe(before + 1);
      time = new Date("2026-03-04T00:00:00.000Z");
      await store.records.append([pullRecord(subject, "c")]);
      await store.records.append([pullRecord(subject, "d")]);
      const entries = await store.ledger.entries(before, (await store.ledger.head()).size);
      expect(entries.map(({ leaf }) => [leaf.kind, leaf.at])).toEqual([
        ["pull/feedback", "2026-03-05T00:00:00.000Z"],
        ["pull/feedback", "2026-03-05T00:00:00.000Z"],
        ["repository/clock-skew", "2026-03-05T00:00:00.000Z"],
        ["pull/feedback", "2026-03-05T00:00:00.000Z"],
      ]);
      expect(entries[2]?.content?.payload.body).toEqual({
        kind: "clock-skew",
        ours: "2026-03-04T00:00:00.000Z",
        theirs: "2026-03-05T00:00:00.000Z",
        source: "ledger",
      });
      time = new Date("2026-03-06T00:00:00.000Z");
    });

    it("proves each entry against each later head, over several tiles", async () => {
      const subject = newPull();
      for (let part = 0; part < 3; part += 1)
        await store.records.append(
          Array.from({ length: 700 }, (_, place) => pullRecord(subject, `${part} ${place}`)),
        );
      const { size, root } = await store.ledger.head();
      expect(Buffer.from(await rootAt(size, store.ledger.nodes)).toString("hex")).toBe(root);
      for (const checkpoint of await store.ledger.checkpoints(1, size)) {
        const index = Math.floor(checkpoint.size / 2);
        const [leaf = ""] = await store.ledger.leaves(index, index + 1);
        const proof = await inclusionProof(index, checkpoint.size, store.ledger.nodes);
        const tree = { index, size: checkpoint.size, leaf: leafHash(Buffer.from(leaf)) };
        expect(verifiesInclusion({ ...tree, root: Buffer.from(checkpoint.root, "hex") }, proof)).toBe(true);
      }
    });

    it("says what it does not have", async () => {
      const { size } = await store.ledger.head();
      await expect(store.ledger.entries(size, size + 1)).rejects.toThrow("The ledger has 0 of the entries");
      await expect(store.ledger.leaves(size - 1, size + 1)).rejects.toThrow(
        "The ledger has 1 of the entries",
      );
      await expect(store.ledger.hashes(1, 8, 9)).rejects.toThrow(RangeError);
      expect(await store.ledger.indexOf(1e9)).toBe(null);
    });
  });
}
