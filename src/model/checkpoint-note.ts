import type { TreeHead } from "./ledger.ts";

/** What a C2SP checkpoint says, before anybody asks who signed it. */
export interface NotedHead extends TreeHead {
  readonly origin: string;
}

const hashBytes = 32;

/** Origin, size and root of a checkpoint's text; `null`: it is none. Signatures are not looked at. */
export function notedHead(note: string): NotedHead | null {
  const [origin = "", size = "", root = "", end] = note.split("\n");
  const bytes = Buffer.from(root, "base64");
  // A hash can be written in base64 in one way only: no other characters, and nothing in the bits that are left over.
  if (bytes.length !== hashBytes || bytes.toString("base64") !== root) return null;
  if (origin === "" || end === undefined || !/^(?:0|[1-9]\d{0,15})$/.test(size)) return null;
  return { origin, size: Number(size), root: bytes.toString("hex") };
}
