import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { engineMemoryPagesMax } from "../src/engines/engine-limits.ts";
import { loadEngine } from "../src/engines/engine-loader.ts";
import { reexportingModule } from "../src/engines/testing/wasm-module.ts";
import { buildEngine, checkEngine, writeEngine } from "./build-engines.ts";
import { engineNames, goSum, sourceDigest } from "./engine-source.ts";
import { type GoToolchain, ModulesUnreachable } from "./go-toolchain.ts";

let enginesDir: string;

/** Makes a module of as many pages as its source says. */
function toolchain(version: string | null, pages = 2): GoToolchain {
  return {
    version: () => version,
    build: (_, output) => writeFileSync(output, reexportingModule([], pages)),
    modules: () => ["b.org/y@v2.0.0", "", "sekisho/engines/abi@v0.0.0", "a.org/x@v1.0.0", "a.org/x@v1.0.0"],
    command: "go build",
  };
}

const go = toolchain("go1.26.8");

function source(path: string, text: string): void {
  mkdirSync(join(enginesDir, path, ".."), { recursive: true });
  writeFileSync(join(enginesDir, path), text);
}

beforeEach(() => {
  enginesDir = mkdtempSync(join(tmpdir(), "build-engines-"));
  source("abi/go.mod", "module abi");
  source("abi/abi.go", "package abi");
  source("opa/go.mod", "module opa");
  source(
    "opa/go.sum",
    "a.org/x v1.0.0 h1:aaa=\na.org/x v1.0.0/go.mod h1:bbb=\nb.org/y v2.0.0 h1:ccc=\nc.org/z v1.0.0 h1:d=\n",
  );
  source("opa/main.go", "package main");
  writeEngine(enginesDir, buildEngine(enginesDir, "opa", go));
});

afterEach(() => rmSync(enginesDir, { recursive: true }));

describe("building an engine", () => {
  test("writes its memory maximum into it, and what it was built from beside it", async () => {
    const { manifest } = buildEngine(enginesDir, "opa", go);
    expect(manifest).toMatchObject({
      name: "opa",
      memoryPagesMax: engineMemoryPagesMax["opa"],
      go: "go1.26.8",
      modules: { "a.org/x@v1.0.0": "h1:aaa=", "b.org/y@v2.0.0": "h1:ccc=" },
    });
    const loaded = await loadEngine("opa", { distDir: join(enginesDir, "dist"), cacheDir: null });
    expect(loaded.digest).toBe(manifest.sha256);
  });

  test("refuses an engine without a memory maximum", () => {
    source("bomb/go.mod", "module bomb");
    expect(() => buildEngine(enginesDir, "bomb", go)).toThrow("engine-limits.ts names no memory for bomb");
  });
});

describe("checking an engine", () => {
  test("finds nothing where a rebuild gives the same bytes", () => {
    const check = checkEngine(enginesDir, "opa", go);
    expect(check).toMatchObject({ problems: [], note: expect.stringContaining("rebuilt with go1.26.8") });
  });

  test("finds a rebuild that gives other bytes", () => {
    const { problems } = checkEngine(enginesDir, "opa", toolchain("go1.26.8", 3));
    expect(problems).toEqual([expect.stringContaining("a rebuild gives")]);
  });

  test.each([
    [null, "Go is not installed"],
    ["go1.27.0", "this is go1.27.0, and it was built with go1.26.8"],
  ])("says that the rebuild was skipped with Go %s, and still compares", (version, why) => {
    source("opa/more.go", "package main");
    const { problems, note } = checkEngine(enginesDir, "opa", toolchain(version));
    expect(note).toContain(`rebuild skipped, because ${why}`);
    expect(problems).toEqual([expect.stringContaining("the Go source has changed")]);
  });

  test("says that the rebuild was skipped where modules cannot be fetched, and fails where the source does not compile", () => {
    const ending = (error: Error): GoToolchain => ({
      ...go,
      build: () => {
        throw error;
      },
    });
    const { problems, note } = checkEngine(enginesDir, "opa", ending(new ModulesUnreachable("dial tcp")));
    expect([problems, note]).toEqual([[], expect.stringContaining("because its modules cannot be fetched")]);
    const broken = ending(new Error("syntax error"));
    expect(() => checkEngine(enginesDir, "opa", broken)).toThrow("syntax error");
  });

  test("finds a committed module that is not the manifest's", () => {
    writeFileSync(join(enginesDir, "dist/opa.wasm.zst"), zstdCompressSync(reexportingModule([], 2)));
    const { problems } = checkEngine(enginesDir, "opa", toolchain(null));
    expect(problems).toEqual([
      expect.stringContaining("the committed module is not the one of its manifest"),
    ]);
  });

  test("finds an engine that was never built", () => {
    expect(checkEngine(enginesDir, "helm", go).problems).toEqual(["helm: engines/dist/helm.json is missing"]);
  });
});

describe("the source of an engine", () => {
  test("is its own Go files and those of the shared ABI, without tests and notes", () => {
    const before = sourceDigest(enginesDir, "opa");
    source("opa/main_test.go", "package main");
    source("opa/README.md", "text");
    source("opa/internal/testdata/case.go", "package x");
    source("terraform/main.go", "package main");
    expect(sourceDigest(enginesDir, "opa")).toBe(before);
    source("opa/internal/more.go", "package internal");
    const after = sourceDigest(enginesDir, "opa");
    expect(after).not.toBe(before);
    source("abi/abi.go", "package abi // changed");
    expect(sourceDigest(enginesDir, "opa")).not.toBe(after);
  });

  test("stands in every folder with a go.mod but the shared one", () => {
    source("helm/go.mod", "module helm");
    expect(engineNames(enginesDir)).toEqual(["helm", "opa"]);
  });

  test("names the sums of used modules only", () => {
    expect(goSum("a v1 h1:x\nb v1 h1:y\n\n", ["b@v1", "none@v2"])).toEqual({ "b@v1": "h1:y" });
  });
});
