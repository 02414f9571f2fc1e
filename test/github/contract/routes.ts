import type { Operation } from "./description.ts";

export interface Match {
  readonly operation: Operation;
  /** Parts of the path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

interface Route {
  readonly operation: Operation;
  readonly pattern: RegExp;
  readonly names: readonly string[];
  /** How much of the path is written out: of two that fit, the more exact one is meant. */
  readonly literals: number;
}

/** Parameters that hold slashes, unencoded, as Octokit's `{+path}` or a client that does not encode them. */
const wholeRest = new Set(["path", "ref", "basehead", "head", "branch"]);

export function routesOf(
  operations: ReadonlyMap<string, Operation>,
): (method: string, path: string) => Match | null {
  const routes = [...operations.values()]
    .map(routeOf)
    .sort((a, b) => b.literals - a.literals || a.operation.path.length - b.operation.path.length);
  const byMethod = Map.groupBy(routes, (route) => route.operation.method);
  return (method, path) => {
    for (const route of byMethod.get(method) ?? []) {
      const found = route.pattern.exec(path);
      if (found === null) continue;
      const values = route.names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? "")]);
      return { operation: route.operation, parameters: Object.fromEntries(values) };
    }
    return null;
  };
}

function routeOf(operation: Operation): Route {
  const names: string[] = [];
  const pattern = operation.path
    .replace(/[.*+?^$|()[\]\\]/g, "\\$&")
    .replace(/\{(\w+)\}/g, (_, name: string) => {
      names.push(name);
      return wholeRest.has(name) ? "(.+)" : "([^/]+)";
    });
  const literals = operation.path.split("/").filter((part) => !part.includes("{")).length;
  return { operation, pattern: new RegExp(`^${pattern}$`), names, literals };
}
