import { MirrorError, type MirrorSnapshot, type MirrorSource } from "../../git/index.ts";
import type { InstallationGitHub, RepositoryRef } from "../../github/index.ts";
import { expectedFiles } from "./expected.ts";
import type { AttendPorts } from "./ports.ts";

/** Two commits that follow each other, and what people call them. */
export interface Range {
  readonly before: string;
  readonly after: string;
  readonly labels: { readonly base: string; readonly head: string };
}

interface RangePlace {
  readonly repository: RepositoryRef;
  readonly github: Pick<InstallationGitHub, "token">;
  readonly signal: AbortSignal;
}

/**
 * Both trees of a range, or `null` where GitHub has one of the commits no longer: a queue was built anew, a branch was
 * forced elsewhere. Asking again would not bring it back. Whoever opens a range closes its snapshot.
 */
export async function openRange(
  { before, after, labels }: Range,
  place: RangePlace,
  { addresses, mirrors }: Pick<AttendPorts, "addresses" | "mirrors">,
): Promise<MirrorSnapshot | null> {
  try {
    return await mirrors.fetch(sourceOf(place, addresses), {
      commits: { tip: before, mergeBase: before, head: after },
      pullNumber: null,
      labels,
      expected: expectedFiles,
    });
  } catch (error) {
    if (error instanceof MirrorError && error.code === "gone") return null;
    throw error;
  }
}

export function sourceOf(
  { repository, github, signal }: RangePlace,
  addresses: AttendPorts["addresses"],
): MirrorSource {
  return {
    repositoryId: repository.id,
    url: addresses.git(repository),
    token: () => github.token(),
    signal,
  };
}
