import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import { maskSecrets } from "./index.ts";

function resource(type: string, object: JsonObject, sensitive: readonly string[] = []): Resource {
  const location = { path: "a", startLine: 1, endLine: 1 };
  return {
    rootKey: "manifests:.",
    address: "x",
    type,
    object,
    unknown: new Map(),
    sensitive: new Set(sensitive),
    namespace: null,
    location,
    locate: () => location,
  };
}

const options = { sensitiveNames: [] };
const mask = (item: Resource, other: Resource | null = null) => maskSecrets(item, other, options);
const base64 = (text: string) => Buffer.from(text).toString("base64");
const marker = (detector: string, reference: string, changed: boolean | null = null) => ({
  $secret: { detector, reference, changed },
});
const secret = (data: JsonObject) => resource("core/Secret", { apiVersion: "v1", kind: "Secret", data });
const pod = (env: JsonObject[]) => resource("core/Pod", { spec: { containers: [{ name: "a", env }] } });

describe("a Secret", () => {
  test.each([
    ["DB_PASSWORD", base64("hunter2"), "named-secret"],
    ["username", base64("admin"), "secret-data"],
    ["dsn", base64("postgres://app:hunter2@db/app"), "url-credentials"],
    ["password", base64(""), "placeholder"],
    ["password", "", "placeholder"],
    ["password", base64("changeme"), "placeholder"],
    ["password", "{{ .Values.password | b64enc }}", "placeholder"],
    ["password", "ENC[AES256_GCM,data:abc]", "encrypted"],
    ["binary", Buffer.from([0, 255, 1, 254]).toString("base64"), "secret-data"],
    ["not-base64", "%%a%", "secret-data"],
    ["number", 1, "secret-data"],
  ])("masks every value: %s %j as %s", (key, value, detector) => {
    const masked = mask(secret({ [key]: value }));
    expect(masked.object["data"]).toEqual({ [key]: marker(detector, key) });
    expect([...masked.sensitive]).toEqual([`/data/${key}`]);
  });

  test("masks stringData, and Terraform's own kinds", () => {
    const text = mask(resource("core/Secret", { stringData: { password: "hunter2" } }));
    expect(text.object["stringData"]).toEqual({ password: marker("named-secret", "password") });
    const terraform = mask(resource("kubernetes_secret_v1", { data: { host: "db", password: "hunter2" } }));
    expect(terraform.object["data"]).toEqual({
      host: marker("secret-data", "host"),
      password: marker("named-secret", "password"),
    });
  });

  test("leaves nothing in the annotation of the last apply", () => {
    const note = JSON.stringify({
      apiVersion: "v1",
      kind: "Secret",
      data: { user: base64("alice-the-admin") },
    });
    const annotations = { "kubectl.kubernetes.io/last-applied-configuration": note };
    const masked = mask(resource("core/Secret", { metadata: { annotations } }));
    expect(JSON.stringify(masked.object)).not.toContain(base64("alice-the-admin"));
  });
});

describe("what changed", () => {
  test("is said without the values", () => {
    const head = secret({ a: base64("one"), b: base64("two"), c: base64("new") });
    const base = secret({ a: base64("one"), b: base64("old") });
    expect(mask(head, base).object["data"]).toEqual({
      a: marker("secret-data", "a", false),
      b: marker("secret-data", "b", true),
      c: marker("secret-data", "c", true),
    });
  });

  test("is told by the name of a list element, not by its position", () => {
    const head = pod([
      { name: "NEW", value: "1" },
      { name: "DB_PASSWORD", value: "hunter2" },
    ]);
    const base = pod([{ name: "DB_PASSWORD", value: "hunter2" }]);
    expect(JSON.stringify(mask(head, base).object)).toContain('"changed":false');
  });
});

