import { MirrorError, type MirrorErrorCode } from "./mirror-error.ts";

interface Sign {
  readonly code: MirrorErrorCode;
  readonly pattern: RegExp;
  readonly message: string;
}

/** What git and curl say, in the order in which one counts before another. */
const signs: readonly Sign[] = [
  {
    code: "gone",
    pattern: /not our ref|couldn't find remote ref|did not send all necessary objects/i,
    message: "The server does not have a commit or file that was asked for: the branch has moved on.",
  },
  {
    code: "unsupported",
    pattern: /Server does not allow request|does not support (?:--?filter|shallow)|unadvertised object/i,
    message:
      "The server gives nothing by its id. It has to know git's protocol 2, as GitHub does, or to set uploadpack.allowAnySHA1InWant.",
  },
  {
    code: "unsupported",
    pattern: /remote helper/i,
    message: "This git cannot fetch over HTTPS. Install the whole of it, with git-remote-https.",
  },
  {
    code: "no-space",
    pattern: /No space left on device|Disk quota exceeded/i,
    message: "The disk of the mirrors is full. Give it more room, or let the mirrors have less.",
  },
  {
    code: "unauthorised",
    pattern: /could not read (?:Username|Password)|Authentication failed|returned error: 40[13]|HTTP 40[13]/i,
    message:
      "The token may not read the repository. See that the App is installed on it, with read access to contents.",
  },
  {
    code: "not-found",
    pattern: /returned error: (?:404|410|30\d)|repository '.*' not found|HTTP (?:404|410|30\d)/i,
    message: "There is no repository under this address. It may have been renamed, moved or deleted.",
  },
  {
    code: "unavailable",
    pattern:
      /returned error: (?:429|5\d\d)|HTTP (?:429|5\d\d)|unable to access|Could not resolve|Failed to connect|early EOF|unexpected disconnect|hung up|RPC failed|timed out|reset by peer|expected flush|bad line length|invalid index-pack output|protocol error|expected '|remote error/i,
    message: "The server did not answer, or not to the end.",
  },
];

/** What a fetch that ended by itself died of. What nobody knows may be the mirror's own fault: `corrupt`. */
export function fetchFailure(said: string): MirrorError {
  const sign = signs.find(({ pattern }) => pattern.test(said));
  const words = said.trim().split("\n").slice(-5).join(" ").slice(0, 500);
  if (sign === undefined)
    return new MirrorError("corrupt", `git fetch failed: ${words || "it said nothing"}`);
  return new MirrorError(sign.code, `${sign.message} (git: ${words})`);
}
