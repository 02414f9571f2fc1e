import type { TenantSource, TenantSourceKind } from "../model/tenant-source.ts";
import type { ConfigurationFile } from "./schema/schema.ts";
import type { WrittenTenantSource } from "./schema/tenant-sources.ts";

/** Roles of Kubernetes itself that may change what stands in a namespace. */
const owningRoles = ["admin", "edit", "cluster-admin"];
const yamlFiles = ["*.yaml", "*.yml"];
const peopleOfBackstage = ["user:*", "user:*/*"];
const catalogueFiles = ["catalog-info.yaml", "catalog-info.yml"];

/** Sources with every default filled in. */
export function tenantSources(file: ConfigurationFile): readonly TenantSource[] {
  const organisation = onlyOrganisation(file);
  return (file.tenantSources ?? []).map((written) => ({
    ...basisOf(written),
    as: templateOf(written, organisation) ?? "{team}",
  }));
}

/** Sources, by their place in the list, that do not say which organisation their teams belong to. */
export function sourcesWithoutOrganisation(file: ConfigurationFile): readonly number[] {
  const organisation = onlyOrganisation(file);
  return (file.tenantSources ?? []).flatMap((written, index) =>
    templateOf(written, organisation) === null ? [index] : [],
  );
}

function templateOf({ teams }: WrittenTenantSource, organisation: string | null): string | null {
  if (teams.as !== undefined) return teams.as;
  const named = patternsOf(teams).every((pattern) => pattern.includes("{organisation}"));
  if (named) return "{organisation}/{team}";
  return organisation === null ? null : `${organisation}/{team}`;
}

const defaultPatterns: Readonly<Record<TenantSourceKind, readonly string[]>> = {
  RoleBinding: ["{team}"],
  Namespace: ["{team}"],
  AppProject: ["{team}"],
  Backstage: ["group:*/{team}", "group:{team}", "{team}"],
  CODEOWNERS: ["@{organisation}/{team}"],
};

function patternsOf({ kind, pattern }: WrittenTenantSource["teams"]): readonly string[] {
  if (pattern === undefined) return defaultPatterns[kind];
  return typeof pattern === "string" ? [pattern] : pattern;
}

function basisOf({ directory, files, teams }: WrittenTenantSource): Omit<TenantSource, "as"> {
  return {
    kind: teams.kind,
    directory: directory?.replace(/\/+$/, "") ?? null,
    files: files ?? (teams.kind === "Backstage" ? catalogueFiles : yamlFiles),
    patterns: patternsOf(teams),
    except: teams.except ?? (teams.kind === "Backstage" ? peopleOfBackstage : []),
    subjects: teams.kind === "RoleBinding" ? (teams.subjects ?? "Group") : "Group",
    roles: teams.kind === "RoleBinding" ? (teams.roles ?? owningRoles) : [],
    keys: teams.kind === "Namespace" ? [teams.key].flat() : [],
  };
}

/** The organisation of every team that the configuration names; `null`: there is none, or more than one. */
function onlyOrganisation({ tenants, routing, ...file }: ConfigurationFile): string | null {
  const reviewers = [
    ...Object.values(routing?.byRule ?? {}),
    ...Object.values(routing?.byTenant ?? {}),
  ].flat();
  const named = [
    ...Object.values(tenants ?? {}).flatMap(({ teams }) => teams),
    ...(file.stewards ?? []),
    ...(file.policyOwners ?? []),
    ...(routing?.reviewers ?? []),
    ...reviewers.filter((name) => name !== "owners"),
    ...(file.waivers?.approvers ?? []),
    ...(file.breakGlass?.who ?? []),
  ];
  const organisations = new Set(named.map((team) => team.slice(0, team.indexOf("/")).toLowerCase()));
  const [only, ...others] = organisations;
  return only === undefined || others.length > 0 ? null : only;
}
