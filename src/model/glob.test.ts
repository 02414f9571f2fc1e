import { describe, expect, test } from "vitest";
import { fc } from "../../test/fast-check.ts";
import {
  compileGlob,
  compileGlobs,
  globAlternativesMax,
  globLengthMax,
  globProblem,
  matchCaptures,
} from "./glob.ts";

describe("compileGlob", () => {
  test.each([
    ["*.tf", "main.tf"],
    ["**/*.tf", "main.tf"],
    ["**/*.tf", "a/b/.hidden.tf"],
    ["foo/**", "foo"],
    ["foo/**", "foo/bar/baz"],
    ["**/a/**/b", "x/a/a/q/b"],
    ["{dev,prod/{eu,us}}/x", "prod/us/x"],
    ["*.{yml,yaml}", "a.yaml"],
    ["[!a-c]?z", "xqz"],
    ["[^a-c]", "x"],
    ["./a/*", "a/b"],
    ["日本*", "日本語"],
    ["a\\*b", "a*b"],
    ["!a", "!a"],
    ["(a)+*", "(a)+b"],
    ["{a", "{a"],
    ["**", ""],
  ])("%s matches %s", (pattern, text) => {
    expect(compileGlob(pattern)(text)).toBe(true);
  });

  test.each([
    ["*.tf", "a/main.tf"],
    ["foo/**", "foobar"],
    ["*", ""],
    ["*", "a/b"],
    ["prod", "PROD"],
    ["prod", "prod2"],
    ["a.c", "abc"],
    ["(a)+", "aaa"],
    ["a|b", "a"],
    ["[!a-c]z", "az"],
    ["[z-a]", "b"],
    ["", ""],
  ])("%s does not match %s", (pattern, text) => {
    expect(compileGlob(pattern)(text)).toBe(false);
  });

  test("a list matches where any pattern does, and an empty list nothing", () => {
    expect(compileGlobs(["a/*", "b/*"])("b/c")).toBe(true);
    expect(compileGlobs([])("b/c")).toBe(false);
  });

  test("a text matches itself as a pattern once its special characters are escaped", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9._/ -]{1,40}$/), (text) => {
        fc.pre(!text.startsWith("./"));
        expect(compileGlob(text)(text)).toBe(true);
      }),
    );
  });

  test("answers for every pattern and text without an exception", () => {
    const parts = fc.array(
      fc.constantFrom("*", "**", "/", "?", "[", "]", "{", "}", ",", "a", "(", ")", "+", "\\"),
    );
    fc.assert(
      fc.property(parts, parts, (pattern, text) => {
        expect(typeof compileGlob(pattern.join(""))(text.join(""))).toBe("boolean");
      }),
    );
  });
});

describe("matchCaptures", () => {
  test.each([
    ["teams/{team}/**", "teams/pay/x/y", { team: "pay" }],
    ["{team}-{stage}", "pay-prod", { team: "pay", stage: "prod" }],
    ["{a}/{a}.yaml", "x/x.yaml", { a: "x" }],
    ["{a}-{a}", "x-x", { a: "x" }],
    ["plain", "plain", {}],
  ])("%s in %s", (pattern, text, expected) => {
    expect(matchCaptures(pattern, text)).toEqual(expected);
  });

  test.each([
    ["{a}/{a}.yaml", "x/y.yaml"],
    ["teams/{team}", "teams/a/b"],
    ["teams/{team}", "teams/"],
  ])("%s does not match %s", (pattern, text) => {
    expect(matchCaptures(pattern, text)).toBeNull();
  });
});

describe("limits", () => {
  test.each([
    ["", "empty"],
    ["a".repeat(globLengthMax + 1), "too_long"],
    ["{a,b}".repeat(Math.log2(globAlternativesMax) + 1), "too_many_alternatives"],
    ["*a*a*a*a*", "too_many_wildcards"],
  ])("%.20s has a problem and matches nothing", (pattern, problem) => {
    expect(globProblem(pattern)).toBe(problem);
    expect(compileGlob(pattern)(pattern)).toBe(false);
  });

  test("says nothing about a good pattern", () => {
    expect(globProblem("teams/{team}/**/*.{yml,yaml}")).toBeNull();
    expect(globProblem("{a,b}".repeat(Math.log2(globAlternativesMax)))).toBeNull();
  });

  test("a segment that is too long for its wildcards does not match", () => {
    expect(compileGlob("*a*b*c*")("abc")).toBe(true);
    expect(compileGlob("*a*b*c*")(`${"a".repeat(100)}bc`)).toBe(false);
    expect(compileGlob("*c")(`${"a".repeat(60_000)}c`)).toBe(true);
  });
});
