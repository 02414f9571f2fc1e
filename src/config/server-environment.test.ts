import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readServerEnvironment, type ServerFlags } from "./server-environment.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs1", format: "pem" }).toString();
const pkcs8 = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const webhookSecret = randomBytes(32).toString("hex");
const databaseUrl = "postgres://sekisho:hunter2%40x@db.example:5432/sekisho";
const ledgerKey = "PRIVATE+KEY+ledger.example+00000000+secret";
const complete = {
  APP_ID: "12345",
  PRIVATE_KEY: pem,
  WEBHOOK_SECRET: webhookSecret,
  DATABASE_URL: databaseUrl,
  LEDGER_KEY: ledgerKey,
};
const noFlags: ServerFlags = { embedded: false, port: null };

const folder = mkdtempSync(join(tmpdir(), "sekisho-environment-"));
afterAll(() => rmSync(folder, { recursive: true }));
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

type Variables = Readonly<Record<string, string | undefined>>;

function ready(variables: Variables, flags = noFlags) {
  const reading = readServerEnvironment(flags, variables);
  if (reading.kind !== "ready") throw new Error(reading.problems.join("\n"));
  return reading.environment;
}

function problems(variables: Variables, flags = noFlags): readonly string[] {
  const reading = readServerEnvironment(flags, variables);
  return reading.kind === "invalid" ? reading.problems : [];
}

test("five variables are enough", () => {
  expect(ready(complete)).toMatchObject({
    app: { id: 12345 },
    webhook: { secrets: [webhookSecret], path: "/api/github/webhooks" },
    gitHub: { apiUrl: "https://api.github.com", webUrl: "https://github.com" },
    network: { proxy: null, certificatesFile: null },
    planUploads: null,
    store: { kind: "postgres", url: databaseUrl },
    listen: { host: "127.0.0.1", port: 3000 },
    logLevel: "info",
    dataFolder: join(homedir(), ".local", "share", "sekisho"),
    mirrorsBytesMax: 20 * 1024 ** 3,
    stopTimeoutMs: 25_000,
  });
});

test("every variable has its effect, and an empty one has none", () => {
  const environment = ready(
    {
      ...complete,
      DATABASE_URL: "",
      PORT: "8080",
      HOST: "0.0.0.0",
      LOG_LEVEL: "debug",
      WEBHOOK_PATH: "",
      SEKISHO_DATA: "/data",
      SEKISHO_CONFIG_REPOSITORY: "policies",
      SEKISHO_CONCURRENCY: "3",
      SEKISHO_MIRRORS_GIB: "2",
      SEKISHO_STOP_SECONDS: "60",
    },
    { embedded: true, port: null },
  );
  expect(environment).toMatchObject({
    store: { kind: "embedded", folder: "/data/store" },
    listen: { host: "0.0.0.0", port: 8080 },
    logLevel: "debug",
    webhook: { path: "/api/github/webhooks" },
    dataFolder: "/data",
    configurationRepository: "policies",
    concurrency: 3,
    mirrorsBytesMax: 2 * 1024 ** 3,
    stopTimeoutMs: 60_000,
  });
});

test("the command line wins over PORT", () => {
  expect(ready({ ...complete, PORT: "1" }, { embedded: false, port: 2 }).listen.port).toBe(2);
});

