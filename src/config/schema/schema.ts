import { z } from "zod";
import { anchors } from "./anchors.ts";
import * as assets from "./assets.ts";
import { key, section } from "./marks.ts";
import * as rules from "./rules.ts";
import { tenantSources } from "./tenant-sources.ts";
import {
  glob,
  globs,
  kubernetesVersion,
  positiveCount,
  team,
  teams,
  text,
  timezone,
  windowDays,
} from "./values.ts";

const people = {
  policyOwners: key("free", "Teams that must approve changes of configuration, policies and waivers.", teams),
  mayOverride: key("orgOnly", "Keys that a repository may set freely, as dotted paths.", z.array(text)),
  stewards: key("orgOnly", "Teams that may change any tenant's things; one other steward approves.", teams),
  teamIds: key(
    "orgOnly",
    "GitHub's id of the team that a name means from now on, where another was founded under it.",
    z.record(team, z.int().positive()),
  ),
  automation: key("orgOnly", "Apps, and what each may change by itself.", assets.automation),
};

const conduct = {
  version: key("free", "The version of this format.", z.literal(1)),
  locale: section("Language of comments and checks.", {
    default: key("free", "The language where no team says otherwise.", z.enum(["en", "ja"])),
    teams: key("addOnly", "Language by team.", z.record(team, z.enum(["en", "ja"]))),
  }),
  mode: key(
    "raiseOnly",
    "observe records, advise comments, enforce gates.",
    z.enum(["observe", "advise", "enforce"]),
  ),
  rollout: key("orgOnly", "Mode by repository and rule; the latest matching line wins.", rules.rollout),
  ruleSet: key(
    "orgOnly",
    "follow, or the digest of a policy set.",
    z.string().regex(/^(?:follow|(?:sha256:)?[0-9a-f]{64})$/, { error: "ruleSet" }),
  ),
};

const reading = {
  rulePages: key(
    "free",
    "Address of docs/policies, for links to the pages of rules.",
    z.string().regex(/^https:\/\/[\w.-]+(?::\d+)?(?:\/[\w.~/-]*)?$/, { error: "pageAddress" }),
  ),
  ignore: key("orgOnly", "Paths that are not read at all.", globs),
  generated: key(
    "orgOnly",
    "Files made from others, and from what.",
    z.array(z.strictObject({ paths: globs, from: text })),
  ),
  environments: key(
    "free",
    "Environments; the first match wins, no match is production.",
    assets.environments,
  ),
  clusters: key("addOnly", "Clusters; the first match wins.", assets.clusters),
  kubernetesVersion: key("free", "For clusters that name none.", kubernetesVersion),
  tenants: key("addOnly", "Who owns what.", assets.tenants),
  tenantSources: key("addOnly", "Ownership that is written in the repository itself.", tenantSources),
  terraform: section("How Terraform is read.", {
    roots: key("free", "Root modules that cannot be found by themselves.", assets.terraformRoots),
    assumeKnown: key("addOnly", "Variables given from outside the repository.", z.record(text, z.json())),
    modules: key(
      "addOnly",
      "How the arguments of remote modules read as resources.",
      assets.terraformModules,
    ),
  }),
  helm: section("How Helm is read.", {
    releases: key("free", "Charts that are rendered, and with which values.", assets.helmReleases),
  }),
  plans: section("Terraform plans that workflows make.", {
    artifact: key("free", "Artifacts that hold plans: a glob over their names.", glob),
    workflows: key("free", "Files of workflows that plans may come from; all where nothing is said.", globs),
    expected: key("free", "Plans that a change of some paths should have.", assets.expectedPlans),
  }),
};

const judging = {
  policies: key(
    "raiseOnly",
    "Enforcement and parameters by rule id or glob; the last match wins.",
    rules.policies,
  ),
  policySources: key(
    "addOnly",
    "Further Rego: rules, Conftest policies, Gatekeeper templates.",
    rules.policySources,
  ),
  inlineSuppression: section("Exceptions written as comments.", {
    rules: key("orgOnly", "Rules that a comment may silence.", globs),
  }),
  sensitiveNames: key("addOnly", "Names of values that are secret here.", globs),
  blastRadius: section("How much one change may touch without review.", {
    tenants: key("raiseOnly", "Tenants.", assets.blastRadius.tenants),
    environments: key("raiseOnly", "Environments.", assets.blastRadius.environments),
    clusters: key("raiseOnly", "Clusters.", assets.blastRadius.clusters),
    roots: key("raiseOnly", "Roots that are applied.", assets.blastRadius.roots),
  }),
  rollback: section("Returns to what was in force before.", {
    windowDays: key(
      "raiseOnly",
      "For how many days after something was replaced a change may bring it back without review; 0: never.",
      windowDays,
    ),
  }),
};

const deciding = {
  routing: section("Who is asked.", {
    reviewers: key("free", "Who is asked when nothing else says otherwise.", teams),
    byRule: key(
      "addOnly",
      "Reviewers by rule id, glob or family of rules; the most specific match wins.",
      rules.byRule,
    ),
    byTenant: key("addOnly", "Reviewers by tenant.", rules.byTenant),
    byEnvironment: key(
      "addOnly",
      "Reviewers by environment; production and default are understood.",
      rules.byEnvironment,
    ),
    minimumApprovals: key("raiseOnly", "Approvals that each risk item needs.", positiveCount),
    unattributed: key("raiseOnly", "For a commit by an unknown author.", z.enum(["extra-approval", "block"])),
    peerApproval: key(
      "raiseOnly",
      "Whether a non-contributor must approve what passes.",
      z.enum(["record", "require"]),
    ),
  }),
  waivers: section("Accepted exceptions.", {
    maxDays: key("raiseOnly", "How long one may last.", positiveCount),
    approvers: key("free", "Who may grant one.", teams),
    byFamily: key("addOnly", "Who may grant one for a family of rules.", rules.teamsByFamily),
    never: key("addOnly", "Rules that nobody may waive.", globs),
  }),
  breakGlass: key("orgOnly", "Emergency merges.", rules.breakGlass),
  freezes: key("addOnly", "Periods in which changes need more.", rules.freezes),
  audit: section("Time and evidence.", {
    timezone: key("orgOnly", "The zone of every date here and of times shown to people.", timezone),
    retentionYears: key("orgOnly", "How long evidence is kept.", positiveCount),
    anchors: key("orgOnly", "Where checkpoints of the ledger are written.", anchors),
    custodians: key(
      "orgOnly",
      "Who holds each key and right that GitHub does not know of.",
      rules.custodians,
    ),
  }),
};

/** The whole of a configuration file, the organisation's and the repository's alike. */
export const fileSchema = z.strictObject({ ...conduct, ...people, ...reading, ...judging, ...deciding });

export type ConfigurationFile = z.infer<typeof fileSchema>;
