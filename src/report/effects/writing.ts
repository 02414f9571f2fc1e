import type { Locale } from "../../model/configuration.ts";
import type { JsonValue } from "../../model/json.ts";
import { valueText } from "../message.ts";
import { shortened } from "../neutral.ts";
import { effectTextsOf, listOf } from "../text/locale.ts";

/** Longest value that is shown of a change, so that before and after stand on one line. */
export const valueCharactersMax = 60;
/** Members of a list that are named; of the others it says how many there are. */
const membersMax = 5;

/** How text from outside is written: escaped for where it goes, and as code for identifiers. */
export interface WriteText {
  readonly text: (text: string) => string;
  readonly code: (text: string) => string;
}

/** What turns the data of an effect into words: every value from outside goes through one of these. */
export interface EffectWriting extends WriteText {
  readonly locale: Locale;
  /** A value, short; markers of secrets and of unknown values in words. */
  readonly value: (value: JsonValue) => string;
  /** A name, short. */
  readonly word: (word: string) => string;
  /** Names as a list: "a, b and 7 more". */
  readonly words: (words: readonly string[]) => string;
  /** The same of what is written already. */
  readonly list: (members: readonly string[]) => string;
}

export function effectWriting(locale: Locale, write: WriteText): EffectWriting {
  const word = (text: string) => write.text(shortened(text, valueCharactersMax));
  const list = (members: readonly string[]) => {
    const shown = members.slice(0, membersMax);
    const rest = members.length - shown.length;
    return listOf(rest === 0 ? shown : [...shown, effectTextsOf(locale).more(rest)], locale);
  };
  return {
    ...write,
    locale,
    value: (value) => word(valueText(value, locale)),
    word,
    words: (words) => list(words.map(word)),
    list,
  };
}
