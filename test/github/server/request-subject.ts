import type { Repository } from "../world/types.ts";
import { fullName, type World } from "../world/world.ts";

export interface RequestSubject {
  readonly repository: string | null;
  readonly number: number | null;
}

const nothing: RequestSubject = { repository: null, number: null };

/** Which pull request a call is about: by its number, its comment, its check run or its head commit. */
export function subjectOf(world: World, path: string, body: unknown): RequestSubject {
  const repository = repositoryIn(world, path, body);
  if (repository === null) return nothing;
  return { repository: fullName(repository), number: numberIn(repository, path, body) };
}

function repositoryIn(world: World, path: string, body: unknown): Repository | null {
  const named = /^\/repos\/([^/]+)\/([^/]+)/.exec(path);
  if (named !== null)
    return world.findRepository(decodeURIComponent(named[1] ?? ""), decodeURIComponent(named[2] ?? ""));
  const id = /^\/repositories\/(\d+)/.exec(path)?.[1];
  if (id !== undefined) return world.repositories.get(Number(id)) ?? null;
  const { owner, name } = variablesOf(body);
  return typeof owner === "string" && typeof name === "string" ? world.findRepository(owner, name) : null;
}

function numberIn(repository: Repository, path: string, body: unknown): number | null {
  const comment = /\/issues\/comments\/(\d+)/.exec(path)?.[1];
  if (comment !== undefined) return repository.comments.get(Number(comment))?.pull.number ?? null;
  const number = /\/(?:pulls|issues)\/(\d+)/.exec(path)?.[1];
  if (number !== undefined) return Number(number);
  const { number: asked } = variablesOf(body);
  if (typeof asked === "number") return asked;
  const run = /\/check-runs\/(\d+)/.exec(path)?.[1];
  const head =
    (run === undefined ? undefined : repository.checks.get(Number(run))?.head) ??
    /[0-9a-f]{40}(?=[^0-9a-f]*$)/.exec(decodeURIComponent(path))?.[0] ??
    headIn(body);
  if (head === undefined) return null;
  for (const pull of repository.pulls.values()) if (pull.head.sha === head) return pull.number;
  return null;
}

function headIn(body: unknown): string | undefined {
  return typeof body === "object" && body !== null && "head_sha" in body ? String(body.head_sha) : undefined;
}

function variablesOf(body: unknown): Readonly<Record<string, unknown>> {
  const variables = typeof body === "object" && body !== null && "variables" in body ? body.variables : null;
  return typeof variables === "object" && variables !== null ? { ...variables } : {};
}
