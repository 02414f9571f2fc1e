import type { Structure } from "../structure.ts";
import { type Followed, followApplication } from "./application.ts";
import { applicationsOfSet } from "./application-set.ts";
import type { Definition } from "./definition.ts";
import type { Templating } from "./templating.ts";

/** Everything that an Application leads to, or all Applications of a set. */
export async function followDefinition(
  definition: Definition,
  structure: Structure,
  { branch, templating }: { readonly branch: string | null; readonly templating: Templating },
): Promise<Followed> {
  if (definition.kind === "Application") return followApplication(definition, structure, branch);
  const set = await applicationsOfSet(definition, structure, templating);
  const parts = set.applications.map((application) => followApplication(application, structure, branch));
  return {
    installations: parts.flatMap((part) => part.installations),
    diagnostics: [...set.diagnostics, ...parts.flatMap((part) => part.diagnostics)],
    notEvaluated: [...set.notEvaluated, ...parts.flatMap((part) => part.notEvaluated)],
  };
}
