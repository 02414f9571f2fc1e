import { describe, expect, test } from "vitest";
import type { AutomationLine, VersionLevel } from "../../model/configuration.ts";
import type { ChangeSummary, LeafChange } from "../../model/report.ts";
import { automationAllows } from "./allows.ts";
import { versionStep } from "./version-step.ts";

const everything: Pick<AutomationLine, "mayChange" | "upTo"> = {
  mayChange: ["image", "chartVersion", "providerVersion", "moduleVersion"],
  upTo: "minor",
};
const image = "spec.template.spec.containers[name=api].image";

function change(
  type: string,
  leaves: readonly LeafChange[],
  over: Partial<ChangeSummary> = {},
): ChangeSummary {
  return {
    rootKey: "manifests:k8s",
    address: "a",
    type,
    action: "update",
    environment: "production",
    owner: [],
    location: { path: "p", startLine: 1, endLine: 1 },
    leaves,
    ...over,
  };
}

const deployment = (before: LeafChange["before"], after: LeafChange["after"], path = image) =>
  change("apps/Deployment", [{ path, before, after }]);

describe("how large a step is", () => {
  test.each<[string, string, VersionLevel | null]>([
    ["1.2.3", "1.2.4", "patch"],
    ["1.2.3", "1.3.0", "minor"],
    ["v1.2.3", "v2.0.0", "major"],
    ["1.9", "1.10", "minor"],
    ["15", "16", "major"],
    ["~> 5.1.0", "~> 5.2.0", "minor"],
    [">= 1.5", ">= 1.6", "minor"],
    ["1.2.3-alpine", "1.2.4-alpine", "patch"],
    ["1.2.3-alpine", "1.2.4-debian", null],
    ["1.2.3", "1.2.4-rc1", null],
    ["1.2.3", "1.2.2", null],
    ["1.2.3", "1.2.3", null],
    ["1.2", "1.2.1", null],
    ["~> 5.1.0", ">= 5.1.1", null],
    [">= 5.0, < 6.0", ">= 5.1, < 6.0", null],
    ["main", "main2", null],
    ["1a2b3c4", "2b3c4d5", null],
    ["20260101120000", "20260201120000", null],
    ["", "1.0.0", null],
  ])("%j to %j: %s", (before, after, step) => {
    expect(versionStep(before, after)).toBe(step);
  });
});

