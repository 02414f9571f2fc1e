import { commitBody } from "../json/commit.ts";
import { repositoryHtmlUrl, repositoryUrl } from "../json/repository.ts";
import { rulesetBody } from "../json/ruleset.ts";
import { notFound, Refusal } from "../server/answer.ts";
import { type Call, type Endpoints, listed, repositoryOf } from "../server/call.ts";
import { tipOf } from "../world/refs.ts";
import type { BranchProtection, Ruleset } from "../world/rule-types.ts";
import { rulesetsFor, rulesetsOver } from "../world/rulesets.ts";
import type { Repository } from "../world/types.ts";
import { commitNamed } from "./repositories.ts";

const contents = { permission: "contents", level: "read" } as const;
const metadata = { permission: "metadata", level: "read" } as const;
const administration = { permission: "administration", level: "read" } as const;
const organisationAdministration = { permission: "organization_administration", level: "write" } as const;

export const branchEndpoints: Endpoints = {
  "repos/get-branch": {
    need: contents,
    handle: (call) => {
      const repository = repositoryOf(call);
      const name = call.parameters["branch"] ?? "";
      const tip = tipOf(repository, name);
      if (tip === null) throw new Refusal(404, "Branch not found");
      const url = `${repositoryUrl(call.world, repository)}/branches/${name}`;
      return {
        status: 200,
        body: {
          name,
          commit: commitBody(call.world, repository, commitNamed(repository, tip)),
          _links: { self: url, html: `${repositoryHtmlUrl(call.world, repository)}/tree/${name}` },
          ...protectionSummary(repository, name, url),
        },
      };
    },
  },
  "repos/list-branches": {
    need: contents,
    handle: (call) => {
      const repository = repositoryOf(call);
      const only = call.query.get("protected");
      const names = [...repository.refs.keys()]
        .filter((ref) => ref.startsWith("refs/heads/"))
        .map((ref) => ref.slice("refs/heads/".length))
        .filter((name) => only === null || isProtected(repository, name) === (only === "true"))
        .sort();
      return listed(call, names, (name) => {
        const url = `${repositoryUrl(call.world, repository)}/branches/${name}`;
        const sha = tipOf(repository, name) ?? "";
        const commit = { sha, url: `${repositoryUrl(call.world, repository)}/commits/${sha}` };
        return { name, commit, ...protectionSummary(repository, name, url) };
      });
    },
  },
  "repos/get-branch-protection": {
    need: administration,
    handle: (call) => {
      const repository = repositoryOf(call);
      const found = protectionOf(repository, call.parameters["branch"] ?? "");
      if (found === null) throw new Refusal(404, "Branch not protected");
      const url = `${repositoryUrl(call.world, repository)}/branches/${call.parameters["branch"]}/protection`;
      return { status: 200, body: protectionBody(found, url) };
    },
  },
  "repos/get-branch-rules": {
    need: metadata,
    handle: (call) => {
      const repository = repositoryOf(call);
      const rulesets = rulesetsOver(repository, call.parameters["branch"] ?? "");
      const rules = rulesets.flatMap((ruleset) => ruleset.rules.map((rule) => ({ ruleset, rule })));
      return listed(call, rules, ({ ruleset, rule }) => ({
        ...rule,
        ruleset_source_type: ruleset.source.type,
        ruleset_source: ruleset.source.name,
        ruleset_id: ruleset.id,
      }));
    },
  },
  "repos/get-repo-rulesets": {
    need: metadata,
    handle: (call) => {
      const repository = repositoryOf(call);
      const parents = call.query.get("includes_parents") !== "false";
      const rulesets = rulesetsFor(repository).filter((one) => parents || one.source.type === "Repository");
      return listed(call, rulesets, (ruleset) => withoutRules(rulesetBody(call.world, ruleset)));
    },
  },
  "repos/get-repo-ruleset": {
    need: metadata,
    handle: (call) => {
      const found = rulesetsFor(repositoryOf(call)).find(
        ({ id }) => id === Number(call.parameters["ruleset_id"]),
      );
      return { status: 200, body: ruleset(call, found) };
    },
  },
  "repos/get-org-rulesets": {
    need: organisationAdministration,
    handle: (call) => listed(call, ofOrganisation(call), (one) => withoutRules(rulesetBody(call.world, one))),
  },
  "repos/get-org-ruleset": {
    need: organisationAdministration,
    handle: (call) => {
      const found = ofOrganisation(call).find(({ id }) => id === Number(call.parameters["ruleset_id"]));
      return { status: 200, body: ruleset(call, found) };
    },
  },
};

/** Who may bypass is told to those only who may administer. */
function ruleset(call: Call, found: Ruleset | undefined): Readonly<Record<string, unknown>> {
  if (found === undefined) throw notFound();
  const { caller } = call;
  const administers = caller.kind === "installation" && caller.permissions["administration"] !== undefined;
  const { bypass_actors, ...rest } = rulesetBody(call.world, found);
  return administers ? { ...rest, bypass_actors } : rest;
}

function withoutRules(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { rules: _rules, conditions: _conditions, bypass_actors: _actors, ...rest } = body;
  return rest;
}

function ofOrganisation(call: Call): readonly Ruleset[] {
  const found = call.world.organisations.get((call.parameters["org"] ?? "").toLowerCase());
  if (found === undefined) throw notFound();
  return [...found.rulesets.values()];
}

function protectionOf(repository: Repository, branch: string): BranchProtection | null {
  return repository.protections.get(branch) ?? null;
}

function isProtected(repository: Repository, branch: string): boolean {
  return protectionOf(repository, branch) !== null || rulesetsOver(repository, branch).length > 0;
}

function protectionSummary(
  repository: Repository,
  branch: string,
  url: string,
): Readonly<Record<string, unknown>> {
  const classic = protectionOf(repository, branch);
  return {
    protected: isProtected(repository, branch),
    protection: {
      enabled: classic !== null,
      required_status_checks: {
        enforcement_level: classic === null ? "off" : "non_admins",
        contexts: classic?.checks.map(({ context }) => context) ?? [],
        checks: classic?.checks ?? [],
      },
    },
    protection_url: `${url}/protection`,
  };
}

function protectionBody(protection: BranchProtection, url: string): Readonly<Record<string, unknown>> {
  return {
    url,
    required_status_checks: {
      url: `${url}/required_status_checks`,
      strict: protection.strict,
      contexts: protection.checks.map(({ context }) => context),
      contexts_url: `${url}/required_status_checks/contexts`,
      checks: protection.checks,
    },
    enforce_admins: { url: `${url}/enforce_admins`, enabled: false },
    required_linear_history: { enabled: false },
    allow_force_pushes: { enabled: false },
    allow_deletions: { enabled: false },
  };
}
