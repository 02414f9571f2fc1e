import type { Locale } from "../../model/configuration.ts";
import { en } from "./en.ts";
import { ja } from "./ja.ts";
import type { Texts } from "./texts.ts";

const texts: Readonly<Record<Locale, Texts>> = { en, ja };

export function textsOf(locale: Locale): Texts {
  return texts[locale];
}

/** "a, b and c" and 「a、b、c」. */
export function listOf(items: readonly string[], locale: Locale): string {
  return new Intl.ListFormat(locale === "en" ? "en-GB" : "ja", { type: "conjunction" }).format(items);
}
