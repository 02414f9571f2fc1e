import { describe, expect, test } from "vitest";
import { valueAt } from "../../model/json.ts";
import { maskSecrets } from "../secrets/index.ts";
import { build, type Files, placeIn, withOverrides } from "./testing/build.ts";

const deployment = [
  "apiVersion: apps/v1",
  "kind: Deployment",
  "metadata:",
  "  name: api",
  "spec:",
  "  replicas: 1",
  "  template:",
  "    metadata:",
  "      labels: {app: api}",
  "    spec:",
  "      containers:",
  "      - name: log",
  "        image: log:1",
  "      - name: api",
  "        image: api:1",
  "        args: [serve, --port]",
  "        envFrom:",
  "        - configMapRef: {name: settings}",
  "        - secretRef: {name: login}",
].join("\n");

const api = "apps/Deployment/-/api";
const container = ["spec", "template", "spec", "containers"];

/** One overlay over one base. */
function overlay(lines: readonly string[], more: Files = {}): Files {
  return {
    "base/kustomization.yaml": "resources: [api.yaml]\n",
    "base/api.yaml": deployment,
    "prod/kustomization.yaml": ["resources: [../base]", ...lines].join("\n"),
    ...more,
  };
}

describe("a value is located where it is written", () => {
  test("in the base, when nothing changes it", () => {
    const { resources } = build(overlay(["labels: [{pairs: {a: b}}]"]), "prod");
    expect(resources.map(({ address, location }) => [address, location])).toEqual([
      [api, { path: "base/api.yaml", startLine: 1, endLine: 19 }],
    ]);
    expect(placeIn(resources, api, ["spec", "replicas"])).toBe("base/api.yaml:6");
    expect(placeIn(resources, api, [...container, 1, "image"])).toBe("base/api.yaml:15");
  });

  test("at its nearest parent, when it is not there", () => {
    const { resources } = build(overlay([]), "prod");
    expect(placeIn(resources, api, [...container, 1, "resources"])).toBe("base/api.yaml:14");
  });

  test.each<[string, readonly string[], Files, readonly (string | number)[], string]>([
    [
      "a strategic merge patch in a file, in a list that it names by key",
      ["patches: [{path: p.yaml}]"],
      {
        "prod/p.yaml":
          "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n  template:\n    spec:\n      containers:\n      - name: api\n        workingDir: /srv\n",
      },
      [...container, 0, "workingDir"],
      "prod/p.yaml:9 patch base/api.yaml:14",
    ],
    [
      "an inline patch",
      [
        "patches:",
        "- target: {kind: Deployment}",
        "  patch: |-",
        "    - op: replace",
        "      path: /spec/replicas",
        "      value: 5",
      ],
      {},
      ["spec", "replicas"],
      "prod/kustomization.yaml:7 patch base/api.yaml:6",
    ],
    [
      "a JSON patch in a file",
      ["patchesJson6902: [{target: {version: v1, group: apps, kind: Deployment, name: api}, path: j.json}]"],
      {
        "prod/j.json":
          '[\n{"op": "add",\n "path": "/spec/template/spec/containers/1/image",\n "value": "api:9"}\n]',
      },
      [...container, 1, "image"],
      "prod/j.json:4 patch base/api.yaml:15",
    ],
    [
      "the deprecated list of patches",
      ["patchesStrategicMerge:", "- p.yaml"],
      {
        "prod/p.yaml":
          "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: api\nspec:\n  replicas: 4\n",
      },
      ["spec", "replicas"],
      "prod/p.yaml:6 patch base/api.yaml:6",
    ],
    [
      "an entry of images",
      ["images:", "- name: log", "  newTag: '2'", "- name: api", "  newName: mirror/api", "  newTag: '3'"],
      {},
      [...container, 1, "image"],
      "prod/kustomization.yaml:7 patch base/api.yaml:15",
    ],
    [
      "an entry of replicas",
      ["replicas:", "- name: api", "  count: 7"],
      {},
      ["spec", "replicas"],
      "prod/kustomization.yaml:4 patch base/api.yaml:6",
    ],
    [
      "labels",
      ["labels:", "- pairs:", "    team: shop"],
      {},
      ["metadata", "labels", "team"],
      "prod/kustomization.yaml:4 patch base/api.yaml:3",
    ],
  ])("in %s", (_, lines, more, path, expected) => {
    const { resources, diagnostics } = build(overlay(lines, more), "prod");
    expect(diagnostics).toEqual([]);
    expect(placeIn(resources, api, path)).toBe(expected);
  });

  test("in the fields of a kustomization that change names and namespaces", () => {
    const { resources } = build(overlay(["namespace: shop", "namePrefix: eu-"]), "prod");
    const address = "apps/Deployment/shop/eu-api";
    expect(placeIn(resources, address, ["metadata", "namespace"])).toBe(
      "prod/kustomization.yaml:2 patch base/api.yaml:3",
    );
    expect(placeIn(resources, address, ["metadata", "name"])).toBe(
      "prod/kustomization.yaml:3 patch base/api.yaml:4",
    );
  });

  test("in a component, which has its say before the kustomization that names it", () => {
    const component = (count: number) =>
      `apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nreplicas: [{name: api, count: ${count}}]\n`;
    const files = overlay(["components: [../one, ../two]"], {
      "one/kustomization.yaml": component(3),
      "two/kustomization.yaml": component(4),
    });
    expect(placeIn(build(files, "prod").resources, api, ["spec", "replicas"])).toBe(
      "two/kustomization.yaml:3 patch base/api.yaml:6",
    );
  });

  test("in its own file, not exactly, where it is computed from another object", () => {
    const files = overlay([
      "replacements:",
      "- source: {kind: Deployment, name: api, fieldPath: spec.replicas}",
      "  targets: [{select: {kind: Deployment}, fieldPaths: [spec.minReadySeconds], options: {create: true}}]",
    ]);
    expect(placeIn(build(files, "prod").resources, api, ["spec", "minReadySeconds"])).toBe(
      "base/api.yaml:5 perhaps prod/kustomization.yaml:1",
    );
  });

  test("in a file of its own, where a patch gives it another name", () => {
    const files = overlay([
      "patches:",
      "- options: {allowNameChange: true}",
      "  target: {kind: Deployment}",
      "  patch: |-",
      "    - {op: replace, path: /metadata/name, value: web}",
    ]);
    const { resources } = build(files, "prod");
    expect(resources.map(({ address, location }) => [address, location.path, location.endLine])).toEqual([
      ["apps/Deployment/-/web", "base/api.yaml", 19],
    ]);
  });
});

