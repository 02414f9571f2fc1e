import { describe, expect, test } from "vitest";
import { type Root, type RootDefinition, rootKey } from "../../model/root.ts";
import type { AppliedRoots } from "../../roots/index.ts";
import { onlyTouched } from "./touched.ts";

function applied(roots: readonly Root[], standIns: readonly Root[] = []): AppliedRoots {
  return { roots, standIns, taken: new Set(), diagnostics: [], notEvaluated: [] };
}

function root(kind: "chart" | "manifests", path: string, more: Partial<Root> = {}): Root {
  const { variant = null } = more;
  return { key: rootKey(kind, path, variant), kind, path, variant, files: [`${path}/a.yaml`], ...more };
}

const definedBy: RootDefinition = {
  kind: "argocd",
  name: "app",
  path: "argo/all.yaml",
  line: 1,
  files: ["argo/all.yaml"],
};
const installed = (more: Partial<Root> = {}) =>
  root("chart", "c", { variant: "app", definedBy, files: ["argo/all.yaml", "c/a.yaml"], ...more });

/** Keys of the roots that are read, before and after. */
function touched(base: AppliedRoots, head: AppliedRoots, ...changed: readonly string[]) {
  const found = onlyTouched(base, head, new Set(changed));
  const keys = (side: AppliedRoots) => side.roots.map(({ key }) => key);
  return { base: keys(found.base), head: keys(found.head), folders: [...found.folders] };
}

describe("a root is read on both sides", () => {
  test.each([
    ["a file of it before", root("chart", "c", { files: ["old.yaml"] }), root("chart", "c")],
    ["a file of it after", root("chart", "c"), root("chart", "c", { files: ["old.yaml"] })],
  ])("where %s changed", (_, before, after) => {
    expect(touched(applied([before]), applied([after]), "old.yaml")).toEqual({
      base: ["chart:c"],
      head: ["chart:c"],
      folders: [],
    });
  });

  test("and on none where nothing of it changed", () => {
    const side = applied([root("chart", "c")]);
    expect(touched(side, side, "other.yaml")).toEqual({ base: [], head: [], folders: [] });
  });

  test.each<[string, Partial<Root>]>([
    ["namespace", { destination: { cluster: null, namespace: "n", project: null } }],
    ["environment", { environment: "production" }],
    [
      "values",
      {
        rendering: {
          kind: "helm",
          releaseName: "app",
          values: [{ kind: "inline", values: { a: 1 }, path: "argo/all.yaml", line: 3 }],
          set: [],
          skipCrds: false,
          apiVersions: [],
        },
      },
    ],
  ])("where its definition gives it another %s", (_, more) => {
    const found = touched(applied([installed()]), applied([installed(more)]), "argo/all.yaml");
    expect([found.base, found.head]).toEqual([["chart:c#app"], ["chart:c#app"]]);
  });

  test("and not where another part of the defining file changed", () => {
    const moved = installed({ definedBy: { ...definedBy, line: 90 } });
    expect(touched(applied([installed()]), applied([moved]), "argo/all.yaml").head).toEqual([]);
  });
});

describe("what only one side applies", () => {
  test("is a chart that stood for itself: it stands in on both sides, and nothing of it is deleted", () => {
    const alone = root("chart", "c");
    const before = applied([alone]);
    const after = applied([installed()], [alone]);
    expect(touched(before, after, "argo/all.yaml")).toMatchObject({
      base: [],
      head: ["chart:c#app"],
    });
    expect(touched(before, after, "argo/all.yaml", "c/a.yaml")).toMatchObject({
      base: ["chart:c"],
      head: ["chart:c", "chart:c#app"],
    });
  });

  test("is a plain folder: the other side reads it as it stands", () => {
    const app = root("manifests", "k8s/a", { variant: "app", definedBy });
    expect(touched(applied([]), applied([app]), "argo/all.yaml")).toEqual({
      base: [],
      head: ["manifests:k8s/a#app"],
      folders: ["k8s/a"],
    });
  });
});

test("a scan takes everything", () => {
  const side = applied([root("chart", "c")]);
  expect(onlyTouched(applied([]), side, null).head).toBe(side);
});
