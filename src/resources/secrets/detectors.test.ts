import { describe, expect, test } from "vitest";
import { detectCredentials } from "./detectors.ts";
import { redactText } from "./redact.ts";

/** Written in pieces, so that nobody's scanner takes this file for a leak. */
const join = (...parts: string[]) => parts.join("");
const long = "aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY";

/** A reference as shells and Terraform write it. */
const variable = (name: string) => `$\{${name}}`;

const credentials: readonly (readonly [string, string])[] = [
  ["aws-access-key", join("AK", "IAQ3EGRIRD5XYZ2345")],
  ["aws-secret-key", join("aws_secret_access", "_key = ", `${long}12345678`)],
  [
    "private-key",
    `${join("-----BEGIN RSA PRIV", "ATE KEY-----")}\n${long}${long}\n-----END RSA PRIVATE KEY-----`,
  ],
  ["github-token", join("gh", "p_", long, "1234")],
  ["github-token", join("github", "_pat_", long, long)],
  ["gitlab-token", join("gl", "pat-", "aB3dE5fG7hJ9kL1mN2pQ")],
  ["slack-token", join("xo", "xb-", "123456789012-abcdefABCDEF")],
  ["slack-webhook", join("https://hooks.sl", "ack.com/services/T0AAAABBB/B0AAAABBB/", long.slice(0, 24))],
  ["stripe-key", join("sk", "_live_", long)],
  ["gcp-api-key", join("AI", "za", long, "abc")],
  ["jwt", join("ey", "JhbGciOiJIUzI1NiJ9", ".ey", "JzdWIiOiIxMjM0NTY3ODkwIn0", ".", long)],
  ["npm-token", join("np", "m_", long, "1234")],
  ["sendgrid-key", join("S", "G.", long.slice(0, 22), ".", long, long.slice(0, 11))],
  ["vault-token", join("hv", "s.", long)],
  ["anthropic-key", join("sk-", "ant-", long)],
  ["azure-storage-key", join("Account", "Key=", long, long, long.slice(0, 22), "==")],
  ["age-key", join("AGE-SEC", "RET-KEY-1", "Q3EGRIRD5XYZ2345".repeat(4).slice(0, 58))],
  ["docker-config", `{"auths":{"ghcr.io":{"auth":"${Buffer.from("user:hunter2").toString("base64")}"}}}`],
  ["url-credentials", join("postgres://app:", "hunter2@db.internal/app")],
];

describe("detectCredentials", () => {
  test.each(credentials)("finds %s, also in the middle of a text", (detector, secret) => {
    expect(detectCredentials(secret)[0]?.detector).toBe(detector);
    expect(detectCredentials(`line one\nvalue: "${secret}"\nline three`)[0]?.detector).toBe(detector);
  });

  test.each([
    ["the example key of the AWS documentation", "AKIAIOSFODNN7EXAMPLE"],
    ["a key that is left out", "-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----"],
    ["a certificate", `-----BEGIN CERTIFICATE-----\n${long}\n${long}\n-----END CERTIFICATE-----`],
    ["a reference in a URL", `postgres://app:${variable("DB_PASSWORD")}@db.internal/app`],
    ["a shell variable in a URL", "postgres://app:$DB_PASSWORD@db.internal/app"],
    ["a template in a URL", "postgres://app:{{ .Values.password }}@db.internal/app"],
    ["a port and an address", "http://api:8080/users@example.org"],
    ["a mail address", "mailto:someone@example.org"],
    ["an image with a digest", `ghcr.io/acme/app:1@sha256:${"a1".repeat(32)}`],
    ["an ARN", "arn:aws:iam::123456789012:role/app"],
    ["a token of zeros", join("gh", "p_", "0".repeat(40))],
    ["an auth field that holds no login", '{"auth": "disabled"}'],
    ["prose", "set the token and the password before you start"],
  ])("%s is none", (_, text) => {
    expect(detectCredentials(text)).toEqual([]);
  });
});

describe("redactText", () => {
  test.each(credentials)("removes %s", (detector, secret) => {
    const redacted = redactText(`before\n${secret}\nafter`);
    expect(redacted).toContain(`[secret: ${detector}]`);
    expect(redacted).toMatch(/^before\n[\s\S]*after$/);
    expect(redacted).not.toContain(detectedPart(secret));
  });

  test.each([
    ["an environment variable over two lines", "- name: DB_PASSWORD\n  value: hunter2\n", "hunter2"],
    ["a property", "spring.datasource.password=hunter2x\n", "hunter2x"],
    ["a quoted value", 'api_key = "d41d8cd98f00b204e9800998ecf8427e"', "d41d8cd9"],
    ["a flag", "--password=hunter2", "hunter2"],
  ])("removes the value of %s", (_, text, secret) => {
    expect(redactText(text)).not.toContain(secret);
  });

  test.each([
    `password: ${variable("DB_PASSWORD")}`,
    "secretName: app-tls",
    "replicas: 2",
    "",
    "token: /var/run/token",
  ])("leaves %j alone", (text) => {
    expect(redactText(text)).toBe(text);
  });
});

function detectedPart(secret: string): string {
  const hit = detectCredentials(secret)[0];
  return secret.slice(hit?.start, hit?.end);
}
