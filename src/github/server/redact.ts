/** What a secret is replaced by; nothing of it remains, not even its length. */
export const masked = "[masked]";

/** Deeper or longer than this nothing is logged: a log line is for a person, and hostile input must not fill a disk. */
const depthMax = 8;
const entriesMax = 100;
const textCharactersMax = 16_000;

const secretNames =
  /(?:^|[-_.])(?:authorization|cookie|signature(?:-256)?|token|secret|password|passwd|passphrase|pem|credentials?|jwt|api[-_]?key|private[-_]?key)$|(?:Token|Secret|Password|PrivateKey|ApiKey)$|^(?:database_url|connectionString)$/i;

/**
 * By form: GitHub's tokens, JSON Web Tokens, private keys (also as one line), passwords in URLs and authorization
 * headers. None reaches over a quotation mark, so that a line of JSON stays one, and all are bounded.
 */
const forms: readonly (readonly [RegExp, string])[] = [
  [/\bgh[a-z]{1,2}_[A-Za-z0-9_.-]{16,}/g, masked],
  [/\bgithub_pat_[A-Za-z0-9_]{20,}/g, masked],
  [/\beyJ[\w-]{8,4000}\.[\w-]{8,4000}\.[\w-]*/g, masked],
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^"]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|(?="|$))/g, masked],
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"'\\]{0,200}):[^\s"'\\]{1,1000}@/gi, `$1:${masked}@`],
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s:/@"'\\]{16,1000}@/gi, `$1${masked}@`],
  [/\b(bearer|basic|token)\s+[\w.~+/=-]{16,}/gi, `$1 ${masked}`],
  [/\b(password|passwd|pwd|secret|token|api_?key)=[^\s&;"'\\]+/gi, `$1=${masked}`],
  [/\bsha(?:1|256)=[0-9a-f]{40,64}/g, masked],
];

export interface Redactor {
  /** A whole line of the log. */
  line(line: string): string;
  /** A copy for the log: secrets masked by name and by form, errors as data with their causes, bounded. Never throws. */
  value(value: unknown): unknown;
}

/** `secrets`: values that must never appear, in whatever shape they were configured. */
export function createRedactor(secrets: readonly string[]): Redactor {
  const known = [...new Set(secrets.flatMap(shapesOf))].sort((left, right) => right.length - left.length);
  const line = (given: string): string => {
    let out = given;
    for (const secret of known) out = out.replaceAll(secret, masked);
    for (const [form, replacement] of forms) out = out.replace(form, replacement);
    return out;
  };
  const text = (given: string): string => {
    const out = line(given);
    return out.length > textCharactersMax ? `${out.slice(0, textCharactersMax)}…` : out;
  };
  return { line, value: (value) => copy(value, text, 0, new Set()) };
}

/** A key is one text with line breaks, or one with `\n`, or base64; each of its lines is a part of it. */
function shapesOf(secret: string): readonly string[] {
  const lines = secret.split(/\r?\n|\\n/).map((line) => line.trim());
  const encoded = [
    encodeURIComponent(secret),
    Buffer.from(secret).toString("base64"),
    JSON.stringify(secret).slice(1, -1),
  ];
  return [secret, ...encoded, ...lines.filter((line) => !line.startsWith("-----"))].filter(
    (shape) => shape.length >= 8,
  );
}

function copy(value: unknown, text: (given: string) => string, depth: number, above: Set<object>): unknown {
  if (typeof value === "string") return text(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "function" || typeof value === "symbol") return `[${typeof value}]`;
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "[invalid date]" : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (above.has(value)) return "[circular]";
  if (depth >= depthMax) return "[too deep]";
  above.add(value);
  try {
    if (value instanceof Error) return copyError(value, text, depth, above);
    const inner = (item: unknown) => copy(item, text, depth + 1, above);
    if (Array.isArray(value)) return value.slice(0, entriesMax).map(inner);
    if (value instanceof Set) return [...value].slice(0, entriesMax).map(inner);
    const entries = value instanceof Map ? [...value.entries()] : Object.entries(value);
    return copyEntries(entries, text, inner);
  } catch {
    return "[unreadable]";
  } finally {
    above.delete(value);
  }
}

function copyEntries(
  entries: readonly (readonly [unknown, unknown])[],
  text: (given: string) => string,
  inner: (item: unknown) => unknown,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    entries.slice(0, entriesMax).map(([key, item]) => {
      const name = String(key);
      return [
        text(name),
        secretNames.test(name) && item !== null && item !== undefined ? masked : inner(item),
      ];
    }),
  );
}

/** An error's message, stack and cause are not enumerable, and libraries hang requests with headers on it. */
function copyError(
  error: Error,
  text: (given: string) => string,
  depth: number,
  above: Set<object>,
): Readonly<Record<string, unknown>> {
  const inner = (item: unknown) => copy(item, text, depth + 1, above);
  const own = copyEntries(
    Object.entries(error).filter(([name]) => !["name", "message", "stack", "cause", "errors"].includes(name)),
    text,
    inner,
  );
  const several = error instanceof AggregateError ? { errors: inner(error.errors) } : {};
  const cause = error.cause === undefined ? {} : { cause: inner(error.cause) };
  const stack = error.stack === undefined ? {} : { stack: text(error.stack) };
  return { type: error.name, message: text(error.message), ...stack, ...own, ...cause, ...several };
}
