import type { Locale } from "../../model/configuration.ts";

/** What is said about the reasons of a decision, beside the rules' own words. */
export interface ReasonTexts {
  /** Heads a list of what would have passed without a person. */
  readonly wouldPass: string;
  /** Heads a list of teams, each with the settings that name it. */
  readonly asked: string;
  askedBy(teams: string, settings: string): string;
  /** A reason with its numbers, in the words of its rule; `others` are not shown. */
  counting(reason: string, numbers: string, others: number): string;
}

const texts: Readonly<Record<Locale, ReasonTexts>> = {
  en: {
    wouldPass: "It would pass without asking anybody with:",
    asked: "Who is asked, and which setting says so",
    askedBy: (teams, settings) => `${teams}: ${settings}`,
    counting: (reason, numbers, others) =>
      others === 0 ? `${reason} · ${numbers}` : `${reason} · ${numbers}; ${others} more`,
  },
  ja: {
    wouldPass: "確認なしで通る条件:",
    asked: "依頼先と、それを決めた設定",
    askedBy: (teams, settings) => `${teams}: ${settings}`,
    counting: (reason, numbers, others) =>
      others === 0 ? `${reason} · ${numbers}` : `${reason} · ${numbers}、ほか ${others} 件`,
  },
};

export function reasonTextsOf(locale: Locale): ReasonTexts {
  return texts[locale];
}
