import { compileGlob } from "../model/glob.ts";

export interface OwnedPattern {
  readonly pattern: string;
  readonly tenant: string;
}

/**
 * Tenants by pattern. An estate may have a thousand tenants and ten thousand files, so patterns without wildcards, and
 * whole folders (`k8s/payments/**`), are looked up and not tried one by one.
 */
export function createOwnerIndex(owned: readonly OwnedPattern[]): (text: string) => readonly string[] {
  const exact = new Map<string, string[]>();
  const folders = new Map<string, string[]>();
  const others: { readonly matches: (text: string) => boolean; readonly tenant: string }[] = [];
  for (const { pattern, tenant } of owned) {
    const folder = pattern.endsWith("/**") ? pattern.slice(0, -"/**".length) : null;
    if (isLiteral(pattern)) append(exact, pattern, tenant);
    else if (folder !== null && isLiteral(folder)) append(folders, folder, tenant);
    else others.push({ matches: compileGlob(pattern), tenant });
  }
  const known = new Map<string, readonly string[]>();
  return (text) => {
    const cached = known.get(text);
    if (cached !== undefined) return cached;
    const found = new Set(exact.get(text));
    for (const folder of foldersOf(text)) for (const tenant of folders.get(folder) ?? []) found.add(tenant);
    for (const { matches, tenant } of others) if (matches(text)) found.add(tenant);
    const owners = [...found].sort();
    known.set(text, owners);
    return owners;
  };
}

function isLiteral(pattern: string): boolean {
  return pattern !== "" && !pattern.startsWith("./") && !/[*?[\]{}\\]/.test(pattern);
}

function append(index: Map<string, string[]>, key: string, tenant: string): void {
  const tenants = index.get(key);
  if (tenants === undefined) index.set(key, [tenant]);
  else tenants.push(tenant);
}

/** `a/b/c`, `a/b` and `a`: `a/b/**` matches the folder itself too. */
function foldersOf(text: string): readonly string[] {
  const folders = [text];
  for (let end = text.lastIndexOf("/"); end > 0; end = text.lastIndexOf("/", end - 1)) {
    folders.push(text.slice(0, end));
  }
  return folders;
}
