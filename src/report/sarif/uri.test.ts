import { describe, expect, it } from "vitest";
import { fc } from "../../../test/fast-check.ts";
import { pathUri } from "./uri.ts";

describe("a path as URI", () => {
  it.each([
    ["k8s/api.yaml", "k8s/api.yaml"],
    ["a b/日本.yaml", "a%20b/%E6%97%A5%E6%9C%AC.yaml"],
    ["a:b#c?d%e", "a%3Ab%23c%3Fd%25e"],
    ["line\nend'(1)", "line%0Aend%27%281%29"],
    ["lone\uD800", "lone%EF%BF%BD"],
  ])("writes %j as %s", (path, uri) => {
    expect(pathUri(path)).toBe(uri);
  });

  it("decodes to the same path, and is a relative reference", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (path) => {
        const uri = pathUri(path);
        expect(uri).toMatch(/^[A-Za-z0-9/%._~-]*$/);
        expect(uri.split("/").map(decodeURIComponent).join("/")).toBe(path.toWellFormed());
      }),
    );
  });
});
