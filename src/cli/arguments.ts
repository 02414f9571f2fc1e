import { parseArgs } from "node:util";
import { UsageError } from "./usage.ts";

/** The options of one command: name to whether it takes a value. */
export type OptionNames = readonly string[];

export interface ParsedArguments {
  readonly positionals: readonly string[];
  /** The value of an option, or `null`. */
  value(name: string): string | null;
  /** All values of an option that may be given more than once. */
  values(name: string): readonly string[];
}

/**
 * Reads the arguments of a command. Every option takes a value, and may be given once, but for those named in
 * `repeatable`. Throws {@link UsageError} that names what is wrong and what there is.
 */
export function readArguments(
  list: readonly string[],
  options: OptionNames,
  positionalsMax: number,
  repeatable: OptionNames = [],
): ParsedArguments {
  const config = Object.fromEntries(
    options.map((name) => [name, { type: "string", multiple: true }] as const),
  );
  const parsed = parse(list, config, options);
  const extra = parsed.positionals[positionalsMax];
  if (extra !== undefined) throw new UsageError(`${JSON.stringify(extra)} is one argument too many.`);
  for (const [name, values] of Object.entries(parsed.values)) {
    if (values !== undefined && values.length > 1 && !repeatable.includes(name))
      throw new UsageError(`--${name} is given ${values.length} times.`);
  }
  return {
    positionals: parsed.positionals,
    value: (name) => parsed.values[name]?.[0] ?? null,
    values: (name) => parsed.values[name] ?? [],
  };
}

function parse(
  list: readonly string[],
  options: Readonly<Record<string, { readonly type: "string"; readonly multiple: true }>>,
  names: OptionNames,
) {
  try {
    const { values, positionals } = parseArgs({ args: [...list], options, allowPositionals: true });
    return { values, positionals };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message.split(". ")[0] : String(cause);
    throw new UsageError(`${message}. Options here: ${names.map((name) => `--${name}`).join(" ")}`, {
      cause,
    });
  }
}

/** One of a few words, or the default. Throws {@link UsageError} that lists them. */
export function oneOf<T extends string>(
  name: string,
  given: string | null,
  allowed: readonly T[],
  otherwise: T,
): T {
  if (given === null) return otherwise;
  const found = allowed.find((word) => word === given);
  if (found === undefined)
    throw new UsageError(`--${name} is ${JSON.stringify(given)}; it can be ${allowed.join(", ")}.`);
  return found;
}
