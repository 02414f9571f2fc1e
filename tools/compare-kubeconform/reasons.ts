import type { Compared } from "./compare.ts";

/** Why the two may differ, in words for the guide: the first reason that fits, `null` where none is known. */
export function reasonOf(compared: Compared): string | null {
  return reasons.find(({ fits }) => fits(compared))?.reason ?? null;
}

interface Reason {
  readonly reason: string;
  readonly fits: (compared: Compared) => boolean;
}

/** Every place that kubeconform complains about: one line each, but for lines that only say that something failed. */
function complaints({ theirs }: Compared): readonly string[] {
  return theirs.message
    .split(/(?=- at ')/)
    .slice(1)
    .filter((line) => !/: validation failed\s*$/.test(line));
}

const onlyTheirs = (compared: Compared, each: RegExp): boolean => {
  const lines = complaints(compared);
  return (
    compared.verdict === "only kubeconform objects" &&
    lines.length > 0 &&
    lines.every((line) => each.test(line))
  );
};

const inStatus = /^- at '\/status[/']/;
const emptyTime = /additional properties 'creationTimestamp' not allowed/;
const emptyChoice = /'oneOf' failed, none matched|got null, want/;
const choice = /'(?:oneOf|anyOf|allOf|not)' failed|is not valid|got null, want/;
const eased = /'podSelector'|'\/roleRef': missing property 'apiGroup'/;

const reasons: readonly Reason[] = [
  {
    reason:
      "`status`, which nobody writes and the server sets, and `creationTimestamp: null`, which it drops, are not judged here",
    fits: (compared) => onlyTheirs(compared, new RegExp(`${inStatus.source}|${emptyTime.source}`)),
  },
  {
    reason: "null in a field that is an integer or text: the server drops it",
    fits: (compared) =>
      onlyTheirs(compared, emptyChoice) && complaints(compared).some((line) => /got null/.test(line)),
  },
  {
    reason:
      "a field that the definition of 1.33 requires and the server never did, as later definitions say (`podSelector`, `roleRef.apiGroup`)",
    fits: (compared) => onlyTheirs(compared, eased),
  },
  {
    reason:
      "`oneOf`, `anyOf`, `allOf` and `not` of a definition, and formats like `ipv4`, are not judged here",
    fits: (compared) => onlyTheirs(compared, choice),
  },
  {
    reason:
      "two elements with one key in a list that is told apart by keys: the server refuses it, JSON Schema cannot say it",
    fits: ({ verdict, ours }) =>
      verdict === "only Sekisho objects" &&
      (ours ?? []).every(({ messageId }) => messageId === "repeated_item"),
  },
];
