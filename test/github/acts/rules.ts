import { nodeId, timestamp } from "../json/basic.ts";
import { rulesetBody } from "../json/ruleset.ts";
import { announce, announceAt } from "../world/announce.ts";
import type { BranchProtection, BypassActor, Rule, Ruleset } from "../world/rule-types.ts";
import type { Repository } from "../world/types.ts";
import { fullName } from "../world/world.ts";
import { type ActContext, type Doer, ownerOf } from "./context.ts";

export interface RulesetSpec {
  readonly name: string;
  readonly enforcement?: Ruleset["enforcement"];
  /** `~DEFAULT_BRANCH` where it is left out. */
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly rules: readonly Rule[];
  readonly bypass?: readonly BypassActor[];
}

/** The rule that a check has to be green; `app`: the App that has to write it. */
export function requiredCheck(context: string, app: number | null, strict = false): Rule {
  const check = app === null ? { context } : { context, integration_id: app };
  return {
    type: "required_status_checks",
    parameters: {
      required_status_checks: [check],
      strict_required_status_checks_policy: strict,
      do_not_enforce_on_create: false,
    },
  };
}

/** Changes come as pull requests, and so many have to approve them. */
export function requiredPull(approvals: number): Rule {
  return {
    type: "pull_request",
    parameters: {
      dismiss_stale_reviews_on_push: false,
      require_code_owner_review: false,
      require_last_push_approval: false,
      required_approving_review_count: approvals,
      required_review_thread_resolution: false,
    },
  };
}

export function requiredMergeQueue(): Rule {
  return {
    type: "merge_queue",
    parameters: {
      check_response_timeout_minutes: 60,
      grouping_strategy: "ALLGREEN",
      max_entries_to_build: 5,
      max_entries_to_merge: 5,
      merge_method: "MERGE",
      min_entries_to_merge: 1,
      min_entries_to_merge_wait_minutes: 5,
    },
  };
}

/** Rulesets and branch protection. */
export function ruleActs({ world }: ActContext) {
  const announceRuleset = (
    repository: Repository | null,
    ruleset: Ruleset,
    action: string,
    more: Readonly<Record<string, unknown>> = {},
  ): void => {
    const body = { repository_ruleset: rulesetBody(world, ruleset), ...more };
    if (repository !== null) {
      announce(world, repository, "repository_ruleset", action, ownerOf(world, repository.owner), body);
      return;
    }
    const account = world.account(ruleset.source.name);
    announceAt(world, account, "repository_ruleset", action, ownerOf(world, account), body);
  };
  const placeOf = (
    name: string,
  ): { readonly repository: Repository | null; readonly rulesets: Map<number, Ruleset> } => {
    if (!name.includes("/")) return { repository: null, rulesets: world.organisation(name).rulesets };
    const repository = world.repository(name);
    return { repository, rulesets: repository.rulesets };
  };
  const rulesetNamed = (of: string, id: number): Ruleset => {
    const found = placeOf(of).rulesets.get(id);
    if (found === undefined) throw new Error(`${of} has no ruleset ${id}.`);
    return found;
  };
  return {
    /** `of`: `owner/name`, or an organisation. */
    createRuleset: (given: { readonly of: string } & RulesetSpec) => {
      const { repository, rulesets } = placeOf(given.of);
      const now = world.now();
      const ruleset: Ruleset = {
        id: world.nextId("ruleset"),
        source:
          repository === null
            ? { type: "Organization", name: given.of }
            : { type: "Repository", name: fullName(repository) },
        name: given.name,
        enforcement: given.enforcement ?? "active",
        include: given.include ?? ["~DEFAULT_BRANCH"],
        exclude: given.exclude ?? [],
        rules: given.rules,
        bypass: given.bypass ?? [],
        createdAt: now,
        updatedAt: now,
      };
      rulesets.set(ruleset.id, ruleset);
      announceRuleset(repository, ruleset, "created");
      return { id: ruleset.id };
    },
    editRuleset: (given: { readonly of: string; readonly id: number } & Partial<RulesetSpec>) => {
      const ruleset = rulesetNamed(given.of, given.id);
      ruleset.name = given.name ?? ruleset.name;
      ruleset.enforcement = given.enforcement ?? ruleset.enforcement;
      ruleset.include = given.include ?? ruleset.include;
      ruleset.exclude = given.exclude ?? ruleset.exclude;
      ruleset.rules = given.rules ?? ruleset.rules;
      ruleset.bypass = given.bypass ?? ruleset.bypass;
      ruleset.updatedAt = world.now();
      announceRuleset(placeOf(given.of).repository, ruleset, "edited", { changes: {} });
    },
    deleteRuleset: (given: { readonly of: string; readonly id: number }) => {
      const ruleset = rulesetNamed(given.of, given.id);
      const { repository, rulesets } = placeOf(given.of);
      rulesets.delete(ruleset.id);
      announceRuleset(repository, ruleset, "deleted");
    },
    /** Classic protection of one branch. */
    protectBranch: (
      given: Doer & {
        readonly repository: string;
        readonly branch: string;
        readonly checks?: BranchProtection["checks"];
        readonly strict?: boolean;
      },
    ) => {
      const repository = world.repository(given.repository);
      const known = repository.protections.get(given.branch);
      const protection = {
        id: known?.id ?? world.nextId("protection"),
        pattern: given.branch,
        checks: given.checks ?? [],
        strict: given.strict ?? false,
        createdAt: known?.createdAt ?? world.now(),
      };
      repository.protections.set(given.branch, protection);
      const changes = known === undefined ? {} : { changes: {} };
      announce(
        world,
        repository,
        "branch_protection_rule",
        known === undefined ? "created" : "edited",
        world.account(given.by),
        {
          rule: protectionRule(repository, protection),
          ...changes,
        },
      );
    },
    unprotectBranch: (given: Doer & { readonly repository: string; readonly branch: string }) => {
      const repository = world.repository(given.repository);
      const protection = repository.protections.get(given.branch);
      if (protection === undefined) throw new Error(`${given.branch} is not protected.`);
      repository.protections.delete(given.branch);
      const rule = protectionRule(repository, protection);
      announce(world, repository, "branch_protection_rule", "deleted", world.account(given.by), { rule });
    },
  };
}

function protectionRule(
  repository: Repository,
  protection: BranchProtection,
): Readonly<Record<string, unknown>> {
  return {
    id: protection.id,
    node_id: nodeId("BPR", protection.id),
    repository_id: repository.id,
    name: protection.pattern,
    created_at: timestamp(protection.createdAt),
    updated_at: timestamp(protection.createdAt),
    pull_request_reviews_enforcement_level: "off",
    required_approving_review_count: 0,
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    authorized_dismissal_actors_only: false,
    ignore_approvals_from_contributors: false,
    required_status_checks: protection.checks.map(({ context }) => context),
    required_status_checks_enforcement_level: protection.checks.length === 0 ? "off" : "non_admins",
    strict_required_status_checks_policy: protection.strict,
    signature_requirement_enforcement_level: "off",
    linear_history_requirement_enforcement_level: "off",
    admin_enforced: false,
    create_protected: false,
    allow_force_pushes_enforcement_level: "off",
    allow_deletions_enforcement_level: "off",
    merge_queue_enforcement_level: "off",
    required_deployments_enforcement_level: "off",
    required_conversation_resolution_level: "off",
    authorized_actors_only: false,
    authorized_actor_names: [],
    lock_branch_enforcement_level: "off",
    lock_allows_fork_sync: false,
  };
}
