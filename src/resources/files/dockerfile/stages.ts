import type { DockerfileInstruction, DockerfileLines } from "../../../formats/dockerfile/index.ts";
import { digestOf } from "../../../model/digest.ts";
import type { JsonObject, JsonValue, ObjectPath, Pointer } from "../../../model/json.ts";
import { pointerOf } from "../../../model/json.ts";
import { expanded, type Variables } from "./variables.ts";

/** What a Dockerfile builds, and where each part stands. */
export interface DockerfileObject {
  readonly object: JsonObject;
  readonly unknown: ReadonlyMap<Pointer, string>;
  readonly lines: ReadonlyMap<Pointer, DockerfileLines>;
}

interface Stage {
  readonly fields: Record<string, JsonValue>;
  readonly path: ObjectPath;
  readonly args: JsonValue[];
  readonly env: Record<string, JsonValue>;
  readonly expose: JsonValue[];
  readonly steps: JsonValue[];
  readonly variables: Map<string, string | null>;
}

/** Arguments in front of the first FROM, then the stages in their order; the last one is what is built. */
export function stagesOf(instructions: readonly DockerfileInstruction[]): DockerfileObject {
  const builder = new Builder();
  for (const instruction of instructions) builder.add(instruction);
  return builder.finish();
}

class Builder {
  readonly #args: JsonValue[] = [];
  readonly #global = new Map<string, string | null>();
  readonly #stages: Stage[] = [];
  readonly #unknown = new Map<Pointer, string>();
  readonly #lines = new Map<Pointer, DockerfileLines>();

  add(instruction: DockerfileInstruction): void {
    const stage = this.#stages.at(-1);
    if (instruction.keyword === "FROM") this.#from(instruction);
    else if (stage === undefined) this.#pairs(instruction, this.#args, ["args"], this.#global);
    else this.#within(stage, instruction);
  }

