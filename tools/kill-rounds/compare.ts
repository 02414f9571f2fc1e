import type { StandIn } from "../../test/github/stand-in.ts";

/** A place where the disturbed run is other than the undisturbed one, or other than it should ever be. */
export interface Difference {
  readonly kind: "different" | "duplicate" | "violation";
  readonly text: string;
}

export type Snapshot = Awaited<ReturnType<StandIn["look"]["snapshot"]>>;

/** Everything that people see on every pull request, beside the same of the run that nobody disturbed. */
export async function compare({ look }: StandIn, should: Snapshot): Promise<readonly Difference[]> {
  const is = await look.snapshot();
  const [duplicates, violations] = await Promise.all([look.duplicates(), look.violations()]);
  return [
    ...differences(is, should),
    ...duplicates.map((one) => ({ kind: "duplicate" as const, text: JSON.stringify(one) })),
    ...violations.map((one) => ({ kind: "violation" as const, text: JSON.stringify(one) })),
  ];
}

function differences(is: Snapshot, should: Snapshot): readonly Difference[] {
  const found: Difference[] = [];
  for (let index = 0; index < Math.max(is.length, should.length); index += 1) {
    const pulls = [is[index], should[index]];
    const name = pulls.map((pull) => `${pull?.repository}#${pull?.number}`)[is.length > index ? 0 : 1];
    const keys = new Set(pulls.flatMap((pull) => Object.keys(pull ?? {})));
    for (const key of keys) {
      const [left = "", right = ""] = pulls.map((pull) =>
        comparable(new Map(Object.entries(pull ?? {})).get(key)),
      );
      if (left !== right) found.push({ kind: "different", text: `${name} ${key}${excerpts(left, right)}` });
    }
  }
  return found;
}

/** Around the first place where they differ: a comment may have thousands of characters. */
const excerptBefore = 80;
const excerptAfter = 240;

function excerpts(left: string, right: string): string {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  const cut = (text: string) => text.slice(Math.max(0, at - excerptBefore), at + excerptAfter);
  return `\n    disturbed:   …${cut(left)}\n    undisturbed: …${cut(right)}`;
}

/**
 * What two runs need not have in common: the address of GitHub, when the decision was made, where it stands in the ledger,
 * and the digest of all that.
 */
function comparable(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing")
    .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, "https://github.example")
    .replaceAll(/ledger entry \d+ · signed at size \d+ · root `[0-9a-f]{64}`/g, "ledger entry …")
    .replaceAll(/ · \d\d:\d\d UTC/g, " · hh:mm UTC")
    .replaceAll(/sekisho:comment=[0-9a-f]{64}/g, "sekisho:comment=…");
}
