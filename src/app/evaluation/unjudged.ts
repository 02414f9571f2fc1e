import type { Diagnostic } from "../../model/diagnostic.ts";
import { digestOf } from "../../model/digest.ts";
import type { JsonObject } from "../../model/json.ts";
import { fileLocation } from "../../model/location.ts";
import type { Root } from "../../model/root.ts";
import type { RootVerdict } from "../../policy/judge.ts";

/** The rule about what was not read. */
export const unreadRuleId = "CHG-025";

/** A root of which some rules could not judge everything. */
export interface UnjudgedRoot {
  readonly root: Pick<Root, "key" | "path">;
  /** The file that stands for it. */
  readonly main: string;
  /** Everything that it holds. */
  readonly objects: readonly JsonObject[];
}

/** Rules that could not run are themselves a diagnostic, one for each reason, so that nothing unjudged looks safe. */
export function unjudgedDiagnostics(
  { root, main, objects }: UnjudgedRoot,
  notJudged: RootVerdict["notJudged"],
): readonly Diagnostic[] {
  return unjudgedReasons.flatMap(([reason, messageId]): readonly Diagnostic[] => {
    const failed = notJudged.filter((call) => call.reason === reason);
    if (failed.length === 0) return [];
    return [
      {
        kind: "not-read",
        messageId,
        arguments: {
          path: root.path,
          rules: [...new Set(failed.flatMap(({ ruleIds }) => ruleIds))].toSorted(),
        },
        subject: root.key,
        digest: digestOf(objects),
        location: fileLocation(main),
      },
    ];
  });
}

const unjudgedReasons = [
  ["size", "root_too_large"],
  ["failure", "rules_failed"],
] as const;
