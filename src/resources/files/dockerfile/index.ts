import { readDockerfile } from "../../../formats/dockerfile/index.ts";
import { holdsTemplate } from "../../../formats/recognise.ts";
import { type ObjectPath, pointerOf } from "../../../model/json.ts";
import type { Location } from "../../../model/location.ts";
import { limitDiagnostic, notTextDiagnostic, syntaxDiagnostic } from "../diagnostics.ts";
import { type FileInput, type FileReading, passedOver, said } from "../file-reading.ts";
import { stagesOf } from "./stages.ts";

/**
 * A Dockerfile as the stages that it builds: `{args, stages: [{name, from, image | base, platform, user, args, env,
 * expose, steps: [{instruction, text, urls}]}], final: {user, image}}`. `image` is `from` with its variables filled in,
 * `base` the index of an earlier stage, `final` what the last stage runs as and what it is built on.
 */
export function readDockerfileResource({ rootKey, path, bytes }: FileInput): FileReading {
  const file = readDockerfile(bytes);
  if (file.kind === "not-text") return said(notTextDiagnostic(path, file.reason, bytes));
  if (file.kind === "limit") return said(limitDiagnostic(path, file.limit, bytes));
  if (file.problem !== null) {
    if (holdsTemplate(Buffer.from(bytes).toString()))
      return passedOver({ path, reason: "template", detail: "does not parse before it is rendered" });
    if (file.syntax !== null && !isOwnFrontend(file.syntax))
      return passedOver({ path, reason: "unsupported-format", detail: "Dockerfile of another frontend" });
    return said(syntaxDiagnostic("dockerfile_syntax", path, file.problem, bytes));
  }
  const { object, unknown, lines } = stagesOf(file.instructions);
  const last = file.instructions.at(-1)?.endLine ?? 1;
  const locate = (inner: ObjectPath): Location => {
    for (let length = inner.length; length > 0; length -= 1) {
      const found = lines.get(pointerOf(inner.slice(0, length)));
      if (found !== undefined) return { path, ...found };
    }
    return { path, startLine: 1, endLine: last };
  };
  const location = { path, startLine: 1, endLine: last };
  const resource = { rootKey, address: path, type: "dockerfile", object, unknown, location, locate };
  return {
    resources: [{ ...resource, sensitive: new Set(), namespace: null }],
    diagnostics: [],
    notEvaluated: [],
  };
}

/** The grammar is that of `docker/dockerfile`; another frontend may have instructions of its own. */
function isOwnFrontend(syntax: string): boolean {
  return /^(?:docker\.io\/)?docker\/dockerfile(?:-upstream)?(?:[:@].*)?$/.test(syntax);
}
