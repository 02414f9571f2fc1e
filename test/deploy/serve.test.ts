import { createHmac, generateKeyPairSync, randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { start } from "../cli/command.ts";

const folder = temporaryFolder();
const listening: Server[] = [];
afterAll(() => {
  for (const server of listening) server.close();
  rmSync(folder, { recursive: true, force: true });
});

const secret = randomBytes(32).toString("hex");
const privateKey = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs1", format: "pem" })
  .toString();

/** A GitHub that answers everything in one way. */
async function gitHubThatSays(status: number): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end('{"message":"no"}');
  });
  listening.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Runs `sekisho serve --embedded` until it has said where it listens. */
async function server(api: string, data: string) {
  const process_ = start(["serve", "--embedded", "--port", "0"], {
    variables: {
      APP_ID: "1",
      PRIVATE_KEY: privateKey,
      WEBHOOK_SECRET: secret,
      SEKISHO_DATA: join(folder, data),
      GITHUB_API_URL: api,
      GITHUB_SERVER_URL: api,
    },
  });
  let out = "";
  let err = "";
  // With the last of what it said: a process may have ended before that is read.
  const ended = new Promise<number | null>((resolve) => process_.once("close", resolve));
  process_.stderr?.on("data", (chunk: Buffer) => {
    err += chunk;
  });
  const port = await new Promise<number | null>((resolve) => {
    process_.stdout?.on("data", (chunk: Buffer) => {
      out += chunk;
      const listens = /"port":(\d+),.*"msg":"Listening\."/.exec(out);
      if (listens !== null) resolve(Number(listens[1]));
    });
    void ended.then(() => resolve(null));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    out: () => out,
    err: () => err,
    ended,
    kill: (signal: NodeJS.Signals) => process_.kill(signal),
  };
}

async function deliver(url: string, id: string): Promise<string> {
  const body = JSON.stringify({ zen: "Keep it logically awesome.", hook_id: 1 });
  const signature = createHmac("sha256", secret).update(body).digest("hex");
  const answer = await fetch(`${url}/api/github/webhooks`, {
    method: "POST",
    body,
    headers: {
      "content-type": "application/json",
      "x-github-event": "ping",
      "x-github-delivery": id,
      "x-hub-signature-256": `sha256=${signature}`,
    },
  });
  return `${answer.status} ${(await answer.text()).trim()}`;
}

/** The test ends where it never is. */
async function ready(url: string): Promise<void> {
  while (!(await fetch(`${url}/readyz`)).ok) await new Promise((resolve) => setTimeout(resolve, 100));
}

test("a server keeps what it acknowledged over a stop and over kill -9, and ends well when it is asked to", async () => {
  const api = await gitHubThatSays(502);
  const first = await server(api, "data");
  expect(await deliver(first.url, "one")).toBe("202 accepted");
  first.kill("SIGKILL");
  await first.ended;

  const second = await server(api, "data");
  expect(await deliver(second.url, "one")).toBe("202 known");
  expect(await deliver(second.url, "two")).toBe("202 accepted");
  await ready(second.url);
  const metrics = await (await fetch(`${second.url}/metrics`)).text();
  expect(metrics).toMatch(/sekisho_github_calls_total\{kind="rest",outcome="error"\} [1-9]/);
  second.kill("SIGTERM");
  expect(await second.ended).toBe(0);
  expect(second.out()).toContain('"msg":"Stopped."');
  expect(second.err()).toBe("");
  expect(second.out()).not.toContain(secret);

  const third = await server(api, "data");
  expect(await deliver(third.url, "two")).toBe("202 known");
  third.kill("SIGINT");
  third.kill("SIGINT");
  await third.ended;
});

test("a key of another App is told at once, and nothing stays running", async () => {
  const refused = await server(await gitHubThatSays(401), "other");
  expect(await refused.ended).toBe(2);
  expect(refused.err()).toMatch(/does not know App 1 with this private key\. Compare APP_ID/);
  expect(refused.err()).not.toContain("PRIVATE KEY-----");
});

test("a folder is served by one process", async () => {
  const api = await gitHubThatSays(502);
  const first = await server(api, "shared");
  const second = await server(api, "shared");
  expect(await second.ended).toBe(2);
  expect(second.err()).toMatch(/shared/);
  expect(await deliver(first.url, "one")).toBe("202 accepted");
  first.kill("SIGTERM");
  expect(await first.ended).toBe(0);
});
