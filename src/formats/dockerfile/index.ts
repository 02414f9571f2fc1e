import type { Argument, Instruction, ModifiableInstruction, PropertyInstruction } from "dockerfile-ast";
import { dockerfileBytesMax, dockerfileInstructionsMax, dockerfileStagesMax } from "../limits.ts";
import { decodeText } from "../text.ts";
import { parseDockerfile } from "./load-parser.ts";

/** Lines 1-based and inclusive, as they are counted in the file. */
export interface DockerfileLines {
  readonly startLine: number;
  readonly endLine: number;
}

export interface DockerfilePair extends DockerfileLines {
  readonly name: string;
  /** Quotes taken away, variables left in; `null` where none is given (`ARG VERSION`). */
  readonly value: string | null;
}

export interface DockerfileInstruction extends DockerfileLines {
  /** In upper case: `FROM`. */
  readonly keyword: string;
  /** Arguments with continued lines joined; a here-document is part of it. */
  readonly text: string;
  /** Words behind the flags, variables left in. */
  readonly words: readonly string[];
  /** `--platform=…`, without the dashes. */
  readonly flags: readonly { readonly name: string; readonly value: string }[];
  /** Of ARG, ENV and LABEL. */
  readonly pairs: readonly DockerfilePair[];
}

export type DockerfileReading =
  | {
      readonly kind: "file";
      /** The frontend that `# syntax=` names. */
      readonly syntax: string | null;
      readonly instructions: readonly DockerfileInstruction[];
      readonly problem: { readonly line: number; readonly reason: string } | null;
    }
  | { readonly kind: "not-text"; readonly reason: "binary" | "utf16" | "not_utf8" }
  | {
      readonly kind: "limit";
      readonly limit: "dockerfileBytesMax" | "dockerfileInstructionsMax" | "dockerfileStagesMax";
    };

/** Reads a Dockerfile: parser directives, continued lines, here-documents. Never throws. */
export function readDockerfile(bytes: Uint8Array): DockerfileReading {
  if (bytes.length > dockerfileBytesMax) return { kind: "limit", limit: "dockerfileBytesMax" };
  const decoded = decodeText(bytes);
  if (decoded.kind === "not-text") return decoded;
  const parsed = parseDockerfile(decoded.text);
  const syntax = parsed.getDirectives().find((directive) => directive.getName().toLowerCase() === "syntax");
  const found = parsed.getInstructions();
  if (found.length > dockerfileInstructionsMax) return { kind: "limit", limit: "dockerfileInstructionsMax" };
  const instructions = found.map(readInstruction);
  const stages = instructions.filter(({ keyword }) => keyword === "FROM");
  if (stages.length > dockerfileStagesMax) return { kind: "limit", limit: "dockerfileStagesMax" };
  return {
    kind: "file",
    syntax: syntax?.getValue() ?? null,
    instructions,
    problem: problemIn(instructions),
  };
}

function readInstruction(instruction: Instruction): DockerfileInstruction {
  const keyword = instruction.getKeyword();
  return {
    keyword,
    text: instruction.getRawArgumentsContent()?.replaceAll("\r\n", "\n") ?? "",
    words: instruction.getArguments().map((argument: Argument) => argument.getValue()),
    flags: isModifiable(instruction)
      ? instruction.getFlags().map((flag) => ({ name: flag.getName(), value: flag.getValue() ?? "" }))
      : [],
    pairs: pairKeywords.has(keyword) ? pairsOf(instruction) : [],
    ...linesOf(instruction.getRange()),
  };
}

const pairKeywords: ReadonlySet<string> = new Set(["ARG", "ENV", "LABEL"]);

function isModifiable(instruction: Instruction): instruction is ModifiableInstruction {
  return "getFlags" in instruction;
}

function pairsOf(instruction: Instruction): readonly DockerfilePair[] {
  if (!isPropertyInstruction(instruction)) return [];
  return instruction.getProperties().map((property) => ({
    name: property.getName(),
    value: property.getValue(),
    ...linesOf(property.getRange()),
  }));
}

function isPropertyInstruction(instruction: Instruction): instruction is PropertyInstruction {
  return "getProperties" in instruction;
}

/** The library counts lines from zero. */
function linesOf({ start, end }: ReturnType<Instruction["getRange"]>): DockerfileLines {
  return { startLine: start.line + 1, endLine: end.line + 1 };
}

const keywords: ReadonlySet<string> = new Set([
  ...["ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL"],
  ...["MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"],
]);

/** The first thing for which every builder refuses the file. Words of the file are no part of the reason. */
function problemIn(
  instructions: readonly DockerfileInstruction[],
): { readonly line: number; readonly reason: string } | null {
  const unknown = instructions.find(({ keyword }) => !keywords.has(keyword));
  if (unknown !== undefined) return { line: unknown.startLine, reason: "no instruction begins like this" };
  const first = instructions.find(({ keyword }) => keyword !== "ARG");
  if (first === undefined) return { line: 1, reason: "there is no FROM" };
  if (first.keyword !== "FROM") return { line: first.startLine, reason: "FROM has to come first" };
  const empty = instructions.find(({ keyword, words }) => keyword === "FROM" && words.length === 0);
  return empty === undefined ? null : { line: empty.startLine, reason: "FROM names no image" };
}
