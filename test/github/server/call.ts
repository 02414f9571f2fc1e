import type { Hooks } from "../hooks/hooks.ts";
import type { Installation, Pull, Repository } from "../world/types.ts";
import type { World } from "../world/world.ts";
import { type Answer, type Caller, maySee, notAccessible, notFound } from "./answer.ts";
import type { Identities } from "./identify.ts";
import type { Limits } from "./limits.ts";
import type { Registration } from "./registration.ts";

/** One call of one operation, identified, and fit for GitHub's description. */
export interface Call {
  readonly world: World;
  readonly identities: Identities;
  readonly hooks: Hooks;
  readonly limits: Limits;
  readonly registration: Registration;
  /** Whom limits are counted for. */
  readonly who: string;
  readonly caller: Caller;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

/** What an operation asks of an installation: a permission at a level, an App's own JWT, or any token. */
export type Need =
  | "app"
  | "any"
  | {
      readonly permission: string;
      readonly level: "read" | "write" | "admin";
      /** Another permission that is good for it as well. */
      readonly or?: string;
    };

export interface Endpoint {
  readonly need: Need;
  readonly handle: Handler;
}

export type Endpoints = Readonly<Record<string, Endpoint>>;

const levels = { read: 1, write: 2, admin: 3 };

/** Throws what GitHub answers where the caller may not do this. */
export function demand(need: Need, caller: Caller): void {
  if (need === "any") return;
  if (need === "app") {
    if (caller.kind !== "app") throw notAccessible();
    return;
  }
  if (caller.kind === "app") throw notAccessible();
  if (caller.kind !== "installation") return;
  const names = need.or === undefined ? [need.permission] : [need.permission, need.or];
  const given = names.map((name) => levelOf(caller.permissions[name]));
  if (Math.max(...given) < levels[need.level]) throw notAccessible();
}

function levelOf(given: string | undefined): number {
  return given === "read" || given === "write" || given === "admin" ? levels[given] : 0;
}

export function repositoryOf(call: Call): Repository {
  const { owner = "", repo = "", repository_id = "" } = call.parameters;
  const found =
    repository_id === ""
      ? call.world.findRepository(owner, repo)
      : (call.world.repositories.get(Number(repository_id)) ?? null);
  if (found === null || !maySee(call.caller, found)) throw notFound();
  return found;
}

export function pullOf(call: Call): Pull {
  const number = call.parameters["pull_number"] ?? call.parameters["issue_number"];
  const found = repositoryOf(call).pulls.get(Number(number));
  if (found === undefined) throw notFound();
  return found;
}

export function installationOf(call: Call): Installation {
  if (call.caller.kind !== "installation") throw notAccessible();
  return call.caller.installation;
}

/** A value of a body that fits the description already. */
export function field(body: unknown, name: string): unknown {
  return typeof body === "object" && body !== null
    ? Object.entries(body).find(([key]) => key === name)?.[1]
    : undefined;
}

export function textField(body: unknown, name: string): string | null {
  const value = field(body, name);
  return typeof value === "string" ? value : null;
}

export function listField(body: unknown, name: string): readonly unknown[] {
  const value = field(body, name);
  return Array.isArray(value) ? value : [];
}

export function numberField(body: unknown, name: string): number | null {
  const value = field(body, name);
  return typeof value === "number" ? value : null;
}

export const pageSizeMax = 100;

/** One page of a list, with GitHub's Link header to the others. */
export function paged<Item>(
  call: Call,
  items: readonly Item[],
): { readonly items: readonly Item[]; readonly headers: Record<string, string> } {
  const size = Math.min(Number(call.query.get("per_page") ?? 30), pageSizeMax);
  const page = Math.max(1, Number(call.query.get("page") ?? 1));
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, rel: string): string => {
    const query = new URLSearchParams(call.query);
    query.set("page", String(to));
    return `<${call.world.origin}/api/v3${call.parameters["*"] ?? ""}?${query}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, "prev")] : []),
    ...(page < last ? [link(page + 1, "next"), link(last, "last")] : []),
    ...(page > 1 ? [link(1, "first")] : []),
  ];
  const headers: Record<string, string> = links.length === 0 ? {} : { link: links.join(", ") };
  return { items: items.slice((page - 1) * size, page * size), headers };
}

/** The answer for a list. */
export function listed<Item>(call: Call, items: readonly Item[], body: (item: Item) => unknown): Answer {
  const page = paged(call, items);
  return { status: 200, body: page.items.map(body), headers: page.headers };
}
