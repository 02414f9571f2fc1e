import { renderTree } from "../app/render-roots.ts";
import { ruleTexts } from "../app/rule-texts.ts";
import type { SetValue } from "../model/root.ts";
import { type ParsedArguments, readArguments } from "./arguments.ts";
import { ConfigurationError } from "./configuration-error.ts";
import { readOutputOptions } from "./output-options.ts";
import { openRenderFolder, type RenderFolder } from "./render-folder.ts";
import { renderedComplaints, renderedJson, renderedText } from "./rendered-text.ts";
import { openSession, type Session } from "./session.ts";
import { exitCodes, UsageError } from "./usage.ts";
import { write } from "./write.ts";

const options = ["root", "values", "set", "namespace", "release", "kube-version"];
const repeatable = ["root", "values", "set"];
const flags = ["--origins", "--json"];
/** As many keys as a person reads. */
const keysMax = 20;

/** `sekisho render`: what a review would read, without judging it. */
export async function renderCommand(list: readonly string[]): Promise<number> {
  const given = readArguments(
    list.filter((word) => !flags.includes(word)),
    options,
    1,
    repeatable,
  );
  const [name] = given.positionals;
  if (name === undefined) throw new UsageError("render needs a folder.");
  const session = await openSession();
  try {
    const folder = await openRenderFolder(name, session.paths);
    return await render(folder, given, list, session);
  } finally {
    await session.close();
  }
}

async function render(
  folder: RenderFolder,
  given: ParsedArguments,
  list: readonly string[],
  session: Session,
): Promise<number> {
  const { kubernetesVersion } = readOutputOptions(given);
  const keys = given.values("root");
  const outcome = await renderTree(
    {
      tree: folder.tree,
      below: folder.below,
      keys,
      kubernetesVersion: kubernetesVersion(given.value("kube-version")),
      withPlaces: list.includes("--origins"),
      chart: {
        values: given.values("values").map((path) => folder.treePath(path)),
        set: given.values("set").map(setValue),
        namespace: given.value("namespace"),
        releaseName: given.value("release"),
      },
    },
    session,
  );
  session.progress.clear();
  switch (outcome.kind) {
    case "invalid-configuration":
      throw new ConfigurationError(outcome.problems);
    case "unknown-root":
      throw new UsageError(
        `There is no root ${JSON.stringify(outcome.key)}. There are: ${listed(outcome.known)}.`,
      );
    case "no-chart":
      throw new UsageError(
        `--values, --set and --release are for charts, and these are none: ${listed(outcome.keys)}. Name the chart with --root.`,
      );
    case "rendered": {
      const text = list.includes("--json") ? renderedJson(outcome) : renderedText(outcome, keys.length === 0);
      await write(text);
      const complaints = renderedComplaints(outcome, ruleTexts(session.policySet.rules, "en"));
      process.stderr.write(complaints.text);
      return complaints.count === 0 ? exitCodes.pass : exitCodes.blocked;
    }
    default:
      return outcome satisfies never;
  }
}

function listed(keys: readonly string[]): string {
  const shown = keys.slice(0, keysMax).join(", ");
  return keys.length > keysMax ? `${shown} and ${keys.length - keysMax} more` : shown || "none";
}

function setValue(text: string): SetValue {
  const equals = text.indexOf("=");
  if (equals < 1) throw new UsageError(`--set is ${JSON.stringify(text)}; write it as name=value.`);
  return { kind: "set", name: text.slice(0, equals), value: text.slice(equals + 1) };
}
