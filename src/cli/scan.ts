import { review } from "../app/review.ts";
import { readArguments } from "./arguments.ts";
import { finish } from "./finish.ts";
import { applyReviewed, readFixes } from "./fixes-option.ts";
import { outputOptions, readOutputOptions } from "./output-options.ts";
import { readPolicyFolders } from "./policy-folders.ts";
import { openSession } from "./session.ts";
import { openFolder, readNamedFile } from "./trees.ts";
import { UsageError } from "./usage.ts";

const options = ["config", "org-config", "rules", "kubernetes-version", "policy-source", "fixes"];

/** `sekisho scan`: judges everything in a folder as if it were new, by the configuration of that folder. */
export async function scan(list: readonly string[]): Promise<number> {
  const given = readArguments(list, [...options, ...outputOptions], 1, ["policy-source"]);
  const output = readOutputOptions(given);
  // Everything is judged twice where fixes are wanted, which is much for a whole estate.
  const fixes = readFixes(given.value("fixes"), "off");
  const [folder] = given.positionals;
  if (folder === undefined) throw new UsageError("scan needs a folder.");
  const session = await openSession();
  try {
    const trees = { base: null, head: await openFolder(folder, session.paths), tip: null };
    const outcome = await review(
      {
        trees,
        repositoryFile: readNamedFile("config", given.value("config"), session.paths),
        organisationFile: readNamedFile("org-config", given.value("org-config"), session.paths),
        targetBranch: null,
        author: null,
        locale: output.locale,
        mode: "enforce",
        ruleSelection: given.value("rules"),
        ...(await readPolicyFolders(given.values("policy-source"), session.paths)),
        kubernetesVersion: output.kubernetesVersion(given.value("kubernetes-version")),
        fixes: fixes !== "off",
      },
      session,
    );
    if (fixes === "apply") await applyReviewed(outcome, trees.head, session.paths.resolve(folder));
    return await finish(outcome, output, session, trees);
  } finally {
    await session.close();
  }
}
