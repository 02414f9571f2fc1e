import { homedir } from "node:os";
import { describe, expect, test } from "vitest";
import { readRuntimeEnvironment } from "./environment.ts";

describe("the cache directory", () => {
  test.each([
    ["is below the home", {}, `${homedir()}/.cache/sekisho`],
    ["follows XDG", { XDG_CACHE_HOME: "/c" }, "/c/sekisho"],
    ["ignores a relative XDG", { XDG_CACHE_HOME: "c" }, `${homedir()}/.cache/sekisho`],
    ["is what its own variable says", { SEKISHO_CACHE_DIR: "/own", XDG_CACHE_HOME: "/c" }, "/own"],
    ["ignores an empty variable", { SEKISHO_CACHE_DIR: "", XDG_CACHE_HOME: "/c" }, "/c/sekisho"],
  ])("%s", (_, variables, expected) => {
    expect(readRuntimeEnvironment(variables).cacheDirectory).toBe(expected);
  });
});

describe("colour", () => {
  test.each([
    [{}, "auto"],
    [{ NO_COLOR: "1" }, "never"],
    [{ NO_COLOR: "" }, "auto"],
    [{ FORCE_COLOR: "1" }, "always"],
    [{ FORCE_COLOR: "0" }, "never"],
    [{ NO_COLOR: "1", FORCE_COLOR: "1" }, "never"],
  ])("of %j is %s", (variables, expected) => {
    expect(readRuntimeEnvironment(variables).colour).toBe(expected);
  });
});

test.each([
  [{ CI: "true", COLUMNS: "120" }, true, 120],
  [{ CI: "false", COLUMNS: "wide" }, false, null],
  [{ CI: "", COLUMNS: "0" }, false, null],
])("a build server and a width: %j", (variables, continuousIntegration, columns) => {
  expect(readRuntimeEnvironment(variables)).toMatchObject({ continuousIntegration, columns });
});
