/** Versions from one on, up to before another; `null` is no bound. */
interface Interval {
  readonly from: Version | null;
  readonly before: Version | null;
}

type Version = readonly [major: number, minor: number, patch: number];

const term = /^(=|!=|>=|<=|~>|>|<)?\s*v?(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?(?:[-+][\w.+-]*)?$/;

/**
 * Whether a call may fetch a version that an adapter describes: both are constraints as Terraform writes them
 * (https://developer.hashicorp.com/terraform/language/expressions/version-constraints). What is no version, such as a
 * branch, may be any.
 */
export function versionsMeet(called: string | null, described: string | null): boolean {
  const one = called === null ? null : intervalOf(called);
  const other = described === null ? null : intervalOf(described);
  if (one === null || other === null) return true;
  const from = later(one.from, other.from);
  const before = earlier(one.before, other.before);
  return from === null || before === null || compare(from, before) < 0;
}

/** The version that a module's source asks for: `?ref=v1.2.3`, `?ref=tags/1.2.3`. */
export function versionInSource(source: string): string | null {
  const ref = /[?&]ref=([^&]+)/.exec(source)?.[1];
  return ref === undefined ? null : (/^(?:(?:refs\/)?tags\/)?v?(\d+(?:\.\d+){1,2})$/.exec(ref)?.[1] ?? null);
}

/** `null` where a part of it is no constraint. */
function intervalOf(constraint: string): Interval | null {
  let interval: Interval = { from: null, before: null };
  for (const part of constraint.split(",")) {
    const next = termInterval(part.trim());
    if (next === null) return null;
    interval = { from: later(interval.from, next.from), before: earlier(interval.before, next.before) };
  }
  return interval;
}

function termInterval(text: string): Interval | null {
  const [, operator = "=", major, minor, patch] = term.exec(text) ?? [];
  if (major === undefined) return null;
  const version: Version = [Number(major), Number(minor ?? 0), Number(patch ?? 0)];
  const next: Version = [version[0], version[1], version[2] + 1];
  switch (operator) {
    case "!=":
      return { from: null, before: null };
    case ">=":
      return { from: version, before: null };
    case ">":
      return { from: next, before: null };
    case "<":
      return { from: null, before: version };
    case "<=":
      return { from: null, before: next };
    case "~>":
      return {
        from: version,
        before: patch === undefined ? [version[0] + 1, 0, 0] : [version[0], version[1] + 1, 0],
      };
    default:
      return { from: version, before: next };
  }
}

function later(a: Version | null, b: Version | null): Version | null {
  if (a === null || b === null) return a ?? b;
  return compare(a, b) < 0 ? b : a;
}

function earlier(a: Version | null, b: Version | null): Version | null {
  if (a === null || b === null) return a ?? b;
  return compare(a, b) < 0 ? a : b;
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
