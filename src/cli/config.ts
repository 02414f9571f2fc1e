import { checkConfiguration } from "../app/check-configuration.ts";
import type { Locale } from "../model/configuration.ts";
import { renderConfigCheck } from "../report/catalogue/config-check.ts";
import { oneOf, readArguments } from "./arguments.ts";
import { readPolicyFolders } from "./policy-folders.ts";
import { openSession } from "./session.ts";
import { openFolder, readNamedFile } from "./trees.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

/** `sekisho config check`: whether the configuration of a folder can be used, and what it covers. */
export async function config(list: readonly string[]): Promise<number> {
  const [action, ...rest] = list;
  if (action !== "check") throw new UsageError("config has one command: `sekisho config check [folder]`.");
  const given = readArguments(rest, ["locale", "config", "org-config", "policy-source"], 1, [
    "policy-source",
  ]);
  const session = await openSession();
  try {
    const check = await checkConfiguration(
      {
        tree: await openFolder(given.positionals[0] ?? ".", session.paths),
        repositoryFile: readNamedFile("config", given.value("config"), session.paths),
        organisationFile: readNamedFile("org-config", given.value("org-config"), session.paths),
        ...(await readPolicyFolders(given.values("policy-source"), session.paths)),
      },
      session,
    );
    const locale = oneOf<Locale>("locale", given.value("locale"), ["en", "ja"], check.locale);
    await write(renderConfigCheck(check, { locale, colour: session.colour }));
    return check.errors.length === 0 ? exitCodes.pass : exitCodes.usage;
  } finally {
    await session.close();
  }
}
