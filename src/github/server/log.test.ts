import { generateKeyPairSync, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createLog } from "./log.ts";
import { masked } from "./redact.ts";

const webhookSecret = randomBytes(32).toString("hex");
const databasePassword = "p@ss/word-9137";
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
const keyLine = pem.split("\n")[3] ?? "";
const tokens = [
  "ghs_16C7e42F292c6912E7710c838347Ae178B4a",
  "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
  "github_pat_11ABCDEFG0123456789_abcdefghijklmnopqrstuvwxyz",
  "ghs_APPID_eyJhbGciOiJSUzI1NiJ9.eyJpYXQiOjE2fQ.c2lnbmF0dXJl",
  "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE2MDB9.c2lnbmF0dXJlc2lnbmF0dXJl",
  "v1.0123456789abcdef0123456789abcdef01234567",
];

function logged(write: (log: ReturnType<typeof createLog>) => void): {
  text: string;
  lines: Record<string, unknown>[];
} {
  let text = "";
  const destination = {
    write(line: string) {
      text += line;
    },
  };
  const secrets = [webhookSecret, databasePassword, pem];
  write(createLog({ level: "debug", secrets, destination }));
  const lines = text.trimEnd().split("\n");
  return { text, lines: lines.map((line) => JSON.parse(line)) };
}

function expectNoSecret(text: string): void {
  for (const secret of [
    webhookSecret,
    databasePassword,
    encodeURIComponent(databasePassword),
    keyLine,
    ...tokens,
  ])
    expect(text).not.toContain(secret);
  expect(text).toContain(masked);
}

describe("a secret is not written", () => {
  test.each(tokens.slice(0, 5))("as text anywhere: %s", (token) => {
    const { text, lines } = logged((log) => {
      log.info(
        { url: `https://x-access-token:${token}@github.com/acme/infra.git`, note: `got ${token}.` },
        "Fetched.",
      );
      log.info({}, `A message with ${token}`);
      log.child({ bound: token }).warn({ list: [{ deep: token }], [token]: 1 }, "Deep.");
      log.error(new Error(`Bad credentials: ${token}`));
    });
    expect(lines).toHaveLength(4);
    expectNoSecret(text);
  });

  test.each([
    ["authorization", "token v1.0123456789abcdef0123456789abcdef01234567"],
    ["Authorization", "Basic dXNlcjpwYXNzd29yZA=="],
    ["cookie", "session=1"],
    ["set-cookie", "session=1"],
    ["x-hub-signature-256", "abc"],
    ["privateKey", "abc"],
    ["private_key", "abc"],
    ["WEBHOOK_SECRET", "abc"],
    ["DATABASE_URL", "abc"],
    ["installationToken", "abc"],
    ["clientSecret", { nested: "abc" }],
    ["pem", "abc"],
  ])("under the name %s", (name, value) => {
    const { lines } = logged((log) => log.info({ request: { headers: { [name]: value } } }, "Called."));
    expect(lines[0]?.["request"]).toEqual({ headers: { [name]: masked } });
  });

  test("as a configured value, in any shape", () => {
    const url = `postgres://sekisho:${encodeURIComponent(databasePassword)}@db:5432/sekisho`;
    const { text } = logged((log) => {
      log.info({ webhookValue: webhookSecret, message: `the secret is ${webhookSecret}` }, "One.");
      log.info({ url, raw: databasePassword }, "Two.");
      log.info(
        { key: pem, oneLine: pem.replaceAll("\n", "\\n"), base64: Buffer.from(pem).toString("base64") },
        "Three.",
      );
      log.info({ part: keyLine }, "Four.");
    });
    expectNoSecret(text);
    expect(text).not.toContain(Buffer.from(pem).toString("base64").slice(0, 60));
  });

  test("as a key that nobody configured", () => {
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 })
      .privateKey.export({ type: "pkcs1", format: "pem" })
      .toString();
    const { text } = logged((log) => {
      log.info({ text: `before ${other} after` }, "One.");
      log.info({ text: other.slice(0, 300) }, "Cut off.");
      log.info({}, `In the message ${other}`);
    });
    for (const line of other.split("\n").filter((part) => !part.startsWith("-") && part !== ""))
      expect(text).not.toContain(line);
    expect(text).toContain("after");
  });

  test("in an error, its causes, its parts and what a library hung on it", () => {
    const cause = new Error(
      `connect failed: postgres://sekisho:${databasePassword.replace("@", "")}hunter2x@db/sekisho`,
    );
    const several = new AggregateError([new Error(`one ${tokens[0]}`)], `all ${tokens[1]}`, { cause });
    const error = Object.assign(new Error(`outer ${tokens[2]}`, { cause: several }), {
      request: {
        headers: { authorization: `token ${tokens[0]}` },
        url: `https://a:${tokens[3]}@example.com`,
      },
      response: { data: { token: tokens[4] } },
    });
    const { text, lines } = logged((log) => log.error({ error, nested: { error } }, "It failed."));
    expectNoSecret(text);
    expect(text).not.toContain("hunter2x");
    expect(lines[0]).toMatchObject({
      level: "error",
      msg: "It failed.",
      error: {
        type: "Error",
        cause: { type: "AggregateError", errors: [{ type: "Error" }], cause: { type: "Error" } },
      },
    });
  });

  test("for the database, whose password has odd characters", () => {
    const { text } = logged((log) =>
      log.info({ url: "postgresql://u:a%40b:c#d@db.example/x", dsn: "host=db password=tiger7 user=u" }, "x"),
    );
    expect(text).not.toMatch(/a%40b|tiger7/);
    expect(text).toContain("db.example/x");
  });
});

describe("a log line", () => {
  test("is one object of JSON with time, level and the static message", () => {
    const { lines } = logged((log) =>
      log.info({ repository: "acme/infra", number: 12 }, "A pull request was decided."),
    );
    expect(lines).toEqual([
      {
        level: "info",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        repository: "acme/infra",
        number: 12,
        msg: "A pull request was decided.",
      },
    ]);
  });

  test("stays one line whatever is in it, and bounded", () => {
    const circular: Record<string, unknown> = { text: "a\nb\u2028c" };
    circular["self"] = circular;
    const hostile = {
      get boom() {
        throw new Error("no");
      },
    };
    const { text, lines } = logged((log) => {
      log.info(
        { circular, hostile, big: "x".repeat(1_000_000), many: Array.from({ length: 10_000 }, (_, n) => n) },
        "m",
      );
      log.info(
        { date: new Date(Number.NaN), big: 10n, bytes: new Uint8Array(5), map: new Map([["token", "abc"]]) },
        "n",
      );
    });
    expect(lines).toHaveLength(2);
    expect(text.length).toBeLessThan(50_000);
    expect(lines[0]).toMatchObject({ circular: { self: "[circular]" }, hostile: "[unreadable]" });
    expect(lines[1]).toMatchObject({ big: "10", bytes: "[5 bytes]", map: { token: masked } });
  });

  test("keeps what is no secret", () => {
    const fields = {
      sha: "0123456789abcdef0123456789abcdef01234567",
      url: "https://github.com/acme/infra/pull/12",
      text: "The token was requested; basic authentication is off.",
      environment: "PRIVATE KEY rotation",
    };
    expect(logged((log) => log.info(fields, "m")).lines[0]).toMatchObject(fields);
  });
});
