import { describe, expect, test } from "vitest";
import { loadConfiguration } from "../config/index.ts";
import { maskedPolicyFile, maskedSettings } from "./masked-settings.ts";

const body = "MIIEpAIBAAKCAQEA7v3kD0kQ2m9hYxT5b1sJw8Zr4nUeLcPqXgVtF6aRoNiKyBdH".repeat(2);
const key = `-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----`;
const planted = {
  "an AWS key": "AKIAQ7XMPLKEYTEST2ZW".replace("EY", "2Y"),
  "a GitHub token": `ghp_${"a1B2c3D4e5F6".repeat(3)}`,
  "a password in a URL": "https://deploy:Zx9-kqTr7@registry.acme.dev/v2",
} as const;

function masked(text: string): string | null {
  return maskedSettings({ path: "sekisho.yml", text }).text;
}

async function configurationOf(text: string | null) {
  const loaded = await loadConfiguration({ organisation: null, repository: { path: "sekisho.yml", text } });
  if (loaded.kind !== "ok") throw new Error(JSON.stringify(loaded.problems));
  return loaded.configuration;
}

describe.each(Object.entries(planted))("%s", (_, secret) => {
  const value = secret.startsWith("https") ? "Zx9-kqTr7" : secret;
  const freeze = (because: string) =>
    `version: 1 # ${secret}\nmode: advise\nfreezes:\n  - { from: 2026-12-20, to: 2027-01-05, route: review, name: ${because} }\n`;

  test.each([
    ["plain", secret],
    ["in double quotes", JSON.stringify(`see ${secret}`)],
    ["in single quotes", `'see ${secret}'`],
  ])("%s and in a comment is gone, and everything else reads as it did", async (_name, because) => {
    const text = freeze(because);
    const after = masked(text);
    expect(after).not.toContain(value);
    expect(after?.split("\n")).toHaveLength(text.split("\n").length);
    const [before, now] = [await configurationOf(text), await configurationOf(after)];
    expect(now.freezes[0]?.name).toMatch(/<secret-[a-z-]+>/);
    expect({ ...now, digest: "", freezes: [] }).toEqual({ ...before, digest: "", freezes: [] });
    expect(now.freezes[0]).toMatchObject({ from: "2026-12-20", to: "2027-01-05" });
    expect(masked(after ?? "")).toBe(after);
  });

  test("is gone where it is written with escapes", () => {
    const escaped = `\\x${secret.charCodeAt(0).toString(16)}${secret.slice(1)}`;
    const after = masked(`version: 1\nlocale: en\nfreezes: [{ reason: "${escaped}" }]\n`);
    expect(JSON.stringify(after)).not.toContain(value.slice(1));
  });
});

describe("a private key", () => {
  const lines = (indent: string) => key.replaceAll("\n", `\n${indent}`);

  test.each([
    ["as a block", `name: |\n      ${lines("      ")}`],
    ["in one line", `name: ${JSON.stringify(key)}`],
  ])("%s is gone", async (_, name) => {
    const text = `version: 1\nfreezes:\n  - from: 2026-12-20\n    to: 2027-01-05\n    route: review\n    ${name}\nmode: advise\n`;
    const after = masked(text);
    expect(after).not.toContain(body.slice(0, 20));
    expect(await configurationOf(after)).toMatchObject({ mode: "advise", freezes: [{ to: "2027-01-05" }] });
  });

  test("in comments is gone, and what stands behind it is in force", async () => {
    const after = masked(`version: 1\n# ${lines("# ")}\nmode: advise\n`);
    expect(after).not.toContain(body.slice(0, 20));
    expect((await configurationOf(after)).mode).toBe("advise");
  });

  test("that never ends takes no setting away", async () => {
    const after = masked(`version: 1\n# -----BEGIN RSA PRIVATE KEY-----\n# ${body}\nmode: advise\n`);
    expect(after).not.toContain(body.slice(0, 20));
    expect((await configurationOf(after)).mode).toBe("advise");
  });
});

test("what a comment gives to a secret name is gone; a setting of such a name stays", async () => {
  const after = masked(
    "version: 1\n# db_password: Tr0ub4dor&3xyz\nsensitiveNames: [corp_api_token_name_9]\n",
  );
  expect(after).not.toContain("Tr0ub4dor");
  expect((await configurationOf(after)).sensitiveNames).toEqual(["corp_api_token_name_9"]);
});

test("a file without secrets is the same file", () => {
  const file = { path: "sekisho.yml", text: "version: 1\nmode: enforce # https://wiki.acme.dev/why\n" };
  expect(maskedSettings(file)).toBe(file);
});

test("a broken file stays broken, and shows no secret", async () => {
  const text = masked(`version: 1\nfreezes: [ "${planted["a GitHub token"]}\n`);
  expect(String(text)).not.toContain("ghp_");
  const repository = { path: "sekisho.yml", text };
  expect(await loadConfiguration({ organisation: null, repository })).toMatchObject({ kind: "invalid" });
});

test("two keys that would become one cannot be read, because nobody could tell which counts", () => {
  const [one, two] = ["1", "2"].map((last) => `ghp_${"a1B2c3D4e5F6".repeat(3).slice(0, -1)}${last}`);
  expect(masked(`version: 1\ntenants:\n  ${one}: {}\n  ${two}: {}\n`)).toBeNull();
});

test("policies lose secrets in strings and comments, and not the marks that they look for", () => {
  const rego = `package acme\n# ${planted["a GitHub token"]}\ndeny contains msg if {\n  contains(input.text, "-----BEGIN RSA PRIVATE KEY-----")\n  input.token == "${planted["an AWS key"]}"\n  msg := "a key"\n}\n`;
  const after = maskedPolicyFile("policy/acme.rego", rego, "b1");
  expect(after).toBe(
    rego
      .replace(planted["a GitHub token"], "<secret-github-token>")
      .replace(planted["an AWS key"], "<secret-aws-access-key>"),
  );
  const harmless = "package acme\n";
  expect(maskedPolicyFile("policy/b.rego", harmless, "b2")).toBe(harmless);
  expect(maskedPolicyFile("policy/b.rego", harmless, "b2")).toBe(harmless);
});