describe("an automation may change", () => {
  test.each<[string, ChangeSummary, Partial<AutomationLine>, boolean]>([
    ["the tag of an image", deployment("r.example/x:1.0.0", "r.example/x:1.1.0"), {}, true],
    ["of an init container", deployment("x:1.0.0", "x:1.0.1", "spec.initContainers[name=i].image"), {}, true],
    ["its digest with it", deployment("x:1.0.0@sha256:a", "x:1.0.1@sha256:b"), {}, true],
    ["its digest alone", deployment("x:latest@sha256:a", "x:latest@sha256:b"), {}, true],
    ["a port in the registry is no tag", deployment("r:5000/x:1.0.0", "r:5000/x:1.1.0"), {}, true],
    ["no larger step", deployment("x:1.0.0", "x:2.0.0"), {}, false],
    ["a larger step where that is allowed", deployment("x:1.0.0", "x:2.0.0"), { upTo: "major" }, true],
    ["no tag that is no version", deployment("x:main-1", "x:main-2"), {}, false],
    ["any tag where no step is named", deployment("x:main-1", "x:main-2"), { upTo: null }, true],
    ["no other image", deployment("x:1.0.0", "y:1.0.1"), { upTo: null }, false],
    ["no other registry", deployment("r.example/x:1.0.0", "r.evil/x:1.0.1"), { upTo: null }, false],
    ["no pin away", deployment("x:1.0.0@sha256:a", "x:1.0.1"), {}, false],
    ["nothing that is unknown", deployment("x:1.0.0", { $unknown: true }), { upTo: null }, false],
    ["nothing that is new", deployment(null, "x:1.0.0"), { upTo: null }, false],
    [
      "no image that is called so elsewhere",
      deployment("x:1.0.0", "x:1.0.1", "metadata.labels.image"),
      {},
      false,
    ],
    [
      "no image where it may change none",
      deployment("x:1.0.0", "x:1.0.1"),
      { mayChange: ["chartVersion"] },
      false,
    ],
    [
      "no other value beside",
      change("apps/Deployment", [
        { path: image, before: "x:1.0.0", after: "x:1.0.1" },
        { path: "spec.replicas", before: 1, after: 2 },
      ]),
      {},
      false,
    ],
    [
      "nothing of which a part is not told",
      change("apps/Deployment", [{ path: image, before: "x:1.0.0", after: "x:1.0.1" }], { leavesOmitted: 1 }),
      {},
      false,
    ],
    ["nothing that is not told at all", change("apps/Deployment", []), {}, false],
    [
      "no creation",
      change("apps/Deployment", [{ path: image, before: "x:1.0.0", after: "x:1.0.1" }], { action: "create" }),
      {},
      false,
    ],
    [
      "a chart of Argo CD",
      change("argoproj.io/Application", [
        { path: "spec.source.targetRevision", before: "1.0.0", after: "1.1.0" },
      ]),
      {},
      true,
    ],
    [
      "no branch instead of it",
      change("argoproj.io/Application", [
        { path: "spec.source.targetRevision", before: "1.0.0", after: "evil" },
      ]),
      { upTo: null },
      false,
    ],
    [
      "a chart of Flux",
      change("helm.toolkit.fluxcd.io/HelmRelease", [
        { path: "spec.chart.spec.version", before: "1.0.0", after: "1.0.1" },
      ]),
      {},
      true,
    ],
    [
      "a chart in Terraform",
      change("helm_release", [{ path: "version", before: "1.0.0", after: "1.0.1" }]),
      {},
      true,
    ],
    [
      "no version of something else",
      change("aws_db_instance", [{ path: "version", before: "1.0.0", after: "1.0.1" }]),
      {},
      false,
    ],
    [
      "a module of the registry",
      change("module", [{ path: "version", before: "5.1.0", after: "5.2.0" }]),
      {},
      true,
    ],
    [
      "a module of git",
      change("module", [
        { path: "source", before: "github.com/a/m?ref=v1.0.0", after: "github.com/a/m?ref=v1.1.0" },
      ]),
      {},
      true,
    ],
    [
      "no other module",
      change("module", [
        { path: "source", before: "github.com/a/m?ref=v1.0.0", after: "github.com/b/m?ref=v1.1.0" },
      ]),
      {},
      false,
    ],
    [
      "no commit of a module",
      change("module", [
        { path: "source", before: "github.com/a/m?ref=v1.0.0", after: "github.com/a/m?ref=0123abc" },
      ]),
      { upTo: null },
      false,
    ],
    [
      "a provider",
      change("terraform", [
        { path: "required_providers[0].aws.version", before: "~> 5.1.0", after: "~> 5.2.0" },
      ]),
      {},
      true,
    ],
    [
      "no source of a provider",
      change("terraform", [{ path: "required_providers[0].aws.source", before: "1.0.0", after: "1.1.0" }]),
      {},
      false,
    ],
  ])("%s", (_, changed, over, expected) => {
    expect(automationAllows({ ...everything, ...over }, [changed], [])).toBe(expected);
  });

  test("nothing where nothing is told, and nothing beside one change that is allowed", () => {
    const allowed = deployment("x:1.0.0", "x:1.0.1");
    const other = deployment("x:1.0.0", "y:1.0.1");
    expect(automationAllows(everything, [], [])).toBe(false);
    expect(automationAllows(everything, [allowed, other], [])).toBe(false);
    expect(automationAllows(everything, [allowed], [{ rootKey: "manifests:k8s", address: "a" }])).toBe(true);
    expect(
      automationAllows(everything, [allowed], [{ rootKey: "repository:.", address: ".github/sekisho.yml" }]),
    ).toBe(false);
  });
});
