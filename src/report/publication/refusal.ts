import type { Refusal } from "../../model/command.ts";
import type { Locale } from "../../model/configuration.ts";
import type { Account } from "../../model/pull.ts";
import { code } from "../markdown/escape.ts";
import { namesOf } from "../outcome.ts";
import { listOf, publicationTextsOf } from "../text/locale.ts";
import type { RefusalTexts } from "../text/refusal-texts.ts";
import { loginOf } from "./people.ts";

/** Why a command was not carried out, as one line of Markdown. */
export function refusalLine(by: Account, refusal: Refusal, locale: Locale): string {
  const { refusal: texts } = publicationTextsOf(locale);
  return texts.line(code(loginOf(by)), sentenceOf(refusal, texts, locale));
}

function sentenceOf(refusal: Refusal, texts: RefusalTexts, locale: Locale): string {
  switch (refusal.kind) {
    case "unknown-command":
      return withHint(texts.unknownCommand(code(`/sekisho ${refusal.word}`)), refusal.nearest, texts, locale);
    case "incomplete":
      return texts.incomplete(refusal.missing, code(texts.usage[refusal.command]));
    case "unknown-rule":
      return withHint(texts.unknownRule(code(refusal.ruleId)), refusal.nearest, texts, locale);
    case "rule-finds-nothing":
      return texts.ruleFindsNothing(code(refusal.ruleId));
    case "never-waivable":
      return texts.neverWaivable(code(refusal.ruleId));
    case "date-past":
      return texts.datePast(code(refusal.until));
    case "date-too-far":
      return texts.dateTooFar(code(refusal.until), code(refusal.latest));
    case "unknown-waiver":
      return texts.unknownWaiver(code(refusal.waiverId));
    case "waiver-closed":
      return texts.waiverClosed(code(refusal.waiverId));
    case "own-request":
      return texts.ownRequest(code(refusal.waiverId));
    case "not-allowed":
      return refusal.teams.length === 0
        ? texts.allowedToNobody(commandName(refusal.command, texts))
        : texts.notAllowed(commandName(refusal.command, texts), namesOf(refusal.teams, "", code, locale));
    case "contributor":
      return texts.contributor(commandName(refusal.command, texts));
    case "not-bypassable":
      return texts.notBypassable(listOf(refusal.rules.slice(0, 5).map(code), locale));
    case "too-long":
      return texts.tooLong(refusal.charactersMax);
    case "too-many":
      return texts.tooMany(refusal.commandsMax);
    default:
      return plainSentence(refusal, texts);
  }
}

type PlainRefusal = Extract<
  Refusal,
  { readonly kind: "bot" | "nothing-to-confirm" | "nothing-to-bypass" | "closed" | "moved-on" }
>;

/** Those that need no name to be told. */
function plainSentence({ kind }: PlainRefusal, texts: RefusalTexts): string {
  switch (kind) {
    case "bot":
      return texts.bot;
    case "nothing-to-confirm":
      return texts.nothingToConfirm;
    case "nothing-to-bypass":
      return texts.nothingToBypass;
    case "closed":
      return texts.closed;
    case "moved-on":
      return texts.movedOn;
  }
}

function withHint(sentence: string, nearest: string | null, texts: RefusalTexts, locale: Locale): string {
  if (nearest === null) return sentence;
  return [sentence, texts.nearest(code(nearest))].join(locale === "ja" ? "" : " ");
}

/** `/sekisho waive`, without what follows it. */
function commandName(command: keyof RefusalTexts["usage"], texts: RefusalTexts): string {
  return code(texts.usage[command].split(" ").slice(0, 2).join(" "));
}
