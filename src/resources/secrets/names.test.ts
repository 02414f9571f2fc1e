import { describe, expect, test } from "vitest";
import { isLiteralSecret, isPlaceholder, isStrongSecret } from "./literals.ts";
import { isSecretName } from "./names.ts";

/** A reference as shells and Terraform write it. */
const variable = (name: string) => `$\{${name}}`;

describe("isSecretName", () => {
  test.each([
    ...[
      "PASSWORD",
      "DB_PASSWORD",
      "dbPassword",
      "spring.datasource.password",
      "PGPASSWORD_2",
      "db-pass",
      "DB_PWD",
    ],
    ...[
      "API_KEY",
      "apiKey",
      "APIKEY",
      "GITHUB_TOKEN",
      "clientSecret",
      "SECRET_KEY_BASE",
      "AWS_SECRET_ACCESS_KEY",
    ],
    ...[
      "API_KEY_PROD",
      "private_key",
      "REDIS_CREDENTIALS",
      "secret_string",
      "DD_APP_KEY",
      "KEYSTORE_PASSPHRASE",
    ],
  ])("%s is one", (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  test.each([
    ...[
      "SECRET_NAME",
      "TOKEN_URL",
      "KEY_PATH",
      "PASSWORD_FILE",
      "SECRET_ARN",
      "TOKEN_TTL",
      "PASSWORD_LENGTH",
    ],
    ...[
      "TOKEN_DATE",
      "TOKEN_ENABLED",
      "PASSWORD_POLICY",
      "tokenExpirationSeconds",
      "secretRef",
      "PUBLIC_KEY",
    ],
    ...[
      "checksum/secret",
      "token-hash",
      "PWD",
      "KEY",
      "sort_key",
      "keyboard",
      "tokenizer",
      "passenger",
      "compass",
      "",
    ],
  ])("%s is none", (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe("isPlaceholder", () => {
  test.each([
    ...[
      "",
      "  ",
      "changeme",
      "CHANGE_ME",
      "change-me-please",
      "replace-this",
      "my-password",
      "the secret password",
      "**token goes here**",
      "file(var.path)",
      "$dex.clientSecret",
      variable("DB_PASSWORD"),
      "$(PASSWORD)",
      "$PASSWORD",
    ],
    ...[
      "{{ .Values.password }}",
      "{% x %}",
      "xxxx",
      "XXXXXXXX",
      "****",
      "....",
      "<password>",
      "[redacted]",
      "TODO",
    ],
    ...[
      "example",
      "my-example-password",
      "your-token-here",
      "PROJECT_ID_VAL",
      "__TOKEN__",
      "none",
      "password",
      "secret",
    ],
    ...[
      "arn:aws:secretsmanager:eu-west-2:1:secret:x",
      "vault:secret/data/x#y",
      "op://vault/item",
      "ref+awsssm://x",
    ],
    ...[
      "AKIAIOSFODNN7EXAMPLE",
      "#{token}#",
      "@@token@@",
      "%TOKEN%",
      "projects/1/secrets/x",
      `postgres://u:${variable("P")}@h`,
    ],
  ])("%j is one", (value) => {
    expect(isPlaceholder(value)).toBe(true);
  });

  test.each(["hunter2", "S3cr3t!", "correct-horse-battery", "kJ8#mPq2", "exemplary", "updater1"])(
    "%j is none",
    (value) => {
      expect(isPlaceholder(value)).toBe(false);
    },
  );
});

describe("isLiteralSecret", () => {
  test.each([
    ["DB_PASSWORD", "hunter2"],
    ["DB_PASSWORD", "correct-horse"],
    ["API_KEY", "d41d8cd98f00b204e9800998ecf8427e"],
    ["CLIENT_SECRET", "0b9dbd2a-64a6-4a3c-9b1f-0a0f8f8f7e21"],
    ["TOKEN", "abc123XYZ987"],
  ])("%s=%s is a secret", (name, value) => {
    expect(isLiteralSecret(name, value)).toBe(true);
  });

  test.each([
    ["DB_SECRET", "db-credentials"],
    ["AUTH_TOKEN", "bearer"],
    ["API_KEY", "3600"],
    ["TOKEN", "15m"],
    ["TOKEN", "2024-01-31"],
    ["SECRET", "/run/secrets/db"],
    ["API_TOKEN", "https://auth.example.org/token"],
    ["DB_PASSWORD", "true"],
    ["ADMIN_PASSWORD", "$2a$10$RncPyHW/B5ll2Z3J8s.IBOnbZ9uoJ4JhHLKzj5lzG/kU1KN1Oj3/K"],
    ["ID_TOKEN", "write"],
    ["DB_PASSWORD", "abc"],
    ["ACCESS_KEY", "redis-cart:6379"],
    ["DB_PASSWORD", "ENC[AES256_GCM,data:abc]"],
  ])("%s=%s is none", (name, value) => {
    expect(isLiteralSecret(name, value)).toBe(false);
  });
});

describe("isStrongSecret", () => {
  test.each([
    ["token", "f9A7kQ2mZx81LpWv3RtY"],
    ["password", "Hunter2"],
  ])("%s: %s counts anywhere", (name, value) => {
    expect(isStrongSecret(name, value)).toBe(true);
  });

  test.each([
    ["token", "short1A"],
    ["secret", "my-application-secret-name-v2"],
    ["token", "$(cat /token)"],
    ["password", "string"],
    ["secret", "some words with spaces 1"],
  ])("%s: %s does not", (name, value) => {
    expect(isStrongSecret(name, value)).toBe(false);
  });
});
