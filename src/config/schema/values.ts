import { z } from "zod";
import { enforcements } from "../../model/finding.ts";
import { globProblem } from "../../model/glob.ts";
import { isLocalDate, isTimezone } from "../../model/local-date.ts";
import { quantityDecimal } from "../../model/quantity.ts";
import { isQuotaResource } from "../../model/quota-resource.ts";

/** Longer patterns and names than any real one, so that matching stays cheap. */
const textCharactersMax = 1000;

export const text = z.string().min(1).max(textCharactersMax);
/** Names of maps whose order counts: JavaScript would move a name of digits alone to the front. */
export const name = text.regex(/\D/, { error: "name" });
export const glob = z
  .string()
  .refine((pattern) => globProblem(pattern) === null, { error: "glob" })
  .describe("A glob: * within a segment, ** across segments.");
export const globs = z.array(glob);
export const team = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]*\/[\w.-]+$/, { error: "team" })
  .describe("A team, written organisation/team.");
export const teams = z.array(team);
const reviewer = z
  .string()
  .regex(/^(?:owners|[A-Za-z0-9][\w.-]*\/[\w.-]+)$/, { error: "reviewer" })
  .describe("A team, written organisation/team, or owners: the owning teams of what is touched.");
/** One reviewer, or several. */
export const reviewers = z.union([reviewer, z.array(reviewer)]);
export const enforcement = z.enum(enforcements);
export const quantity = z
  .union([
    z
      .string()
      .regex(/^\d+(?:\.\d+)?(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/, { error: "quantity", abort: true })
      .refine(isQuantity, { error: "quantity" }),
    z.number().nonnegative({ error: "quantity", abort: true }).refine(isQuantity, { error: "quantity" }),
  ])
  .describe('A Kubernetes quantity: 500m, 2, "8Gi".');
/** A typing error in such a name would bound nothing, and nobody would notice. */
export const quotaResource = z
  .string()
  .refine(isQuotaResource, { error: "quotaResource" })
  .describe("As a ResourceQuota names it: requests.cpu, limits.memory, pods, count/jobs.batch.");
export const kubernetesVersion = z
  .string()
  .regex(/^1\.(?:2[5-9]|[3-9]\d)$/, { error: "kubernetesVersion" })
  .describe('A Kubernetes minor version from 1.25 on, in quotes: "1.33".');
export const accountId = z
  .string()
  .min(1)
  .describe(
    "An AWS account id in quotes, or a glob; without quotes YAML reads a number and drops leading zeros.",
  );
export const localDate = z
  .string()
  .refine(isLocalDate, { error: "localDate", abort: true })
  .meta({ description: "A calendar date, YYYY-MM-DD, inclusive, in audit.timezone.", format: "date" });
export const timezone = z
  .string()
  .refine(isTimezone, { error: "timezone" })
  .describe("A time zone of the IANA database: Asia/Tokyo.");
export const count = z.number().int().nonnegative();
/** Beyond a quarter of a year, nobody cuts back: somebody changes something. */
export const windowDays = count.max(90);
export const positiveCount = z.number().int().positive();

/** Also not one that is too large to be calculated with. */
function isQuantity(value: string | number): boolean {
  return quantityDecimal(value) !== null;
}
