import { surveyTenants, type TenantsOutcome } from "../app/tenants/index.ts";
import type { Locale } from "../model/configuration.ts";
import { visibleJson } from "../report/neutral.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { ConfigurationError } from "./configuration-error.ts";
import { openSession, type Session } from "./session.ts";
import { problemsOf, tenantCheckText } from "./tenants-check-text.ts";
import { ownersText, tenantListText } from "./tenants-text.ts";
import { openFolder, readNamedFile } from "./trees.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

const commands = ["list", "of", "check"] as const;
type Command = (typeof commands)[number];

/** More than this in one call is a script, and `--format json` of the list tells all at once. */
const thingsMax = 100;

/** `sekisho tenants`: who owns what, whose something is, and what is doubtful about it. */
export async function tenants(list: readonly string[]): Promise<number> {
  const [word = "list", ...rest] = list;
  const command = commands.find((known) => known === word);
  const given = readArguments(
    command === undefined ? list : rest,
    ["folder", "config", "org-config", "format", "locale"],
    command === "of" ? thingsMax : 1,
  );
  const format = oneOf("format", given.value("format"), ["pretty", "json"], "pretty");
  const chosen = command ?? "list";
  const things = chosen === "of" ? given.positionals : [];
  if (chosen === "of" && things.length === 0)
    throw new UsageError(
      "tenants of needs a path, a namespace, a host: `sekisho tenants of namespace:shop`.",
    );
  const folder = given.value("folder") ?? (chosen === "of" ? null : given.positionals[0]) ?? ".";
  const session = await openSession();
  try {
    const outcome = await surveyTenants(
      {
        tree: await openFolder(folder, session.paths),
        repositoryFile: readNamedFile("config", given.value("config"), session.paths),
        organisationFile: readNamedFile("org-config", given.value("org-config"), session.paths),
        locale: given.value("locale") === "ja" ? "ja" : null,
      },
      session,
    );
    if (outcome.kind === "invalid-configuration") throw new ConfigurationError(outcome.problems);
    const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], outcome.locale);
    await write(textOf(chosen, things, outcome, { format, locale, session }));
    return chosen === "check" && problemsOf(outcome.survey) > 0 ? exitCodes.blocked : exitCodes.pass;
  } finally {
    await session.close();
  }
}

function textOf(
  command: Command,
  things: readonly string[],
  { survey, ownersOf }: Extract<TenantsOutcome, { readonly kind: "surveyed" }>,
  how: { readonly format: "pretty" | "json"; readonly locale: Locale; readonly session: Session },
): string {
  const style = { locale: how.locale, colour: how.session.colour };
  if (command === "of") {
    const answers = things.map((thing) => ({ thing, answers: ownersOf(thing) }));
    if (how.format === "json") return `${visibleJson(answers)}\n`;
    return answers.map(({ thing, answers: found }) => ownersText(thing, found, style)).join("\n");
  }
  if (how.format === "json") {
    const { tenants: all, ...doubts } = survey;
    return `${visibleJson(command === "list" ? { tenants: all } : doubts)}\n`;
  }
  return command === "list" ? tenantListText(survey, style) : tenantCheckText(survey, style);
}
