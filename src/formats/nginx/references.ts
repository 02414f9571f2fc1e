import { type NginxDirective, readNginx } from "./index.ts";

/** Real configurations include some dozens of files by name or pattern; each pattern is looked up in the whole tree. */
const includesMax = 200;

/** What a configuration includes, relative to its folder; patterns as NGINX has them. Nothing for what does not parse. */
export function nginxIncludes(bytes: Uint8Array): readonly string[] {
  const file = readNginx(bytes);
  return file.kind === "directives" ? [...new Set(includesIn(file.directives))].slice(0, includesMax) : [];
}

function includesIn(directives: readonly NginxDirective[]): readonly string[] {
  return directives.flatMap(({ name, args, block }) => {
    const path = name === "include" ? includePath(args[0] ?? "") : null;
    return [...(path === null ? [] : [path]), ...(block === null ? [] : includesIn(block))];
  });
}

/**
 * The argument of `include` relative to the main file, where NGINX has its prefix; `null` for a file of the machine that
 * the repository does not hold.
 */
export function includePath(argument: string): string | null {
  const relative = argument.replace(/^\/(?:usr\/local\/)?etc\/nginx\//, "");
  return relative === "" || relative.startsWith("/") || relative.includes("$") ? null : relative;
}