describe("the private key", () => {
  test.each([
    ["as it is downloaded", pem],
    ["in PKCS #8", pkcs8],
    ["with \\n for line breaks", pem.replaceAll("\n", "\\n")],
    ["with spaces for line breaks", pem.replaceAll("\n", " ")],
    ["with the line breaks of Windows", pem.replaceAll("\n", "\r\n")],
    ["in base64", Buffer.from(pem).toString("base64")],
    ["in quotation marks", `"${pem.replaceAll("\n", "\\n")}"`],
  ])("is read %s", (_, text) => {
    const { app } = ready({ ...complete, PRIVATE_KEY: text });
    expect(app.privateKey).toBe(text === pkcs8 ? pkcs8 : pem);
  });

  test("is read from a file", () => {
    const path = file("key.pem", pem);
    expect(ready({ ...complete, PRIVATE_KEY: undefined, PRIVATE_KEY_PATH: path }).app.privateKey).toBe(pem);
  });

  const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" });
  test.each([
    ["missing", undefined, /PRIVATE_KEY is missing\. In the settings/],
    ["something else", "abc-def", /is no private key/],
    [
      "only the public half",
      privateKey.export({ type: "pkcs1", format: "pem" }).toString().slice(0, 200),
      /is no private key/,
    ],
    ["damaged", pem.replace(/\n.{20}/, "\n"), /cannot be read as a private key/],
    [
      "of another kind",
      elliptic.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      /of the kind ec/,
    ],
  ])("that is %s is a problem", (_, text, expected) => {
    expect(problems({ ...complete, PRIVATE_KEY: text })).toEqual([expect.stringMatching(expected)]);
  });
});

describe("a secret by file", () => {
  test("loses the line break at the end of the file, and nothing else", () => {
    const WEBHOOK_SECRET_PATH = file("secret", `${webhookSecret}\n`);
    const environment = ready({ ...complete, WEBHOOK_SECRET: undefined, WEBHOOK_SECRET_PATH });
    expect(environment.webhook.secrets).toEqual([webhookSecret]);
  });

  test("that cannot be read names the path and the reason", () => {
    const variables = { ...complete, WEBHOOK_SECRET: undefined, WEBHOOK_SECRET_PATH: join(folder, "gone") };
    expect(problems(variables)).toEqual([expect.stringMatching(/WEBHOOK_SECRET_PATH names .*gone.*ENOENT/)]);
  });

  test("and by value at once is a problem", () => {
    const DATABASE_URL_PATH = file("url", databaseUrl);
    expect(problems({ ...complete, DATABASE_URL_PATH })).toEqual([expect.stringContaining("both set")]);
  });
});

test("while the webhook secret is replaced, both are taken", () => {
  const previous = randomBytes(32).toString("hex");
  expect(ready({ ...complete, WEBHOOK_SECRET_PREVIOUS: previous }).webhook.secrets).toEqual([
    webhookSecret,
    previous,
  ]);
  expect(problems({ ...complete, WEBHOOK_SECRET_PREVIOUS: "development" })).toEqual([
    expect.stringMatching(/^WEBHOOK_SECRET_PREVIOUS: .*placeholder/),
  ]);
});

describe("the address of GitHub", () => {
  test.each<readonly [Variables, string, string]>([
    [{ GHE_HOST: "ghe.example.com" }, "https://ghe.example.com/api/v3", "https://ghe.example.com"],
    [
      { GHE_HOST: "localhost:8080", GHE_PROTOCOL: "http" },
      "http://localhost:8080/api/v3",
      "http://localhost:8080",
    ],
    [
      { GITHUB_API_URL: "https://ghe.example.com/api/v3/" },
      "https://ghe.example.com/api/v3",
      "https://ghe.example.com",
    ],
    [{ GITHUB_API_URL: "https://api.acme.ghe.com" }, "https://api.acme.ghe.com", "https://acme.ghe.com"],
    [
      { GITHUB_API_URL: "http://127.0.0.1:1234", GITHUB_SERVER_URL: "http://127.0.0.1:1235" },
      "http://127.0.0.1:1234",
      "http://127.0.0.1:1235",
    ],
  ])("%j", (variables, apiUrl, webUrl) => {
    expect(ready({ ...complete, ...variables }).gitHub).toEqual({ apiUrl, webUrl });
  });

  test.each<readonly [Variables, RegExp]>([
    [{ GHE_HOST: "https://ghe.example.com" }, /GHE_HOST is .* has to be a host name/],
    [{ GHE_HOST: "ghe.example.com", GHE_PROTOCOL: "http" }, /Tokens travel/],
    [{ GHE_HOST: "a.example", GITHUB_API_URL: "https://a.example/api/v3" }, /both set/],
    [{ GITHUB_API_URL: "https://git.example.com/rest" }, /GITHUB_SERVER_URL too/],
    [{ GITHUB_API_URL: "nonsense" }, /no address/],
    [{ GITHUB_API_URL: "https://u:p@git.example.com/api/v3" }, /user name or password/],
    [{ GITHUB_API_URL: "file:///etc/passwd", GITHUB_SERVER_URL: "https://x.example" }, /has to be https/],
  ])("is refused: %j", (variables, expected) => {
    expect(problems({ ...complete, ...variables })).toEqual([expect.stringMatching(expected)]);
  });
});

