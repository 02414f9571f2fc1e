import { readSettingsText, type SettingsProblem, settingsBytesMax } from "../formats/settings.ts";
import type { JsonValue, ObjectPath } from "../model/json.ts";
import type { ConfigurationMessages } from "./messages.ts";
import type { ConfigurationProblem } from "./problem.ts";

export interface SourceFile {
  readonly path: string;
  /** `null` where it stands there and cannot be read. */
  readonly text: string | null;
}

/** A file of settings: what it says, and where. */
export interface SettingsDocument {
  readonly file: SourceFile;
  /** `null` for an empty file, and where there are problems. */
  readonly value: JsonValue;
  readonly problems: readonly ConfigurationProblem[];
  readonly locate: (path: ObjectPath) => { readonly line: number; readonly column: number };
  readonly source: (path: ObjectPath) => string | null;
}

export function readSettings(file: SourceFile, messages: ConfigurationMessages): SettingsDocument {
  if (file.text === null) {
    const problem = {
      path: file.path,
      line: 1,
      column: 1,
      key: "",
      message: messages.unreadable,
      hint: null,
    };
    return without(file, [problem]);
  }
  const read = readSettingsText(file.text);
  if (read.kind === "read") return { file, problems: [], ...read };
  const problems = read.problems.map((problem) => ({
    path: file.path,
    line: problem.line,
    column: problem.column,
    key: problem.kind.endsWith("-key") ? problem.detail : "",
    message: messageOf(problem, messages),
    hint: null,
  }));
  return without(file, problems);
}

function without(file: SourceFile, problems: readonly ConfigurationProblem[]): SettingsDocument {
  return { file, value: null, problems, locate: () => ({ line: 1, column: 1 }), source: () => null };
}

function messageOf(problem: SettingsProblem, messages: ConfigurationMessages): string {
  switch (problem.kind) {
    case "too-large":
      return messages.tooLarge(settingsBytesMax);
    case "too-deep":
      return messages.tooDeep;
    case "aliases":
      return messages.aliases;
    case "syntax":
      return messages.syntax(problem.detail);
    case "forbidden-key":
      return messages.forbiddenKey(problem.detail);
    case "duplicate-key":
      return messages.duplicateKey(problem.detail);
    default:
      return problem.kind satisfies never;
  }
}