describe("generated objects", () => {
  const files = (level: string): Files =>
    overlay(
      [
        "namePrefix: eu-",
        "configMapGenerator:",
        "- name: settings",
        "  literals:",
        `  - level=${level}`,
        "  files: [app.conf, logo.png]",
        "  envs: [more.env]",
        "secretGenerator:",
        "- name: login",
        "  literals: [password=hunter2]",
      ],
      {
        "prod/app.conf": "a\nb\n",
        "prod/more.env": "# note\nREGION=tokyo\n",
        "prod/logo.png": new Uint8Array([0x89, 0x50, 0xff, 0]),
      },
    );

  test("go by their names without a hash, wherever they are named, so that a new value is a change", () => {
    const [before, after] = [build(files("info"), "prod"), build(files("debug"), "prod")];
    const addresses = ["core/ConfigMap/-/eu-settings", "core/Secret/-/eu-login", "apps/Deployment/-/eu-api"];
    expect(before.resources.map(({ address }) => address).toSorted()).toEqual(addresses.toSorted());
    expect(after.resources.map(({ address }) => address)).toEqual(
      before.resources.map(({ address }) => address),
    );
    const workload = after.resources.find(({ type }) => type === "apps/Deployment");
    expect(valueAt(workload?.object, [...container, 1, "envFrom", 0, "configMapRef", "name"])).toBe(
      "eu-settings",
    );
    expect(workload?.object).toEqual(before.resources.find(({ type }) => type === "apps/Deployment")?.object);
  });

  test("are located at the lines that their data comes from", () => {
    const { resources } = build(files("info"), "prod");
    const place = (key: string, parent = "data") =>
      placeIn(resources, "core/ConfigMap/-/eu-settings", [parent, key]);
    expect(place("level")).toBe("prod/kustomization.yaml:6");
    expect(place("app.conf")).toBe("prod/app.conf:1");
    expect(place("logo.png", "binaryData")).toBe("prod/logo.png:1");
    expect(place("REGION")).toBe("prod/more.env:2");
    expect(placeIn(resources, "core/Secret/-/eu-login", ["data", "password"])).toBe(
      "prod/kustomization.yaml:11",
    );
  });

  test("keep their values to themselves once they are masked", () => {
    const masked = build(files("info"), "prod").resources.map((one) =>
      maskSecrets(one, null, { sensitiveNames: [] }),
    );
    expect(JSON.stringify(masked)).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  test("hide an old secret, too, that another generator or patch has the last word over", () => {
    const reading = build(
      {
        "base/kustomization.yaml":
          "resources: [s.yaml]\nsecretGenerator:\n- name: login\n  literals:\n  - password=old\n  files: [key.pem]\n",
        "base/key.pem": "a\nb\nc",
        "base/s.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  token: old\n",
        "prod/kustomization.yaml":
          "resources: [../base]\nsecretGenerator:\n- name: login\n  behavior: merge\n  literals:\n  - password=new\npatches: [{path: p.yaml}]\n",
        "prod/p.yaml": "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  token: new\n",
      },
      "prod",
    );
    const places = (address: string, parent: string, key: string) =>
      reading.resources
        .find((one) => one.address === address)
        ?.places?.([parent, key])
        .map(({ path, startLine, endLine }) => `${path}:${startLine}-${endLine}`);
    expect(places("core/Secret/-/login", "data", "password")?.toSorted()).toEqual([
      "base/kustomization.yaml:5-5",
      "prod/kustomization.yaml:6-6",
    ]);
    expect(places("core/Secret/-/login", "data", "key.pem")).toEqual(["base/key.pem:1-3"]);
    expect(places("core/Secret/-/s", "stringData", "token")).toEqual(["base/s.yaml:5-5", "prod/p.yaml:5-5"]);
  });

  test("keep a name that only looks as if it had a hash", () => {
    const { resources } = build({
      "kustomization.yaml":
        "generatorOptions: {disableNameSuffixHash: true}\nconfigMapGenerator: [{name: a, literals: [b=c]}]\nresources: [x.yaml]\n",
      "x.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x-2kb4c5d6f7}\n",
    });
    expect(resources.map(({ address }) => address)).toEqual([
      "core/ConfigMap/-/a",
      "core/ConfigMap/-/x-2kb4c5d6f7",
    ]);
  });
});

test("fields of a definition are laid over the kustomization, as Argo CD does", () => {
  const more = withOverrides({
    namePrefix: "x-",
    images: [{ name: "api", newTag: "8" }],
    commonLabels: { a: "b" },
  });
  const files = overlay(["images: [{name: api, newTag: '3'}, {name: log, newTag: '4'}]"]);
  const { resources } = build(files, "prod", {
    ...more,
    destination: { cluster: null, namespace: "shop", project: null },
  });
  const [workload] = resources;
  expect(workload?.address).toBe("apps/Deployment/shop/x-api");
  expect(valueAt(workload?.object, ["metadata", "labels"])).toEqual({ a: "b" });
  expect(valueAt(workload?.object, container)).toMatchObject([{ image: "log:4" }, { image: "api:8" }]);
});

test("a schema of one build is not there in the next", () => {
  const schema = JSON.stringify({
    definitions: {
      "v1.Shop": {
        properties: {
          items: {
            type: "array",
            items: { properties: { id: { type: "string" } } },
            "x-kubernetes-patch-strategy": "merge",
            "x-kubernetes-patch-merge-key": "id",
          },
        },
        "x-kubernetes-group-version-kind": [{ group: "example.com", version: "v1", kind: "Shop" }],
      },
    },
  });
  const shop = (items: string) =>
    `apiVersion: example.com/v1\nkind: Shop\nmetadata: {name: s}\nitems: [${items}]\n`;
  const files = (openapi: string): Files => ({
    "kustomization.yaml": `${openapi}resources: [s.yaml]\npatches: [{path: p.yaml}]\n`,
    "s.yaml": shop("{id: a, n: 1}, {id: b, n: 2}"),
    "p.yaml": shop("{id: b, n: 3}"),
    "schema.json": schema,
  });
  const items = (openapi: string) => build(files(openapi)).resources.map(({ object }) => object["items"]);
  const [plain, merged] = [
    [[{ id: "b", n: 3 }]],
    [
      [
        { id: "b", n: 3 },
        { id: "a", n: 1 },
      ],
    ],
  ];
  expect(items("")).toEqual(plain);
  expect(items("openapi: {path: schema.json}\n")).toEqual(merged);
  expect(items("")).toEqual(plain);
});
