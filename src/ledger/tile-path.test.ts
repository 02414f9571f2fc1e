import { describe, expect, it } from "vitest";
import { parseTilePath, tilePath } from "./tile-path.ts";

describe("paths of tiles", () => {
  // The first is the example of c2sp.org/tlog-tiles.
  it.each([
    ["tile/0/x001/x234/067", { level: 0, index: 1_234_067, width: 256 }],
    ["tile/0/000", { level: 0, index: 0, width: 256 }],
    ["tile/2/000.p/1", { level: 2, index: 0, width: 1 }],
    ["tile/63/999.p/255", { level: 63, index: 999, width: 255 }],
    ["tile/0/x001/000", { level: 0, index: 1000, width: 256 }],
    ["tile/entries/x001/234.p/17", { level: "entries", index: 1234, width: 17 }],
  ] as const)("reads %s and writes it again", (path, tile) => {
    expect(parseTilePath(path)).toEqual(tile);
    expect(tilePath(tile)).toBe(path);
  });

  it.each([
    "tile/00/000",
    "tile/64/000",
    "tile/-1/000",
    "tile/0/0",
    "tile/0/0000",
    "tile/0/x000/001",
    "tile/0/001/000",
    "tile/0/x001",
    "tile/0/000.p/0",
    "tile/0/000.p/01",
    "tile/0/000.p/256",
    "tile/0/000.p",
    "tile/0/000/",
    "tile/data/000",
    "tile/0/../0/000",
    "tile/0/%30%30%30",
    "tile/0/x999/x999/x999/x999/x999/999",
    `tile/0/${"x001/".repeat(1000)}000`,
    "",
  ])("does not take %s for one", (path) => {
    expect(parseTilePath(path)).toBeNull();
  });
});
