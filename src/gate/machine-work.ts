import type { GateInput } from "../model/gate.ts";

/**
 * Whether the author of the pull request, a listed automation, wrote all of it. What a person adds to a machine's
 * branch takes the ordinary way, whatever it is.
 */
export function isMachineWork({ pull, records }: Pick<GateInput, "pull" | "records">): boolean {
  const author = pull.author;
  if (author === null || pull.commits.length === 0 || pull.commitsOmitted > 0) return false;
  const written = pull.commits.every(
    ({ authors }) => authors.length > 0 && authors.every((person) => person?.id === author.id),
  );
  const pushed = records.every(
    ({ body }) => body.kind !== "push-seen" || body.by.bot || body.by.id === author.id,
  );
  return written && pushed;
}
