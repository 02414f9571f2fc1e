import { createRemoteJWKSet, customFetch, errors, jwtVerify } from "jose";
import { z } from "zod";
import { systemTime, type Time } from "../time.ts";
import { type KeyFetch, patientKeyFetch } from "./keys.ts";

/**
 * What a job of GitHub Actions says about itself in a token that GitHub signed:
 * https://docs.github.com/actions/reference/security/oidc
 */
export interface JobIdentity {
  readonly repositoryId: number;
  /** Which installation it is, in effect: one account has one. */
  readonly ownerId: number;
  readonly owner: string;
  readonly name: string;
  readonly runId: number;
  readonly attempt: number;
  /** `refs/pull/7/merge`, `refs/heads/main`. */
  readonly ref: string;
}

export type IdentityReading =
  | { readonly kind: "known"; readonly identity: JobIdentity }
  /** `why` is a sentence for whoever sees the answer; it holds nothing of the token. */
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "unavailable" };

export type IdentityVerifier = (token: string) => Promise<IdentityReading>;

export interface VerifierOptions {
  /** `https://token.actions.githubusercontent.com`; below it are the keys. */
  readonly issuer: string;
  readonly audience: string;
  readonly time?: Time;
  /** Instead of the network, for tests. */
  readonly fetchKeys?: KeyFetch;
}

/** Longer than any that GitHub makes (1.5 kB), so that nothing large is ever decoded. */
const tokenCharactersMax = 8_192;
/** Clocks differ by this much. */
const clockToleranceSeconds = 30;
/** GitHub changes its keys rarely, and announces the next one beside the last. */
const keysKeptMs = 10 * 60_000;
/** A key that is unknown may be new: GitHub is asked again, this often at most. */
const keysCooldownMs = 30_000;

const number = z
  .string()
  .regex(/^[1-9]\d{0,15}$/)
  .transform(Number);

const claims = z.object({
  repository_id: number,
  repository_owner_id: number,
  repository: z.string().regex(/^[\w.-]{1,100}\/[\w.-]{1,100}$/),
  run_id: number,
  run_attempt: number,
  ref: z.string().max(1_024),
});

/** Tells which job a token is of. RS256 alone: whoever could choose would sign with the public key, or not at all. */
export function createIdentityVerifier(options: VerifierOptions): IdentityVerifier {
  const { issuer, audience, time = systemTime } = options;
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks`), {
    cooldownDuration: keysCooldownMs,
    cacheMaxAge: keysKeptMs,
    [customFetch]: patientKeyFetch(time, options.fetchKeys),
  });
  return async (token) => {
    if (token.length > tokenCharactersMax) return refused(notAToken);
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ["RS256"],
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(time.now()),
        requiredClaims: ["exp", "nbf", "iat"],
      });
      const read = claims.safeParse(payload);
      return read.success ? { kind: "known", identity: identityOf(read.data) } : refused(notOfAJob);
    } catch (error) {
      return readingOf(error, audience);
    }
  };
}

function identityOf(given: z.infer<typeof claims>): JobIdentity {
  const [owner = "", name = ""] = given.repository.split("/");
  return {
    repositoryId: given.repository_id,
    ownerId: given.repository_owner_id,
    owner,
    name,
    runId: given.run_id,
    attempt: given.run_attempt,
    ref: given.ref,
  };
}

const notAToken =
  "The bearer token is not an identity token of GitHub Actions. See ACTIONS_ID_TOKEN_REQUEST_URL.";
const notOfAJob = "The token is signed by GitHub, and does not name the workflow run that it is of.";

function refused(why: string): IdentityReading {
  return { kind: "refused", why };
}

function readingOf(error: unknown, audience: string): IdentityReading {
  if (error instanceof errors.JWTExpired)
    return refused("The token has expired: ask for one right before sending the plan.");
  if (error instanceof errors.JWTClaimValidationFailed) return refused(claimProblem(error.claim, audience));
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey)
    return refused("The token is not signed by this GitHub.");
  if (error instanceof errors.JOSEAlgNotAllowed) return refused("The token is not signed with RS256.");
  const formProblem =
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JOSENotSupported;
  // What is left is about the keys: they did not come, or were none.
  return formProblem ? refused(notAToken) : { kind: "unavailable" };
}

function claimProblem(claim: string, audience: string): string {
  switch (claim) {
    case "aud":
      return `The token is for another audience. Ask for one with audience=${audience}.`;
    case "iss":
      return "The token is from another GitHub than the one that this App works for.";
    case "nbf":
    case "iat":
      return "The token is not valid yet: compare the clocks of the runner and of this server.";
    default:
      return notAToken;
  }
}
