import type { Locale } from "../../model/configuration.ts";
import { digestOf, sha256Hex } from "../../model/digest.ts";
import type { CheckRunContent } from "../../model/publication.ts";
import type { ConfigurationProblem } from "../markdown/notices.ts";
import { renderBrokenConfiguration, renderInternalError } from "../markdown/notices.ts";
import { publicationTextsOf } from "../text/locale.ts";
import { externalId } from "./check.ts";
import type { Publication } from "./publication.ts";
import { plainTitle } from "./situation.ts";

export interface NotDecidedInput {
  readonly locale: Locale;
  /** `null`: a merge group. */
  readonly number: number | null;
  readonly head: string;
  readonly why:
    | { readonly kind: "configuration"; readonly problems: readonly ConfigurationProblem[] }
    /** `reference`: what the log has it under. */
    | { readonly kind: "failure"; readonly reference: string; readonly retrying: boolean };
  /** `success` where nothing is enforced; `null`: still at work. */
  readonly conclusion: CheckRunContent["conclusion"];
  /** A comment of ours stands there: it would tell about an earlier commit. */
  readonly commented: boolean;
}

/** What is shown of a head about which there is no decision: whose fault that is, and what happens now. */
export function renderNotDecided(input: NotDecidedInput): Publication {
  const { locale, number, head, conclusion, why } = input;
  const { title, action } = publicationTextsOf(locale);
  const body = bodyOf(input);
  const content = {
    title: plainTitle(titleOf(why, title)),
    summary: body,
    text: null,
    conclusion,
    annotations: [],
    actions: [{ identifier: "recheck" as const, ...action.recheck }],
    detailsUrl: null,
  };
  const check = { ...content, externalId: externalId(number, head, content) };
  const lasting = why.kind === "configuration" || !why.retrying;
  const said = number !== null && lasting && (input.commented || conclusion !== "success");
  const digest = sha256Hex(timeless(input));
  const checkDigest = digestOf([digest, conclusion]);
  return { check, checkDigest, comment: said ? { body, digest } : null };
}

function titleOf(why: NotDecidedInput["why"], title: ReturnType<typeof publicationTextsOf>["title"]): string {
  if (why.kind === "configuration") return title.configuration(why.problems.length);
  return why.retrying ? title.failedRetrying : title.failed;
}

function bodyOf({ locale, why }: NotDecidedInput): string {
  return why.kind === "configuration"
    ? renderBrokenConfiguration(why.problems, { locale, lastGoodCommit: null })
    : renderInternalError({ locale, reference: why.reference, retrying: why.retrying });
}

/** Without the number of the log: a second failure says nothing new. */
function timeless(input: NotDecidedInput): string {
  const { why } = input;
  return bodyOf(why.kind === "configuration" ? input : { ...input, why: { ...why, reference: "" } });
}
