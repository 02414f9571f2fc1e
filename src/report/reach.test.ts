import { expect, test } from "vitest";
import type { Finding } from "../model/finding.ts";
import type { Location } from "../model/location.ts";
import type { ReportRoot } from "../model/report.ts";
import { exampleFinding } from "../model/testing/finding.ts";
import { reachText } from "./reach.ts";

function findingAt(rootKey: string, path: string, startLine: number): Finding {
  const location: Location = { path, startLine, endLine: startLine };
  return exampleFinding({ rootKey, location });
}

function textOf(findings: readonly Finding[], locale: "en" | "ja" = "en"): string {
  const roots = findings.map(({ rootKey }): [string, ReportRoot] => {
    const [path = "", variant = null] = rootKey.replace(/^\w+:/, "").split("#");
    return [rootKey, { key: rootKey, kind: "kustomization", path, variant, cluster: null }];
  });
  const [first = exampleFinding()] = findings;
  const report = { locale, roots: Object.fromEntries(roots) };
  return reachText({ duty: "fix", first, findings }, "api.yaml:12", report, (name) => `<${name}>`);
}

const base = (rootKey: string) => findingAt(rootKey, "base/api.yaml", 12);

test("one place is said as it is", () => {
  expect(textOf([base("kustomization:a")])).toBe("api.yaml:12");
});

test("places of one root are counted, on the same line too", () => {
  expect(textOf([base("manifests:a"), base("manifests:a"), findingAt("manifests:a", "b.yaml", 1)])).toBe(
    "api.yaml:12 and 2 more",
  );
});

test("one line that stands in several overlays names them, and is no other place", () => {
  const overlays = ["kustomization:prod", "kustomization:stg", "chart:api#canary", "kustomization:qa"];
  expect(textOf(overlays.map(base))).toBe("api.yaml:12 in 4 renderings: <prod>, <stg>, <canary>, …");
  expect(textOf(overlays.map(base), "ja")).toBe("api.yaml:12（4 か所で展開: <prod>、<stg>、<canary>、…）");
});

test("what is only advised elsewhere is said behind the places where somebody is asked", () => {
  const cause = {
    duty: "review",
    first: base("manifests:a"),
    findings: [base("manifests:a")],
    advised: ["b", "c", "d"].map(base),
  } as const;
  const say = (locale: "en" | "ja") => reachText(cause, "a.yaml:1", { locale, roots: {} }, (name) => name);
  expect(say("en")).toBe("a.yaml:1; as advice in 3 more");
  expect(say("ja")).toBe("a.yaml:1（参考として、さらに 3 か所）");
});

test("both at once", () => {
  const found = ["a", "b"].flatMap((root) => [base(root), findingAt(root, "base/db.yaml", 3)]);
  expect(textOf(found)).toBe("api.yaml:12 in 2 renderings: <a>, <b> and 1 more");
});
