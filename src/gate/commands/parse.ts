import { closest } from "../../model/closest.ts";
import type { Command, Refusal } from "../../model/command.ts";
import { dateIn } from "./dates.ts";
import { spokenLines } from "./spoken-lines.ts";

/** GitHub's own limit for a comment; what somebody else's server sends beyond it is not read. */
export const commentCharactersMax = 65_536;
/** More than a person says at once; each costs look-ups and a reply. */
export const commandsMax = 10;
/** A reason is a sentence or two, and stands in a table of the record. */
export const commandCharactersMax = 1_000;
/** Of a word that is repeated in the reply. */
const wordCharactersMax = 40;

/** One line that speaks to us: what it asks for, or why that could not be understood. `text` is the line, cut. */
export type ParsedCommand =
  | { readonly kind: "command"; readonly command: Command; readonly text: string }
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly text: string };

/** The commands of a comment, in their order. Never throws; text that is quoted, code or hidden says nothing. */
export function parseCommands(body: string): readonly ParsedCommand[] {
  const spoken = spokenLines(storable(body.slice(0, commentCharactersMax))).flatMap((line): string[] => {
    const said = addressed(line);
    return said === null ? [] : [said];
  });
  const parsed = spoken.slice(0, commandsMax).map(parseLine);
  const [first] = spoken.slice(commandsMax);
  if (first === undefined) return parsed;
  return [...parsed, refused(first, { kind: "too-many", commandsMax })];
}

/** Neither NUL nor half a surrogate pair can be kept in a database. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

/** What follows `/sekisho`, or `null`: the line is not for us. */
function addressed(line: string): string | null {
  const match = /^[ \u3000]*(\S+)(?:\s+(.*))?$/s.exec(line.trimEnd());
  const [, name = "", rest = ""] = match ?? [];
  return name.length <= wordCharactersMax && name.normalize("NFKC").toLowerCase() === "/sekisho"
    ? rest
    : null;
}

function parseLine(said: string): ParsedCommand {
  if (said.length > commandCharactersMax)
    return refused(said, { kind: "too-long", charactersMax: commandCharactersMax });
  const { words, because } = splitReason(said);
  const [name = "", ...rest] = words;
  const known = commandNames.find((each) => each === name.toLowerCase());
  if (known === undefined) {
    const word = shortened(name);
    return refused(said, { kind: "unknown-command", word, nearest: closest(word, commandNames) });
  }
  const read = readers[known](rest, because);
  return read.kind === "command" ? { ...read, text: textOf(said) } : refused(said, read.refusal);
}

const commandNames = [
  "recheck",
  "waive",
  "approve",
  "revoke",
  "confirm",
  "break-glass",
  "explain",
  "feedback",
] as const;

type Read =
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "refused"; readonly refusal: Refusal };
type Reader = (words: readonly string[], because: string) => Read;

const readers: Readonly<Record<(typeof commandNames)[number], Reader>> = {
  recheck: () => command({ kind: "recheck" }),
  waive: readWaive,
  approve: (words) => readWaiverCommand("approve-waiver", words),
  revoke: (words) => readWaiverCommand("revoke-waiver", words),
  confirm: () => command({ kind: "confirm" }),
  "break-glass": (_, because) =>
    because === "" ? incomplete("break-glass", "reason") : command({ kind: "break-glass", because }),
  explain: (words) => {
    const ruleId = ruleIn(words);
    return ruleId === null ? incomplete("explain", "rule") : command({ kind: "explain", ruleId });
  },
  feedback: (words, because) => {
    const ruleId = ruleIn(words);
    if (ruleId === null) return incomplete("feedback", "rule");
    return because === "" ? incomplete("feedback", "reason") : command({ kind: "feedback", ruleId, because });
  },
};

/** `waive RES-004 until 2027-01-31 because …`; `until` may be left out or written まで behind the date. */
function readWaive(words: readonly string[], because: string): Read {
  const until = words.map(dateIn).find((date) => date !== null) ?? null;
  const ruleId = ruleIn(words.filter((word) => dateIn(word) === null && !/^(?:until|まで)$/i.test(word)));
  if (ruleId === null) return incomplete("waive", "rule");
  if (until === null) return incomplete("waive", "date");
  if (because === "") return incomplete("waive", "reason");
  return command({ kind: "waive", ruleId, until, because });
}

function readWaiverCommand(kind: "approve-waiver" | "revoke-waiver", words: readonly string[]): Read {
  const [word] = words;
  if (word === undefined) return incomplete(kind, "waiver");
  const number = /^w-?0*([1-9]\d{0,8})$/i.exec(word)?.[1];
  return command({ kind, waiverId: number === undefined ? shortened(word) : `W-${number}` });
}

function ruleIn(words: readonly string[]): string | null {
  const [word] = words;
  return word === undefined ? null : shortened(word).toUpperCase();
}

/** `because` or `理由:` parts what is asked from why; full-width letters and signs are as good as the others. */
function splitReason(said: string): { readonly words: readonly string[]; readonly because: string } {
  const separator = /(?:^|\s)because(?=[\s:：]|$)\s*[:：]?|理由\s*[:：]/iu.exec(said);
  const head = separator === null ? said : said.slice(0, separator.index);
  const reason = separator === null ? "" : said.slice(separator.index + separator[0].length);
  return {
    words: head
      .normalize("NFKC")
      .split(/\s+/)
      .filter((word) => word !== ""),
    because: reason.replace(/\s+/g, " ").trim(),
  };
}

function command(said: Command): Read {
  return { kind: "command", command: said };
}

function incomplete(
  named: Command["kind"],
  missing: Extract<Refusal, { readonly kind: "incomplete" }>["missing"],
): Read {
  return { kind: "refused", refusal: { kind: "incomplete", command: named, missing } };
}

function refused(said: string, refusal: Refusal): ParsedCommand {
  return { kind: "refused", refusal, text: textOf(said) };
}

function textOf(said: string): string {
  return shortened(`/sekisho ${said}`, commandCharactersMax).trimEnd();
}

/** By whole characters, so that no half of a pair is left. */
function shortened(text: string, charactersMax = wordCharactersMax): string {
  return [...text.slice(0, 2 * charactersMax)].slice(0, charactersMax).join("").toWellFormed();
}
