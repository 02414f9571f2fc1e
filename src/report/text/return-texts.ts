import type { Locale } from "../../model/configuration.ts";

/** What is said of a change that returns to what was in force. */
export interface ReturnTexts {
  /** Behind "Sekisho: ", and as the title of the check; `commit` as it is shown. */
  readonly headline: (commit: string) => string;
  /** The same with several states. */
  readonly headlineSeveral: (count: number) => string;
  readonly title: (commit: string) => string;
  readonly titleSeveral: (count: number) => string;
  /** Of one finding: why nobody is asked. */
  readonly row: (commit: string, until: string) => string;
}

const texts: Readonly<Record<Locale, ReturnTexts>> = {
  en: {
    headline: (commit) => `passed; returns to the state of ${commit}`,
    headlineSeveral: (count) => `passed; returns to ${count} states that were in force`,
    title: (commit) => `Passed; returns to the state of ${commit}`,
    titleSeveral: (count) => `Passed; returns to ${count} states that were in force`,
    row: (commit, until) => `returns to the state of ${commit}, in force until ${until}`,
  },
  ja: {
    headline: (commit) => `問題ありません（${commit} の状態に戻す変更です）`,
    headlineSeveral: (count) => `問題ありません（以前の ${count} つの状態に戻す変更です）`,
    title: (commit) => `問題ありません（${commit} の状態に戻す変更です）`,
    titleSeveral: (count) => `問題ありません（以前の ${count} つの状態に戻す変更です）`,
    row: (commit, until) => `${commit} の状態に戻ります（${until} まで適用）`,
  },
};

export function returnTextsOf(locale: Locale): ReturnTexts {
  return texts[locale];
}
