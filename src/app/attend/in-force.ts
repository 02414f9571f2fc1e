import { type ConfigurationProblem, defaultConfiguration, loadConfiguration } from "../../config/index.ts";
import type { Configuration } from "../../model/configuration.ts";
import { localDateAt } from "../../model/local-date.ts";
import type { Tree } from "../../model/tree.ts";
import type { Blobs, Notes, Records } from "../../store/store.ts";
import type { PolicySet } from "../policy-set.ts";
import type { PolicyRepositories } from "../policy-sources.ts";
import { activate } from "../rule-sets/activate.ts";
import { type Activation, activationsOf } from "../rule-sets/activations.ts";
import type { RuleSets } from "../rule-sets/kept.ts";
import { RuleSetMissing } from "../rule-sets/missing.ts";
import { observedOn } from "../rule-sets/observed.ts";
import { type ReviewSettings, readSettings, type SettingsReader } from "../settings.ts";
import type { SourceFile } from "../source-file.ts";

export interface InForce {
  readonly settings: ReviewSettings;
  /** What is wrong with the files of the base; `null`: nothing. */
  readonly broken: {
    readonly problems: readonly ConfigurationProblem[];
    /** `last-good`: an earlier version is in force; `defaults`: there never was one; `waivers`: those that can be read count. */
    readonly instead: "last-good" | "defaults" | "waivers";
  } | null;
  /** Of rule sets, in the organisation, oldest first; absent: nothing is activated. */
  readonly activations?: readonly Activation[];
}

export interface InForcePorts {
  readonly policySet: PolicySet;
  /** Absent: the program's own set decides, and nothing is activated. */
  readonly ruleSets?: RuleSets;
  readonly runner: SettingsReader;
  readonly now: () => Date;
  readonly records: Pick<Records, "append" | "ofRepository">;
  readonly blobs: Blobs;
  readonly notes: Notes;
}

/** Where settings are read. */
export interface InForceRequest {
  readonly repository: { readonly id: number; readonly owner: string };
  readonly tip: Tree;
  readonly organisationFile: SourceFile | null;
  readonly policyRepositories: PolicyRepositories;
  /** Whether the organisation's file was read just now: what is only remembered brings no other rules into force. */
  readonly activates: boolean;
}

/**
 * The settings that a pull request is judged by, and with them the rule set, which is activated where it is another than
 * the last. Files that cannot be read lose nothing: the last version that could be read stays in force, and is kept for
 * that. Throws {@link RuleSetMissing}.
 */
export async function settingsInForce(request: InForceRequest, ports: InForcePorts): Promise<InForce> {
  const found = await readInForce(request, ports);
  const { settings } = found;
  const { ruleSets } = ports;
  if (ruleSets === undefined) return found;
  const policySet = settings.ruleSet ?? ports.policySet;
  const { configuration, today } = settings;
  const organisation = request.repository.owner;
  const wanted = { organisation, policySet, configuration, today };
  const activations = request.activates
    ? await activate(wanted, { ...ports, ruleSets })
    : await activationsOf(organisation, ports.records);
  const ruleIds = policySet.rules.map(({ id }) => id);
  const observing = observedOn(today, ruleIds, activations);
  const known = observing.length === 0 ? settings : { ...settings, observing };
  return { ...found, settings: known, activations };
}

async function readInForce(request: InForceRequest, ports: InForcePorts): Promise<InForce> {
  const { repository, tip, organisationFile, policyRepositories } = request;
  const read = await readSettings(
    {
      tree: tip,
      repositoryFile: null,
      organisationFile,
      locale: null,
      policyRepositories,
    },
    ports,
  );
  if (read.kind === "ok") {
    await remember(repository.id, read.settings, ports);
    return { settings: read.settings, broken: null };
  }
  const { problems } = read;
  if (read.what === "rule-set") throw new RuleSetMissing(problems, read.configuration);
  if (read.settings !== null) return { settings: read.settings, broken: { problems, instead: "waivers" } };
  const files = await recall(repository.id, ports);
  if (files !== null) {
    // An empty file stands for "none": the broken one of the tree must not be read instead.
    const repositoryFile = files.repository ?? { path: "sekisho.yml", text: "" };
    const good = await readSettings(
      {
        tree: tip,
        repositoryFile,
        organisationFile: files.organisation,
        locale: null,
        ...(files.policies === undefined ? {} : { keptPolicies: files.policies }),
      },
      ports,
    );
    if (good.kind === "invalid" && good.what === "rule-set")
      throw new RuleSetMissing(good.problems, good.configuration);
    if (good.settings !== null) {
      return { settings: good.settings, broken: { problems, instead: "last-good" } };
    }
  }
  return { settings: defaults(ports.now()), broken: { problems, instead: "defaults" } };
}

/** The configuration that was last in force in a repository; `null`: none was ever read there. */
export async function lastGoodSettings(
  repositoryId: number,
  ports: LastGoodPorts,
): Promise<Configuration | null> {
  const files = await recall(repositoryId, ports);
  if (files === null) return null;
  const loaded = await loadConfiguration({ ...files, rules: ports.policySet.rules });
  return loaded.kind === "ok" ? loaded.configuration : null;
}

/** The files that were last in force in a repository, where nobody reads them anew; `null`: none was ever read. */
export function lastGoodFiles(repositoryId: number, ports: KeptFilesPorts): Promise<GoodFiles | null> {
  return recall(repositoryId, ports);
}

type GoodFiles = ReviewSettings["files"];

async function remember(
  repositoryId: number,
  { files, configuration, policySources }: ReviewSettings,
  { blobs, notes }: InForcePorts,
): Promise<void> {
  const known = await notes.get(noteOf(repositoryId));
  const digest =
    policySources === undefined ? configuration.digest : `${configuration.digest}+${policySources.digest}`;
  if (known?.startsWith(`${digest} `)) return;
  const kept = await blobs.put(Buffer.from(JSON.stringify(files)));
  await notes.set(noteOf(repositoryId), `${digest} ${kept}`);
}

export interface LastGoodPorts extends KeptFilesPorts {
  readonly policySet: Pick<PolicySet, "rules">;
}

interface KeptFilesPorts {
  readonly blobs: Pick<Blobs, "get">;
  readonly notes: Pick<Notes, "get">;
}

async function recall(repositoryId: number, { blobs, notes }: KeptFilesPorts): Promise<GoodFiles | null> {
  const digest = (await notes.get(noteOf(repositoryId)))?.split(" ")[1];
  const bytes = digest === undefined ? null : await blobs.get(digest);
  return bytes === null ? null : (JSON.parse(Buffer.from(bytes).toString("utf8")) as GoodFiles);
}

function noteOf(repositoryId: number): string {
  return `configuration:${repositoryId}`;
}

function defaults(now: Date): ReviewSettings {
  const configuration = defaultConfiguration();
  return {
    configuration,
    waivers: [],
    today: localDateAt(now, configuration.timezone),
    now,
    files: { repository: null, organisation: null },
  };
}
