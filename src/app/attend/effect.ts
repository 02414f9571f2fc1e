import { changedPaths } from "../../git/index.ts";
import { sha256Hex } from "../../model/digest.ts";
import type { PolicySource } from "../../model/policy-source.ts";
import type { SourceFiles } from "../../model/policy-sources.ts";
import type { PullFacts } from "../../model/pull.ts";
import type { PublicationContext } from "../../report/publication/index.ts";
import { type EditedFiles, policyEditOf } from "../effect/policy-edit.ts";
import type { Effect, PastDecision, PolicyEdit } from "../effect/task.ts";
import { decisionsMax, editsSettings, settingsFilesOf } from "../effect.ts";
import { keptDecisions, keptReport, lastOfEach } from "../past-decisions.ts";
import { policiesInForce } from "../policies-in-force.ts";
import { compiledSources } from "../policy-sources.ts";
import { repositoryNameOf } from "../repository-names.ts";
import { readSource, type SourceFile } from "../source-file.ts";
import { lastGoodFiles } from "./in-force.ts";
import type { AttendPorts } from "./ports.ts";
import type { Situation } from "./situation.ts";

/** The organisation's file, and the repository that holds it. */
const organisationPath = "sekisho.yml";
const organisationRepository = ".github";
/** What is read of a whole organisation: a month of decisions, of which the last few are shown. */
const periodMs = 30 * 86_400_000;

/** An edit of what decides about others, and all that decides about its effect but past decisions. */
interface SettingsEdit {
  readonly own: Edit;
  /** Of which files: policies alone, or settings; absent: these. */
  readonly of?: "policies";
  /** What it does to policies that other repositories are judged by; `null`: nothing. */
  readonly shared: EditedFiles | null;
  /** Where the organisation's file is edited. */
  readonly organisation: { readonly before: SourceFile | null; readonly after: SourceFile | null } | null;
  /** The same edit under the same rules has one effect, which is looked for once. */
  readonly key: string;
}

/**
 * What an edit of configuration, waivers or policies would have changed, as far as it was looked for: nobody waits for
 * that before the verdict stands. `null`: the pull request edits none.
 */
export async function effectOfEdit(
  situation: Situation,
  ports: AttendPorts,
): Promise<PublicationContext["effect"]> {
  const edit = await editIn(situation, ports);
  if (edit === null) return null;
  const effect = (await keptEffect(situation, edit, ports)) ?? { kind: "pending" };
  return edit.of === undefined ? effect : { ...effect, of: edit.of };
}

/**
 * Looks for the effect of an edit where nobody has: the last decisions, judged under the settings as they would be. Tells
 * whether there is something new to show. Stops early, and keeps nothing, once `signal` says so.
 */
export async function findEffect(
  situation: Situation,
  signal: AbortSignal,
  ports: AttendPorts,
): Promise<boolean> {
  const edit = await editIn(situation, ports);
  if (edit === null || (await keptEffect(situation, edit, ports)) !== null) return false;
  const { inForce, locale, pull } = situation;
  const { settings } = inForce;
  const { policySet, ruleSets } = ports.review;
  const task = {
    edited: edit.own.edited,
    ...(edit.own.policies === undefined ? {} : { policies: edit.own.policies }),
    decisions: await pastDecisions(pull, edit, ports),
    rules: policiesInForce(settings, ports.review).rules,
    observed: (settings.observing ?? []).map(({ ruleId }) => ruleId),
    ...{ locale, today: settings.today },
  };
  const effect = await ports.effects.effectOf(task, {
    ...{ blobs: ports.store.blobs, policySet, signal, elapsed: () => performance.now() },
    compile: (sources) =>
      compiledSources(sources, locale, {
        policySet: settings.ruleSet ?? policySet,
        runner: ports.review.runner,
      }),
    ...(ruleSets === undefined ? {} : { ruleSets }),
  });
  if (signal.aborted) return false;
  const kept = await ports.store.blobs.put(Buffer.from(JSON.stringify(effect)));
  await ports.store.notes.set(noteOf(pull), `${edit.key} ${kept}`);
  return true;
}

/** What was found for just this edit; `null`: nothing yet. */
async function keptEffect(
  { pull }: Situation,
  { key }: SettingsEdit,
  { store: { notes, blobs } }: AttendPorts,
): Promise<Effect | null> {
  const [of, digest] = (await notes.get(noteOf(pull)))?.split(" ") ?? [];
  if (of !== key || digest === undefined) return null;
  const bytes = await blobs.get(digest);
  // Written by `findEffect`, and by nobody else.
  return bytes === null ? null : JSON.parse(Buffer.from(bytes).toString("utf8"));
}

function noteOf({ repository, number }: Pick<PullFacts, "repository" | "number">): string {
  return `effect:${repository.id}:${number}`;
}

