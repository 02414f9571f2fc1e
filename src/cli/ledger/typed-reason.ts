import { maskProse } from "../../resources/secrets/index.ts";

/** A reason that somebody typed after `--because`: it is recorded for good, so no secret in it is. */
export function typedReason(given: string | null): string | null {
  return given === null ? null : maskProse(given);
}
