import { z } from "zod";
import { GitHubError } from "../ports.ts";
import type { Client } from "./client.ts";
import { withoutSecrets } from "./redact.ts";

export interface GraphqlFault {
  /** `NOT_FOUND`, `FORBIDDEN`, …, or what is wrong with the query; GitHub's own failures have none. */
  readonly type: string | null;
  /** Of the field that is `null` for it, joined by dots; empty: the whole query. */
  readonly path: string;
  readonly message: string;
}

export interface GraphqlAnswer {
  readonly data: unknown;
  /** Parts that could not be given; whoever asked decides which of them may be missing. */
  readonly faults: readonly GraphqlFault[];
}

const answer = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        type: z.string().nullish(),
        path: z.array(z.union([z.string(), z.number()])).nullish(),
        message: z.string(),
        extensions: z.object({ code: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
});

const failedRetryMs = 10_000;

/** One query. Throws where nothing was answered at all; see `faults` for the rest. */
export async function graphql(
  client: Client,
  query: string,
  variables: Readonly<Record<string, string | number | null>>,
): Promise<GraphqlAnswer> {
  const response: { readonly data: unknown } = await client.octokit.request({
    method: "POST",
    url: client.graphqlUrl,
    query,
    variables,
  });
  const read = answer.safeParse(response.data);
  if (!read.success)
    throw new GitHubError("unavailable", "GitHub's answer to a GraphQL query has no known form.", {
      retryAfterMs: failedRetryMs,
    });
  const faults = (read.data.errors ?? []).map(({ type, path, message, extensions }) => ({
    type: type ?? extensions?.code ?? null,
    path: (path ?? []).join("."),
    message: withoutSecrets(message),
  }));
  const data = read.data.data ?? null;
  if (data === null && faults[0] !== undefined) throw faultError(faults[0]);
  return { data, faults };
}

/** For a fault that nobody can do without. */
export function faultError({ type, path, message }: GraphqlFault): GitHubError {
  const where = path === "" ? "" : ` (at ${path})`;
  const said = `GitHub did not answer a GraphQL query${where}: ${message}`;
  switch (type) {
    case "FORBIDDEN":
      return new GitHubError("forbidden", said);
    case "NOT_FOUND":
      return new GitHubError("not-found", said);
    case "INSUFFICIENT_SCOPES":
      return new GitHubError("forbidden", said);
    case null:
      // "Something went wrong while executing your query": its own time limit, mostly.
      return new GitHubError("unavailable", said, { retryAfterMs: failedRetryMs });
    default:
      return new GitHubError("invalid", said);
  }
}
