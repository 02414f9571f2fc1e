import { z } from "zod";
import { globs, localDate, text } from "./values.ts";

const login = z
  .string()
  .regex(/^@?[A-Za-z0-9][A-Za-z0-9_-]*$/, { error: "login" })
  .transform((written) => written.replace(/^@/, ""));

/** One accepted exception, as people write it down. */
export const waiverSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9][\w.-]*$/, { error: "waiverId" }),
  rules: globs.min(1, { error: "emptyRules" }),
  scope: z
    .strictObject({ roots: globs.optional(), resources: globs.optional(), environments: globs.optional() })
    .refine((scope) => Object.values(scope).some((patterns) => (patterns ?? []).length > 0), {
      error: "emptyScope",
    }),
  reason: text,
  requester: login,
  approver: login,
  ticket: text.nullish(),
  granted: localDate,
  expires: localDate,
});

export const waiverListSchema = z.array(waiverSchema);

export type WrittenWaiver = z.infer<typeof waiverSchema>;
