import type { Confidence, Share } from "../../model/proposal.ts";
import { counted } from "./counted.ts";
import type { InitTexts } from "./init-texts.ts";

const levels: Readonly<Record<Confidence, string>> = { high: "sure", medium: "likely", low: "a guess" };

function of({ count, total }: Share): string {
  return `${count.toLocaleString("en-GB")} of ${total.toLocaleString("en-GB")}`;
}

export const initEn: InitTexts = {
  head: [
    "A first configuration of Sekisho, made from what this repository shows.",
    "Each part says what it rests on. What is only a guess is commented out: look at it, and take the marks away.",
    "What may stand here: docs/guides/configuration.md of Sekisho. `sekisho config check` says what is wrong with an edit.",
  ],
  mode: "observe: everything is judged and kept, and nobody is stopped or asked. `sekisho backtest` shows what would have been.",
  confidence: (level, reason) => `${levels[level]}: ${reason}`,
  environmentsByLabel: (label, share) =>
    `${of(share)} Namespaces carry the label ${label}; it says which of them are production.`,
  environmentsByWords: ({ count, total }) =>
    total === 0
      ? "Nothing here stands in an environment yet. Names will tell it where they say prod, live, stg, dev …; everything else counts as production until you name it like this:"
      : count === 0
        ? "No label of Namespaces tells the environment, and none has to: the names of folders, namespaces and values files do (prod, live, stg, dev …)."
        : `No label of Namespaces tells the environment. Names do for ${of({ count: total - count, total })} ${total === 1 ? "root" : "roots"} (prod, live, stg, dev …); the others count as production. Name them like this:`,
  unmatched: (share) => `Nothing tells the environment of ${of(share)} roots: they count as production.`,
  clusters: (count) => `${counted(count, "folder looks", "folders look")} like a cluster.`,
  clusterVersion: "Say which version of Kubernetes runs there, so that API versions are judged.",
  roleBindings: (pattern, share) =>
    `in ${of(share)} Namespaces' folders a RoleBinding gives admin or edit to a group like ${pattern}.`,
  namespaceKey: (key, share) => `${of(share)} Namespaces name a team in ${key}.`,
  files: (kind, count) =>
    `${counted(count, "file", "files")} of ${kind} ${count === 1 ? "names" : "name"} owners.`,
  noTenants:
    "Nothing here says which team owns what. While there are no tenants, rules about tenants are silent. Write them like this:",
  organisation: "Put your organisation on GitHub in place of ORGANISATION.",
  releases: (count) =>
    `${counted(count, "values file names", "values files name")} an environment, and nothing in the repository says with which values the charts are installed. Is this right?`,
  modules: (count) =>
    `Nothing knows what ${count === 1 ? "this remote module makes" : `these ${count} remote modules make`}. An adapter says it; \`sekisho modules\` lists every call:`,
  moduleCalls: (count) => counted(count, "call", "calls"),
  reviewers: "Who is asked where a change is risky, and nothing else says who.",
  found: (roots, namespaces) =>
    `Read ${counted(roots, "root", "roots")} and ${counted(namespaces, "Namespace", "Namespaces")}.`,
  owned: (share, offered) =>
    `With this configuration ${of(share)} Namespaces have an owner.${offered ? " What says who owns them is commented out until you look at it." : ""}`,
  written: (path) => `Wrote ${path}. Read its comments before you commit it.`,
  printed: (path) => `Nothing was written; --write puts it into ${path}.`,
  exists: (path) => `${path} exists already and stays as it is; the proposal is printed.`,
  nothingBefore: "this branch has one commit, and nothing before it to compare with.",
  noHistory: (reason) => `No backtest: ${reason}`,
  backtesting: (count) =>
    `What it would have said to ${count === 1 ? "the latest change" : `the latest ${count} changes`} of this branch:`,
  whole: "The whole history, as a page: sekisho backtest --repo . --max 2000 --html backtest.html",
};