  finish(): DockerfileObject {
    const stages = this.#stages.map(({ fields, args, env, expose, steps }) => ({
      ...fields,
      ...(args.length === 0 ? {} : { args }),
      ...(Object.keys(env).length === 0 ? {} : { env }),
      ...(expose.length === 0 ? {} : { expose }),
      ...(steps.length === 0 ? {} : { steps }),
    }));
    const object = {
      ...(this.#args.length === 0 ? {} : { args: this.#args }),
      stages,
      final: this.#final(this.#stages.length - 1),
    };
    return { object, unknown: this.#unknown, lines: this.#lines };
  }

  /** What runs: the last stage, and what it takes over from the stages that it begins with. */
  #final(last: number): JsonObject {
    const chain: number[] = [];
    for (let index: JsonValue | undefined = last; typeof index === "number"; ) {
      chain.push(index);
      index = this.#stages[index]?.fields["base"];
    }
    const own = (key: string) =>
      chain.find((index) => this.#lines.has(pointerOf(["stages", index, key])) && this.#isSaid(index, key));
    const from = ["stages", last, "from"];
    return Object.fromEntries(
      ["user", "image"].flatMap((key): [string, JsonValue][] => {
        const index = own(key);
        const path = index === undefined ? from : ["stages", index, key];
        const source = this.#unknown.get(pointerOf(path));
        if (source !== undefined) this.#unknown.set(pointerOf(["final", key]), source);
        const lines = this.#lines.get(pointerOf(path));
        if (lines !== undefined) this.#lines.set(pointerOf(["final", key]), lines);
        const value = index === undefined ? undefined : this.#stages[index]?.fields[key];
        return value === undefined ? [] : [[key, value]];
      }),
    );
  }

  #isSaid(index: number, key: string): boolean {
    return (
      this.#stages[index]?.fields[key] !== undefined || this.#unknown.has(pointerOf(["stages", index, key]))
    );
  }

  /** `base` is an earlier stage, `image` what comes from a registry; neither is there for `scratch`. */
  #from(instruction: DockerfileInstruction): void {
    const path = ["stages", this.#stages.length];
    const [written = "", as, name] = instruction.words;
    const platform = instruction.flags.find((flag) => flag.name === "platform")?.value;
    const image = expanded(written, this.#global);
    const earlier = this.#stages.map(({ fields }) => fields["name"]);
    const base = image === null ? -1 : earlier.lastIndexOf(image.toLowerCase());
    const fields: Record<string, JsonValue> = {
      ...(as?.toLowerCase() === "as" && name !== undefined ? { name: name.toLowerCase() } : {}),
      from: written,
      ...(platform === undefined ? {} : { platform }),
    };
    if (base !== -1) fields["base"] = base;
    else if (image === null)
      this.#unknown.set(pointerOf([...path, "image"]), digestOf([written, [...this.#global]]));
    else if (image.toLowerCase() !== "scratch") fields["image"] = image;
    for (const at of [path, [...path, "from"], [...path, "image"]]) this.#place(at, instruction);
    const variables = new Map(base === -1 ? [] : this.#stages[base]?.variables);
    this.#stages.push({ fields, path, args: [], env: {}, expose: [], steps: [], variables });
  }

  #within(stage: Stage, instruction: DockerfileInstruction): void {
    switch (instruction.keyword) {
      case "ARG":
        this.#pairs(instruction, stage.args, [...stage.path, "args"], stage.variables);
        break;
      case "ENV":
        for (const pair of instruction.pairs) {
          stage.env[pair.name] = pair.value ?? "";
          stage.variables.set(pair.name, pair.value === null ? "" : expanded(pair.value, stage.variables));
          this.#place([...stage.path, "env", pair.name], pair);
        }
        break;
      case "USER":
        this.#user(stage, instruction);
        break;
      case "EXPOSE":
        for (const port of instruction.words) {
          this.#place([...stage.path, "expose", stage.expose.length], instruction);
          stage.expose.push(port);
        }
        break;
      default:
        this.#step(stage, instruction);
    }
  }

  /** The last USER counts; what it says may be known only when the image is built. */
  #user(stage: Stage, instruction: DockerfileInstruction): void {
    const path = [...stage.path, "user"];
    const user = expanded(instruction.words.join(" "), stage.variables);
    delete stage.fields["user"];
    this.#unknown.delete(pointerOf(path));
    if (user === null) this.#unknown.set(pointerOf(path), digestOf(instruction.text));
    else stage.fields["user"] = user;
    this.#place(path, instruction);
  }

  #step(stage: Stage, instruction: DockerfileInstruction): void {
    const urls = instruction.keyword === "ADD" ? instruction.words.slice(0, -1).filter(isUrl) : [];
    this.#place([...stage.path, "steps", stage.steps.length], instruction);
    stage.steps.push({
      instruction: instruction.keyword,
      text: instruction.text,
      ...(urls.length === 0 ? {} : { urls }),
    });
  }

  #pairs(
    instruction: DockerfileInstruction,
    list: JsonValue[],
    path: ObjectPath,
    variables: Map<string, string | null>,
  ): void {
    for (const pair of instruction.pairs) {
      this.#place([...path, list.length], pair);
      list.push({ name: pair.name, ...(pair.value === null ? {} : { value: pair.value }) });
      // Without a default of its own an argument has the one in front of the first FROM.
      const given = pair.value ?? this.#global.get(pair.name) ?? null;
      variables.set(
        pair.name,
        given === null ? null : expanded(given, mergedVariables(this.#global, variables)),
      );
    }
  }

  #place(path: ObjectPath, { startLine, endLine }: DockerfileLines): void {
    this.#lines.set(pointerOf(path), { startLine, endLine });
  }
}

function mergedVariables(global: Variables, own: Variables): Variables {
  return new Map([...global, ...own]);
}

function isUrl(word: string): boolean {
  return /^(?:https?|ftp|git):\/\/|^git@/i.test(word);
}
