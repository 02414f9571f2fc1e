import { describe, expect, it } from "vitest";
import type { Fix } from "../model/finding.ts";
import { fixDiff, fixSentence, shortPath, withoutPodPath } from "./fix-text.ts";

const set = (key: string, value: NonNullable<Fix["value"]>): Fix => ({
  op: "replace",
  path: ["spec", key],
  value,
});

describe("the lines of a repair", () => {
  it.each([
    ["a YAML scalar", set("memory", "8Gi"), "  memory: 16Gi", "  memory: 8Gi"],
    ["a quoted key", set("memory", "8Gi"), '  "memory": "16Gi"', '  "memory": 8Gi'],
    ["the first key of a list element", set("memory", "8Gi"), "  - memory: 16Gi", "  - memory: 8Gi"],
    ["a comment, which stays", set("memory", "8Gi"), "  memory: 16Gi # peak", "  memory: 8Gi # peak"],
    ["text that YAML would read as something else", set("flag", "yes"), "  flag: no", '  flag: "yes"'],
    ["a number", set("replicas", 3), "replicas: 12", "replicas: 3"],
    [
      "an HCL argument",
      set("publicly_accessible", false),
      "  publicly_accessible = true",
      "  publicly_accessible = false",
    ],
    ["HCL text", set("class", "db.t3.small"), '  class = "db.r5.large"', '  class = "db.t3.small"'],
  ])("replace %s", (_, fix, before, after) => {
    expect(fixDiff(fix, [before])).toEqual({ before, after });
  });

  it("take a line away", () => {
    expect(fixDiff({ op: "remove", path: ["hostNetwork"] }, ["  hostNetwork: true"])).toEqual({
      before: "  hostNetwork: true",
      after: null,
    });
  });

  it.each([
    ["another key stands on the line", set("memory", "8Gi"), ["  cpu: 1"]],
    ["the value is a block or flow", set("memory", "8Gi"), ["  memory: {a: 1}"]],
    ["the value is an anchor or alias", set("memory", "8Gi"), ["  memory: *big"]],
    ["the value has several lines", set("memory", "8Gi"), ["  memory: |", "    16Gi"]],
    ["the value is an HCL expression", set("class", "a"), ['  class = var.small ? "a" : "b"']],
    ["something is added", { op: "add", path: ["a"], value: 1 } satisfies Fix, ["b: 1"]],
    ["the new value is an object", set("memory", { a: 1 }), ["  memory: 16Gi"]],
    [
      "a list element would lose its first key",
      { op: "remove", path: ["name"] } satisfies Fix,
      ["  - name: a"],
    ],
    ["nothing is there to see", set("memory", "8Gi"), []],
  ])("are not guessed where %s", (_, fix, lines) => {
    expect(fixDiff(fix, lines)).toBeNull();
  });
});

describe("a repair in words", () => {
  it("names the key below the list element that the line points at", () => {
    expect(shortPath(["spec", "template", "spec", "containers", 0, "resources", "limits", "memory"])).toBe(
      "resources.limits.memory",
    );
    expect(shortPath(["spec", "template", "spec", "hostNetwork"])).toBe("hostNetwork");
    expect(shortPath(["rules", 0])).toBe("rules[0]");
    expect(withoutPodPath("spec.jobTemplate.spec.template.spec.hostPID")).toBe("hostPID");
  });

  it("is one sentence in each language", () => {
    const plain = (text: string) => text;
    expect(fixSentence(set("replicas", 3), null, "en", plain)).toBe("Set replicas to 3");
    expect(fixSentence({ op: "add", path: ["a"], value: {} }, "Pod x", "en", plain)).toBe("Add a to Pod x");
    expect(fixSentence({ op: "remove", path: ["a"] }, "Pod x", "ja", plain)).toBe(
      "Pod x の a を削除してください",
    );
  });
});
