import { createHash } from "node:crypto";
import type { Contract } from "../contract/contract.ts";
import type { Operation } from "../contract/description.ts";
import type { Match } from "../contract/routes.ts";
import type { Graphql } from "../graphql/graphql.ts";
import type { Hooks } from "../hooks/hooks.ts";
import { endpoints } from "../rest/endpoints.ts";
import type { World } from "../world/world.ts";
import type { ActionsIdentity } from "./actions-identity.ts";
import { type Answer, type Caller, Refusal } from "./answer.ts";
import { type Call, demand } from "./call.ts";
import type { CallFault, Faults } from "./faults.ts";
import type { Identities } from "./identify.ts";
import { type Limits, PrimaryLimit, secondaryLimit } from "./limits.ts";
import type { Pace } from "./pace.ts";
import type { Registration } from "./registration.ts";

export interface Parts {
  readonly world: World;
  readonly contract: Contract;
  readonly identities: Identities;
  readonly actions: ActionsIdentity;
  readonly hooks: Hooks;
  readonly limits: Limits;
  readonly faults: Faults;
  readonly pace: Pace;
  readonly graphql: Graphql;
  readonly registration: Registration;
  readonly match: (method: string, path: string) => Match | null;
}

export interface Incoming {
  readonly method: string;
  /** Below the base of the API, with a slash at the beginning. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

export interface Outcome {
  readonly operation: string | null;
  readonly who: string;
  readonly answer: Answer;
  readonly fault: CallFault | null;
  readonly body: unknown;
}

/** What GitHub does with a request, from the first look at its token to the answer. Never throws a {@link Refusal}. */
export async function answerCall(parts: Parts, incoming: Incoming): Promise<Outcome> {
  let who = "nobody";
  let operation: string | null = null;
  let body: unknown;
  try {
    const caller = parts.identities.identify(incoming.headers["authorization"]);
    who = nameOf(caller);
    body = parsedBody(incoming.body);
    if (incoming.path === "/graphql" && incoming.method === "POST") {
      operation = graphqlName(body);
      const done = await paced(parts, "graphql", operation, () =>
        answerGraphql(parts, who, caller, graphqlName(body), body),
      );
      return { operation, who, body, ...done };
    }
    const match = parts.match(incoming.method, incoming.path);
    if (match === null)
      return { operation, who, body, answer: unknownOperation(parts, incoming), fault: null };
    operation = match.operation.id;
    const done = await paced(parts, "rest", operation, () =>
      answerRest(parts, who, caller, match, incoming, body),
    );
    return { operation, who, body, ...done };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { operation, who, body, answer: error.answer(), fault: null };
  }
}

async function paced(
  { pace }: Parts,
  kind: "rest" | "graphql",
  operation: string,
  answer: () => Promise<Done>,
): Promise<Done> {
  await pace.take(kind);
  await pace.pass(operation, "before");
  const done = await answer();
  await pace.pass(operation, "after");
  return done;
}

interface Done {
  readonly answer: Answer;
  readonly fault: CallFault | null;
}

async function answerRest(
  parts: Parts,
  who: string,
  caller: Caller,
  match: Match,
  incoming: Incoming,
  body: unknown,
): Promise<Done> {
  const { contract, limits, faults, world, identities, hooks, registration } = parts;
  const { operation } = match;
  const fault = faults.ofCall(operation.id, `${who} ${incoming.method} ${incoming.path}`);
  if (fault === "secondaryLimit") return { fault, answer: secondaryLimit(faults.retryAfterSeconds).answer() };
  if (fault === "errorBefore" || fault === "resetBefore") return { fault, answer: badGateway };
  const leave =
    caller.kind === "app"
      ? () => {}
      : limits.enter(who, { operation: operation.id, resource: "core", write: incoming.method !== "GET" });
  try {
    const parameters = { ...match.parameters, "*": incoming.path, accept: incoming.headers["accept"] ?? "" };
    if (contract.request(operation, match.parameters, incoming.query, body).length > 0)
      throw new Refusal(422, "Invalid request.");
    const endpoint = endpoints[operation.id];
    if (endpoint === undefined) return { fault: null, answer: unknownOperation(parts, incoming) };
    if (caller.kind === "installation" && !operation.installations && endpoint.need !== "app")
      throw new Refusal(403, "Resource not accessible by integration");
    demand(endpoint.need, caller);
    const { query } = incoming;
    const call: Call = {
      ...{ world, identities, hooks, limits, registration },
      ...{ who, caller, parameters, query, body },
    };
    const answer = refused(operation, contract, await tried(endpoint.handle, call));
    if (caller.kind === "app") return { fault, answer };
    const conditional = withTag(incoming, answer);
    if (conditional.status === 304) limits.refund(who);
    return {
      fault,
      answer: { ...conditional, headers: { ...limits.headers(who, "core"), ...conditional.headers } },
    };
  } finally {
    leave();
  }
}

const badGateway: Answer = { status: 502, body: { message: "Server Error" } };

async function tried(handle: (call: Call) => Answer | Promise<Answer>, call: Call): Promise<Answer> {
  try {
    return await handle(call);
  } catch (error) {
    if (error instanceof Refusal) return error.answer();
    throw error;
  }
}

function refused(operation: Operation, contract: Contract, answer: Answer): Answer {
  contract.response(operation, answer.status, answer.body);
  return answer;
}

/** GitHub tags what it answers to a GET, and answers 304 where the asker has it already. */
function withTag(incoming: Incoming, answer: Answer): Answer {
  if (incoming.method !== "GET" || answer.status !== 200) return answer;
  const digest = createHash("sha256").update(JSON.stringify(answer.body)).digest("hex");
  const headers = { etag: `W/"${digest}"`, ...answer.headers };
  const known = incoming.headers["if-none-match"]?.replace(/^W\//, "") === `"${digest}"`;
  return known ? { status: 304, headers } : { ...answer, headers };
}

async function answerGraphql(
  parts: Parts,
  who: string,
  caller: Caller,
  operation: string,
  body: unknown,
): Promise<Done> {
  const { limits, faults, graphql } = parts;
  if (caller.kind === "anonymous" || caller.kind === "app")
    throw new Refusal(401, "This endpoint requires you to be authenticated.");
  const variables = typeof body === "object" && body !== null && "variables" in body ? body.variables : {};
  const fault = faults.ofCall(operation, `${who} ${operation} ${JSON.stringify(variables)}`);
  if (fault === "secondaryLimit") return { fault, answer: secondaryLimit(faults.retryAfterSeconds).answer() };
  if (fault === "errorBefore" || fault === "resetBefore") return { fault, answer: badGateway };
  let leave = (): void => {};
  try {
    leave = limits.enter(who, { operation, resource: "graphql", write: false });
    const result = await graphql.run(caller, body);
    return { fault, answer: { status: 200, body: result, headers: limits.headers(who, "graphql") } };
  } catch (error) {
    if (!(error instanceof PrimaryLimit)) throw error;
    // GraphQL says so in an answer that is otherwise fine.
    const { message, headers } = error;
    return {
      fault: null,
      answer: { status: 200, headers, body: { errors: [{ type: "RATE_LIMITED", message }] } },
    };
  } finally {
    leave();
  }
}

function graphqlName(body: unknown): string {
  const query = typeof body === "object" && body !== null && "query" in body ? String(body.query) : "";
  return `graphql/${/^\s*(?:query|mutation)\s+(\w+)/.exec(query)?.[1] ?? "unnamed"}`;
}

function unknownOperation({ contract }: Parts, { method, path }: Incoming): Answer {
  const problems = [
    "the stand-in does not know this operation: add it to tools/github/operations.ts and test/github/rest",
  ];
  contract.record({ where: "request", what: `${method} ${path}`, problems });
  return { status: 501, body: { message: `The stand-in does not know ${method} ${path}` } };
}

function parsedBody(body: Buffer): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new Refusal(400, "Problems parsing JSON");
  }
}

function nameOf(caller: Caller): string {
  if (caller.kind === "installation") return `installation ${caller.installation.id}`;
  return caller.kind === "user" ? `user ${caller.account.login}` : caller.kind;
}
