import { z } from "zod";
import { glob, globs, text } from "./values.ts";

const patterns = z
  .union([glob, z.array(glob).min(1)])
  .describe("How a team is written there: github:{team}. The first that matches counts.");

/** What every kind understands. */
const names = {
  pattern: patterns.optional(),
  as: z
    .string()
    .regex(/^[\w.{}-]+\/[\w.{}-]+$/, { error: "teamTemplate" })
    .optional()
    .describe("The team, as organisation/team, with what the patterns captured: acme/{team}."),
  except: globs.optional().describe("Names that are no owners."),
};

const teams = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("RoleBinding"),
    subjects: z.enum(["Group", "User"]).optional(),
    roles: globs.optional().describe("Roles that make an owner; admin, edit and cluster-admin by default."),
    ...names,
  }),
  z.strictObject({
    kind: z.literal("Namespace"),
    key: z
      .union([text, z.array(text).min(1)])
      .describe("Label or annotation that names the team; without a prefix it stands for any prefix."),
    ...names,
  }),
  z.strictObject({ kind: z.literal("AppProject"), ...names }),
  z.strictObject({ kind: z.literal("Backstage"), ...names }),
  z.strictObject({ kind: z.literal("CODEOWNERS"), ...names }),
]);

/** Ownership that stands in the repository: where to look, and how teams are called there. */
export const tenantSources = z.array(
  z
    .strictObject({
      directory: glob
        .optional()
        .describe("A glob over folders. {namespace}, {account} and {project} in it are owned, too."),
      files: globs.optional().describe("A glob over the names of the files that are read there."),
      teams,
    })
    .refine((source) => source.teams.kind !== "CODEOWNERS" || source.directory === undefined, {
      error: "ofOwnersFile",
      path: ["directory"],
    })
    .refine((source) => source.teams.kind !== "CODEOWNERS" || source.files === undefined, {
      error: "ofOwnersFile",
      path: ["files"],
    }),
);

export type WrittenTenantSource = z.infer<typeof tenantSources>[number];
