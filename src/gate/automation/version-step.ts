import type { VersionLevel } from "../../model/configuration.ts";

/** Longer numbers are dates and hashes, or made to be expensive. */
const versionPattern =
  /^(?<operator>(?:~>|>=|=|\^|~)?) ?v?(?<major>\d{1,9})(?:\.(?<minor>\d{1,9}))?(?:\.(?<patch>\d{1,9}))?(?<flavour>[-+][\w.+-]{1,100})?$/;

interface Version {
  readonly numbers: readonly [number, number, number];
  /** What has to stay as it is: the operator of a constraint, how many numbers there are, `-alpine`. */
  readonly form: string;
}

/**
 * How large the step from one version to a newer one is. `null`: it is no step ahead, or it cannot be told: a branch, a
 * hash, a range, another flavour.
 */
export function versionStep(before: string, after: string): VersionLevel | null {
  const [old, current] = [versionOf(before), versionOf(after)];
  if (old === null || current === null || old.form !== current.form) return null;
  const differing = current.numbers.findIndex((number, index) => number !== old.numbers[index]);
  const [from, to] = [old.numbers[differing], current.numbers[differing]];
  if (from === undefined || to === undefined || to < from) return null;
  return levels[differing] ?? null;
}

const levels: readonly VersionLevel[] = ["major", "minor", "patch"];

function versionOf(text: string): Version | null {
  const parts = versionPattern.exec(text)?.groups;
  if (parts === undefined) return null;
  const { operator = "", major = "", minor, patch, flavour = "" } = parts;
  return {
    numbers: [Number(major), Number(minor ?? 0), Number(patch ?? 0)],
    form: JSON.stringify([operator, minor === undefined, patch === undefined, flavour]),
  };
}
