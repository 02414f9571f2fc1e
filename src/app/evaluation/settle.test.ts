import { describe, expect, it } from "vitest";
import type { Location } from "../../model/location.ts";
import { placeInChange } from "./settle.ts";

const inside: Location = {
  path: "modules/access/main.tf",
  startLine: 12,
  endLine: 12,
  startColumn: 7,
  endColumn: 33,
  origin: { kind: "module-call", path: "prod/main.tf", line: 13, exact: true },
};

describe("the place of a finding in a module", () => {
  it("is the call where the change touches the call and not the module", () => {
    expect(placeInChange(inside, new Set(["prod/main.tf"]))).toEqual({
      path: "prod/main.tf",
      startLine: 13,
      endLine: 13,
      origin: { kind: "module", path: "modules/access/main.tf", line: 12, exact: true },
    });
  });

  it("stays a place of the base where something went away", () => {
    expect(placeInChange({ ...inside, side: "base" }, new Set(["prod/main.tf"])).side).toBe("base");
  });

  it.each<[string, Location, ReadonlySet<string> | null]>([
    ["in a scan, where nothing is changed", inside, null],
    ["where the module itself is changed", inside, new Set(["modules/access/main.tf"])],
    ["where both are changed", inside, new Set(["modules/access/main.tf", "prod/main.tf"])],
    ["where neither is changed", inside, new Set(["prod/variables.tf"])],
    [
      "where the value came from something that is no call",
      { ...inside, origin: { kind: "values", path: "prod/main.tf", line: 13, exact: true } },
      new Set(["prod/main.tf"]),
    ],
    ["where it has no origin", { path: "a.tf", startLine: 1, endLine: 1 }, new Set(["b.tf"])],
  ])("is the line in the module %s", (_, location, touched) => {
    expect(placeInChange(location, touched)).toBe(location);
  });
});
