import { GitHubError, type Releases } from "../../github/index.ts";
import { type Anchor, AnchorError, ascending, sizeOf, standing } from "../../ledger/index.ts";

const tagPrefix = "ledger-";
const fence = "```";

/** Checkpoints as releases of a repository: one each, the note in a block of its text. */
export function releaseAnchor(place: string, releases: Releases): Anchor {
  const tag = (size: number) => `${tagPrefix}${size}`;
  const read = (size: number) => asAnchor(place, async () => noteIn(await releases.text(tag(size))));
  return {
    place,
    read,
    sizes: () =>
      asAnchor(place, async () => {
        const tags = await releases.tags(tagPrefix);
        return ascending(tags.flatMap((one) => sizeOf(one.slice(tagPrefix.length)) ?? []));
      }),
    write: (size, note) =>
      asAnchor(place, async () => {
        const before = await read(size);
        if (before !== null) {
          standing(place, size, before, note);
          return { receipt: tag(size) };
        }
        const text = `${fence}\n${note}${fence}\n`;
        const receipt = await releases.publish({ tag: tag(size), title: `Ledger, ${size} entries`, text });
        const found = await read(size);
        if (found === null)
          throw new AnchorError("lost", `${place} took checkpoint ${size}, and has it not.`);
        standing(place, size, found, note);
        return { receipt };
      }),
  };
}

function noteIn(text: string | null): Uint8Array | null {
  if (text === null) return null;
  const [, note = ""] = /^```\n([\s\S]*?)```\s*$/.exec(text) ?? [];
  return Buffer.from(note, "utf8");
}

async function asAnchor<Result>(place: string, does: () => Promise<Result>): Promise<Result> {
  try {
    return await does();
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    const later = error.code === "unavailable" || error.code === "timeout" || error.code === "rate-limited";
    throw new AnchorError(later ? "unreachable" : "refused", `${place} says no: ${error.message}`, {
      cause: error,
    });
  }
}