async function editIn(situation: Situation, ports: AttendPorts): Promise<SettingsEdit | null> {
  const { snapshot, pull, organisation, inForce, locale } = situation;
  const changed = changedPaths(snapshot.base, snapshot.head).map(({ path }) => path);
  const holdsOrganisation = pull.repository.name === organisationRepository;
  const isOfSettings = editsSettings(changed, holdsOrganisation ? organisationPath : null);
  const policies = await policiesIn(situation, changed);
  if (!isOfSettings && policies === null) return null;
  const before = organisation === null ? null : { path: organisation.path, text: organisation.text };
  const after =
    holdsOrganisation && isOfSettings ? await readSource(snapshot.head, organisationPath) : before;
  const known = inForce.settings.sourcedTenants;
  const sourced = known === undefined ? {} : { sourcedTenants: known.found };
  const standing = { ...(await settingsFilesOf(snapshot.tip ?? snapshot.base, before)), ...sourced };
  const own: Edit = {
    inForce: standing,
    edited: isOfSettings ? { ...(await settingsFilesOf(snapshot.head, after)), ...sourced } : standing,
    ...(policies === null ? {} : { policies: policies.edit }),
  };
  const rules = policiesInForce(inForce.settings, ports.review).digest;
  const observing = inForce.settings.observing ?? [];
  return {
    own,
    ...(isOfSettings ? {} : { of: "policies" as const }),
    shared: policies?.shared ?? null,
    organisation: holdsOrganisation && isOfSettings ? { before, after } : null,
    key: sha256Hex(JSON.stringify([own, rules, observing, locale, ports.review.versions])),
  };
}

/** What a pull request does to policies that lie in its repository; `null`: nothing, or the settings there are broken. */
async function policiesIn(
  { snapshot, pull, inForce, locale }: Situation,
  changed: readonly string[],
): Promise<{ readonly edit: PolicyEdit; readonly shared: EditedFiles | null } | null> {
  const { files } = inForce.settings;
  if (files.policies === undefined || inForce.broken !== null) return null;
  const { repository, base } = pull;
  const fullName = `${repository.owner}/${repository.name}`.toLowerCase();
  // What a source names by its repository is read from the default branch, and from no other.
  const isNamed = (source: PolicySource) =>
    source.repository?.toLowerCase() === fullName && base.ref === repository.defaultBranch;
  const edited = { changedPaths: changed, head: snapshot.head, locale };
  const isHere = (source: PolicySource) => source.repository === null || isNamed(source);
  const edit = await policyEditOf(files.policies, { ...edited, isHere });
  if (edit === null) return null;
  const named = { ...edited, isHere: isNamed };
  return { edit, shared: files.policies.some(({ source }) => isNamed(source)) ? named : null };
}

type Edit = Pick<PastDecision, "inForce" | "edited" | "policies">;

/** Of this repository; where what is edited is in force for others, too, of all of them. */
async function pastDecisions(
  { repository, number, head }: PullFacts,
  edit: SettingsEdit,
  { store, now }: AttendPorts,
): Promise<readonly PastDecision[]> {
  const since = new Date(now().getTime() - periodMs).toISOString();
  const kept =
    edit.organisation === null && edit.shared === null
      ? await keptDecisions(store.records, repository.id)
      : await keptDecisions(store.records, null, since);
  const edits = new Map<number, Edit | null>([[repository.id, edit.own]]);
  const decisions: PastDecision[] = [];
  for (const last of lastOfEach(kept)) {
    if (decisions.length === decisionsMax) break;
    const name = await repositoryNameOf(store.notes, last.repositoryId);
    if (!name.startsWith(`${repository.owner}/`)) continue;
    if (last.repositoryId === repository.id && last.number === number && last.head === head.sha) continue;
    const known = edits.get(last.repositoryId);
    const there = known === undefined ? await editElsewhere(last.repositoryId, edit, store) : known;
    edits.set(last.repositoryId, there);
    const report = there === null ? null : await keptReport(store.blobs, last);
    if (there === null || report === null) continue;
    decisions.push({ repository: name, number: last.number, report, replay: last.replay, ...there });
  }
  return decisions;
}

/**
 * Another repository's own file stays as it was last read, and so do its policies but those that are edited here; its
 * exceptions are those that a report names. `null`: nothing that is edited is in force there.
 */
async function editElsewhere(
  repositoryId: number,
  { own, organisation, shared }: SettingsEdit,
  store: AttendPorts["store"],
): Promise<Edit | null> {
  const files = await lastGoodFiles(repositoryId, store);
  const sources: readonly SourceFiles[] = files?.policies ?? [];
  const policies = shared === null ? null : await policyEditOf(sources, shared);
  if (organisation === null && policies === null) return null;
  const repository = files?.repository ?? null;
  const { before, after } = organisation ?? {
    before: own.inForce.organisation,
    after: own.inForce.organisation,
  };
  return {
    inForce: { organisation: before, repository, waivers: [] },
    edited: { organisation: after, repository, waivers: [] },
    ...(policies === null ? {} : { policies }),
  };
}
