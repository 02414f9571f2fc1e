import { z } from "zod";
import {
  accountId,
  count,
  glob,
  globs,
  kubernetesVersion,
  name,
  positiveCount,
  quantity,
  team,
  teams,
  text,
} from "./values.ts";

const environment = z.strictObject({
  class: z
    .enum(["production", "standard", "ephemeral"])
    .optional()
    .describe("production unless the name says otherwise; ephemeral: confirm becomes off."),
  paths: globs.optional(),
  namespaces: globs.optional(),
  labels: z
    .record(text, text)
    .optional()
    .describe("Labels of the Namespace; a key without a prefix stands for the key with any prefix."),
  clusters: globs.optional(),
  accounts: z.array(accountId).optional(),
  branches: globs.optional(),
  workspaces: globs.optional(),
  valuesFiles: globs.optional(),
});

/** Environment name to what belongs to it; the first match wins. */
export const environments = z.record(name, environment);

/** Cluster name to the paths that are deployed to it; the first match wins. */
export const clusters = z.record(
  name,
  z.strictObject({ paths: globs.optional(), kubernetesVersion: kubernetesVersion.optional() }),
);

const owns = z.strictObject({
  paths: globs.optional(),
  namespaces: globs.optional(),
  clusters: globs.optional().describe("Single-tenant clusters."),
  accounts: z.array(accountId).optional(),
  argoProjects: globs.optional(),
  hosts: globs.optional(),
});

const limits = z.strictObject({
  container: z.strictObject({ cpu: quantity.optional(), memory: quantity.optional() }).optional(),
  replicas: z.strictObject({ max: count }).optional(),
});

/** Tenant name to its teams and to what it owns. */
export const tenants = z.record(
  name,
  z.strictObject({
    teams: teams.min(1, { error: "tenantWithoutTeam" }),
    formerly: z.array(team).optional().describe("Earlier names of the teams."),
    owns: owns.optional(),
    limits: limits.optional().describe("Ceilings for each container and workload."),
    quota: z.record(text, quantity).optional().describe("Totals over all that the tenant runs."),
    podSecurity: z.enum(["privileged", "baseline", "restricted"]).optional(),
    complete: z.array(text).optional().describe("Repositories that hold all of its workloads."),
  }),
);

export const tenantSources = z.array(
  z.strictObject({
    directory: glob,
    teams: z.strictObject({ kind: text, subjects: text, pattern: text }),
  }),
);

export const automation = z.array(
  z.strictObject({
    app: text,
    push: z.boolean().optional(),
    mayChange: z.array(z.enum(["image", "chartVersion", "providerVersion", "moduleVersion"])),
    upTo: z.enum(["patch", "minor", "major"]).optional(),
  }),
);

export const terraformRoots = z.array(
  z.strictObject({
    path: text,
    varFiles: z.array(text).optional(),
    workspace: text.optional(),
    environment: text.optional(),
  }),
);

export const terraformModules = z.array(
  z.strictObject({
    source: glob,
    as: text,
    arguments: z.record(text, text).optional(),
    defaults: z.record(text, z.json()).optional(),
  }),
);

export const helmReleases = z.array(
  z.strictObject({
    chart: text,
    name: text,
    namespace: text.optional(),
    values: z.array(text).optional(),
    environment: text.optional(),
  }),
);

export const blastRadius = { tenants: positiveCount, environments: positiveCount, clusters: positiveCount };
