import type { Locale } from "../../model/configuration.ts";
import { counted } from "./counted.ts";

/** How far a change reaches. `allowed` is how many pass without somebody looking first, where that is exceeded. */
export interface ReachTexts {
  readonly title: string;
  tenants(count: number, allowed: number | null): string;
  environments(count: number, allowed: number | null): string;
  clusters(count: number, allowed: number | null): string;
  /** `through`: what they share and the change edits. */
  roots(count: number, through: string | null, allowed: number | null): string;
}

const bracketedEn = (text: string, allowed: number | null) =>
  allowed === null ? text : `${text} (${allowed} allowed)`;
const bracketedJa = (text: string, allowed: number | null) =>
  allowed === null ? text : `${text}（上限 ${allowed}）`;

const texts: Readonly<Record<Locale, ReachTexts>> = {
  en: {
    title: "Reaches:",
    tenants: (count, allowed) => bracketedEn(counted(count, "tenant", "tenants"), allowed),
    environments: (count, allowed) => bracketedEn(counted(count, "environment", "environments"), allowed),
    clusters: (count, allowed) => bracketedEn(counted(count, "cluster", "clusters"), allowed),
    roots: (count, through, allowed) => {
      const roots = bracketedEn(counted(count, "root", "roots"), allowed);
      return through === null ? roots : `${roots} through ${through}`;
    },
  },
  ja: {
    title: "影響範囲:",
    tenants: (count, allowed) => bracketedJa(`テナント ${count} 個`, allowed),
    environments: (count, allowed) => bracketedJa(`環境 ${count} 個`, allowed),
    clusters: (count, allowed) => bracketedJa(`クラスター ${count} 個`, allowed),
    roots: (count, through, allowed) => {
      const roots = bracketedJa(`ルート ${count} 個`, allowed);
      return through === null ? roots : `${through} を通じて${roots}`;
    },
  },
};

export function reachTextsOf(locale: Locale): ReachTexts {
  return texts[locale];
}
