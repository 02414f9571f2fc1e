import { z } from "zod";
import { positiveCount, text } from "./values.ts";

/** A hundred years: what is locked in earnest can be deleted by nobody until then. */
const lockDaysMax = 36_500;

/** Plain HTTP is for this machine alone: whoever stands between could answer in the place of the store. */
const endpoint = z
  .string()
  .regex(/^(?:https:\/\/[\w.-]+|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]))(?::\d{1,5})?$/, {
    error: "anchorEndpoint",
  });

const s3 = z.strictObject({
  endpoint,
  region: z.string().regex(/^[a-z0-9-]{1,60}$/, { error: "anchorName" }),
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, { error: "anchorName" }),
  prefix: z
    .string()
    .regex(/^(?:[\w.-]+\/)*[\w.-]*$/, { error: "anchorName" })
    .max(500)
    .optional(),
  objectLock: z
    .strictObject({
      mode: z.enum(["COMPLIANCE", "GOVERNANCE"]),
      days: positiveCount.max(lockDaysMax),
    })
    .optional(),
});

const githubRelease = z.strictObject({
  repository: z.string().regex(/^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/, { error: "repository" }),
});

/** Each is one place. Credentials stand in the environment of the server. */
export const anchors = z.array(
  z
    .strictObject({
      folder: text.regex(/^\/(?!.*\/\.\.?(?:\/|$))/, { error: "anchorFolder" }).optional(),
      s3: s3.optional(),
      githubRelease: githubRelease.optional(),
    })
    .refine((place) => Object.values(place).filter((value) => value !== undefined).length === 1, {
      error: "anchor",
    }),
);
