import type { Engine } from "../engines/engine.ts";
import { compilePolicies, type RegoAnnotation, type RegoProblem, readAnnotations } from "../engines/opa.ts";
import type { JsonValue } from "../model/json.ts";
import { isJsonArray, isJsonObject } from "../model/json.ts";
import type { Rule } from "../model/rule.ts";
import { type PackageAnnotation, readCatalogue } from "./catalogue.ts";
import { aggregatorRego, capabilitiesPath, entrypoint, isPolicySource, type PolicyFiles } from "./source.ts";

/** Policies that do not compile, or whose METADATA is wrong. Every problem has its file and line. */
export class PolicySourceError extends Error {
  readonly problems: readonly RegoProblem[];
  constructor(problems: readonly RegoProblem[]) {
    super(["The policies cannot be used:", ...problems.map(describeProblem)].join("\n  "));
    this.problems = problems;
    this.name = "PolicySourceError";
  }
}

/**
 * Compiles a policy folder to one WebAssembly module with one entrypoint. Ids follow those of Sekisho, or the pattern.
 * Throws {@link PolicySourceError}.
 */
export function compilePolicySet(
  engine: Engine,
  files: PolicyFiles,
  idPattern?: RegExp,
): { readonly wasm: Uint8Array<ArrayBuffer>; readonly rules: readonly Rule[] } {
  const capabilities = readCapabilities(files);
  const rego = Object.fromEntries(
    [...files].filter(([path]) => isPolicySource(path) && path.endsWith(".rego")),
  );
  const annotations = readAnnotations(engine, { files: rego, capabilities });
  if (annotations.kind === "rejected") throw new PolicySourceError(annotations.problems);
  const { rules, problems } = readCatalogue(annotations.value.flatMap(packageAnnotation), idPattern);
  if (problems.length > 0) {
    const located = problems.map(({ path, message }) => ({
      file: path,
      row: 0,
      column: 0,
      code: "metadata",
      message,
    }));
    throw new PolicySourceError(located);
  }
  const source = { files: { ...rego, "sekisho/aggregate.rego": aggregatorRego(rules) }, capabilities };
  const compiled = compilePolicies(engine, source, { entrypoint });
  if (compiled.kind === "rejected") throw new PolicySourceError(compiled.problems);
  return { wasm: compiled.value.wasm, rules };
}

/** What the policies of a folder may use. Throws {@link PolicySourceError} where the file is missing or no JSON. */
export function readCapabilities(files: PolicyFiles): JsonValue {
  try {
    const capabilities: JsonValue = JSON.parse(files.get(capabilitiesPath) ?? "");
    return capabilities;
  } catch {
    const message = "is missing or no JSON; it says which builtins the policies may use";
    throw new PolicySourceError([
      { file: capabilitiesPath, row: 0, column: 0, code: "capabilities", message },
    ]);
  }
}

function packageAnnotation(annotation: RegoAnnotation): readonly PackageAnnotation[] {
  if (annotation.scope !== "package") return [];
  const { title, description, related_resources: related, custom } = annotation.metadata;
  const references = (isJsonArray(related) ? related : []).map((item) =>
    isJsonObject(item) ? item["ref"] : item,
  );
  return [
    {
      path: annotation.file,
      package: annotation.path.replace(/^data\./, ""),
      title: typeof title === "string" ? title : "",
      description: typeof description === "string" ? description : "",
      relatedResources: references.filter((reference) => typeof reference === "string"),
      custom: isJsonObject(custom) ? custom : {},
    },
  ];
}

function describeProblem({ file, row, message, instead }: RegoProblem): string {
  const place = row > 0 ? `${file}:${row}` : file;
  return `${place}: ${message}${instead === undefined ? "" : ` (instead: ${instead})`}`;
}
