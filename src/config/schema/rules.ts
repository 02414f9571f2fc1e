import { z } from "zod";
import { enforcement, glob, localDate, reviewers, teams, text } from "./values.ts";

/** One enforcement for everywhere, or one for each environment. */
const enforcementByEnvironment = z
  .union([enforcement, z.record(text, enforcement)])
  .describe("One word, or one for each environment; production and default are understood.");

/** Rule id or glob to its setting; the last match wins. */
export const policies = z.record(
  text,
  z.strictObject({
    enforcement: enforcementByEnvironment.optional(),
    params: z.record(text, z.json()).optional(),
  }),
);

export const rollout = z.array(
  z.strictObject({
    repositories: z.array(glob).optional(),
    rules: z.array(glob).optional(),
    mode: z.enum(["observe", "advise", "enforce"]),
  }),
);

/** A folder of Rego: of this repository, or of another one. */
export const policySources = z.array(
  z.strictObject({
    path: text.optional(),
    repository: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/, { error: "repository" })
      .optional(),
    kind: z.enum(["conftest", "gatekeeper", "sekisho", "routing"]),
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, { error: "sourceName" })
      .optional(),
    enforcement: enforcement.optional(),
    namespaces: z.union([z.literal("all"), z.array(text).min(1)]).optional(),
    data: z.array(text).optional(),
    teams: teams.optional(),
  }),
);

/** Rule id or glob to who reviews what it finds. */
export const byRule = z.record(text, reviewers);
/** Tenant to who reviews what belongs to it. */
export const byTenant = z.record(text, reviewers);
/** Name of an environment to who reviews what stands in it. */
export const byEnvironment = z.record(text, reviewers);
export const teamsByFamily = z.record(text, teams);

export const freezes = z.array(
  z
    .strictObject({
      name: text,
      from: localDate,
      to: localDate,
      route: z.enum(["confirm", "review", "block"]),
    })
    .refine((freeze) => freeze.from <= freeze.to, { error: "freezeOrder", path: ["to"] }),
);

export const breakGlass = z.strictObject({
  who: teams,
  notBypass: z.array(glob).optional(),
  reviewWithin: z
    .string()
    .regex(/^\d{1,3} (?:business )?(?:days?|hours?)$/, { error: "duration" })
    .optional(),
  calendar: z
    .string()
    .regex(/^[A-Z]{2}$/, { error: "calendar" })
    .optional(),
  expiresHours: z.number().positive().max(168).optional(),
});

const holders = z.array(text).optional();

export const custodians = z.strictObject({
  appKey: holders,
  webhookSecret: holders,
  signingKey: holders,
  databaseAdministration: holders,
  deployment: holders,
});
