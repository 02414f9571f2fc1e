import { codeownersBytesMax } from "../limits.ts";
import { decodeText } from "../text.ts";

export interface CodeownersLine {
  readonly line: number;
  readonly pattern: string;
  /** Empty: nobody owns what matches. */
  readonly owners: readonly string[];
  /** Of GitLab's grammar; GitHub has none. */
  readonly section: string | null;
}

export interface CodeownersProblem {
  readonly line: number;
  /** A sentence without text of the file. */
  readonly reason: string;
}

export type CodeownersReading =
  | {
      readonly kind: "lines";
      readonly lines: readonly CodeownersLine[];
      readonly problems: readonly CodeownersProblem[];
    }
  | { readonly kind: "not-text"; readonly reason: "binary" | "utf16" | "not_utf8" }
  | { readonly kind: "limit"; readonly limit: "codeownersBytesMax" };

/** Reads CODEOWNERS as GitHub does. A line with a problem has no effect there, so it is not among the lines here. */
export function readCodeowners(bytes: Uint8Array): CodeownersReading {
  if (bytes.length > codeownersBytesMax) return { kind: "limit", limit: "codeownersBytesMax" };
  const decoded = decodeText(bytes);
  if (decoded.kind === "not-text") return decoded;
  const lines: CodeownersLine[] = [];
  const problems: CodeownersProblem[] = [];
  let section: { readonly name: string; readonly owners: readonly string[] } | null = null;
  for (const [index, text] of decoded.text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const content = text.replace(/(?:^|\s)#.*$/, "").trim();
    if (content === "") continue;
    const heading = sectionHeading.exec(content);
    if (heading !== null) {
      section = { name: heading[1] ?? "", owners: words(heading[2] ?? "") };
      continue;
    }
    const [pattern = "", ...written] = words(content);
    const owners: readonly string[] = written.length === 0 ? (section?.owners ?? []) : written;
    const reason = problemOf(pattern, owners);
    if (reason === null) lines.push({ line, pattern, owners, section: section?.name ?? null });
    else problems.push({ line, reason });
  }
  return { kind: "lines", lines, problems };
}

/** `[Docs] @owner`, `^[Optional][2]`; a pattern of GitHub holds no brackets. */
const sectionHeading = /^\^?\[([^\]]+)\](?:\[\d+\])?(?:\s+(.*))?$/;

/** Words apart by white space that no backslash stands before. */
function words(text: string): readonly string[] {
  return text.match(/(?:\\.|[^\s\\])+/g) ?? [];
}

const owner =
  /^(?:@[A-Za-z0-9](?:[A-Za-z0-9-]{0,100})(?:_[A-Za-z0-9]+)?(?:\/[\w.-]{1,200})?|[^\s@]{1,200}@[^\s@]{1,200}\.[^\s@.]{1,60}|@@[a-z]+)$/;

function problemOf(pattern: string, owners: readonly string[]): string | null {
  if (pattern.startsWith("!")) return "a pattern cannot be turned round with !";
  if (/[[\]]/.test(pattern)) return "a pattern cannot hold [ or ]";
  if (owners.some((name) => !owner.test(name)))
    return "an owner is a user (@name), a team (@organisation/team) or an email address";
  return null;
}
