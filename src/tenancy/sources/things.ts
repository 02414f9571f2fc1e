import type { OwnedThing, TenantSource } from "../../model/tenant-source.ts";
import type { SelectedFile } from "./select.ts";
import type { Statement } from "./statement.ts";

type Thing = Omit<OwnedThing, "tenants">;

/** Statements with one key belong together: they are about one thing, or stand in one folder that stands for a thing. */
export function unitKey({ kind, directory }: TenantSource, file: SelectedFile, said: Statement): string {
  if (kind === "CODEOWNERS") return JSON.stringify([file.path, said.line]);
  const ofFolder = kind === "Backstage" || (kind === "RoleBinding" && directory !== null);
  return JSON.stringify(ofFolder ? ["folder", file.folder] : ["about", said.about]);
}

/** What a statement is about. Names of files and folders are no patterns, whatever they hold. */
export function thingsOf(source: TenantSource, file: SelectedFile, said: Statement): readonly Thing[] {
  const { kind, directory } = source;
  const { captures, folder } = file;
  switch (kind) {
    case "RoleBinding":
    case "Namespace":
      return [
        ...(directory === null || folder === "." ? [] : [thing("paths", "folder", folder)]),
        ...named("namespaces", captures["namespace"] ?? said.about),
        ...captured(captures),
      ];
    case "AppProject":
      return [...named("argoProjects", said.about), ...said.gives.flatMap(namespacesOf)];
    case "Backstage":
      return [
        thing("paths", "folder", folder),
        ...said.gives.flatMap((namespace) => named("namespaces", namespace)),
        ...captured(captures),
      ];
    case "CODEOWNERS":
      return said.about === null ? [] : pathsOf(said.about);
    default:
      return kind satisfies never;
  }
}

/** A destination that stands for every namespace gives none of them to anybody. */
export function isEverything(pattern: string): boolean {
  return /^[*?/]+$/.test(pattern);
}

function thing(asset: Thing["asset"], match: Thing["match"], what: string): Thing {
  return { asset, match, what };
}

function named(asset: Thing["asset"], what: string | null | undefined): readonly Thing[] {
  return what === null || what === undefined ? [] : [thing(asset, "name", what)];
}

function captured(captures: SelectedFile["captures"]): readonly Thing[] {
  return [...named("accounts", captures["account"]), ...named("argoProjects", captures["project"])];
}

/** Argo CD's `!kube-system` takes away, which is not said of anybody. */
function namespacesOf(pattern: string): readonly Thing[] {
  if (pattern.startsWith("!") || isEverything(pattern)) return [];
  return [thing("namespaces", /[*?[\]{}\\]/.test(pattern) ? "glob" : "name", pattern)];
}

/**
 * A pattern of CODEOWNERS as GitHub reads it: without a slash before its end it matches at any depth, and what it matches
 * counts with everything below it, except for `folder/*`.
 */
function pathsOf(written: string): readonly Thing[] {
  if (written === "*" || written === "/**" || written === "**") return [thing("paths", "glob", "**")];
  const anchored = written.replace(/\/+$/, "").includes("/");
  const trimmed = written.replace(/^\/+|\/+$/g, "").replaceAll("\\ ", " ");
  if (trimmed === "") return [];
  if (anchored && !/[*?\\]/.test(trimmed)) return [thing("paths", "folder", trimmed)];
  const glob = anchored ? trimmed : `**/${trimmed}`;
  const below = trimmed.endsWith("*") && !written.endsWith("/") ? [] : [thing("paths", "glob", `${glob}/**`)];
  return [...(written.endsWith("/") ? [] : [thing("paths", "glob", glob)]), ...below];
}
