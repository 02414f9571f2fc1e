import { compileCaptures, compileGlobs } from "../../model/glob.ts";
import type { TenantSource } from "../../model/tenant-source.ts";

export type NamedTeam =
  | { readonly kind: "team"; readonly team: string }
  /** Named in `except`, or written in another way than the patterns say: no owner, and no mistake. */
  | { readonly kind: "other" }
  /** It fits a pattern, and what comes out is no name of a team. */
  | { readonly kind: "impossible" };

const teamForm = /^[a-z0-9][\w.-]*\/[\w.-]+$/;

/** Reads names as the source's patterns say. GitHub's names of teams know no case, and are compared in small letters. */
export function teamNames(
  { patterns, as, except }: Pick<TenantSource, "patterns" | "as" | "except">,
  folderCaptures: Readonly<Record<string, string>>,
): (name: string) => NamedTeam {
  const compiled = patterns.map((pattern) => compileCaptures(pattern));
  const excepted = compileGlobs(except);
  return (name) => {
    if (excepted(name)) return { kind: "other" };
    for (const match of compiled) {
      const captures = match(name);
      if (captures === null) continue;
      const team = fill(as, { ...folderCaptures, ...captures })?.toLowerCase();
      return team !== undefined && teamForm.test(team) ? { kind: "team", team } : { kind: "impossible" };
    }
    return { kind: "other" };
  };
}

/** `null` where the template names something that nothing captured. */
function fill(template: string, captures: Readonly<Record<string, string>>): string | null {
  let missing = false;
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(captures, name) ? captures[name] : undefined;
    missing ||= value === undefined;
    return value ?? "";
  });
  return missing ? null : filled;
}