describe("environment variables and arguments", () => {
  test("a literal under a secret name is masked", () => {
    const env = [{ name: "DB_PASSWORD", value: "hunter2" }];
    const masked = mask(pod(env));
    expect(JSON.stringify(masked.object)).not.toContain("hunter2");
    expect([...masked.sensitive]).toEqual(["/spec/containers/0/env/0/value"]);
  });

  test.each([
    [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }],
    [{ name: "DB_PASSWORD", value: "$(OTHER)" }],
    [{ name: "DB_SECRET_NAME", value: "db-credentials" }],
    [{ name: "PASSWORD_FILE", value: "/run/secrets/password" }],
    [{ name: "TOKEN_TTL", value: "3600" }],
    [{ name: "LOG_LEVEL", value: "debug" }],
  ])("%j stays as it is", (variable) => {
    const item = pod([variable]);
    expect(mask(item)).toBe(item);
  });

  test("passwords in arguments are masked, in one piece or two", () => {
    const args = ["--port=80", "--password=hunter2", "--token", "abc123XYZ987"];
    const masked = mask(resource("core/Pod", { spec: { containers: [{ args }] } }));
    expect(masked.sensitive).toEqual(new Set(["/spec/containers/0/args/1", "/spec/containers/0/args/3"]));
  });

  test("a configured name is secret too", () => {
    const item = pod([{ name: "PIN_CODE", value: "abcd-1234" }]);
    expect(maskSecrets(item, null, { sensitiveNames: ["pin_*"] }).sensitive.size).toBe(1);
  });
});

describe("other places", () => {
  test("a text with a credential in it disappears as a whole", () => {
    const data = { "app.properties": "a=1\nspring.datasource.password=Hunter2x\n", plain: "a=1" };
    expect(mask(resource("core/ConfigMap", { data })).object["data"]).toEqual({
      "app.properties": marker("named-secret", "app.properties"),
      plain: "a=1",
    });
  });

  test("names of Secrets and other references stay readable", () => {
    const spec = {
      imagePullSecrets: [{ name: "registry-credentials" }],
      tls: [{ secretName: "app-tls" }],
      data: [{ secretKey: "password", remoteRef: { key: "prod/db", property: "password" } }],
      automountServiceAccountToken: false,
    };
    const item = resource("acme.io/App", { spec });
    expect(mask(item)).toBe(item);
    const encryptedData = { password: "AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq" };
    const sealed = resource("bitnami.com/SealedSecret", { spec: { encryptedData } });
    expect(mask(sealed)).toBe(sealed);
  });

  test("Terraform arguments are judged by their names", () => {
    const masked = mask(
      resource("aws_db_instance", { password: "hunter2", username: "app", identifier: "db" }),
    );
    expect(masked.object).toEqual({
      password: marker("named-secret", "password"),
      username: "app",
      identifier: "db",
    });
    expect(
      mask(resource("aws_ssm_parameter", { type: "SecureString", value: "hunter2" })).sensitive.size,
    ).toBe(1);
    expect(mask(resource("aws_ssm_parameter", { type: "String", value: "hunter2" })).sensitive.size).toBe(0);
  });

  test("what Terraform calls sensitive is masked leaf by leaf", () => {
    const masked = mask(resource("aws_x", { settings: { a: "one", b: [2] }, c: "three" }, ["/settings"]));
    expect(masked.object).toEqual({
      settings: { a: marker("sensitive", "a"), b: [marker("sensitive", "b")] },
      c: "three",
    });
  });

  test("JSON in a Terraform argument stays JSON", () => {
    const definitions = [
      { name: "api", image: "a:1", environment: [{ name: "DB_PASSWORD", value: "hunter2" }] },
    ];
    const masked = mask(
      resource("aws_ecs_task_definition", { container_definitions: JSON.stringify(definitions) }),
    );
    const text = String(masked.object["container_definitions"]);
    expect(JSON.parse(text)[0].image).toBe("a:1");
    expect(JSON.parse(text)[0].environment[0].value).toEqual(marker("named-secret", "DB_PASSWORD"));
    expect([...masked.sensitive]).toEqual(["/container_definitions"]);
  });

  test("keys of the prototype survive", () => {
    const data = JSON.parse('{"__proto__": "aHVudGVyMg==", "a": ""}');
    const masked = mask(resource("core/Secret", { kind: "Secret", data }));
    expect(Object.keys(Object(masked.object["data"]))).toEqual(["__proto__", "a"]);
    expect(JSON.stringify(masked.object)).not.toContain("aHVudGVyMg");
  });
});
