import { simpleUser, timestamp } from "../json/basic.ts";
import { repositoryBody, repositoryUrl } from "../json/repository.ts";
import { maySee, notFound } from "../server/answer.ts";
import { type Endpoints, listed, repositoryOf } from "../server/call.ts";
import { accountAccess } from "../world/teams.ts";
import { type Permission, permissions } from "../world/types.ts";
import { fullName } from "../world/world.ts";
import { commitNamed } from "./repositories.ts";

const metadata = { permission: "metadata", level: "read" } as const;

/** GitHub keeps the rest of a tree that is larger. */
const entriesMax = 100_000;

/** What an organisation has, who may do what there, and who got past its rules. */
export const estateEndpoints: Endpoints = {
  "orgs/list-members": {
    need: { permission: "members", level: "read" },
    handle: (call) => {
      const organisation = call.world.organisations.get((call.parameters["org"] ?? "").toLowerCase());
      if (organisation === undefined) throw notFound();
      const wanted = call.query.get("role") ?? "all";
      const chosen = [...organisation.members].filter(([, role]) => wanted === "all" || role === wanted);
      const accounts = chosen.flatMap(([id]) => call.world.accounts.get(id) ?? []);
      return listed(call, accounts, (account) => simpleUser(call.world, account));
    },
  },
  "repos/list-for-org": {
    need: metadata,
    handle: (call) => {
      const login = (call.parameters["org"] ?? "").toLowerCase();
      if (!call.world.organisations.has(login)) throw notFound();
      const seen = [...call.world.repositories.values()].filter(
        (one) => one.owner.login.toLowerCase() === login && maySee(call.caller, one),
      );
      return listed(call, seen, (one) => repositoryBody(call.world, one));
    },
  },
  "repos/list-collaborators": {
    need: metadata,
    handle: (call) => {
      const repository = repositoryOf(call);
      const least = call.query.get("permission");
      const rank = (access: Permission | null) => (access === null ? -1 : permissions.indexOf(access));
      const atLeast = permissions.findIndex((one) => one === (least ?? "pull"));
      const people = [...call.world.accounts.values()].flatMap((account) => {
        const access = account.type === "User" ? accountAccess(repository, account) : null;
        return rank(access) >= atLeast ? [{ account, access }] : [];
      });
      return listed(call, people, ({ account, access }) => ({
        ...simpleUser(call.world, account),
        role_name: access,
        permissions: Object.fromEntries(permissions.map((one, index) => [one, index <= rank(access)])),
      }));
    },
  },
  "repos/get-repo-rule-suites": {
    need: { permission: "administration", level: "read" },
    handle: (call) => {
      const repository = repositoryOf(call);
      const ref = call.query.get("ref");
      const result = call.query.get("rule_suite_result") ?? "all";
      const suites = call.world.ruleSuites.filter(
        (suite) =>
          suite.repository === repository &&
          (ref === null || suite.ref === ref) &&
          (result === "all" || suite.result === result),
      );
      return listed(call, suites, (suite) => ({
        id: suite.id,
        actor_id: suite.by.id,
        actor_name: suite.by.login,
        before_sha: suite.before,
        after_sha: suite.after,
        ref: suite.ref,
        repository_id: repository.id,
        repository_name: fullName(repository),
        pushed_at: timestamp(suite.at),
        result: suite.result,
      }));
    },
  },
  "git/get-tree": {
    need: { permission: "contents", level: "read" },
    handle: (call) => {
      const repository = repositoryOf(call);
      const { sha, files } = commitNamed(repository, call.parameters["tree_sha"] ?? "");
      const all = [...files].map(([path, { oid, mode }]) => {
        return { path, mode, type: mode === "160000" ? "commit" : "blob", sha: oid };
      });
      const url = `${repositoryUrl(call.world, repository)}/git/trees/${sha}`;
      const tree = call.query.has("recursive") ? all : all.filter(({ path }) => !path.includes("/"));
      return {
        status: 200,
        body: { sha, url, tree: tree.slice(0, entriesMax), truncated: tree.length > entriesMax },
      };
    },
  },
};
