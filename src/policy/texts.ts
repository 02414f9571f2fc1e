import { readYaml } from "../formats/yaml/index.ts";
import { isJsonObject } from "../model/json.ts";
import type { RuleText } from "../model/report.ts";

/** What a rule's README says before its prose. `bad`, `configuration` and `author` are in the English one alone. */
export interface ReadmeFrontMatter {
  readonly title: string;
  readonly messages: Readonly<Record<string, string>>;
  readonly wouldPass: string | null;
  /** The same of single messages, with their arguments. */
  readonly wouldPassWith: Readonly<Record<string, string>>;
  /** Of each message that counts something (`numbers` of the METADATA): how much, and how much would pass. */
  readonly numbers: Readonly<Record<string, string>>;
  /** Why it is right that the rule speaks often; asked for where it finds fault with many real objects. */
  readonly judgement: string | null;
  /** Example file to the findings that it gives, each as `messageId line`. */
  readonly bad: Readonly<Record<string, readonly string[]>>;
  readonly configuration: string | null;
  /** Who opens the pull request of each example; `null`: nobody says. */
  readonly author: { readonly login: string; readonly teams: readonly string[] } | null;
}

export interface Readme {
  readonly frontMatter: ReadmeFrontMatter;
  /** The five sections in their order: why, bad, good, fix, when to waive. */
  readonly sections: readonly string[];
}

export const sectionHeadings = {
  en: ["Why", "Bad", "Good", "Fix", "When to waive"],
  ja: ["理由", "悪い例", "良い例", "直し方", "免除する場合"],
} as const;

/** Reads a rule's README. Throws, naming the file: the READMEs ship with the product and are tested. */
export function readReadme(path: string, text: string, locale: "en" | "ja"): Readme {
  const match = /^---\n(?<front>[\s\S]*?)\n---\n(?<body>[\s\S]*)$/.exec(text.replaceAll("\r\n", "\n"));
  if (match?.groups === undefined)
    throw new Error(`${path}: begins without front matter between two lines of ---`);
  const front = readFrontMatter(path, match.groups["front"] ?? "");
  const frontMatter = {
    title: front.title ?? "",
    messages: front.messages ?? {},
    wouldPass: front.wouldPass ?? null,
    wouldPassWith: front.wouldPassWith ?? {},
    numbers: front.numbers ?? {},
    judgement: front.judgement ?? null,
    bad: front.bad ?? {},
    configuration: front.configuration ?? null,
    author: front.author ?? null,
  };
  return { frontMatter, sections: readSections(path, match.groups["body"] ?? "", sectionHeadings[locale]) };
}

function readFrontMatter(path: string, text: string): Partial<ReadmeFrontMatter> {
  const file = readYaml(Buffer.from(text));
  const [document] = file.kind === "documents" ? file.documents : [];
  if (document?.kind === "value" && isJsonObject(document.value))
    return document.value as Partial<ReadmeFrontMatter>;
  const reason = document?.kind === "broken" ? `${document.detail} (line ${document.line})` : "it is no map";
  throw new Error(`${path}: its front matter cannot be read: ${reason}`);
}

function readSections(path: string, body: string, headings: readonly string[]): readonly string[] {
  const parts = body.split(/^## /m).slice(1);
  const found = parts.map((part) => part.slice(0, part.indexOf("\n")).trim());
  if (found.join("|") !== headings.join("|")) {
    throw new Error(`${path}: has the headings ${found.join(", ")}; expected ${headings.join(", ")}`);
  }
  return parts.map((part) => part.slice(part.indexOf("\n") + 1).trim());
}

/** The texts of a rule for a report. */
export function ruleText(ruleId: string, readme: Readme): RuleText {
  const [why = "", , , fix = "", waive = ""] = readme.sections;
  const { title, messages, wouldPass, wouldPassWith, numbers } = readme.frontMatter;
  return {
    ...{ ruleId, title, messages, wouldPass, why, fix, waive },
    ...(Object.keys(wouldPassWith).length === 0 ? {} : { wouldPassWith }),
    ...(Object.keys(numbers).length === 0 ? {} : { numbers }),
  };
}
