import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import { maskSecrets } from "./index.ts";

function masked(type: string, object: JsonObject): Readonly<Record<string, unknown>> {
  const location = { path: "f", startLine: 1, endLine: 1 };
  const resource: Resource = {
    rootKey: "file:f",
    address: "f",
    type,
    object,
    unknown: new Map(),
    sensitive: new Set(),
    namespace: null,
    location,
    locate: () => location,
  };
  const detectors: [string, unknown][] = [];
  JSON.stringify(maskSecrets(resource, null, { sensitiveNames: [] }).object, (key, value) => {
    if (value?.$secret !== undefined) detectors.push([key, value.$secret.detector]);
    return value?.$secret === undefined ? value : "masked";
  });
  return Object.fromEntries(detectors);
}

describe("secrets of pipelines", () => {
  test("literals under the name of a secret are masked, and count where they are no words", () => {
    const env = { DB_PASSWORD: "kie7Vah5ooth", TEST_PASSWORD: "postgres", LOG_LEVEL: "debug" };
    expect(masked("github_workflow", { env })).toEqual({
      DB_PASSWORD: "named-secret",
      TEST_PASSWORD: "sensitive",
    });
  });

  test("references, permissions and switches are shown", () => {
    const object = {
      permissions: { "id-token": "write" },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the expression is one of GitHub.
      jobs: { a: { secrets: "inherit", with: { token: "${{ secrets.TOKEN }}" } } },
    };
    expect(masked("github_workflow", object)).toEqual({});
  });

  test("databases of tests are masked and do not count, others do", () => {
    const job = {
      services: { db: { env: { POSTGRES_PASSWORD: "test1234" } } },
      env: { LOCAL: "postgres://app:app1@localhost:5432/a", BESIDE: "postgres://app:app1@db:5432/a" },
    };
    expect(masked("github_workflow", { jobs: { a: job } })).toEqual({
      POSTGRES_PASSWORD: "sensitive",
      LOCAL: "sensitive",
      BESIDE: "sensitive",
    });
    expect(masked("github_workflow", { env: { DATABASE: "postgres://app:app1@db.example.com/a" } })).toEqual({
      DATABASE: "url-credentials",
    });
  });

  test("random values count in services, too", () => {
    const services = { app: { environment: { API_TOKEN: "q8Zr2LxW0vTn5KcY7bHd" } } };
    expect(masked("compose_file", { services })).toEqual({ API_TOKEN: "named-secret" });
  });

  test("defaults of build arguments and variables of images are masked", () => {
    const stages = [
      { args: [{ name: "NPM_TOKEN", value: "kie7Vah5oothQuohnge3" }], env: { PASSWORD: "hunter2!" } },
    ];
    expect(masked("dockerfile", { stages })).toEqual({ PASSWORD: "named-secret", value: "named-secret" });
  });
});

describe("secrets of NGINX", () => {
  const directive = (...args: readonly string[]) => ({
    directives: [{ directive: "proxy_set_header", args }],
  });

  test("the argument before names a value", () => {
    expect(masked("nginx_config", directive("X-Api-Key", "kie7Vah5oothkie7"))).toEqual({
      "1": "named-secret",
    });
    expect(masked("nginx_config", directive("Authorization", "Basic YXBwOmtpZTdWYWg1b290aA=="))).toEqual({
      "1": "named-secret",
    });
  });

  test("a directive whose own name sounds like a secret holds none", () => {
    const object = { directives: [{ directive: "fastcgi_pass", args: ["unix:/run/php-fpm.sock"] }] };
    expect(masked("nginx_config", object)).toEqual({});
  });

  test("variables are shown", () => {
    expect(masked("nginx_config", directive("Authorization", "Bearer $http_token"))).toEqual({});
    expect(masked("nginx_config", directive("X-Api-Key", "$http_x_api_key"))).toEqual({});
  });
});
