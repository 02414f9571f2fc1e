/** The part of the Dockerfile language that ours uses. Anything else is an error, so that no step is passed over. */
export type Step =
  | { readonly kind: "run"; readonly line: number; readonly command: string }
  | {
      readonly kind: "copy";
      readonly line: number;
      /** `null`: from the folder of the Dockerfile. */
      readonly from: string | null;
      readonly sources: readonly string[];
      readonly target: string;
    }
  | { readonly kind: "workdir"; readonly line: number; readonly path: string }
  | { readonly kind: "env"; readonly line: number; readonly variables: Readonly<Record<string, string>> }
  | { readonly kind: "user"; readonly line: number; readonly user: string }
  | { readonly kind: "volume"; readonly line: number; readonly paths: readonly string[] }
  | { readonly kind: "entrypoint" | "cmd"; readonly line: number; readonly words: readonly string[] }
  | { readonly kind: "expose" | "healthcheck"; readonly line: number; readonly text: string };

export interface Stage {
  readonly name: string | null;
  readonly base: string;
  readonly steps: readonly Step[];
}

/** Throws where it does not know an instruction. */
export function parseDockerfile(text: string): readonly Stage[] {
  const stages: { name: string | null; base: string; steps: Step[] }[] = [];
  const defaults = new Map<string, string>();
  for (const { line, instruction, rest } of instructions(text)) {
    if (instruction === "ARG") {
      const [name = "", value = ""] = rest.split("=", 2);
      defaults.set(name, value);
    } else if (instruction === "FROM") {
      const [base = "", , name = null] = rest.replace("--platform=$BUILDPLATFORM ", "").split(/\s+/);
      stages.push({
        name,
        base: base.replace(/\$\{(\w+)\}/g, (_, key) => defaults.get(key) ?? ""),
        steps: [],
      });
    } else {
      const stage = stages.at(-1);
      if (stage === undefined) throw new Error(`Dockerfile:${line}: ${instruction} before any FROM.`);
      stage.steps.push(stepOf(line, instruction, rest));
    }
  }
  return stages;
}

interface Instruction {
  readonly line: number;
  readonly instruction: string;
  readonly rest: string;
}

function* instructions(text: string): Generator<Instruction> {
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index += 1) {
    const line = index + 1;
    let whole = lines[index] ?? "";
    if (/^\s*(?:#|$)/.test(whole)) continue;
    while (whole.endsWith("\\")) {
      index += 1;
      whole = `${whole.slice(0, -1)}${lines[index] ?? ""}`;
    }
    const [, instruction = "", rest = ""] = /^(\S+)\s+(.*)$/.exec(whole) ?? [];
    yield { line, instruction, rest: rest.trim() };
  }
}

function stepOf(line: number, instruction: string, rest: string): Step {
  switch (instruction) {
    case "RUN":
      return { kind: "run", line, command: rest };
    case "COPY":
      return copyOf(line, rest.split(/\s+/));
    case "WORKDIR":
      return { kind: "workdir", line, path: rest };
    case "ENV":
      return { kind: "env", line, variables: Object.fromEntries(rest.split(/\s+/).map(pair)) };
    case "USER":
      return { kind: "user", line, user: rest };
    case "VOLUME":
      return { kind: "volume", line, paths: words(line, rest) };
    case "ENTRYPOINT":
      return { kind: "entrypoint", line, words: words(line, rest) };
    case "CMD":
      return { kind: "cmd", line, words: words(line, rest) };
    case "EXPOSE":
      return { kind: "expose", line, text: rest };
    case "HEALTHCHECK":
      return { kind: "healthcheck", line, text: rest };
    default:
      throw new Error(
        `Dockerfile:${line}: ${instruction} is not known here. Teach tools/image what it does.`,
      );
  }
}

function copyOf(line: number, given: readonly string[]): Step {
  const from = given[0]?.startsWith("--from=") === true ? given[0].slice("--from=".length) : null;
  const paths = from === null ? given : given.slice(1);
  const target = paths.at(-1);
  if (target === undefined || paths.length < 2 || paths.some((path) => path.startsWith("--")))
    throw new Error(`Dockerfile:${line}: this COPY is not understood.`);
  return { kind: "copy", line, from, sources: paths.slice(0, -1), target };
}

function pair(text: string): readonly [string, string] {
  const [name = "", ...value] = text.split("=");
  return [name, value.join("=")];
}

function words(line: number, text: string): readonly string[] {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value) || !value.every((word) => typeof word === "string"))
    throw new Error(`Dockerfile:${line}: write it as a list of words, so that no shell stands between.`);
  return value;
}
