import type { Locale } from "../model/configuration.ts";
import { compileGlobs } from "../model/glob.ts";
import { isJsonArray, type ObjectPath } from "../model/json.ts";
import { daysBetween } from "../model/local-date.ts";
import type { Waiver } from "../model/waiver.ts";
import { readSettings, type SettingsDocument, type SourceFile } from "./document.ts";
import { dotted, problemsOf } from "./issues.ts";
import type { ConfigurationMessages } from "./messages.ts";
import type { ConfigurationProblem } from "./problem.ts";
import { type WrittenWaiver, waiverListSchema, waiverSchema } from "./schema/waiver.ts";

export interface WaiverRules {
  /** `waivers.maxDays`: the most days from `granted` to `expires`. */
  readonly maxDays: number;
  /** `waivers.never`: rule ids or globs. */
  readonly never: readonly string[];
  /** Local date of the evaluation. */
  readonly today: string;
  readonly locale?: Locale;
}

export interface ParsedWaivers {
  /** Sorted by id. Expired ones are among them: they are told from those that never were. */
  readonly waivers: readonly Waiver[];
  /** A waiver with a problem is none; the others count. */
  readonly problems: readonly ConfigurationProblem[];
}

export function readWaiverFiles(
  files: readonly SourceFile[],
  rules: WaiverRules,
  messages: ConfigurationMessages,
): ParsedWaivers {
  const waivers = new Map<string, { readonly waiver: Waiver; readonly path: string }>();
  const problems: ConfigurationProblem[] = [];
  for (const file of files.toSorted((left, right) => compareText(left.path, right.path))) {
    const document = readSettings(file, messages);
    const { entries, problems: unreadable } = entriesOf(document, messages);
    problems.push(...document.problems, ...unreadable);
    for (const entry of entries) {
      const first = waivers.get(entry.written.id);
      const wrong = [
        ...complaints(entry, rules, messages),
        ...(first === undefined ? [] : [duplicate(entry, first.path, messages)]),
      ];
      problems.push(...wrong.map((complaint) => problemAt(document, complaint)));
      if (wrong.length === 0)
        waivers.set(entry.written.id, { waiver: waiverOf(entry.written), path: file.path });
    }
  }
  const sorted = [...waivers.values()].map(({ waiver }) => waiver);
  return { waivers: sorted.sort((left, right) => compareText(left.id, right.id)), problems };
}

interface WaiverEntry {
  readonly written: WrittenWaiver;
  /** Where it stands in its file: `[]`, or its place in the list. */
  readonly at: ObjectPath;
}

interface Complaint {
  readonly at: ObjectPath;
  readonly message: string;
}

/** One waiver, or a list of them. In a list the broken ones do not take the good ones with them. */
function entriesOf(
  document: SettingsDocument,
  messages: ConfigurationMessages,
): { readonly entries: readonly WaiverEntry[]; readonly problems: readonly ConfigurationProblem[] } {
  if (document.value === null) return { entries: [], problems: [] };
  const listed = isJsonArray(document.value);
  const schema = listed ? waiverListSchema : waiverSchema;
  const values = isJsonArray(document.value) ? document.value : [document.value];
  const parsed = schema.safeParse(document.value);
  const entries = values.flatMap((value, index) => {
    const one = waiverSchema.safeParse(value);
    return one.success ? [{ written: one.data, at: listed ? [index] : [] }] : [];
  });
  const problems = parsed.success ? [] : problemsOf(document, schema, parsed.error.issues, messages);
  return { entries, problems };
}

function complaints(
  { written, at }: WaiverEntry,
  rules: WaiverRules,
  messages: ConfigurationMessages,
): readonly Complaint[] {
  const { waiver } = messages;
  const { id, granted, expires } = written;
  const found: Complaint[] = [];
  const forbidden = compileGlobs(rules.never);
  written.rules.forEach((ruleId, index) => {
    if (forbidden(ruleId)) found.push({ at: [...at, "rules", index], message: waiver.never(id, ruleId) });
  });
  if (written.requester.toLowerCase() === written.approver.toLowerCase()) {
    found.push({ at: [...at, "approver"], message: waiver.ownApproval(id) });
  }
  const days = daysBetween(granted, expires);
  if (days < 0) found.push({ at: [...at, "expires"], message: waiver.order(id) });
  if (days > rules.maxDays)
    found.push({ at: [...at, "expires"], message: waiver.tooLong(id, days, rules.maxDays) });
  if (granted > rules.today)
    found.push({ at: [...at, "granted"], message: waiver.notYetGranted(id, granted) });
  return found;
}

function duplicate(
  { written, at }: WaiverEntry,
  otherPath: string,
  messages: ConfigurationMessages,
): Complaint {
  return { at: [...at, "id"], message: messages.waiver.duplicateId(written.id, otherPath) };
}

function problemAt(document: SettingsDocument, { at, message }: Complaint): ConfigurationProblem {
  return { path: document.file.path, ...document.locate(at), key: dotted(at), message, hint: null };
}

function waiverOf(written: WrittenWaiver): Waiver {
  return {
    id: written.id,
    rules: written.rules,
    scope: {
      roots: written.scope.roots ?? [],
      resources: written.scope.resources ?? [],
      environments: written.scope.environments ?? [],
    },
    reason: written.reason,
    requester: written.requester,
    approver: written.approver,
    ticket: written.ticket ?? null,
    expires: written.expires,
  };
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
