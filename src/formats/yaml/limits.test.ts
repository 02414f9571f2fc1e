import { describe, expect, test } from "vitest";
import { readYaml } from "./index.ts";
import { yamlAliasedValuesMax, yamlBytesMax, yamlDepthMax, yamlDocumentsMax } from "./limits.ts";

function first(text: string) {
  const file = readYaml(Buffer.from(text));
  return file.kind === "documents" ? file.documents[0] : file;
}

const bomb = [
  "a: &a [x,x,x,x,x,x,x,x,x]",
  ..."bcdefg"
    .split("")
    .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${"abcdef"[index]}`).join(",")}]`),
].join("\n");

describe("limits", () => {
  test.each([
    ["20,000 lists in each other", "[".repeat(20_000)],
    ["20,000 maps in each other", "{a: ".repeat(20_000)],
    ["20,000 lists on one line", "- ".repeat(20_000)],
    ["20,000 keys on one line", "? ".repeat(20_000)],
    [
      "blocks in each other",
      Array.from({ length: yamlDepthMax + 1 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
    ],
  ])("%s are too deep", (_, text) => {
    expect(first(text)).toMatchObject({ cause: "limit", detail: "yamlDepthMax" });
  });

  test("as deep as the limit is read", () => {
    const depth = yamlDepthMax - 2;
    expect(first("[".repeat(depth) + "]".repeat(depth))).toMatchObject({ kind: "value" });
  });

  test("aliases that multiply are refused", () => {
    expect(first(bomb)).toMatchObject({ cause: "limit", detail: "yamlAliasedValuesMax" });
  });

  test("merges that multiply are refused", () => {
    const keys = Array.from({ length: 1_000 }, (_, index) => `k${index}: 1`).join(",");
    const text = `a: &a {${keys}}\nl:\n${"- {<<: *a}\n".repeat(yamlAliasedValuesMax / 1_000)}`;
    expect(first(text)).toMatchObject({ cause: "limit", detail: "yamlAliasedValuesMax" });
  });

  test("many aliases of a little are read", () => {
    expect(first(`- &a x\n${"- *a\n".repeat(1_000)}`)).toMatchObject({ kind: "value" });
  });

  test("tokens without number are refused", () => {
    expect(first(`[${"1,".repeat(2_000_000)}]`)).toMatchObject({ cause: "limit", detail: "yamlTokensMax" });
  });

  test("a file that is too large is not read, however little it says", () => {
    expect(first(`a: ${"x".repeat(yamlBytesMax)}`)).toEqual({ kind: "limit", limit: "yamlBytesMax" });
    expect(first(`a: ${"x".repeat(yamlBytesMax - 3)}`)).toMatchObject({ kind: "value" });
  });

  test("too many documents are refused, with either separator", () => {
    expect(first("---\na\n".repeat(yamlDocumentsMax + 1))).toEqual({
      kind: "limit",
      limit: "yamlDocumentsMax",
    });
    expect(first("a\n...\n".repeat(yamlDocumentsMax + 1))).toMatchObject({ detail: "yamlDocumentsMax" });
  });

  test.each([
    ["binary", Buffer.from([0x61, 0, 0x62]), "binary"],
    ["UTF-16", Buffer.from("\ufeffa: 1", "utf16le"), "utf16"],
    ["Latin-1", Buffer.from([0x61, 0x3a, 0x20, 0xe9]), "not_utf8"],
  ])("%s is no text", (_, bytes, reason) => {
    expect(readYaml(bytes)).toEqual({ kind: "not-text", reason });
  });
});
