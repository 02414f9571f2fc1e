import type { ModuleSurvey, ModuleUse } from "../app/modules.ts";
import type { Locale } from "../model/configuration.ts";
import { visible } from "../report/neutral.ts";
import { operatorTexts } from "../report/operator/index.ts";
import { painter } from "../report/terminal/paint.ts";
import { columnsText } from "./columns.ts";

/** Modules for which the beginning of an adapter is shown: those that are called most. */
const skeletonsMax = 3;
/** A module that takes more arguments than this is shown with those that its calls give most. */
const argumentsMax = 12;

/** Which remote modules are called, and what reads them; for those that nothing reads, how to begin an adapter. */
export function modulesText(
  survey: ModuleSurvey,
  { locale, colour }: { readonly locale: Locale; readonly colour: boolean },
): string {
  const { modules: texts } = operatorTexts(locale);
  const paint = painter(colour);
  if (survey.modules.length === 0) return `${texts.nothing(survey.roots)}\n`;
  const unread = survey.modules.filter(({ reader }) => reader === null);
  const read = survey.modules.filter(({ reader }) => reader !== null);
  const parts = [
    paint("bold", texts.head(callsOf(survey.modules), survey.modules.length, callsOf(unread))),
    read.length === 0 ? "" : columnsText([texts.columns, ...read.map((use) => row(use, locale))]),
    unread.length === 0
      ? ""
      : [paint("review", texts.unread), columnsText([texts.unreadColumns, ...unread.map(unreadRow)])].join(
          "\n",
        ),
    survey.unread.length === 0 ? "" : texts.rootsUnread(survey.unread.map(visible).join(", ")),
    unread.length === 0 ? "" : [texts.hint, ...unread.slice(0, skeletonsMax).map(skeleton)].join("\n\n"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function callsOf(modules: readonly ModuleUse[]): number {
  return modules.reduce((sum, { calls }) => sum + calls, 0);
}

function unreadRow({ source, calls, example }: ModuleUse): readonly string[] {
  return [visible(source), String(calls), visible(`${example.path}:${example.line}`)];
}

function row({ source, calls, reader, outside, makes }: ModuleUse, locale: Locale): readonly string[] {
  const { modules: texts } = operatorTexts(locale);
  const made = makes.map(({ type, count }) => (count === calls ? type : `${type} (${count})`)).join(", ");
  const versions = [reader?.versions ?? texts.everyVersion, ...(outside > 0 ? [texts.outside(outside)] : [])];
  return [
    visible(source),
    String(calls),
    made === "" ? texts.makesNothing : made,
    reader === null ? "" : texts.origins[reader.origin],
    versions.join("; "),
  ];
}

/** The beginning of an adapter, to be finished by somebody who knows the module. */
function skeleton({ source, arguments: given }: ModuleUse): string {
  const named = given.slice(0, argumentsMax).map((name) => `            ${quoted(name)}: ${quoted(name)}`);
  return [
    "terraform:",
    "  modules:",
    `    - source: ${quoted(source)}`,
    "      makes:",
    "        - as: aws_…",
    ...(named.length === 0 ? [] : ["          arguments:", ...named]),
  ].join("\n");
}

/** As YAML: names of modules and arguments are anybody's. */
function quoted(text: string): string {
  return /^[A-Za-z_][\w-]*$/.test(text) ? text : JSON.stringify(visible(text));
}
