import { availableParallelism } from "node:os";
import { z } from "zod";

export const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

/** Jobs mostly wait for GitHub; the judging in them is what takes a processor. */
const concurrencyDefault = Math.min(8, Math.max(2, 2 * availableParallelism()));

/** The variables that are no secret: their values may stand in messages. Names are Probot's where Probot has one. */
export const serverVariables = z.object({
  APP_ID: z
    .string({
      error: "APP_ID is missing. It is the number on the page of the GitHub App, under “About”.",
    })
    .regex(/^[1-9]\d{0,14}$/, {
      error: ({ input }) =>
        `APP_ID is ${shown(input)}; it has to be the number of the GitHub App, not its name or client id.`,
    })
    .transform(Number),
  PORT: whole("PORT", 0, 65_535, 3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, {
      error: ({ input }) => `HOST is ${shown(input)}; it has to be an address or a host name.`,
    })
    .default("127.0.0.1"),
  WEBHOOK_PATH: z
    .string()
    .regex(/^\/[\w./-]*[\w-]$/, {
      error: ({ input }) =>
        `WEBHOOK_PATH is ${shown(input)}; it has to be a path such as /api/github/webhooks.`,
    })
    .default("/api/github/webhooks"),
  LOG_LEVEL: z
    .enum(logLevels, {
      error: ({ input }) => `LOG_LEVEL is ${shown(input)}; it can be ${logLevels.join(", ")}.`,
    })
    .default("info"),
  SEKISHO_CONFIG_REPOSITORY: z
    .string()
    .regex(/^[\w.-]{1,100}$/, {
      error: ({ input }) =>
        `SEKISHO_CONFIG_REPOSITORY is ${shown(input)}; it has to be the name of a repository, without its owner.`,
    })
    .default(".github"),
  SEKISHO_PUBLIC_URL: address("SEKISHO_PUBLIC_URL"),
  SEKISHO_PLAN_AUDIENCE: z.string().max(1000).optional(),
  SEKISHO_PLAN_ISSUER: address("SEKISHO_PLAN_ISSUER"),
  SEKISHO_CONCURRENCY: whole("SEKISHO_CONCURRENCY", 1, 64, concurrencyDefault),
  SEKISHO_MIRRORS_GIB: whole("SEKISHO_MIRRORS_GIB", 1, 10_000, 20),
  SEKISHO_STOP_SECONDS: whole("SEKISHO_STOP_SECONDS", 1, 3_600, 25),
});

/** Without a slash at its end. Plain HTTP is for this machine alone: a token travels to it, or a key from it. */
function address(name: string) {
  return z
    .string()
    .regex(/^(?:https:\/\/[\w.-]+|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\]))(?::\d+)?(?:\/[\w./-]*)?$/, {
      error: ({ input }) =>
        `${name} is ${shown(input)}; it has to be an address such as https://sekisho.example.com.`,
    })
    .transform((text) => text.replace(/\/+$/, ""))
    .optional();
}

function whole(name: string, min: number, max: number, otherwise: number) {
  const error = ({ input }: { readonly input?: unknown }) =>
    `${name} is ${shown(input)}; it has to be a whole number from ${min} to ${max}.`;
  return z
    .string()
    .regex(/^\d{1,9}$/, { error })
    .transform(Number)
    .refine((number) => number >= min && number <= max, { error })
    .default(otherwise);
}

/** A value that was put under the wrong name may be a secret: only what is short is shown. */
function shown(input: unknown): string {
  const text = String(input);
  return text.length <= 20 ? JSON.stringify(text) : `a text of ${text.length} characters`;
}
