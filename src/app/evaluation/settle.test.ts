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

describe("the place of a value that is only referred to", () => {
  const written: Location = {
    path: "prod/variables.tf",
    startLine: 3,
    endLine: 3,
    origin: {
      kind: "reference",
      path: "modules/access/main.tf",
      line: 12,
      exact: true,
      call: { path: "prod/main.tf", line: 13 },
    },
  };
  const use = { kind: "reference", path: "modules/access/main.tf", line: 12, exact: true };

  it.each<[string, readonly string[] | null]>([
    ["in a scan", null],
    ["where it was written by the change", ["prod/variables.tf", "prod/main.tf"]],
    ["where nothing of it was changed", ["other.tf"]],
  ])("is where it is written %s", (_, touched) => {
    const place = placeInChange(written, touched === null ? null : new Set(touched));
    expect(place).toEqual({ ...written, origin: use });
  });

  it("is its use where the change touches that alone", () => {
    expect(placeInChange(written, new Set(["modules/access/main.tf", "prod/main.tf"]))).toEqual({
      path: "modules/access/main.tf",
      startLine: 12,
      endLine: 12,
      origin: { kind: "value", path: "prod/variables.tf", line: 3, exact: true },
    });
  });

  it("is the call where the change touches no more than that", () => {
    expect(placeInChange({ ...written, side: "base" }, new Set(["prod/main.tf"]))).toEqual({
      path: "prod/main.tf",
      startLine: 13,
      endLine: 13,
      side: "base",
      origin: { ...use, kind: "module" },
    });
  });
});
