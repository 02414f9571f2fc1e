import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readServerEnvironment } from "../../src/config/index.ts";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { sekisho, start } from "../cli/command.ts";

const folder = temporaryFolder();
afterAll(() => rmSync(folder, { recursive: true }));

const pem = generateKeyPairSync("rsa", { modulusLength: 2048 })
  .privateKey.export({ type: "pkcs1", format: "pem" })
  .toString();
const webhookSecret = randomBytes(20).toString("hex");

/** GitHub's end of the manifest flow: the code is good for one App. */
async function gitHubThatConverts(code: string) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(201, { "content-type": "application/json" }).end(
      JSON.stringify({
        id: 4711,
        client_id: "Iv1.client",
        client_secret: "not-kept-anywhere",
        webhook_secret: webhookSecret,
        pem,
        html_url: "https://github.com/apps/sekisho",
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    host: `127.0.0.1:${port}`,
    wanted: `POST /api/v3/app-manifests/${code}/conversions`,
    server,
  };
}

test("the setup hands app.yml to GitHub, and keeps what it gives so that the server can start with it", async () => {
  const gitHub = await gitHubThatConverts("the-code");
  const variables = { SEKISHO_DATA: folder, GHE_HOST: gitHub.host, GHE_PROTOCOL: "http" };
  const process_ = start(
    [
      "serve",
      "--setup",
      "--public-url",
      "https://sekisho.example.com/",
      "--organisation",
      "acme",
      "--port",
      "0",
    ],
    { variables },
  );
  let told = "";
  const ended = new Promise<number | null>((resolve) => process_.once("close", resolve));
  const address = await new Promise<string>((resolve, reject) => {
    const hear = (data: Buffer) => {
      told += data;
      const [, page] = /(http:\/\/localhost:\d+\/probot) in a browser/.exec(told) ?? [];
      if (page !== undefined) resolve(page);
    };
    process_.stdout?.on("data", hear);
    process_.stderr?.on("data", hear);
    void ended.then((code) => reject(new Error(`it ended with ${code}: ${told}`)));
  });

  const html = await (await fetch(address)).text();
  expect(html).toContain(`action="http://${gitHub.host}/organizations/acme/settings/apps/new"`);
  const manifest = JSON.parse(/value='([^']*)'/.exec(html)?.[1] ?? "");
  expect(manifest).toMatchObject({
    name: "Sekisho",
    public: false,
    url: "https://sekisho.example.com",
    hook_attributes: { url: "https://sekisho.example.com/api/github/webhooks", active: true },
    redirect_url: `${address}/setup`,
    default_permissions: { checks: "write", contents: "read", merge_queues: "read" },
  });
  expect(manifest.default_events).toContain("merge_group");

  const redirect = await fetch(`${address}/setup?code=the-code`, { redirect: "manual" });
  expect(redirect.headers.get("location")).toBe("https://github.com/apps/sekisho/installations/new");
  expect(await ended).toBe(0);
  gitHub.server.close();
  expect(gitHub.asked).toEqual([gitHub.wanted]);

  const [file = ""] = /\S+sekisho\.env/.exec(told) ?? [];
  expect(told).not.toContain(webhookSecret);
  const kept = Object.fromEntries(
    readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split("=", 2) as [string, string]),
  );
  const reading = readServerEnvironment({ embedded: true, port: null }, { ...kept, SEKISHO_DATA: folder });
  expect(reading).toMatchObject({
    kind: "ready",
    environment: { app: { id: 4711, privateKey: pem }, webhook: { secrets: [webhookSecret] } },
  });
  for (const name of ["private-key.pem", "webhook-secret", "sekisho.env"])
    expect(statSync(join(folder, "app", name)).mode & 0o077, name).toBe(0);
});

describe("the setup says what is wrong", () => {
  test.each<readonly [string, readonly string[], Record<string, string>, RegExp]>([
    ["without the address of the server", [], {}, /--setup needs --public-url/],
    ["with an address that is none", ["--public-url", "sekisho.example.com"], {}, /has to be an address/],
    [
      "with an address without TLS",
      ["--public-url", "http://sekisho.example.com"],
      {},
      /has to be an address/,
    ],
    ["with markup in the address", ["--public-url", "https://a.example/'><b>"], {}, /has to be an address/],
    ["with an App already there", ["--public-url", "https://a.example"], { APP_ID: "1" }, /APP_ID is set/],
    [
      "with an organisation that is none",
      ["--public-url", "https://a.example", "--organisation", "a/b"],
      {},
      /its login/,
    ],
  ])("%s", (_, options, variables, expected) => {
    const ran = sekisho(["serve", "--setup", ...options], {
      variables: { ...variables, SEKISHO_DATA: join(folder, "none") },
    });
    expect(ran).toMatchObject({ exitCode: 2, stdout: "" });
    expect(ran.stderr).toMatch(expected);
    expect(existsSync(join(folder, "none"))).toBe(false);
  });
});

describe("the server says what is wrong", () => {
  test("all at once, and starts nothing", () => {
    const ran = sekisho(["serve"], { variables: { WEBHOOK_SECRET: "development", PORT: "x" } });
    expect(ran.exitCode).toBe(2);
    for (const name of [
      "APP_ID is missing",
      "PORT is",
      "PRIVATE_KEY is missing",
      "WEBHOOK_SECRET: ",
      "DATABASE_URL is missing",
    ])
      expect(ran.stderr).toContain(name);
  });

  test.each([
    [["serve", "--port", "http"], /--port is "http"/],
    [["serve", "--embeded"], /Unknown option/],
    [["serve", "now"], /one argument too many/],
  ])("%j", (words, expected) => {
    expect(sekisho(words)).toMatchObject({ exitCode: 2, stderr: expect.stringMatching(expected) });
  });
});
