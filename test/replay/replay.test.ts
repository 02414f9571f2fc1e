import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blobsOfCase, type ReplayCase } from "../../src/app/replay/case.ts";
import { openCompared } from "../../src/cli/trees.ts";
import { sha256Hex } from "../../src/model/digest.ts";
import { repositoryOf } from "../returns/branch.ts";
import { api, deployment } from "../returns/examples.ts";
import { openRecordings, type Recordings } from "./recording.ts";

/** Waivers of fixtures are granted before it, and expire before or after it. */
const now = new Date("2026-08-03T05:05:00.000Z");
let recordings: Recordings;
beforeAll(async () => {
  recordings = await openRecordings(now);
});
afterAll(() => recordings.close());

describe("a recorded decision comes out again, byte for byte:", () => {
  test.each([
    ["with a waiver", "limit-waived"],
    ["with a Terraform plan", "terraform-plan"],
    ["with policies of Conftest and of Gatekeeper", "estate-two-teams"],
    ["with Terraform", "security-group-widened"],
    ["with what nobody could tell", "unknown-network"],
    ["with charts and kustomizations", "chart-and-kustomization"],
    ["with secrets", "secret-in-plain-text"],
    ["with something that moved", "manifests-moved"],
    ["with files that cannot be read", "broken-terraform-among-good"],
    ["with nothing to say", "harmless-image-bump"],
  ])("%s", async (_, name) => {
    const { digest, report } = await recordings.pull(name);
    const outcome = await recordings.replay(digest);
    expect(outcome).toMatchObject({ kind: "identical", tools: [] });
    expect(manifestOf(digest).route).toBe(report.decision.route);
  });
});

test("a decision that excused a return needs no history to come out again", async () => {
  const day = 24 * 60;
  const repository = repositoryOf(
    [
      { minutesAgo: 100 * day, files: { [api]: deployment({ replicas: 4 }) } },
      { minutesAgo: 2 * day, files: { [api]: deployment({ replicas: 40 }) } },
    ],
    { [api]: deployment({ replicas: 4 }) },
  );
  const other = await openRecordings(new Date("2026-11-21T12:00:00Z"));
  try {
    const compared = await openCompared("main", "pull", repository.path, { resolve: (path) => path });
    const { digest, report } = await other.record({ trees: compared.trees });
    compared.close();
    expect(report.findings.map(({ status }) => status)).toContain("returned");
    repository.remove();
    expect(await other.replay(digest)).toMatchObject({ kind: "identical" });
  } finally {
    await other.close();
    repository.remove();
  }
});

describe("whoever touches a record is found out:", () => {
  let digest: string;
  beforeAll(async () => {
    ({ digest } = await recordings.pull("memory-over-the-limit"));
  });

  test("every blob of a case, flipped in one bit, is named", async () => {
    for (const name of [digest, ...blobsOfCase(manifestOf(digest))]) {
      const bytes = Uint8Array.from(recordings.blobs.get(name) ?? []);
      const at = Math.floor(bytes.length / 2);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      const outcome = await recordings.replay(digest, { blobs: new Map([[name, bytes]]) });
      expect(outcome).toMatchObject({ kind: "incomplete", faults: [{ blob: name, fault: "damaged" }] });
    }
  });

  test("every blob of a case, once it is gone, is named", async () => {
    for (const name of [digest, ...blobsOfCase(manifestOf(digest))]) {
      const outcome = await recordings.replay(digest, { blobs: new Map([[name, null]]) });
      expect(outcome).toMatchObject({ kind: "incomplete", faults: [{ blob: name, fault: "missing" }] });
    }
  });

  test("an answer that no policy gave does not come out again", async () => {
    const manifest = manifestOf(digest);
    const kept = recordings.blobs.get(manifest.trace.blob) ?? new Uint8Array();
    const text = zstdDecompressSync(kept).toString("utf8");
    const content = Buffer.from(text.replace(/\\"measure\\":\\"\d+/, '\\"measure\\":\\"1'));
    expect(content.toString("utf8")).not.toBe(text);
    const blob = keep(zstdCompressSync(content));
    const trace = { blob, sha256: sha256Hex(content), bytes: content.byteLength };
    const outcome = await recordings.replay(keep(Buffer.from(JSON.stringify({ ...manifest, trace }))));
    expect(outcome).toMatchObject({ kind: "different", differences: [{ stage: "call", count: 1 }] });
  });

  test("a manifest that names something else as its route is no replay of it", async () => {
    const manifest = {
      ...manifestOf(digest),
      digests: { ...manifestOf(digest).digests, riskDigest: "0".repeat(64) },
    };
    const name = keep(Buffer.from(JSON.stringify(manifest)));
    const outcome = await recordings.replay(name);
    expect(outcome).toMatchObject({ kind: "different", differences: [{ stage: "risk" }] });
  });

  test("what is no case says so, and what is a case of a later form, too", async () => {
    const nonsense = keep(Buffer.from("{"));
    const later = keep(Buffer.from('{"format":"sekisho-replay/9"}'));
    for (const name of [nonsense, later]) {
      const outcome = await recordings.replay(name);
      expect(outcome).toMatchObject({ kind: "incomplete", faults: [{ fault: "unknown-format" }] });
    }
  });
});

test("of another version, bytes that are the same are told as the same, and what judged is named", async () => {
  const { digest } = await recordings.pull("protection-off");
  const outcome = await recordings.replay(digest, { program: "9.9.9" });
  expect(outcome).toEqual({
    kind: "identical",
    calls: expect.any(Number),
    tools: [{ name: "Sekisho", recorded: "0.0.0", replayed: "9.9.9" }],
  });
});

test("of another version, other bytes with the same route and findings agree", async () => {
  const { digest } = await recordings.pull("protection-off");
  const manifest = manifestOf(digest);
  const name = keep(
    Buffer.from(JSON.stringify({ ...manifest, digests: { ...manifest.digests, judged: "0".repeat(64) } })),
  );
  const outcome = await recordings.replay(name, { program: "9.9.9" });
  expect(outcome).toMatchObject({ kind: "agrees", differences: [{ stage: "judged" }] });
});

function keep(bytes: Uint8Array): string {
  const name = sha256Hex(bytes);
  recordings.blobs.set(name, bytes);
  return name;
}

function manifestOf(digest: string): ReplayCase {
  return JSON.parse(Buffer.from(recordings.blobs.get(digest) ?? []).toString("utf8"));
}
