import { closest } from "../model/closest.ts";
import type { Configuration } from "../model/configuration.ts";
import { digestOf } from "../model/digest.ts";
import { isJsonArray, isJsonObject, type JsonObject, valueAt } from "../model/json.ts";
import { completeConfiguration } from "./complete.ts";
import { readSettings, type SettingsDocument, type SourceFile } from "./document.ts";
import { problemsOf } from "./issues.ts";
import { covers, mergeFiles, overridableKeys } from "./merge.ts";
import type { ConfigurationMessages } from "./messages.ts";
import { type KnownRule, noticesOf, type ValidFile } from "./notices.ts";
import { organisationRouting, shadowedRouting } from "./organisation-routing.ts";
import { overruledPolicies } from "./policy-notices.ts";
import type { ConfigurationProblem, Notice } from "./problem.ts";
import { type Mark, marksOf } from "./schema/marks.ts";
import { type ConfigurationFile, fileSchema } from "./schema/schema.ts";
import { sourcesWithoutOrganisation } from "./tenant-sources.ts";

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

/** Who may set what, and which rules decide, is said in one place. */
const neverOverridable: ReadonlySet<string> = new Set(["mayOverride", "ruleSet"]);

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
        neverOverridable.has(key) || !known.some((name) => key === name || isEntryOf(key, name, marks)),
    )
    .map(({ key, index }) => ({
      path: document.file.path,
      ...document.locate(["mayOverride", index]),
      key: `mayOverride[${index}]`,
      message: messages.notOverridable(key),
      hint: neverOverridable.has(key) ? null : closest(key, known),
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
  const unclear = unclearSources(merged, files, messages);
  if (unclear.length > 0) return { kind: "invalid", problems: unclear };
  const configuration = completeConfiguration(merged, {
    repository: repository.policies,
    organisation: organisation.policies,
    overridable: overridablePolicies(files.overridable),
    organisationSources: covers(files.overridable, "policySources")
      ? 0
      : (organisation.policySources?.length ?? 0),
    ruleSet: organisation.ruleSet,
    routing: organisationRouting(organisation.routing, merged.routing, files.overridable),
  });
  const more = [
    ...overruledPolicies(organisation.policies, repository.policies, files.overridable),
    ...shadowedRouting(organisation.routing, repository.routing, files.overridable),
  ];
  const context = { merged, rules, messages };
  const notices = [
    ...(files.organisation.valid === null
      ? []
      : noticesOf(files.organisation.valid, { ...context, overruled: [] })),
    ...(files.repository.valid === null
      ? []
      : noticesOf(files.repository.valid, { ...context, overruled: [...overruled, ...more] })),
  ];
  return { kind: "ok", configuration, notices };
}

/** The organisation's sources stand first; one that both files hold stands once. */
function unclearSources(
  merged: ConfigurationFile,
  { organisation, repository }: CheckedFiles,
  messages: ConfigurationMessages,
): readonly ConfigurationProblem[] {
  return sourcesWithoutOrganisation(merged).flatMap((index) => {
    const wanted = digestOf(JSON.parse(JSON.stringify(merged.tenantSources?.[index])));
    for (const { document } of [organisation, repository]) {
      const written = valueAt(document?.value ?? null, ["tenantSources"]);
      const at = isJsonArray(written) ? written.findIndex((source) => digestOf(source) === wanted) : -1;
      if (document === null || at < 0) continue;
      const key = `tenantSources[${at}].teams`;
      const place = { path: document.file.path, ...document.locate(["tenantSources", at, "teams"]) };
      return [{ ...place, key, message: messages.sourceWithoutOrganisation(key), hint: null }];
    }
    return [];
  });
}

function overridablePolicies(overridable: readonly string[]): readonly string[] {
  if (overridable.includes("policies")) return ["*"];
  const prefix = "policies.";
  return overridable.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
}
