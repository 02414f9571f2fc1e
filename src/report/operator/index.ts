import type { Locale } from "../../model/configuration.ts";
import { operatorEn } from "./en.ts";
import { operatorJa } from "./ja.ts";
import type { OperatorTexts } from "./texts.ts";

const texts: Readonly<Record<Locale, OperatorTexts>> = { en: operatorEn, ja: operatorJa };

export function operatorTexts(locale: Locale): OperatorTexts {
  return texts[locale];
}
