import type { ConfigurationProblem } from "../../config/index.ts";
import type { Configuration } from "../../model/configuration.ts";
import { digestOf } from "../../model/digest.ts";
import type { JsonValue } from "../../model/json.ts";
import type { SourceFiles } from "../../model/policy-sources.ts";
import { maskedPolicyFile } from "../masked-settings.ts";
import type { CompileAnswer, CompiledPolicies, CompileRequest, PolicyEdit } from "./task.ts";
import { sourceKey } from "./untold.ts";

/** Policies before an edit and after it, each as its parent has compiled them. */
export type CompiledEdit =
  | { readonly kind: "compiled"; readonly before: CompiledPolicies; readonly after: CompiledPolicies }
  | { readonly kind: "invalid"; readonly problems: readonly ConfigurationProblem[] }
  | { readonly kind: "out-of-time" };

/** Has edits of policies compiled, each once: twenty decisions of one repository share theirs. */
export function policyCompiler(
  compile: (request: CompileRequest) => Promise<CompileAnswer>,
): (edit: PolicyEdit) => Promise<CompiledEdit> {
  const known = new Map<PolicyEdit, Promise<CompiledEdit>>();
  const compiled = async ({ inForce, edited, problems }: PolicyEdit): Promise<CompiledEdit> => {
    if (problems.length > 0) return { kind: "invalid", problems };
    const after = await compile({ kind: "compile", sources: edited.map(masked) });
    if (after.kind !== "compiled") return after;
    const before = await compile({ kind: "compile", sources: inForce });
    return before.kind === "compiled" ? { kind: "compiled", before, after } : before;
  };
  return (edit) => {
    const compiling = known.get(edit) ?? compiled(edit);
    known.set(edit, compiling);
    return compiling;
  };
}

/** What is masked already is the same again. */
function masked({ files, ...source }: SourceFiles): SourceFiles {
  const texts = Object.entries(files).map(([path, text]) => [path, maskedPolicyFile(path, text, undefined)]);
  return { ...source, files: Object.fromEntries(texts) };
}

/** Whether settings name the sources that are edited: where they name others, too, nobody has read those. */
export function namesSources({ policySources }: Configuration, { inForce }: PolicyEdit): boolean {
  return digestOf(plain(policySources)) === digestOf(plain(inForce.map(({ source }) => source)));
}

/** The sources that an edit changes, as they are named where their effect cannot be told. */
export function editedSourceKeys({ inForce, edited }: PolicyEdit): readonly string[] {
  const before = new Map(inForce.map(({ source, files }) => [source.name, digestOf(plain(files))]));
  return edited
    .filter(({ source, files }) => before.get(source.name) !== digestOf(plain(files)))
    .map(({ source }) => sourceKey(source.name));
}

function plain(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}
