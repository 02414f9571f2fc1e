import { evidenceCriteriaEn, evidenceFilesEn } from "./evidence-lists-en.ts";
import type { EvidenceTexts } from "./evidence-texts.ts";
import { evidenceFactsEn, evidenceWordsEn } from "./evidence-words-en.ts";

export const evidenceEn: EvidenceTexts = {
  ...evidenceWordsEn,
  language: "en",
  title: "Evidence of change control",
  subtitle: "Infrastructure as code",
  otherLanguage: { name: "日本語", path: "index.ja.html" },
  intro: [
    "Sekisho reviews every pull request that changes infrastructure, before it is merged. It decides by rules that the organisation put in force, asks people where a change is risky, and keeps a required check closed until they approved. Each step is an entry of a ledger that can only grow: a Merkle tree (RFC 6962), whose size and root are signed.",
    "This package holds the entries of the period, and lists that follow from them. Nobody has to be believed for that: the program in it (verify.mjs) proves without a network that no entry of the period is left out, changed or added.",
  ],
  contents: "Contents",
  facts: evidenceFactsEn,
  more: ({ more, path }) =>
    more === 1 ? `One more is in ${path}.` : `${more.toLocaleString("en-GB")} more are in ${path}.`,
  period: (from, to, timezone) => `${from} to ${to}, both inclusive (${timezone})`,
  verdict: ({ commits, unexplained, exceptions }) => {
    if (commits === 0) return "No commit reached a protected branch in this period.";
    const all = commits === 1 ? "The one commit" : `All ${commits.toLocaleString("en-GB")} commits`;
    if (unexplained > 0)
      return `${unexplained} of ${commits.toLocaleString("en-GB")} commits on protected branches ${unexplained === 1 ? "is" : "are"} not explained. Look into ${unexplained === 1 ? "it" : "them"} first.`;
    const rest =
      exceptions === 0
        ? "There is no exception."
        : exceptions === 1
          ? "One of them needs a look."
          : `${exceptions} of them need a look.`;
    return `${all} on protected branches ${commits === 1 ? "is" : "are"} explained. ${rest}`;
  },
  sum: (parts, total) => `${parts.join(" + ")} = ${total}`,
  exceptionsTitle: "Exceptions",
  noExceptions: "There is none.",
  chain: {
    unbroken: "Each commit follows the one before it: the history was not rewritten.",
    broken: (breaks) =>
      breaks === 1
        ? "In one place a commit does not follow the one before it."
        : `In ${breaks} places a commit does not follow the one before it.`,
    unknown:
      "Parents of some commits were not recorded, so it cannot be told whether the history was rewritten.",
  },
  criteria: evidenceCriteriaEn,
  sampleLead: ({ drawn, from, seed, all }) =>
    all
      ? `All ${from} commits that rest on a decision.`
      : `${drawn} of ${from} commits that rest on a decision, drawn with the seed “${seed ?? ""}”. Whoever has population.csv and the seed draws the same; README.md says how.`,
  noSample: "No sample was drawn. `sekisho ledger export --sample 25 --seed …` draws one.",
  standardChange:
    "“Passed” is a standard change: authorised beforehand by whoever approved the rule set that was in force. The line “Approved by somebody else” says whether a person approved it all the same.",
  mergedBy: (who, when) => `by ${who}, ${when}`,
  reportErased: "The report is not in the store any more; what was decided stands in the ledger.",
  entry: (index) => `entry ${index}`,
  reviewed: ({ by, at }) => `Reviewed by ${by}, ${at}`,
  changedParts: (parts) => `Changed: ${parts.join(", ")}`,
  usedBy: (decisions) => (decisions === 1 ? "1 decision" : `${decisions} decisions`),
  verifySteps: [
    "Run `node verify.mjs .` in this folder (any Node.js from version 18; no network, no installation). It prints each check and ends with whether the package is whole and true to the ledger.",
    "Compare the key under “Scope” with one that you received another way: it is served by the App at `/ledger/keys.json`. A package that was made up as a whole would have another key.",
    "Compare a checkpoint with one that was kept out of reach of the people who run the database: an anchor, or the receipt in a check run on GitHub.",
    "Take a pull request of the sample, open it on GitHub, and compare head, approvals and merge with what stands here.",
  ],
  notProved: "What this does not prove",
  notProvedPoints: [
    "That a person who approved has read the change, or that an account was used by its owner.",
    "What GitHub did not tell: what Sekisho knows of merges and approvals it has from GitHub.",
    "What happened before Sekisho was installed, and in repositories that it does not cover; this page names both.",
  ],
  storage: {
    postgres:
      "The ledger is kept in PostgreSQL. The role that Sekisho works with can add and cannot change or delete, where the database was set up as documented; triggers refuse it in any case. Whoever administers the database could take that away, and would be found out by any checkpoint that was kept elsewhere.",
    embedded:
      "The ledger is kept in a folder of one machine (embedded store). This is not audit grade: whoever administers that machine has the records and usually the signing key, too, and could write another history. Rely on it only as far as checkpoints were anchored elsewhere.",
  },
  files: evidenceFilesEn,
  drawing: [
    "Take the rows of population.csv whose `explained` is `decision` and whose `rests_on` is not empty.",
    "For each, take SHA-256 over the text `<seed>`, line feed, `<repository_id>`, line feed, `<branch>`, line feed, `<commit>`.",
    "Sort by that hash in hexadecimal, ascending, and take as many as the sample has, from the top.",
  ],
  made: ({ target, files, bytes, entries, size, commits, unexplained, exceptions }) => [
    evidenceEn.verdict({ commits, unexplained, exceptions }),
    `${target}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB unpacked, ${entries.toLocaleString("en-GB")} entries up to the checkpoint of size ${size}.`,
    "Open index.html in it to read it. `node verify.mjs .` in the unpacked folder proves it.",
  ],
  drawingTitle: "How the sample was drawn",
  startWith: (page) =>
    `Open ${page} in a browser first: it says the same as these files, for reading and for printing.`,
  difference: {
    added: (rule) => `Rule added: ${rule}`,
    removed: (rule) => `Rule removed: ${rule}`,
    library: "What all rules share was changed.",
    more: (lines) => (lines === 1 ? "and one more" : `and ${lines} more`),
  },
};
