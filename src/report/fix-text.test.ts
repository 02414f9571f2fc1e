import { describe, expect, it } from "vitest";
import type { Fix } from "../model/finding.ts";
import { fixSentence, shortPath, withoutPodPath } from "./fix-text.ts";

const set = (key: string, value: NonNullable<Fix["value"]>): Fix => ({
  op: "replace",
  path: ["spec", key],
  value,
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
    expect(fixSentence({ op: "remove", path: ["add", 0] }, "Pod x", "en", plain)).toBeNull();
    expect(fixSentence({ op: "remove", path: ["a"] }, "Pod x", "ja", plain)).toBe(
      "Pod x の a を削除してください",
    );
  });
});
