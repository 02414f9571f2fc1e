import { closest } from "../model/closest.ts";
import { compileGlob } from "../model/glob.ts";
import type { ObjectPath } from "../model/json.ts";
import type { Rule } from "../model/rule.ts";
import type { SettingsDocument } from "./document.ts";
import { dotted } from "./issues.ts";
import type { Overruled } from "./merge.ts";
import type { ConfigurationMessages } from "./messages.ts";
import { unknownNames } from "./names.ts";
import type { Observation } from "./observation.ts";
import type { Notice, NoticeKind } from "./problem.ts";
import type { ConfigurationFile } from "./schema/schema.ts";

export type KnownRule = Pick<Rule, "id" | "family" | "parameters">;

/** One file that follows the schema. */
export interface ValidFile {
  readonly document: SettingsDocument;
  readonly settings: ConfigurationFile;
}

/** What is worth knowing about one file, in the order of its lines. */
export function noticesOf(
  file: ValidFile,
  context: {
    readonly merged: ConfigurationFile;
    readonly overruled: readonly Overruled[];
    readonly rules: readonly KnownRule[] | null;
    readonly messages: ConfigurationMessages;
  },
): readonly Notice[] {
  const { messages, rules } = context;
  const observations = [
    ...context.overruled.map(({ path, mark }) =>
      note("overruled", path, messages.overruled(dotted(path), mark)),
    ),
    ...unknownNames(file.settings, context.merged, messages),
    ...(rules === null ? [] : ruleObservations(file.settings, rules, messages)),
  ];
  return observations
    .map(({ kind, path, message, hint }) => ({
      kind,
      path: file.document.file.path,
      ...file.document.locate(path),
      key: dotted(path),
      message,
      hint,
    }))
    .sort((left, right) => left.line - right.line || left.column - right.column);
}

function note(kind: NoticeKind, path: ObjectPath, message: string): Observation {
  return { kind, path, message, hint: null };
}

function ruleObservations(
  settings: ConfigurationFile,
  rules: readonly KnownRule[],
  messages: ConfigurationMessages,
): readonly Observation[] {
  const ids = rules.map((rule) => rule.id);
  const families = new Set(rules.map(({ family }) => family));
  const unknown = ruleNames(settings)
    .filter(({ pattern, path }) => !(path[0] === "routing" && families.has(pattern)))
    .filter(({ pattern }) => !ids.some(compileGlob(pattern)))
    .map(({ pattern, path }): Observation => {
      const hint = closest(pattern, ids);
      return { kind: "unknown-rule", path, message: messages.unknownRule(pattern), hint };
    });
  return [
    ...unknown,
    ...unknownParameters(settings, rules, messages),
    ...unknownFamilies(settings, rules, messages),
  ];
}

interface RuleName {
  readonly pattern: string;
  readonly path: ObjectPath;
}

/** Every place where a file names rules that something reads. */
function ruleNames(settings: ConfigurationFile): readonly RuleName[] {
  const named = (above: ObjectPath) => (pattern: string) => ({ pattern, path: [...above, pattern] });
  return [
    ...Object.keys(settings.policies ?? {}).map(named(["policies"])),
    ...Object.keys(settings.routing?.byRule ?? {}).map(named(["routing", "byRule"])),
    ...listed(["waivers", "never"], settings.waivers?.never),
    ...listed(["breakGlass", "notBypass"], settings.breakGlass?.notBypass),
    ...(settings.rollout ?? []).flatMap(({ rules }, line) => listed(["rollout", line, "rules"], rules)),
  ];
}

function listed(above: ObjectPath, patterns: readonly string[] = []): readonly RuleName[] {
  return patterns.map((pattern, index) => ({ pattern, path: [...above, index] }));
}

/** Approvers of a family that is mistyped would leave its exceptions to the approvers of all. */
function unknownFamilies(
  settings: ConfigurationFile,
  rules: readonly KnownRule[],
  messages: ConfigurationMessages,
): readonly Observation[] {
  const known = [...new Set(rules.map(({ family }) => family))];
  return Object.keys(settings.waivers?.byFamily ?? {})
    .filter((name) => !known.includes(name))
    .map((name) => ({
      kind: "unknown-name",
      path: ["waivers", "byFamily", name],
      message: messages.unknownFamily(name),
      hint: closest(name, known),
    }));
}

/** Of one rule named by its id: a glob may mean parameters that only some of its rules have. */
function unknownParameters(
  settings: ConfigurationFile,
  rules: readonly KnownRule[],
  messages: ConfigurationMessages,
): readonly Observation[] {
  return Object.entries(settings.policies ?? {}).flatMap(([id, { params }]) => {
    const rule = rules.find((known) => known.id === id);
    if (rule === undefined) return [];
    const known = Object.keys(rule.parameters);
    return Object.keys(params ?? {})
      .filter((name) => !known.includes(name))
      .map(
        (name): Observation => ({
          kind: "unknown-parameter",
          path: ["policies", id, "params", name],
          message: messages.unknownParameter(id, name),
          hint: closest(name, known),
        }),
      );
  });
}
