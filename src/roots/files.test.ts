import { describe, expect, test } from "vitest";
import { findFileRoots } from "./files.ts";
import { isUnsupported, templateOf, unsupportedFormat } from "./passed-over.ts";
import { memoryTree } from "./testing/memory-tree.ts";

async function roots(
  files: Readonly<Record<string, string>>,
  changed: readonly string[] | null = null,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const found = await findFileRoots({
    tree: memoryTree(files),
    changed: changed === null ? null : new Set(changed),
    isInChart: (path) => path.startsWith("chart/"),
  });
  return Object.fromEntries(found.roots.map(({ key, files: own }) => [key, own]));
}

const server = "server {\n  listen 80;\n}\n";
const compose = "services:\n  a: {image: a}\n";

describe("files that are read each for itself", () => {
  test("are found by name, where their tool looks for them", async () => {
    const names = [
      ...[
        ".github/workflows/a.yml",
        ".circleci/config.yml",
        ".github/CODEOWNERS",
        "a/.github/actions/b/action.yml",
      ],
      ...["Dockerfile", "a/Dockerfile.dev", "a/web.dockerfile", "Containerfile"],
    ];
    const files = Object.fromEntries(names.map((name) => [name, "x"]));
    const others = ["a/.github/workflows/a.yml", "a/CODEOWNERS", "Dockerfile.dockerignore", "Dockerfile.md"];
    const found = await roots({ ...files, ...Object.fromEntries(others.map((name) => [name, "x"])) });
    expect(Object.keys(found).toSorted()).toEqual(names.map((name) => `file:${name}`).toSorted());
  });

  test("are found by what they hold, where other tools use the name, too", async () => {
    const found = await roots({
      "action.yml": "name: a\nruns: {using: composite}\n",
      "other/action.yml": "apiVersion: v1\nkind: ConfigMap\nruns: 1\n",
      "compose.prod.yaml": compose,
      "k8s/compose.yaml": "apiVersion: v1\nkind: Service\nservices: []\n",
      "a.conf": server,
      "akka.conf": "server {\n  port = 80\n}\n",
      "chart/files/nginx.conf": server,
      "node_modules/x/Dockerfile": "FROM a\n",
    });
    expect(Object.keys(found).toSorted()).toEqual([
      "file:a.conf",
      "file:action.yml",
      "file:compose.prod.yaml",
    ]);
  });

  test("are looked at only where they changed", async () => {
    expect(Object.keys(await roots({ Dockerfile: "x", "a/Dockerfile": "x" }, ["a/Dockerfile"]))).toEqual([
      "file:a/Dockerfile",
    ]);
  });
});

describe("files that others include", () => {
  const nginx = {
    "nginx/nginx.conf": `http {\n  include conf.d/*.conf;\n}\n${server}`,
    "nginx/conf.d/a.conf": server,
    "nginx/conf.d/b.conf": server,
    "other/b.conf": server,
  };

  test("belong to the file that includes them", async () => {
    expect(await roots(nginx)).toEqual({
      "file:nginx/nginx.conf": ["nginx/conf.d/a.conf", "nginx/conf.d/b.conf", "nginx/nginx.conf"],
      "file:other/b.conf": ["other/b.conf"],
    });
  });

  test("bring it in where they change, and where they are gone", async () => {
    expect(Object.keys(await roots(nginx, ["nginx/conf.d/a.conf"]))).toEqual(["file:nginx/nginx.conf"]);
    expect(Object.keys(await roots(nginx, ["nginx/conf.d/gone.conf"]))).toEqual(["file:nginx/nginx.conf"]);
  });

  test("are never lost in a circle", async () => {
    const circle = { "a.conf": `include b.conf;\n${server}`, "b.conf": `include a.conf;\n${server}` };
    expect(Object.keys(await roots(circle))).toEqual(["file:a.conf", "file:b.conf"]);
  });

  test("are followed through Compose files", async () => {
    const files = {
      "app/compose.yaml": `include: [../base/db.yaml]\n${compose}  b: {extends: {file: c.yaml, service: c}}\n`,
      "base/db.yaml": compose,
      "app/c.yaml": compose,
    };
    expect(await roots(files, ["base/db.yaml"])).toEqual({
      "file:app/compose.yaml": ["app/c.yaml", "app/compose.yaml", "base/db.yaml"],
    });
  });
});

describe("what is not read", () => {
  test("is said: other pipelines, workflows where nobody runs them, templates", () => {
    expect(unsupportedFormat(".gitlab-ci.yml")).toMatchObject([{ reason: "unsupported-format" }]);
    expect(unsupportedFormat("a/.github/workflows/b.yml")).toMatchObject([{ reason: "unsupported-format" }]);
    expect(templateOf("Dockerfile.j2")).toMatchObject([{ reason: "template", detail: ".j2" }]);
    expect(unsupportedFormat(".github/workflows/b.yml")).toEqual([]);
  });

  test("is no manifest, and neither is what has a reader of its own", () => {
    expect([".github/workflows/b.yml", ".circleci/config.yml"].every(isUnsupported)).toBe(true);
    expect(isUnsupported("compose.yaml")).toBe(false);
  });
});
