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
  quotaResource,
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
  z.strictObject({
    paths: globs.optional(),
    server: text.optional().describe("Address of its API server, as Argo CD's Applications name it."),
    kubernetesVersion: kubernetesVersion.optional(),
    nodes: positiveCount
      .optional()
      .describe(
        "How many nodes it may have at most: DaemonSets run so many pods. Without it, they are not counted.",
      ),
  }),
);

const owns = z.strictObject({
  paths: globs.optional(),
  namespaces: globs.optional(),
  clusters: globs.optional().describe("Single-tenant clusters."),
  accounts: z.array(accountId).optional(),
  argoProjects: globs.optional(),
  hosts: globs.optional(),
  stateKeys: globs.optional().describe("Terraform states, as key or bucket/key of their backend."),
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
    quota: z.record(quotaResource, quantity).optional().describe("Totals over all that the tenant runs."),
    podSecurity: z.enum(["privileged", "baseline", "restricted"]).optional(),
    complete: z.array(text).optional().describe("Repositories that hold all of its workloads."),
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

const moduleSource = {
  source: glob,
  version: text
    .optional()
    .describe("Versions of the module that this describes, as Terraform writes them: >= 5.0, < 7.0."),
};

const renamed = z.record(text, text).describe("Argument of the module to argument of the resource.");

const madeResource = z.strictObject({
  as: text.describe("Terraform type that it is read as."),
  name: text.optional().describe("Tells apart what is made of one type."),
  when: z
    .record(text, z.json())
    .optional()
    .describe("Only where these arguments of the module are, or may be, these values."),
  forEach: text
    .optional()
    .describe("Argument of which each element makes one; its parts are each.key and each.value."),
  arguments: renamed.optional(),
  others: z.boolean().optional().describe("Whether all other arguments keep their names and belong to it."),
  defaults: z.record(text, z.json()).optional().describe("What the module sets where the call is silent."),
});

/** A module that makes one resource, or one that makes several. */
export const terraformModules = z.array(
  z.union([
    z.strictObject({
      ...moduleSource,
      as: text,
      arguments: renamed.optional(),
      defaults: z.record(text, z.json()).optional(),
    }),
    z.strictObject({
      ...moduleSource,
      inputs: z
        .record(text, z.json())
        .optional()
        .describe("What the module's own variables are where the call is silent."),
      makes: z.array(madeResource),
    }),
  ]),
);

export const expectedPlans = z.array(
  z.strictObject({
    name: glob.describe("A glob over names of plans: of artifacts, or as they were uploaded."),
    paths: globs.optional(),
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

export const blastRadius = {
  tenants: positiveCount,
  environments: positiveCount,
  clusters: positiveCount,
  roots: positiveCount,
};
