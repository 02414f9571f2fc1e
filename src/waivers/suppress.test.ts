import { describe, expect, test } from "vitest";
import type { Finding } from "../model/finding.ts";
import type { SettledSuppression } from "../model/suppression.ts";
import { exampleFinding } from "../model/testing/finding.ts";
import { applySuppressions, suppressedAgain } from "./index.ts";

const place = { rootKey: "manifests:k8s", address: "apps/Deployment/shop/api" };

function finding(over: Partial<Finding> = {}): Finding {
  return exampleFinding({ ruleId: "SEC-020", ...place, path: ["spec", "containers", 0, "image"], ...over });
}

function suppression(over: Partial<SettledSuppression> = {}): SettledSuppression {
  return {
    ruleId: "SEC-020",
    reason: "why",
    location: { path: "k8s/api.yaml", startLine: 3, endLine: 3 },
    effect: "counts",
    targets: [
      {
        ...place,
        path: ["spec", "containers", 0],
        namedPath: ["spec", "containers", "[name=api]"],
        stood: true,
      },
    ],
    ...over,
  };
}

const at = (path: readonly (string | number)[], stood = true) => ({
  targets: [{ ...place, path, namedPath: path, stood }],
});

describe("a suppression on a finding", () => {
  test.each<[string, Partial<SettledSuppression>, Partial<Finding>, string | null]>([
    ["that is within its place", {}, {}, "counts"],
    ["that is its place", at(["spec", "containers", 0, "image"]), {}, "counts"],
    ["of the whole object", at([]), {}, "counts"],
    ["beside its place", at(["spec", "containers", 1]), {}, null],
    ["above its place", at(["spec", "containers", 0, "image", "x"]), {}, null],
    ["of another object", {}, { address: "apps/Deployment/shop/web" }, null],
    ["of another root", {}, { rootKey: "manifests:other" }, null],
    ["of another rule", { ruleId: "SEC-021" }, {}, null],
    ["that it did not stand on before", at([], false), {}, "new"],
    ["with no effect", { effect: "no-reason" }, {}, "no-reason"],
    ["that is measured", {}, { measure: "3" }, "larger"],
    ["that stood before", {}, { status: "existing", baselineState: "unchanged" }, null],
    ["that somebody waived", {}, { status: "waived", waiverId: "W-1" }, null],
    ["that is gone", {}, { baselineState: "absent" }, null],
  ])("%s", (_, suppressionPart, findingPart, effect) => {
    const given = finding(findingPart);
    const [settled] = applySuppressions([given], [suppression(suppressionPart)], { compared: true });
    expect(settled?.suppression?.effect ?? null).toBe(effect);
    expect(settled?.status).toBe(effect === "counts" ? "waived" : given.status);
  });

  test("that is measured counts where nothing is compared", () => {
    const [settled] = applySuppressions([finding({ measure: "3" })], [suppression()], { compared: false });
    expect(settled?.status).toBe("waived");
  });

  test("of several the one that counts is named", () => {
    const given = [suppression({ effect: "no-reason", reason: "" }), suppression({ reason: "this one" })];
    const [settled] = applySuppressions([finding()], given, { compared: true });
    expect(settled?.suppression).toEqual({
      effect: "counts",
      reason: "this one",
      path: "k8s/api.yaml",
      line: 3,
    });
  });
});

describe("what was silenced once", () => {
  const silenced = finding({ suppression: { effect: "counts", reason: "why", path: "a", line: 1 } });
  test.each<[string, readonly string[], readonly string[], string]>([
    ["stays so where its rule is allowed", ["SEC-*"], [], "waived"],
    ["counts again where it is not", ["REL-*"], [], "active"],
    ["counts again where nobody may except it", ["SEC-*"], ["SEC-020"], "active"],
  ])("%s", (_, allowed, never, status) => {
    expect(suppressedAgain([silenced], { allowed, never })[0]?.status).toBe(status);
  });
});