describe("a proxy", () => {
  const proxied = { ...complete, HTTPS_PROXY: "http://proxy.example:3128", NODE_EXTRA_CA_CERTS: "/ca.pem" };

  test("is taken together with what makes Node heed it", () => {
    expect(ready({ ...proxied, NODE_USE_ENV_PROXY: "1" }).network).toEqual({
      proxy: "http://proxy.example:3128",
      certificatesFile: "/ca.pem",
    });
    expect(problems(proxied)).toEqual([expect.stringContaining("NODE_USE_ENV_PROXY=1")]);
  });

  test.each(["github.com", ".github.com", "*", "a.example, github.com:443"])("is not for %s", (NO_PROXY) => {
    expect(ready({ ...proxied, NO_PROXY }).network.proxy).toBeNull();
  });
});

describe("what is wrong", () => {
  test("is said all at once, each with how to mend it", () => {
    const told = problems({ PORT: "http", LOG_LEVEL: "loud", SEKISHO_CONCURRENCY: "0" });
    expect(told).toEqual([
      expect.stringMatching(/^APP_ID is missing\./),
      expect.stringMatching(/^PORT is "http"; .* from 0 to 65535\.$/),
      expect.stringMatching(/^LOG_LEVEL is "loud"; it can be trace, /),
      expect.stringMatching(/^SEKISHO_CONCURRENCY is "0"; .* from 1 to 64\.$/),
      expect.stringMatching(/^PRIVATE_KEY is missing\./),
      expect.stringMatching(/^WEBHOOK_SECRET: There is no webhook secret\. Make one/),
      expect.stringMatching(/^DATABASE_URL is missing\..*--embedded/),
    ]);
  });

  test.each<readonly [Variables, RegExp]>([
    [{ APP_ID: "Iv1.0123456789abcdef" }, /not its name or client id/],
    [{ DATABASE_URL: "mysql://u:hunter2@db/x" }, /no address of a PostgreSQL server/],
    [{ DATABASE_URL: "hunter2" }, /no address of a PostgreSQL server/],
    [{ PORT: "70000" }, /PORT is "70000"/],
    [{ PORT: webhookSecret }, /PORT is a text of 64 characters/],
    [{ HOST: "a b" }, /HOST is "a b"/],
    [{ WEBHOOK_PATH: "hooks" }, /WEBHOOK_PATH is "hooks"/],
    [{ WEBHOOK_SECRET: "development" }, /WEBHOOK_SECRET: .*placeholder/],
  ])("names the variable: %j", (variables, expected) => {
    expect(problems({ ...complete, ...variables })).toEqual([expect.stringMatching(expected)]);
  });

  test("never shows a secret", () => {
    const odd = {
      ...complete,
      PRIVATE_KEY: pem.slice(0, 700),
      WEBHOOK_SECRET: "hunter2hunter2",
      DATABASE_URL: "x:hunter2",
    };
    const told = problems(odd).join("\n");
    expect(told).not.toContain("hunter2");
    expect(told).not.toContain(pem.split("\n")[2]);
  });

  test("is a store by two names", () => {
    expect(problems(complete, { embedded: true, port: null })).toEqual([
      expect.stringContaining("Keep one of them"),
    ]);
  });
});

test("what must not be logged is listed", () => {
  expect(ready(complete).secrets).toEqual([webhookSecret, pem, "hunter2%40x", "hunter2@x", ledgerKey]);
});
