import { closest } from "../model/closest.ts";
import type { Configuration } from "../model/configuration.ts";
import { isJsonObject, type JsonObject, valueAt } from "../model/json.ts";
import { completeConfiguration } from "./complete.ts";
import { readSettings, type SettingsDocument, type SourceFile } from "./document.ts";
import { problemsOf } from "./issues.ts";
import { covers, mergeFiles, overridableKeys } from "./merge.ts";
import type { ConfigurationMessages } from "./messages.ts";
import { type KnownRule, noticesOf, type ValidFile } from "./notices.ts";
import { overruledPolicies } from "./policy-notices.ts";
import type { ConfigurationProblem, Notice } from "./problem.ts";
import { type Mark, marksOf } from "./schema/marks.ts";
import { fileSchema } from "./schema/schema.ts";

export interface ConfigurationFiles {
  readonly organisation: SourceFile | null;
  readonly repository: SourceFile | null;
}

export type LoadedConfiguration =
  | { readonly kind: "ok"; readonly configuration: Configuration; readonly notices: readonly Notice[] }
  | { readonly kind: "invalid"; readonly problems: readonly ConfigurationProblem[] };

/** Reads, checks and merges. Everything here needs the schema, which takes its time to load. */
export function readFiles(
  files: ConfigurationFiles,
  rules: readonly KnownRule[] | null,
  messages: ConfigurationMessages,
): LoadedConfiguration {
  const marks = marksOf(fileSchema);
  const organisation = check(files.organisation, messages);
  const repository = check(files.repository, messages);
  const overridable = overridableKeys(objectOf(organisation));
  const problems = [
    ...organisation.problems,
    ...unknownOverrides(organisation.document, overridable, marks, messages),
    ...repository.problems,
    ...forbiddenKeys(repository.document, overridable, marks, messages),
  ];
  if (problems.length > 0) return { kind: "invalid", problems: inOrder(problems) };
  return inForce({ organisation, repository, overridable, marks }, rules, messages);
}

/** As somebody goes through the files; the organisation's stays first. */
function inOrder(problems: readonly ConfigurationProblem[]): readonly ConfigurationProblem[] {
  const files = [...new Set(problems.map((problem) => problem.path))];
  return problems.toSorted(
    (left, right) =>
      files.indexOf(left.path) - files.indexOf(right.path) ||
      left.line - right.line ||
      left.column - right.column,
  );
}

interface CheckedFile {
  readonly document: SettingsDocument | null;
  readonly valid: ValidFile | null;
  readonly problems: readonly ConfigurationProblem[];
}

function check(file: SourceFile | null, messages: ConfigurationMessages): CheckedFile {
  if (file === null) return { document: null, valid: null, problems: [] };
  const read = readSettings(file, messages);
  if (read.problems.length > 0) return { document: read, valid: null, problems: read.problems };
  const document = { ...read, value: withoutEmptyKeys(read.value) };
  const parsed = fileSchema.safeParse(document.value);
  if (parsed.success) return { document, valid: { document, settings: parsed.data }, problems: [] };
  const problems = problemsOf(document, fileSchema, parsed.error.issues, messages);
  return { document, valid: null, problems };
}

/** `tenants:` with every entry commented out reads as null, and means: not set. So does an empty file. */
function withoutEmptyKeys(value: SettingsDocument["value"]): SettingsDocument["value"] {
  if (value === null) return {};
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, setting]) => setting !== null));
}

function objectOf(file: CheckedFile): JsonObject {
  const value = file.document?.value;
  return isJsonObject(value) ? value : {};
}

function unknownOverrides(
  document: SettingsDocument | null,
  overridable: readonly string[],
  marks: ReadonlyMap<string, Mark>,
  messages: ConfigurationMessages,
): readonly ConfigurationProblem[] {
  if (document === null) return [];
  const known = [...new Set([...marks.keys()].flatMap((key) => [key.split(".")[0] ?? key, key]))];
  return overridable
    .map((key, index) => ({ key, index }))
    .filter(
      ({ key }) =>
        key === "mayOverride" || !known.some((name) => key === name || isEntryOf(key, name, marks)),
    )
    .map(({ key, index }) => ({
      path: document.file.path,
      ...document.locate(["mayOverride", index]),
      key: `mayOverride[${index}]`,
      message: messages.notOverridable(key),
      hint: key === "mayOverride" ? null : closest(key, known),
    }));
}

/** One entry of a map: `tenants.payments`, `policies.SEC-020`. */
function isEntryOf(key: string, name: string, marks: ReadonlyMap<string, Mark>): boolean {
  return marks.has(name) && key.startsWith(`${name}.`);
}

function forbiddenKeys(
  document: SettingsDocument | null,
  overridable: readonly string[],
  marks: ReadonlyMap<string, Mark>,
  messages: ConfigurationMessages,
): readonly ConfigurationProblem[] {
  if (document === null) return [];
  return [...marks]
    .filter(([key, mark]) => mark === "orgOnly" && !covers(overridable, key))
    .map(([key, mark]) => ({ key, mark, steps: key.split(".") }))
    .filter(({ steps }) => valueAt(document.value, steps) !== undefined)
    .map(({ key, mark, steps }) => ({
      path: document.file.path,
      ...document.locate(steps),
      key,
      message: messages.orgOnly(key, mark),
      hint: null,
    }));
}

interface CheckedFiles {
  readonly organisation: CheckedFile;
  readonly repository: CheckedFile;
  readonly overridable: readonly string[];
  readonly marks: ReadonlyMap<string, Mark>;
}

function inForce(
  files: CheckedFiles,
  rules: readonly KnownRule[] | null,
  messages: ConfigurationMessages,
): LoadedConfiguration {
  const organisation = files.organisation.valid?.settings ?? {};
  const repository = files.repository.valid?.settings ?? {};
  const { value, overruled } = mergeFiles(
    objectOf(files.organisation),
    objectOf(files.repository),
    files.marks,
  );
  const merged = fileSchema.parse(value);
  const configuration = completeConfiguration(merged, {
    repository: repository.policies,
    organisation: organisation.policies,
    overridable: overridablePolicies(files.overridable),
    byRuleFixed: covers(files.overridable, "routing.byRule")
      ? []
      : fixedByRule(organisation, files.overridable),
  });
  const policies = overruledPolicies(organisation.policies, repository.policies, files.overridable);
  const context = { merged, rules, messages };
  const notices = [
    ...(files.organisation.valid === null
      ? []
      : noticesOf(files.organisation.valid, { ...context, overruled: [] })),
    ...(files.repository.valid === null
      ? []
      : noticesOf(files.repository.valid, { ...context, overruled: [...overruled, ...policies] })),
  ];
  return { kind: "ok", configuration, notices };
}

function overridablePolicies(overridable: readonly string[]): readonly string[] {
  if (overridable.includes("policies")) return ["*"];
  const prefix = "policies.";
  return overridable.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
}

function fixedByRule(organisation: ValidFile["settings"], overridable: readonly string[]): readonly string[] {
  return Object.keys(organisation.routing?.byRule ?? {}).filter(
    (pattern) => !covers(overridable, `routing.byRule.${pattern}`),
  );
}
