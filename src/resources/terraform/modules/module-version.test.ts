import { describe, expect, it } from "vitest";
import { versionInSource, versionsMeet } from "./module-version.ts";

describe("the versions of a call and those of an adapter", () => {
  it.each([
    ["6.1.0", ">= 5.0, < 7.0", true],
    ["7.0.0", ">= 5.0, < 7.0", false],
    ["= 4.9.9", ">= 5.0", false],
    ["~> 6.0", ">= 5.0, < 7.0", true],
    ["~> 4.0", ">= 5.0, < 7.0", false],
    ["~> 5.1.2", ">= 5.2", false],
    ["~> 5.1", ">= 5.2", true],
    [">= 3.0", ">= 5.0, < 7.0", true],
    ["< 5.0", ">= 5.0", false],
    ["<= 5.0", ">= 5.0", true],
    ["> 6.9.9", "< 7.0", true],
    ["> 7.0", "< 7.0", false],
    ["!= 5.0.0", ">= 5.0", true],
    ["6.0.0-beta1", ">= 5.0", true],
    ["v6.1", ">= 6.1", true],
    ["main", ">= 5.0", true],
    [null, ">= 5.0", true],
    ["1.0.0", null, true],
  ])("%s and %s meet: %s", (called, described, meet) => {
    expect(versionsMeet(called, described)).toBe(meet);
  });

  it.each([
    ["git::https://x/y.git?ref=v1.2.3", "1.2.3"],
    ["github.com/x/y?ref=1.2", "1.2"],
    ["github.com/x/y?depth=1&ref=tags/0.2.4", "0.2.4"],
    ["github.com/x/y?ref=main", null],
    ["github.com/x/y?ref=1a2b3c4", null],
    ["x/y/aws", null],
  ])("of %s is %s", (source, version) => {
    expect(versionInSource(source)).toBe(version);
  });
});
