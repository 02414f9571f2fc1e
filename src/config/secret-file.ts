import { readFileSync } from "node:fs";

export type Variables = Readonly<Record<string, string | undefined>>;

/** A secret is a few kilobytes; a path that leads to a disk image is a mistake. */
const secretBytesMax = 100_000;

export type Given =
  | { readonly kind: "given"; readonly text: string }
  | { readonly kind: "missing" }
  | { readonly kind: "problem"; readonly message: string };

/**
 * A value from `NAME`, or from the file that `NAME_PATH` names, which is how Docker and Kubernetes hand secrets over
 * without showing them in the environment of the process. One line break at the end of a file is not part of it.
 */
export function givenSecret(name: string, variables: Variables): Given {
  const [text, path] = [present(variables[name]), present(variables[`${name}_PATH`])];
  if (text !== undefined && path !== undefined)
    return { kind: "problem", message: `${name} and ${name}_PATH are both set. Keep one of them.` };
  if (text !== undefined) return { kind: "given", text };
  if (path === undefined) return { kind: "missing" };
  try {
    const bytes = readFileSync(path);
    if (bytes.length > secretBytesMax)
      return { kind: "problem", message: `${name}_PATH names ${path}, which is too large to be a secret.` };
    return { kind: "given", text: bytes.toString("utf8").replace(/\r?\n$/, "") };
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    return {
      kind: "problem",
      message: `${name}_PATH names ${path}, which cannot be read (${reason}). Check that the file is there and that this user may read it.`,
    };
  }
}

export function present(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value;
}
