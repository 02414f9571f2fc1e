import type { Locale } from "../../model/configuration.ts";
import { en } from "./en.ts";
import { ja } from "./ja.ts";
import { publicationEn } from "./publication-en.ts";
import { publicationJa } from "./publication-ja.ts";
import type { PublicationTexts } from "./publication-texts.ts";
import type { Texts } from "./texts.ts";

const texts: Readonly<Record<Locale, Texts>> = { en, ja };
const publicationTexts: Readonly<Record<Locale, PublicationTexts>> = { en: publicationEn, ja: publicationJa };

export function textsOf(locale: Locale): Texts {
  return texts[locale];
}

/** What the App says beyond a report. */
export function publicationTextsOf(locale: Locale): PublicationTexts {
  return publicationTexts[locale];
}

/** "a, b and c" and 「a、b、c」. */
export function listOf(items: readonly string[], locale: Locale): string {
  return new Intl.ListFormat(locale === "en" ? "en-GB" : "ja", { type: "conjunction" }).format(items);
}
