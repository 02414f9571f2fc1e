import { installationBody, integration, timestamp } from "../json/basic.ts";
import { repositoryBody } from "../json/repository.ts";
import { maySee, notFound, Refusal } from "../server/answer.ts";
import {
  type Call,
  type Endpoints,
  field,
  installationOf,
  listed,
  listField,
  paged,
} from "../server/call.ts";
import type { Installation, Repository } from "../world/types.ts";

/** What the App does as itself, with its JWT. */
export const appEndpoints: Endpoints = {
  "apps/get-authenticated": {
    need: "app",
    handle: ({ world }) => ({
      status: 200,
      body: { ...integration(world, world.app), installations_count: world.installations.size },
    }),
  },
  "apps/list-installations": {
    need: "app",
    handle: (call) =>
      listed(call, [...call.world.installations.values()], (one) => installationBody(call.world, one)),
  },
  "apps/get-installation": {
    need: "app",
    handle: (call) => ({ status: 200, body: installationBody(call.world, byId(call)) }),
  },
  "apps/get-org-installation": {
    need: "app",
    handle: (call) => {
      const login = (call.parameters["org"] ?? "").toLowerCase();
      const found = [...call.world.installations.values()].find(
        ({ account }) => account.login.toLowerCase() === login,
      );
      if (found === undefined) throw notFound();
      return { status: 200, body: installationBody(call.world, found) };
    },
  },
  "apps/get-repo-installation": {
    need: "app",
    handle: (call) => {
      const { owner = "", repo = "" } = call.parameters;
      const repository = call.world.findRepository(owner, repo);
      const found = repository === null ? null : call.world.installationOf(repository);
      if (found === null) throw notFound();
      return { status: 200, body: installationBody(call.world, found) };
    },
  },
  "apps/create-installation-access-token": { need: "app", handle: createToken },
  "apps/revoke-installation-access-token": {
    need: "any",
    handle: (call) => {
      installationOf(call);
      if (call.caller.kind === "installation") call.identities.revoke(call.caller.token);
      return { status: 204 };
    },
  },
  "apps/list-repos-accessible-to-installation": {
    need: "any",
    handle: (call) => {
      const installation = installationOf(call);
      const repositories = [...call.world.repositories.values()].filter(
        (repository) => repository.owner.id === installation.account.id && seen(call, repository),
      );
      const page = paged(call, repositories);
      return {
        status: 200,
        headers: page.headers,
        body: {
          total_count: repositories.length,
          repository_selection: installation.repositories === null ? "all" : "selected",
          repositories: page.items.map((repository) => repositoryBody(call.world, repository)),
        },
      };
    },
  },
};

function seen(call: Call, repository: Repository): boolean {
  const { caller } = call;
  if (caller.kind !== "installation" || !maySee(caller, repository)) return false;
  const { installation, repositories } = caller;
  return (
    (repositories === null || repositories.has(repository.id)) &&
    (installation.repositories === null || installation.repositories.has(repository.id))
  );
}

function byId(call: Call): Installation {
  const found = call.world.installations.get(Number(call.parameters["installation_id"]));
  if (found === undefined) throw notFound();
  return found;
}

/** A token has at most what the installation has been given. */
function createToken(call: Call): { readonly status: number; readonly body: unknown } {
  const { world, identities, body } = call;
  const installation = byId(call);
  if (installation.suspended) throw new Refusal(403, "This installation has been suspended");
  const asked = field(body, "permissions");
  const permissions =
    typeof asked === "object" && asked !== null
      ? Object.fromEntries(Object.entries(asked).map(([name, level]) => [name, String(level)]))
      : installation.permissions;
  for (const [name, level] of Object.entries(permissions))
    if (rank(level) > rank(installation.permissions[name]))
      throw new Refusal(422, "The permissions requested are not granted to this installation.");
  const repositories = chosen(call, installation);
  const { token, expiresAt } = identities.grant(installation, permissions, repositories);
  return {
    status: 201,
    body: {
      token,
      expires_at: timestamp(expiresAt),
      permissions,
      repository_selection: repositories === null && installation.repositories === null ? "all" : "selected",
      ...(repositories === null
        ? {}
        : {
            repositories: [...repositories].flatMap((id) => {
              const repository = world.repositories.get(id);
              return repository === undefined ? [] : [repositoryBody(world, repository)];
            }),
          }),
    },
  };
}

/** `null`: all of the installation. */
function chosen({ world, body }: Call, installation: Installation): ReadonlySet<number> | null {
  const names = listField(body, "repositories").map(String);
  const ids = listField(body, "repository_ids").map(Number);
  if (names.length + ids.length === 0) return null;
  const found = names.map((name) => world.findRepository(installation.account.login, name)?.id ?? -1);
  const all = [...found, ...ids];
  for (const id of all) {
    const repository = world.repositories.get(id);
    const inside =
      repository?.owner.id === installation.account.id &&
      (installation.repositories === null || installation.repositories.has(id));
    if (!inside)
      throw new Refusal(
        422,
        "There is at least one repository that does not exist or is not accessible to the parent installation.",
      );
  }
  return new Set(all);
}

function rank(level: string | undefined): number {
  return ["read", "write", "admin"].indexOf(level ?? "") + 1;
}
