import { expect, test } from "vitest";
import type { JsonObject } from "../model/json.ts";
import { fileLocation } from "../model/location.ts";
import type { Resource } from "../model/resource.ts";
import type { Root } from "../model/root.ts";
import { KnownContents } from "./known-contents.ts";
import { readStructure } from "./structure.ts";
import { terraformReleases } from "./terraform-releases.ts";
import { memoryTree } from "./testing/memory-tree.ts";

const root: Root = {
  key: "terraform:infra",
  kind: "terraform",
  path: "infra",
  variant: null,
  files: ["infra/main.tf"],
};

function release(object: JsonObject): Resource {
  return {
    rootKey: root.key,
    address: "helm_release.x",
    type: "helm_release",
    object,
    unknown: new Map(),
    sensitive: new Set(),
    namespace: null,
    location: fileLocation("infra/main.tf"),
    locate: () => fileLocation("infra/main.tf"),
  };
}

async function followed(object: JsonObject, text = 'resource "helm_release" "x" {\n  chart = "../c"\n}') {
  const structure = await readStructure(
    memoryTree({ "c/Chart.yaml": "name: c\n", "infra/main.tf": text }),
    new KnownContents(),
  );
  const asked: string[] = [];
  const found = await terraformReleases({
    structure,
    terraformRoots: async (paths) => {
      asked.push(...paths);
      return [root];
    },
    render: async () => [release(object)],
  });
  return { ...found, asked, said: found.notEvaluated.map(({ detail }) => detail) };
}

test("a release of Terraform with a chart of this repository is an installation", async () => {
  const { installations, said } = await followed({
    name: "api",
    namespace: "web",
    chart: "./../c",
    values: ["a: 1\n", "", null, "- b"],
    set: [{ name: "t", value: "1", type: "string" }, { name: "u" }, { name: "n", value: 3 }],
    set_list: [{ name: "l", value: ["a", "b"] }],
    set_sensitive: [{ name: "p" }],
    skip_crds: true,
  });
  expect(installations).toMatchObject([
    {
      kind: "chart",
      path: "c",
      name: "api",
      destination: { cluster: null, namespace: "web", project: null },
      rendering: {
        releaseName: "api",
        values: [
          { kind: "inline", values: { a: 1 }, path: "infra/main.tf" },
          { kind: "inline", values: {} },
        ],
        set: [
          { kind: "set-string", name: "t", value: "1" },
          { kind: "set", name: "n", value: "3" },
          { kind: "set", name: "l", value: "{a,b}" },
        ],
        skipCrds: true,
      },
      definedBy: { kind: "terraform", name: "helm_release.x", files: ["infra/main.tf"] },
    },
  ]);
  expect(said).toEqual([
    "helm_release.x: values 3",
    "helm_release.x: values 4",
    "helm_release.x: set u",
    "helm_release.x: set_sensitive",
  ]);
});

test.each<[string, JsonObject, string, number]>([
  ["a chart from elsewhere", { name: "a", chart: "redis" }, 'helm_release\nchart = "./x"', 1],
  ["a chart outside", { name: "a", chart: "../../c" }, 'helm_release\nchart = "./x"', 1],
  ["no chart that is named by a path", { name: "a", chart: "../c" }, 'helm_release\nchart = "redis"', 0],
])("%s is none, and is read only where it may be one", async (_, object, text, asked) => {
  const found = await followed(object, text);
  expect([found.installations, found.asked.length]).toEqual([[], asked]);
});
