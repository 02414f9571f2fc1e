import { readCodeowners } from "../../../formats/codeowners/index.ts";
import type { Location } from "../../../model/location.ts";
import { limitDiagnostic, notTextDiagnostic, syntaxDiagnostic } from "../diagnostics.ts";
import { type FileInput, type FileReading, said } from "../file-reading.ts";

/** CODEOWNERS as `{rules: [{path, owners, section}]}` in the order of the file: the last rule that matches counts. */
export function readCodeownersResource({ rootKey, path, bytes }: FileInput): FileReading {
  const file = readCodeowners(bytes);
  if (file.kind === "not-text") return said(notTextDiagnostic(path, file.reason, bytes));
  if (file.kind === "limit") return said(limitDiagnostic(path, file.limit, bytes));
  const { lines, problems } = file;
  const location: Location = { path, startLine: 1, endLine: lines.at(-1)?.line ?? 1 };
  const resource = {
    rootKey,
    address: path,
    type: "codeowners",
    object: {
      rules: lines.map(({ pattern, owners, section }) => ({
        path: pattern,
        owners,
        ...(section === null ? {} : { section }),
      })),
    },
    unknown: new Map(),
    sensitive: new Set<string>(),
    namespace: null,
    location,
    locate: ([field, index]: readonly (string | number)[]): Location => {
      const line = field === "rules" && typeof index === "number" ? lines[index]?.line : undefined;
      return line === undefined ? location : { path, startLine: line, endLine: line };
    },
  };
  return {
    resources: [resource],
    diagnostics: problems.map((problem, index) =>
      syntaxDiagnostic("codeowners_syntax", path, problem, `${problem.reason}`, index),
    ),
    notEvaluated: [],
  };
}
