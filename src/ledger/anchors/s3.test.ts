import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type S3StandIn, standInRegion, standInSecret, startS3 } from "../testing/s3-stand-in.ts";
import { s3Anchor } from "./s3.ts";
import { listedSizes } from "./s3-list.ts";

let s3: S3StandIn;
beforeEach(async () => {
  s3 = await startS3();
});
afterEach(() => s3.close());

const credentials = { accessKeyId: "AKIATEST", secretAccessKey: standInSecret, sessionToken: null };
const now = () => new Date("2026-11-21T12:00:00.000Z");

type Place = Parameters<typeof s3Anchor>[0];

function anchor(more: Partial<Place> = {}, ports: Partial<Parameters<typeof s3Anchor>[1]> = {}) {
  const base = { kind: "s3", endpoint: s3.endpoint, region: standInRegion, bucket: "log" } as const;
  return s3Anchor({ ...base, prefix: "a/", objectLock: null, ...more }, { credentials, now, ...ports });
}

describe("anchors in an object store", () => {
  it("writes signed requests, reads back what it wrote, and says where it stands", async () => {
    const { receipt } = await anchor().write(7, "note — 7\n");
    expect(receipt).toBe("s3://log/a/7?versionId=v1+/");
    expect(s3.objects.get("/log/a/7")?.bytes.toString()).toBe("note — 7\n");
    expect(s3.asked).toEqual(["GET /log/a/7", "PUT /log/a/7", "GET /log/a/7?versionId=v1%2B%2F"]);
  });

  it("signs with a session's token, too", async () => {
    const session = { ...credentials, sessionToken: "of a session" };
    await anchor({}, { credentials: session }).write(7, "x\n");
    expect(s3.objects.get("/log/a/7")?.headers["x-amz-security-token"]).toBe("of a session");
  });

  it("asks for the lock, and looks whether it is there", async () => {
    await anchor({ objectLock: { mode: "COMPLIANCE", days: 10 } }).write(7, "x\n");
    expect(s3.objects.get("/log/a/7")?.headers).toMatchObject({
      "x-amz-object-lock-mode": "COMPLIANCE",
      "x-amz-object-lock-retain-until-date": "2026-12-01T12:00:00.000Z",
      "if-none-match": "*",
    });
    s3.answer = ({ method }) => (method === "HEAD" ? { status: 200, body: "" } : null);
    await expect(anchor({ objectLock: { mode: "COMPLIANCE", days: 10 } }).write(8, "x\n")).rejects.toThrow(
      /without the lock that was asked for/,
    );
  });

  it("lists sizes over all pages, and nothing else that stands there", async () => {
    for (const name of ["12", "3", "100", "007", "notes", "1.new"])
      s3.objects.set(`/log/a/${name}`, { bytes: Buffer.of(), headers: {} });
    s3.objects.set("/log/5", { bytes: Buffer.of(), headers: {} });
    expect(await anchor().sizes()).toEqual([3, 12, 100]);
    expect(s3.asked.length).toBeGreaterThan(2);
  });

  it("never replaces a checkpoint", async () => {
    await anchor().write(7, "one\n");
    await expect(anchor().write(7, "one\n")).resolves.toEqual({ receipt: "s3://log/a/7" });
    await expect(anchor().write(7, "two\n")).rejects.toMatchObject({ code: "taken" });
    s3.answer = ({ method }) => (method === "GET" ? { status: 404, body: "" } : null);
    await expect(anchor().write(7, "two\n")).rejects.toMatchObject({ code: "taken" });
    expect(s3.objects.get("/log/a/7")?.bytes.toString()).toBe("one\n");
  });

  it("notices that something else is read than was written", async () => {
    let reads = 0;
    s3.answer = ({ method }) => {
      if (method !== "GET") return null;
      reads += 1;
      return reads === 1 ? { status: 404, body: "" } : { status: 200, body: "altered\n" };
    };
    await expect(anchor().write(7, "one\n")).rejects.toMatchObject({ code: "taken" });
  });

  it.each([
    [403, "refused", /says no: 403 AccessDenied no/],
    [503, "unreachable", /says no: 503/],
    [301, "unreachable", /./],
  ])("tells an answer of %i from the others", async (status, code, message) => {
    const body = "<Error><Code>AccessDenied</Code><Message>no</Message></Error>";
    s3.answer = () => ({ status, body });
    const failed = anchor().read(1);
    await expect(failed).rejects.toMatchObject({
      name: "AnchorError",
      message: expect.stringMatching(message),
    });
    if (status !== 301) await expect(failed).rejects.toMatchObject({ code });
  });

  it("says that a wrong secret is refused, and shows none", async () => {
    const wrong = { ...credentials, secretAccessKey: "another-secret" };
    const failed = anchor({}, { credentials: wrong }).write(1, "x\n");
    await expect(failed).rejects.toThrow(/SignatureDoesNotMatch/);
    await expect(failed).rejects.not.toThrow(/another-secret/);
  });

  it("reads no more than a checkpoint can have", async () => {
    s3.answer = () => ({ status: 200, body: "x".repeat(200_000) });
    await expect(anchor().read(1)).rejects.toThrow(/more than 131072 bytes/);
  });

  it("does nothing without credentials, and when nobody answers says so", async () => {
    await expect(anchor({}, { credentials: null }).sizes()).rejects.toThrow(/LEDGER_S3_ACCESS_KEY_ID/);
    expect(s3.asked).toEqual([]);
    const nobody = anchor({ endpoint: "http://127.0.0.1:1" }).sizes();
    await expect(nobody).rejects.toMatchObject({ code: "unreachable" });
  });
});

describe("lists of objects", () => {
  it("takes a token apart as XML wrote it, and ends where nothing follows", () => {
    const token = "<NextContinuationToken>a&amp;b&#x3D;&quot;&#61;&bad;</NextContinuationToken>";
    const page = listedSizes(`<IsTruncated>true</IsTruncated>${token}`, "");
    expect(page.next).toBe('a&b="=&bad;');
    expect(listedSizes(`<IsTruncated>false</IsTruncated>${token}`, "").next).toBeNull();
    expect(listedSizes("<IsTruncated>true</IsTruncated>", "").next).toBeNull();
  });
});
