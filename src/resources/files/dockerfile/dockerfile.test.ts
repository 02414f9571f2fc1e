// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the formats have expressions of their own.
import { describe, expect, test } from "vitest";
import { lineOf, onlyResource, readFiles } from "../testing/read-files.ts";

const dockerfile = (text: string) => onlyResource({ Dockerfile: text });

describe("the stages of a Dockerfile", () => {
  test("know their base, their user and their variables", () => {
    const { object } = dockerfile(
      'ARG V=24\nFROM --platform=linux/amd64 node:$V AS Build\nUSER app\nENV A=1 B="two words"\nEXPOSE 80 443/udp\nFROM build\nRUN echo hi\n',
    );
    expect(object).toEqual({
      args: [{ name: "V", value: "24" }],
      stages: [
        {
          name: "build",
          from: "node:$V",
          platform: "linux/amd64",
          image: "node:24",
          user: "app",
          env: { A: "1", B: "two words" },
          expose: ["80", "443/udp"],
        },
        { from: "build", base: 0, steps: [{ instruction: "RUN", text: "echo hi" }] },
      ],
      final: { user: "app", image: "node:24" },
    });
  });

  test.each([
    ["a default where nothing is set", "ARG V\nFROM a:${V:-1}\n", "a:1"],
    ["another where something is", "ARG V=2\nFROM a${V:+:set}\n", "a:set"],
    ["an escaped dollar", "FROM a:\\$V\n", "a:$V"],
  ])("fill in %s", (_, text, image) => {
    expect(dockerfile(text).object).toMatchObject({ final: { image } });
  });

  test("say what is known at the build alone", () => {
    const resource = dockerfile("ARG V\nFROM a:$V\nARG U\nUSER $U\n");
    expect([...resource.unknown.keys()].toSorted()).toEqual([
      "/final/image",
      "/final/user",
      "/stages/0/image",
      "/stages/0/user",
    ]);
    expect(resource.object).toMatchObject({ final: {} });
  });

  test("scratch is no image, and what is added from the web is named", () => {
    const { object } = dockerfile("FROM scratch\nADD https://example.com/a.tgz b /x/\n");
    expect(object).toMatchObject({
      stages: [{ from: "scratch", steps: [{ instruction: "ADD", urls: ["https://example.com/a.tgz"] }] }],
      final: {},
    });
  });

  test("the last USER counts", () => {
    expect(dockerfile("FROM a:1\nUSER root\nUSER 1000\n").object).toMatchObject({ final: { user: "1000" } });
  });
});

describe("the grammar of a Dockerfile", () => {
  test("here-documents, continued lines, comments within them and another escape are followed", () => {
    const text = "# escape=`\nFROM a:1\nRUN one `\n# note\n  two\nRUN <<EOF\nUSER root\nEOF\nUSER app\n";
    const resource = dockerfile(text);
    expect(resource.object).toMatchObject({ final: { user: "app" } });
    expect(lineOf(resource, "stages", 0, "steps", 1)).toBe("Dockerfile:6");
    expect(lineOf(resource, "final", "user")).toBe("Dockerfile:9");
    expect(resource.locate(["stages", 0, "steps", 0])).toMatchObject({ startLine: 3, endLine: 5 });
  });

  test("what ONBUILD does is done by others", () => {
    const { object } = dockerfile("FROM a:1\nUSER app\nONBUILD USER root\n");
    expect(object).toMatchObject({ final: { user: "app" } });
  });

  test.each([
    ["an unknown instruction", "FROM a:1\nRUM x\n", 2, "no instruction begins like this"],
    ["nothing to build on", "ARG A\n", 1, "there is no FROM"],
    ["an instruction before it", "RUN x\nFROM a\n", 1, "FROM has to come first"],
  ])("%s is said, without a word of the file", (_, text, line, reason) => {
    const { resources, diagnostics } = readFiles({ Dockerfile: text });
    expect(resources).toEqual([]);
    expect(diagnostics).toMatchObject([{ messageId: "dockerfile_syntax", arguments: { line, reason } }]);
  });

  test("templates and other frontends are passed over", () => {
    expect(readFiles({ Dockerfile: "{% if x %}\nFROM a\n{% endif %}\n" }).notEvaluated).toMatchObject([
      { reason: "template" },
    ]);
    expect(
      readFiles({ Dockerfile: "# syntax=acme/frontend\nFROM a\nINCLUDE b\n" }).notEvaluated,
    ).toMatchObject([{ reason: "unsupported-format" }]);
  });

  test("what is large, or no text, is not read", () => {
    expect(readFiles({ Dockerfile: "x".repeat(2_000_000) }).diagnostics).toMatchObject([
      { messageId: "limit_exceeded", arguments: { limit: "dockerfileBytesMax", maximum: 1_048_576 } },
    ]);
    expect(readFiles({ Dockerfile: "FROM a\n".repeat(501) }).diagnostics).toMatchObject([
      { messageId: "limit_exceeded", arguments: { limit: "dockerfileStagesMax" } },
    ]);
    expect(readFiles({ Dockerfile: `FROM a\n${"RUN b\n".repeat(10_000)}` }).diagnostics).toMatchObject([
      { messageId: "limit_exceeded", arguments: { limit: "dockerfileInstructionsMax" } },
    ]);
    expect(readFiles({ Dockerfile: "FROM a\0" }).diagnostics).toMatchObject([{ messageId: "not_text" }]);
  });
});
