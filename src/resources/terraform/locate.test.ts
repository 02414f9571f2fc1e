import { describe, expect, it } from "vitest";
import type { ObjectPath } from "../../model/json.ts";
import type { EngineResource } from "./engine-output.ts";
import { locator } from "./locate.ts";

const files = ["main.tf", "variables.tf", "modules/m/main.tf"];

function locate(resource: Partial<EngineResource>, path: ObjectPath) {
  return locator(files, {
    address: "a_b.c",
    type: "a_b",
    values: {},
    unknown: {},
    sensitive: [],
    ranges: {},
    sources: {},
    range: [0, 1, 1, 9, 2],
    calls: [],
    ...resource,
  })(path);
}

describe("a value that is only referred to", () => {
  const ranges: EngineResource["ranges"] = { "/v": [0, 2, 3, 2, 12], "/map/a": [0, 5, 5, 5, 20] };
  const sources: EngineResource["sources"] = {
    "/v": [1, 4, 3, 4, 30],
    "/v/1": [1, 4, 20, 4, 23],
    "/map": [1, 8, 3, 12, 4],
  };

  it("is where it is written, and its use is the origin", () => {
    expect(locate({ ranges, sources }, ["v"])).toEqual({
      path: "variables.tf",
      startLine: 4,
      endLine: 4,
      startColumn: 3,
      endColumn: 29,
      origin: { kind: "reference", path: "main.tf", line: 2, exact: true },
    });
  });

  it.each<[string, ObjectPath, number]>([
    ["an element of it", ["v", 1], 20],
    ["an element that has no place of its own", ["v", 0], 3],
  ])("is %s", (_, path, startColumn) => {
    expect(locate({ ranges, sources }, path)).toMatchObject({ startColumn, origin: { line: 2 } });
  });

  it("is where a part of it has a place of its own", () => {
    const place = locate({ ranges, sources }, ["map", "a"]);
    expect(place).toMatchObject({ path: "main.tf", startLine: 5 });
    expect(place).not.toHaveProperty("origin");
  });

  it("has no origin on the very same line", () => {
    const place = locate({ ranges, sources: { "/v": [0, 2, 8, 2, 12] } }, ["v"]);
    expect(place).toMatchObject({ startColumn: 8 });
    expect(place).not.toHaveProperty("origin");
  });

  it("remembers the call of the module in which it is used", () => {
    const used: EngineResource["ranges"] = { "/v": [2, 7, 1, 7, 9] };
    expect(locate({ ranges: used, sources, calls: [[0, 3, 1, 6, 2]] }, ["v"]).origin).toEqual({
      kind: "reference",
      path: "modules/m/main.tf",
      line: 7,
      exact: true,
      call: { path: "main.tf", line: 3 },
    });
  });

  it("leaves the resource as a whole where it is", () => {
    expect(locate({ ranges, sources }, [])).toEqual({ path: "main.tf", startLine: 1, endLine: 9 });
  });

  it("is not looked for among the properties that every object has", () => {
    expect(locate({ ranges, sources }, ["__proto__"])).toMatchObject({ path: "main.tf", startLine: 1 });
  });
});
