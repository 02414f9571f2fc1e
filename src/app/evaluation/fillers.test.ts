import { expect, it } from "vitest";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { JsonObject } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import type { Root } from "../../model/root.ts";
import { fillsOf, unreadFillers } from "./fillers.ts";
import type { Loaded, LoadedSide } from "./loaded.ts";

const location = { path: "a.yaml", startLine: 1, endLine: 1 };

function resource(type: string, namespace: string | null, object: JsonObject = {}): Resource {
  const masks = { unknown: new Map(), sensitive: new Set<string>() };
  return { rootKey: "r", address: type, type, namespace, object, ...masks, location, locate: () => location };
}

it.each<[string, Resource, readonly string[]]>([
  ["a call of a module that names a namespace", resource("module", null, { namespace: "shop" }), ["shop"]],
  ["a call of one that names none", resource("module", null, {}), []],
  ["a release", resource("helm_release", null, { namespace: "shop" }), ["shop"]],
  ["a release whose namespace is not known", resource("helm_release", null), ["*"]],
  ["a resource of a cloud", resource("aws_s3_bucket", null), []],
  ["an object that may stand anywhere, and that others refer to", resource("core/ConfigMap", ""), ["*"]],
  ["one that nobody refers to", resource("monitoring.coreos.com/ServiceMonitor", ""), []],
  ["an object in its place", resource("core/ConfigMap", "shop"), []],
  ["an object of an operator", resource("acme.io/Database", "shop"), ["shop"]],
])("%s fills what it may fill", (_, given, expected) => {
  expect(fillsOf(given)).toEqual(expected);
});

const root: Root = { key: "manifests:a", kind: "manifests", path: "a", variant: null, files: ["a/x.yaml"] };
const failure: Diagnostic = {
  kind: "not-rendered",
  messageId: "template_failed",
  arguments: {},
  subject: "a",
  digest: "",
  location,
};

function loaded(side: Partial<LoadedSide>, notEvaluated: Loaded["notEvaluated"] = []): Loaded {
  const head = { root, resources: [], diagnostics: [], declaredMoves: [], ...side };
  const empty = { label: "head", commit: null, entries: new Map(), read: async () => new Map() };
  return {
    trees: { base: null, head: empty, tip: empty },
    roots: [{ key: root.key, base: null, head }],
    diagnostics: { base: [], head: [] },
    notEvaluated,
  };
}

it("says nothing where everything was read", () => {
  expect(unreadFillers(loaded({ resources: [resource("core/Pod", "shop")] }))).toEqual([]);
  const remote = { path: "a/x.yaml", reason: "remote-source", detail: "" } as const;
  expect(unreadFillers(loaded({}, [remote]))).toEqual([]);
});

it("fills the namespaces of a root that could not be rendered, or any where those are not known", () => {
  const known = loaded({ diagnostics: [failure], resources: [resource("core/Pod", "shop")] });
  expect(unreadFillers(known).map(({ namespaces }) => namespaces)).toEqual([["shop"]]);
  const bound = { ...root, destination: { cluster: null, namespace: "there", project: null } };
  const delivered = loaded({ diagnostics: [failure], root: bound });
  expect(unreadFillers(delivered).map(({ namespaces }) => namespaces)).toEqual([["there"]]);
  expect(unreadFillers(loaded({ diagnostics: [failure] })).map(({ namespaces }) => namespaces)).toEqual([
    ["*"],
  ]);
});

it("fills the namespaces of a file that is encrypted, or any where no root has it", () => {
  const here = { path: "a/x.yaml", reason: "encrypted", detail: "sops" } as const;
  const read = loaded({ resources: [resource("core/Pod", "shop")] }, [here]);
  expect(unreadFillers(read)).toEqual([
    { type: "unread", rootKey: root.key, namespaces: ["shop"], side: "head" },
  ]);
  const elsewhere = { ...here, path: "b/y.yaml" };
  expect(unreadFillers(loaded({}, [elsewhere])).map(({ namespaces }) => namespaces)).toEqual([["*"]]);
});
