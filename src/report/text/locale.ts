import type { Locale } from "../../model/configuration.ts";
import { backtestEn } from "./backtest-en.ts";
import { backtestJa } from "./backtest-ja.ts";
import type { BacktestTexts } from "./backtest-texts.ts";
import { effectEn } from "./effect-en.ts";
import { effectJa } from "./effect-ja.ts";
import type { EffectTexts } from "./effect-texts.ts";
import { en } from "./en.ts";
import { evidenceEn } from "./evidence-en.ts";
import { evidenceJa } from "./evidence-ja.ts";
import type { EvidenceTexts } from "./evidence-texts.ts";
import { initEn } from "./init-en.ts";
import { initJa } from "./init-ja.ts";
import type { InitTexts } from "./init-texts.ts";
import { ja } from "./ja.ts";
import { publicationEn } from "./publication-en.ts";
import { publicationJa } from "./publication-ja.ts";
import type { PublicationTexts } from "./publication-texts.ts";
import type { Texts } from "./texts.ts";

const texts: Readonly<Record<Locale, Texts>> = { en, ja };
const publicationTexts: Readonly<Record<Locale, PublicationTexts>> = { en: publicationEn, ja: publicationJa };
const effectTexts: Readonly<Record<Locale, EffectTexts>> = { en: effectEn, ja: effectJa };

export function textsOf(locale: Locale): Texts {
  return texts[locale];
}

/** What the App says beyond a report. */
export function publicationTextsOf(locale: Locale): PublicationTexts {
  return publicationTexts[locale];
}

/** What changes come to. */
export function effectTextsOf(locale: Locale): EffectTexts {
  return effectTexts[locale];
}

/** "a, b and c" and 「a、b、c」. */
export function listOf(items: readonly string[], locale: Locale): string {
  return new Intl.ListFormat(locale === "en" ? "en-GB" : "ja", { type: "conjunction" }).format(items);
}

/** What `sekisho backtest` says. */
export function backtestTextsOf(locale: Locale): BacktestTexts {
  return locale === "en" ? backtestEn : backtestJa;
}

/** What `sekisho init` says, in the file that it makes and beside it. */
export function initTextsOf(locale: Locale): InitTexts {
  return locale === "en" ? initEn : initJa;
}

/** What an evidence package says to a person. */
export function evidenceTextsOf(locale: Locale): EvidenceTexts {
  return locale === "en" ? evidenceEn : evidenceJa;
}
