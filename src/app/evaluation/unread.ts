import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Resource } from "../../model/resource.ts";
import type { LoadedRoot, LoadedSide } from "./loaded.ts";

/**
 * What the base holds, without what cannot be looked for in the head: a file that is broken there, or a root that is not
 * rendered, is one finding, and nothing that it held is thereby deleted.
 */
export function comparableBase({ base, head }: LoadedRoot): readonly Resource[] {
  if (base === null || head === null) return base?.resources ?? [];
  const unread = head.diagnostics.filter(isUnread);
  if (unread.length === 0) return base.resources;
  const whole = head.resources.length === 0 && unread.some(isWhole);
  const paths = new Set(unread.map(({ location }) => location.path));
  const there = new Set(head.resources.map(identityOf));
  return base.resources.filter(
    (resource) => there.has(identityOf(resource)) || !(whole || paths.has(resource.location.path)),
  );
}

function isUnread({ kind }: Diagnostic): boolean {
  return kind === "syntax" || kind === "not-rendered" || kind === "not-read";
}

/** What is said of a root as a whole: it was not rendered, or its engine gave up. */
function isWhole({ kind, messageId }: Diagnostic): boolean {
  return kind === "not-rendered" || messageId.startsWith("engine_") || messageId === "others_failed";
}

function identityOf({ type, address }: LoadedSide["resources"][number]): string {
  return JSON.stringify([type, address]);
}
