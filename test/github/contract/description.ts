import { readFileSync } from "node:fs";

/** One operation of GitHub's REST API, as `tools/github-openapi.ts` took it from GitHub's own description. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** Whether an installation may call it at all. */
  readonly installations: boolean;
  readonly parameters: readonly Parameter[];
  readonly body: unknown;
  readonly bodyRequired: boolean;
  /** By status; `null`: an answer without JSON. */
  readonly responses: Readonly<Record<string, unknown>>;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required: boolean;
  readonly schema: unknown;
}

export interface Description {
  readonly operations: ReadonlyMap<string, Operation>;
  /** Schemas of webhook bodies, by `event-action` with dashes. */
  readonly webhooks: Readonly<Record<string, unknown>>;
  readonly schemas: Readonly<Record<string, unknown>>;
}

interface Stored {
  readonly operations: Readonly<Record<string, Omit<Operation, "id">>>;
  readonly webhooks: Readonly<Record<string, unknown>>;
  readonly schemas: Readonly<Record<string, unknown>>;
}

/**
 * Works on GitHub, though its description leaves it out: what a client does that has only the id of a repository.
 * Octokit calls it when it follows a redirect after a rename.
 */
const undescribed = { "repos/get-by-id": { of: "repos/get", path: "/repositories/{repository_id}" } };

let loaded: Description | null = null;

export function loadDescription(): Description {
  loaded ??= readDescription();
  return loaded;
}

function readDescription(): Description {
  const text = readFileSync(new URL("../openapi/api.github.com.json", import.meta.url), "utf8");
  const stored: Stored = JSON.parse(text);
  const operations = new Map<string, Operation>();
  for (const [id, operation] of Object.entries(stored.operations)) operations.set(id, { id, ...operation });
  for (const [id, { of, path }] of Object.entries(undescribed)) {
    const like = operations.get(of);
    const parameters: readonly Parameter[] = [
      { name: "repository_id", in: "path", required: true, schema: { type: "integer" } },
    ];
    if (like !== undefined) operations.set(id, { ...like, id, path, parameters });
  }
  return { operations, webhooks: stored.webhooks, schemas: stored.schemas };
}
