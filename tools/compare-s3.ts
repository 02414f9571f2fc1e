/**
 * `npm run compare:s3`: checkpoints anchored in a real object store, which speaks S3 and checks every signature: written
 * once, locked, read back, never replaced. It needs Go, builds Versity's gateway in the user's cache, and fails where
 * anything is not as it has to be.
 */
import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { AwsClient } from "aws4fetch";
import { AnchorError, s3Anchor } from "../src/ledger/index.ts";

const gateway = "github.com/versity/versitygw/cmd/versitygw@v1.8.0";
const credentials = { accessKeyId: "sekisho", secretAccessKey: "only/for+this=test", sessionToken: null };
const region = "eu-test-1";
const startTimeoutMs = 20_000;

type Check = (endpoint: string) => Promise<void>;

const checks: readonly (readonly [string, Check])[] = [
  ["checkpoints are written, listed and read back, with a prefix and without", written],
  ["a checkpoint is never replaced, and the same one may be written again", neverReplaced],
  ["a locked checkpoint is locked, and cannot be deleted", locked],
  ["a bucket that keeps no lock is told", lockForgotten],
  ["a wrong secret, and a bucket that is not there, are told", refused],
];

process.exitCode = await main();

async function main(): Promise<number> {
  const program = built();
  if (program === null) {
    console.log("Nothing was compared: Go is not installed, or the gateway cannot be fetched.");
    return 0;
  }
  const folder = mkdtempSync(join(tmpdir(), "sekisho-s3-"));
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const server = start(program, folder, port);
  try {
    await answering(endpoint);
    await makeBucket(endpoint, "locked", { "x-amz-bucket-object-lock-enabled": "true" });
    await makeBucket(endpoint, "plain", {});
    for (const [name, check] of checks) {
      await check(endpoint);
      console.log(`ok: ${name}`);
    }
    return 0;
  } finally {
    server.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function anchor(endpoint: string, bucket: string, more: Partial<Parameters<typeof s3Anchor>[0]> = {}) {
  const place = { kind: "s3", endpoint, region, bucket, prefix: "", objectLock: null, ...more } as const;
  return s3Anchor(place, { credentials, now: () => new Date() });
}

async function written(endpoint: string): Promise<void> {
  for (const prefix of ["", "a/b-c/"]) {
    const kept = anchor(endpoint, "plain", { prefix });
    assert.deepEqual(await kept.sizes(), []);
    assert.equal(await kept.read(7), null);
    for (const size of [7, 1234567, 12]) {
      const { receipt } = await kept.write(size, `note — ${size}\n`);
      assert.equal(receipt, `s3://plain/${prefix}${size}`);
    }
    assert.deepEqual(await kept.sizes(), [7, 12, 1234567]);
    assert.equal(Buffer.from((await kept.read(12)) ?? []).toString(), "note — 12\n");
  }
}

async function neverReplaced(endpoint: string): Promise<void> {
  const kept = anchor(endpoint, "plain", { prefix: "once/" });
  await kept.write(5, "first\n");
  await kept.write(5, "first\n");
  await failing(kept.write(5, "other\n"), "taken");
  assert.equal(Buffer.from((await kept.read(5)) ?? []).toString(), "first\n");
}

async function locked(endpoint: string): Promise<void> {
  const kept = anchor(endpoint, "locked", { objectLock: { mode: "COMPLIANCE", days: 30 } });
  const { receipt } = await kept.write(9, "locked\n");
  const version = /\?versionId=(.+)$/.exec(receipt)?.[1];
  assert.ok(version, `the receipt ${receipt} names a version`);
  const answer = await client().fetch(`${endpoint}/locked/9?versionId=${version}`, { method: "DELETE" });
  assert.equal(answer.status, 403);
  assert.equal(Buffer.from((await kept.read(9)) ?? []).toString(), "locked\n");
}

async function lockForgotten(endpoint: string): Promise<void> {
  const objectLock = { mode: "COMPLIANCE", days: 30 } as const;
  const error = await rejection(anchor(endpoint, "plain", { objectLock, prefix: "l/" }).write(3, "x\n"));
  assert.ok(error.code === "unusable" || error.code === "refused", error.message);
}

async function refused(endpoint: string): Promise<void> {
  await failing(anchor(endpoint, "not-there").sizes(), "unusable");
  const place = { kind: "s3", endpoint, region, bucket: "plain", prefix: "", objectLock: null } as const;
  const wrong = { ...credentials, secretAccessKey: "another" };
  const error = await rejection(
    s3Anchor(place, { credentials: wrong, now: () => new Date() }).write(1, "x\n"),
  );
  assert.equal(error.code, "refused");
  assert.match(error.message, /SignatureDoesNotMatch/);
  const late = () => new Date(Date.now() - 3_600_000);
  await failing(s3Anchor(place, { credentials, now: late }).write(1, "x\n"), "refused");
}

async function failing(promise: Promise<unknown>, code: AnchorError["code"]): Promise<void> {
  const error = await rejection(promise);
  assert.equal(error.code, code, error.message);
}

async function rejection(promise: Promise<unknown>): Promise<AnchorError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof AnchorError, String(error));
  return error;
}

function client(): AwsClient {
  const { accessKeyId, secretAccessKey } = credentials;
  return new AwsClient({ accessKeyId, secretAccessKey, service: "s3", region, retries: 0 });
}

async function makeBucket(
  endpoint: string,
  bucket: string,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const answer = await client().fetch(`${endpoint}/${bucket}`, { method: "PUT", headers });
  assert.equal(answer.status, 200, `bucket ${bucket}: ${await answer.text()}`);
}

function built(): string | null {
  const folder = join(homedir(), ".cache", "sekisho", "compare-s3");
  mkdirSync(folder, { recursive: true });
  const program = join(folder, `versitygw-${gateway.split("@")[1]}`);
  if (existsSync(program)) return program;
  console.log(`Building ${gateway} …`);
  const { status } = spawnSync("go", ["install", gateway], {
    env: { ...process.env, GOBIN: join(folder, "bin"), GOWORK: "off" },
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) return null;
  spawnSync("mv", [join(folder, "bin", "versitygw"), program]);
  return existsSync(program) ? program : null;
}

function start(program: string, folder: string, port: number): ChildProcess {
  const [objects, versions] = [join(folder, "objects"), join(folder, "versions")];
  for (const each of [objects, versions]) mkdirSync(each);
  const { accessKeyId, secretAccessKey } = credentials;
  const address = ["--port", `127.0.0.1:${port}`, "--access", accessKeyId, "--secret", secretAccessKey];
  const place = ["posix", "--versioning-dir", versions, objects];
  return spawn(program, [...address, "--region", region, "--quiet", ...place], {
    stdio: ["ignore", "ignore", "inherit"],
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function answering(endpoint: string): Promise<void> {
  const giveUpAt = performance.now() + startTimeoutMs;
  while ((await fetch(endpoint).catch(() => null)) === null) {
    if (performance.now() > giveUpAt) throw new Error(`${endpoint} does not answer`);
    await wait(100);
  }
}
