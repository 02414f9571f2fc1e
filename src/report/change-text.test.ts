import { describe, expect, it } from "vitest";
import type { ChangeSummary, LeafChange } from "../model/report.ts";
import { exampleFinding } from "../model/testing/finding.ts";
import { changeGroups } from "./change-groups.ts";
import { changeText, touched } from "./change-text.ts";

const plain = { text: (text: string) => text, code: (text: string) => text };

function change(leaves: readonly LeafChange[], given: Partial<ChangeSummary> = {}): ChangeSummary {
  return {
    rootKey: "manifests:k8s",
    address: "apps/Deployment/a/b",
    type: "apps/Deployment",
    action: "update",
    environment: "production",
    owner: ["payments"],
    location: { path: "a.yaml", startLine: 1, endLine: 9 },
    leaves,
    ...given,
  };
}

const container = (name: string) => `spec.template.spec.containers[name=${name}]`;

describe("a change in words", () => {
  it.each<[string, readonly LeafChange[], string]>([
    ["a value that people name", [{ path: "spec.replicas", before: 1, after: 2 }], "replicas 1 → 2"],
    ["a value that is new", [{ path: "spec.paused", before: null, after: true }], "paused true (new)"],
    [
      "a value that goes",
      [{ path: "metadata.labels.team", before: "a", after: null }],
      "label team a removed",
    ],
    [
      "a secret, without its value",
      [{ path: "data.password", before: { $secret: {} }, after: { $secret: {} } }],
      "data.password changed (secret)",
    ],
    [
      "which container, where there are several",
      [
        { path: `${container("api")}.image`, before: "a:1", after: "a:2" },
        { path: `${container("proxy")}.resources.requests.cpu`, before: "1", after: "2" },
      ],
      "api: image a:1 → a:2, proxy: CPU request 1 → 2",
    ],
    [
      "two long texts from where they part",
      [{ path: "policy", before: `${"x".repeat(300)}GetObject`, after: `${"x".repeat(300)}*` }],
      "policy …xxxxxxxxxxxxGetObject → …xxxxxxxxxxxx*",
    ],
    [
      "two long texts that differ from the start as they are",
      [{ path: "policy", before: `a${"x".repeat(60)}`, after: "b" }],
      `policy a${"x".repeat(58)}… → b`,
    ],
    [
      "the same thing in two places once",
      [
        { path: "x-defaults.resources.limits.memory", before: "2Gi", after: "4Gi" },
        { path: `${container("api")}.resources.limits.memory`, before: "2Gi", after: "4Gi" },
      ],
      "memory limit 2Gi → 4Gi",
    ],
    [
      "environment variables by their names, without what they hold",
      [
        { path: `${container("api")}.env[name=LOG_LEVEL].value`, before: "info", after: "debug" },
        {
          path: `${container("api")}.env[name=REGION]`,
          before: null,
          after: { name: "REGION", value: "eu" },
        },
        { path: `${container("api")}.image`, before: "a:1", after: "a:2" },
        { path: `${container("api")}.env[name=OLD]`, before: { name: "OLD", value: "x" }, after: null },
      ],
      "environment variables (LOG_LEVEL, REGION added, OLD removed), image a:1 → a:2",
    ],
    [
      "a variable that is told in parts once",
      [
        { path: `${container("api")}.env[name=DB].name`, before: null, after: "DB" },
        { path: `${container("api")}.env[name=DB].valueFrom.secretKeyRef.key`, before: null, after: "db" },
        { path: `${container("api")}.env[name=URL].value`, before: "x", after: null },
        { path: `${container("api")}.env[name=URL].valueFrom.secretKeyRef.key`, before: null, after: "url" },
      ],
      "environment variables (DB added, URL)",
    ],
    [
      "variables of a task of ECS",
      [
        { path: "container_definitions[name=api].environment[name=MODE].value", before: "a", after: "b" },
        { path: "container_definitions[name=api].secrets[name=KEY].valueFrom", before: "a", after: "b" },
      ],
      "environment variables (MODE, KEY)",
    ],
    ["nothing to show", [], "changed"],
  ])("names %s", (_, leaves, text) => {
    expect(changeText(change(leaves), "en", plain)).toBe(text);
  });

  it("names keys of a ConfigMap, in its own words, and counts what is too much", () => {
    const leaves = [
      { path: 'data["application.yaml"]', before: "secret: a", after: "secret: b" },
      ...Array.from({ length: 9 }, (_, index) => ({ path: `data.K${index}`, before: null, after: "v" })),
    ];
    const map = change(leaves, { type: "core/ConfigMap" });
    expect(changeText(map, "en", plain)).toMatch(
      /^keys \(application.yaml, K0 added, .*K6 added, 2 more values\)$/,
    );
    expect(changeText(map, "ja", plain)).toMatch(/^キー（application.yaml、K0 追加、.*ほか 2 項目）$/);
    expect(changeText(change(leaves.slice(0, 1)), "en", plain)).toContain("secret: a → secret: b");
  });

  it("counts what it leaves out, and what was left out before", () => {
    const leaves = Array.from({ length: 6 }, (_, index) => ({ path: `a${index}`, before: 0, after: 1 }));
    expect(changeText(change(leaves, { leavesOmitted: 10 }), "ja", plain)).toContain("、ほか 12 項目");
  });

  it("says what happens to the whole resource, with the values where it stays", () => {
    const leaves = [{ path: "name", before: "a", after: "b" }];
    expect(changeText(change(leaves, { action: "replace" }), "en", plain)).toBe(
      "destroyed and created again, name a → b",
    );
    expect(changeText(change(leaves, { action: "create" }), "en", plain)).toBe("created");
    expect(changeText(change(leaves, { action: "unknown" }), "en", plain)).toBe(
      "what happens to it cannot be told",
    );
  });

  it("groups the same change in many resources, and leaves out what does not change", () => {
    const leaves = [{ path: "spec.replicas", before: 1, after: 2 }];
    const changes = [
      change(leaves),
      change(leaves, { address: "apps/Deployment/a/c" }),
      change([], { action: "no-op" }),
    ];
    expect(changeGroups(changes, []).map(({ count }) => count)).toEqual([2]);
  });

  it("puts first what people are asked about, then what is gone, then what differs, then what is new", () => {
    const found = exampleFinding({ rootKey: change([]).rootKey, address: "found", enforcement: "review" });
    const changes = [
      change([], { action: "create", address: "new", type: "core/Service" }),
      change([], { action: "update", address: "different" }),
      change([], { action: "delete", address: "gone" }),
      change([], { action: "create", address: "found" }),
    ];
    const addresses = changeGroups(changes, [found]).map(({ first }) => first.address);
    expect(addresses).toEqual(["found", "gone", "different", "new"]);
  });

  it("takes things that are made anew for the same, because their values are not shown", () => {
    const made = (name: string) =>
      change([{ path: "metadata.name", before: null, after: name }], { action: "create", address: name });
    expect(changeGroups([made("a"), made("b")], []).map(({ count }) => count)).toEqual([2]);
  });

  it("names a few of many tenants", () => {
    const changes = ["d", "a", "c", "b"].map((owner) => change([], { owner: [owner] }));
    expect(touched(changes, "en")).toEqual(["a, b, c, … (4)", "production"]);
  });
});
