import type { Locale } from "../../model/configuration.ts";
import type { PolicyTexts } from "./policy-texts.ts";
import { policyTextsEn } from "./policy-texts-en.ts";
import { policyTextsJa } from "./policy-texts-ja.ts";

const texts: Readonly<Record<Locale, PolicyTexts>> = { en: policyTextsEn, ja: policyTextsJa };

export function policyTexts(locale: Locale): PolicyTexts {
  return texts[locale];
}
